//! A model trained elsewhere: it answers unchanged while its classes are on the screen and untaught;
//! from the first picture on the head learns what is on the screen, as ever.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_brain::ImportedModel;
use menagerie_core::prelude::*;

use crate::GiveSystems;
use crate::worker::{Request, WorkerLink, WorkerReplaced, has_worker};

/// The most recently opened model.
#[derive(Resource, Debug, Default)]
pub(crate) struct Opened {
    model: Option<Arc<ImportedModel>>,
    /// Its classes, in the order of its labels.
    classes: Vec<ClassId>,
    /// Whether the worker has it.
    is_given: bool,
    answers: bool,
}

impl Opened {
    pub(crate) fn new(model: Arc<ImportedModel>, classes: Vec<ClassId>) -> Self {
        Self { model: Some(model), classes, is_given: false, answers: false }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Opened>().add_systems(Update, choose_who_answers.run_if(has_worker).in_set(GiveSystems::Model));
}

/// Lets the model answer, or rest.
fn choose_who_answers(
    classes: Res<Classes>,
    album: Res<Album>,
    mut opened: ResMut<Opened>,
    mut shown: ResMut<OpenedModel>,
    words: Res<Words>,
    mut notices: MessageWriter<Notice>,
    mut replaced: MessageReader<WorkerReplaced>,
    mut link: ResMut<WorkerLink>,
) {
    if replaced.read().count() > 0 {
        (opened.is_given, opened.answers) = (false, false);
    }
    let Some(model) = opened.model.clone() else { return };
    if !opened.is_given {
        opened.is_given = true;
        link.send(Request::OpenModel { model: Arc::clone(&model), classes: opened.classes.clone() });
    }
    if !classes.is_changed() && !album.is_changed() && !opened.is_changed() {
        return;
    }
    let is_there = opened.classes.iter().any(|class| classes.get(*class).is_some());
    let is_taught = album.iter().any(|(_, picture)| picture.split.is_taught());
    let answers = is_there && !is_taught;
    if answers != opened.answers {
        opened.answers = answers;
        link.send(Request::LetModelAnswer(answers));
    }
    let name = answers.then(|| model.name().to_owned());
    if shown.0 != name {
        notices.write(Notice::good(match (&name, &shown.0) {
            (Some(name), _) => words.with("notice-model-answers", &[("model", name.as_str().into())]),
            (None, before) => {
                words.with("notice-model-rests", &[("model", before.as_deref().unwrap_or_default().into())])
            }
        }));
        shown.0 = name;
    }
}
