//! A model made elsewhere: it answers as it is while its classes stand on the screen and nobody has taught them a picture;
//! from the first picture on the head learns what is on the screen, as ever.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::door::Door;
use crate::worker::Request;

/// The model that was opened last.
#[derive(Resource, Debug, Default)]
pub(super) struct Opened {
    name: String,
    /// Its classes, in the order of its labels.
    classes: Vec<ClassId>,
    answers: bool,
}

impl Opened {
    pub(super) fn new(name: &str, classes: Vec<ClassId>) -> Self {
        Self { name: name.to_owned(), classes, answers: false }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Opened>();
}

/// Lets the model answer, or rest.
pub(super) fn choose_who_answers(
    classes: Res<Classes>,
    album: Res<Album>,
    mut opened: ResMut<Opened>,
    mut shown: ResMut<OpenedModel>,
    mut notices: MessageWriter<Notice>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    if !classes.is_changed() && !album.is_changed() && !opened.is_changed() {
        return;
    }
    let is_there = opened.classes.iter().any(|class| classes.get(*class).is_some());
    let is_taught = album.iter().any(|(_, picture)| picture.split == Split::Teach);
    let answers = is_there && !is_taught;
    if answers != opened.answers {
        opened.answers = answers;
        door.send(Request::UseModel(answers));
    }
    let name = answers.then(|| opened.name.clone());
    if shown.0 != name {
        notices.write(match (&name, &shown.0) {
            (Some(name), _) => {
                Notice::good(format!("{name} answers now, as it is. Teach a picture to begin a lesson of your own"))
            }
            (None, before) => {
                let before = before.as_deref().unwrap_or_default();
                Notice::good(format!("{before} rests: what is taught here answers from now on"))
            }
        });
        shown.0 = name;
    }
}
