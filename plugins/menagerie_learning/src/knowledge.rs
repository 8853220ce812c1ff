//! What the worker is to learn: the lesson as embeddings. Whenever pictures, labels or classes change, the worker gets the
//! whole of it, so that the model always matches what is on the screen, whatever happened in between.

use std::collections::HashMap;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_brain::{Embedding, Example, ExampleBank};
use menagerie_core::prelude::*;

use crate::door::Door;
use crate::lesson::Undos;
use crate::worker::Request;

/// While pictures pour in, the worker learns them in portions, because every portion costs a fit: at least this far apart,
/// seconds ...
const PORTION_SECS: f32 = 0.5;
/// ... and each larger than what was learned before by at least one in so many, so that the cost of all of them together
/// stays in proportion to the last.
const PORTION_GROWTH: usize = 4;

/// While variants of pictures are being made, portions are this far apart, seconds.
const VARIED_PORTION_SECS: f32 = 3.0;

/// What the network made of a picture.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Of the picture itself.
    pub(super) embedding: Embedding,
    /// Of its mirrored, shifted and brightened variants; `None` while nobody asked for them.
    pub(super) variants: Option<Arc<[Embedding]>>,
}

/// A picture with what the network made of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken<'a> {
    pub(super) id: ExampleId,
    pub(super) class: ClassId,
    pub(super) recording: Option<RecordingId>,
    pub(super) split: Split,
    pub(super) seen: &'a Seen,
}

/// Embeddings by picture. Those of forgotten pictures stay until the way back is gone.
#[derive(Resource, Debug, Default)]
pub(super) struct Knowledge {
    seen: HashMap<ExampleId, Seen>,
    /// What the worker was given last, and its number.
    given: Vec<(ExampleId, ClassId, Split, bool)>,
    pub(super) version: u64,
    given_at_secs: f32,
    owes_portion: bool,
    /// Whether variants of pictures are still being made.
    varies: bool,
}

impl Knowledge {
    pub(super) fn get(&self, id: ExampleId) -> Option<&Seen> {
        self.seen.get(&id)
    }

    pub(super) fn insert(&mut self, id: ExampleId, seen: Seen) {
        self.seen.insert(id, seen);
    }

    /// The variants of a picture have come.
    pub(super) fn vary(&mut self, id: ExampleId, variants: Arc<[Embedding]>) {
        if let Some(seen) = self.seen.get_mut(&id) {
            seen.variants = Some(variants);
        }
    }

    pub(super) fn wait_for_variants(&mut self, varies: bool) {
        self.varies = varies;
    }

    /// How unlike the picture is to those taught in a class: one less the highest cosine, 1 for the first.
    pub(super) fn unlikeness(&self, embedding: &Embedding, class: ClassId, album: &Album) -> f32 {
        let taught = album.iter().filter(|(_, picture)| picture.class == class && picture.split.is_taught());
        let taught = taught.filter_map(|(id, _)| self.seen.get(&id));
        1.0 - taught.map(|seen| seen.embedding.cosine(embedding)).fold(0.0, f32::max)
    }

    /// Whether the worker still has to be told of something.
    pub(super) fn owes_portion(&self) -> bool {
        self.owes_portion
    }

    /// Pictures to teach, of classes that are learned, with their embeddings; by number.
    pub(super) fn taught<'a>(&'a self, classes: &'a Classes, album: &'a Album) -> impl Iterator<Item = Taken<'a>> + 'a {
        self.of(Split::is_taught, classes, album)
    }

    /// Pictures to test with, of classes that are learned, with their embeddings; by number.
    pub(super) fn tests<'a>(&'a self, classes: &'a Classes, album: &'a Album) -> impl Iterator<Item = Taken<'a>> + 'a {
        self.of(|split| split == Split::Test, classes, album)
    }

    fn of<'a>(
        &'a self,
        is_wanted: fn(Split) -> bool,
        classes: &'a Classes,
        album: &'a Album,
    ) -> impl Iterator<Item = Taken<'a>> + 'a {
        album.iter().filter_map(move |(id, picture)| {
            let learned = is_wanted(picture.split) && classes.get(picture.class).is_some_and(|class| class.enabled);
            let seen = self.seen.get(&id).filter(|_| learned)?;
            let (class, recording, split) = (picture.class, picture.recording, picture.split);
            Some(Taken { id, class, recording, split, seen })
        })
    }
}

/// The bank that the worker learns.
pub(super) fn bank_of<'a>(examples: impl Iterator<Item = Taken<'a>>) -> ExampleBank {
    let examples = examples.map(|Taken { id, class, recording, split, seen }| Example {
        recording,
        split,
        variants: seen.variants.as_deref().unwrap_or_default().to_vec(),
        ..Example::new(id, class, seen.embedding.clone())
    });
    ExampleBank::from_examples(examples.collect())
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Knowledge>();
}

/// Gives the worker the lesson when it is another one than it has.
pub(super) fn give_lesson(
    time: Res<Time>,
    work: Res<WorkUnderWay>,
    classes: Res<Classes>,
    album: Res<Album>,
    mut knowledge: ResMut<Knowledge>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    if !knowledge.owes_portion && !classes.is_changed() && !album.is_changed() && !knowledge.is_changed() {
        return;
    }
    let now_secs = time.elapsed_secs();
    let learned = knowledge.given.len();
    let since_secs = now_secs - knowledge.given_at_secs;
    let is_early = since_secs < PORTION_SECS || album.len() < learned + learned / PORTION_GROWTH;
    if (work.0.is_some() && is_early) || (knowledge.varies && since_secs < VARIED_PORTION_SECS) {
        knowledge.bypass_change_detection().owes_portion = true;
        return;
    }
    let wanted: Vec<_> = knowledge
        .taught(&classes, &album)
        .map(|Taken { id, class, split, seen, .. }| (id, class, split, seen.variants.is_some()))
        .collect();
    if wanted == knowledge.given {
        knowledge.bypass_change_detection().owes_portion = false;
        return;
    }
    let bank = bank_of(knowledge.taught(&classes, &album));
    knowledge.given = wanted;
    knowledge.version += 1;
    knowledge.given_at_secs = now_secs;
    knowledge.owes_portion = false;
    door.send(Request::Learn { version: knowledge.version, bank });
}

/// Shows how many views each class has, once the worker has learned what is on the screen.
pub(super) fn count_views(door: Option<Res<Door>>, knowledge: Res<Knowledge>, mut classes: ResMut<Classes>) {
    let Some(state) = door.map(|door| door.state()).filter(|state| state.version == knowledge.version) else { return };
    let of = |class: &Class| state.views.get(&class.id).copied().unwrap_or_default();
    if classes.0.iter().any(|class| of(class) != class.counts.views) {
        classes.0.iter_mut().for_each(|class| class.counts.views = of(class));
    }
}

/// Forgets the embeddings of pictures that can no longer come back.
pub(super) fn forget_embeddings(album: Res<Album>, mut undos: ResMut<Undos>, mut knowledge: ResMut<Knowledge>) {
    if let Some(held) = undos.bypass_change_detection().held_since_drop() {
        let can_come_back = |id: &ExampleId| album.get(*id).is_some() || held.contains(id);
        knowledge.bypass_change_detection().seen.retain(|id, _| can_come_back(id));
    }
}
