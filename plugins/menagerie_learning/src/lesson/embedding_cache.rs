//! The embedding cache: what the network made of each picture, and so what the worker is to learn. Whenever pictures,
//! labels or classes change, the worker gets the whole of it, so that the model always matches what is on the screen,
//! whatever happened in between.

use std::collections::HashMap;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_brain::{Embedding, Example, ExampleBank};
use menagerie_core::prelude::*;

use super::editing::{Undos, count_pictures};
use crate::prepared::Seen;
use crate::worker::{Request, WorkerLink, WorkerReplaced, has_worker};
use crate::{GiveSystems, LearningSystems};

/// While pictures pour in, the worker learns them in portions, because every portion costs a fit: at least this far apart,
/// seconds ...
const PORTION_SECS: f32 = 0.5;
/// ... and each larger than what was learned before by at least one in so many, so that the cost of all of them together
/// stays in proportion to the last.
const PORTION_GROWTH: usize = 4;

/// While variants of pictures are being made, portions are this far apart, seconds.
const VARIED_PORTION_SECS: f32 = 3.0;

/// A picture with what the network made of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken<'a> {
    pub(crate) id: ExampleId,
    pub(crate) class: ClassId,
    pub(crate) recording: Option<RecordingId>,
    pub(crate) split: Split,
    pub(crate) seen: &'a Seen,
}

/// Embeddings by picture. Those of removed pictures stay until they can no longer be restored.
#[derive(Resource, Debug, Default)]
pub(crate) struct EmbeddingCache {
    seen: HashMap<ExampleId, Seen>,
    /// What the worker was sent last, and its version.
    given: Vec<(ExampleId, ClassId, Split, bool)>,
    pub(crate) version: u64,
    given_at_secs: f32,
    owes_portion: bool,
    /// Whether variants of pictures are still being made.
    varies: bool,
}

impl EmbeddingCache {
    pub(crate) fn get(&self, id: ExampleId) -> Option<&Seen> {
        self.seen.get(&id)
    }

    pub(crate) fn insert(&mut self, id: ExampleId, seen: Seen) {
        self.seen.insert(id, seen);
    }

    /// The variants of a picture have come.
    pub(crate) fn vary(&mut self, id: ExampleId, variants: Arc<[Embedding]>) {
        if let Some(seen) = self.seen.get_mut(&id) {
            seen.variants = Some(variants);
        }
    }

    pub(crate) fn wait_for_variants(&mut self, varies: bool) {
        self.varies = varies;
    }

    /// How unlike the picture is to those taught in a class: one less the highest cosine, 1 for the first.
    pub(crate) fn unlikeness(&self, embedding: &Embedding, class: ClassId, album: &Album) -> f32 {
        let taught = album.iter().filter(|(_, picture)| picture.class == class && picture.split.is_taught());
        let taught = taught.filter_map(|(id, _)| self.seen.get(&id));
        1.0 - taught.map(|seen| seen.embedding.cosine(embedding)).fold(0.0, f32::max)
    }

    /// Whether the worker still has to be sent something.
    pub(crate) fn owes_portion(&self) -> bool {
        self.owes_portion
    }

    /// Pictures to teach, of classes that are learned, with their embeddings; by number.
    pub(crate) fn taught<'a>(&'a self, classes: &'a Classes, album: &'a Album) -> impl Iterator<Item = Taken<'a>> + 'a {
        self.of(Split::is_taught, classes, album)
    }

    /// Test pictures of enabled classes, with their embeddings; by number.
    pub(crate) fn tests<'a>(&'a self, classes: &'a Classes, album: &'a Album) -> impl Iterator<Item = Taken<'a>> + 'a {
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

/// The example bank that the worker learns.
pub(crate) fn bank_of<'a>(examples: impl Iterator<Item = Taken<'a>>) -> ExampleBank {
    let examples = examples.map(|Taken { id, class, recording, split, seen }| Example {
        recording,
        split,
        variants: seen.variants.as_deref().unwrap_or_default().to_vec(),
        ..Example::new(id, class, seen.embedding.clone())
    });
    ExampleBank::from_examples(examples.collect())
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<EmbeddingCache>()
        .add_systems(
            Update,
            (forget_embeddings, give_again_to_new_worker, give_lesson.run_if(has_worker))
                .chain()
                .in_set(GiveSystems::Lesson),
        )
        .add_systems(Update, count_views.run_if(has_worker).after(count_pictures).in_set(LearningSystems::Count));
}

/// A replacement worker has learned nothing yet.
fn give_again_to_new_worker(mut replaced: MessageReader<WorkerReplaced>, mut cache: ResMut<EmbeddingCache>) {
    if replaced.read().count() > 0 {
        cache.given.clear();
        cache.owes_portion = true;
    }
}

/// Sends the worker the lesson when it differs from what the worker has.
fn give_lesson(
    time: Res<Time>,
    work: Res<WorkUnderWay>,
    classes: Res<Classes>,
    album: Res<Album>,
    mut cache: ResMut<EmbeddingCache>,
    mut link: ResMut<WorkerLink>,
) {
    if !cache.owes_portion && !classes.is_changed() && !album.is_changed() && !cache.is_changed() {
        return;
    }
    let now_secs = time.elapsed_secs();
    let learned = cache.given.len();
    let since_secs = now_secs - cache.given_at_secs;
    let is_early = since_secs < PORTION_SECS || album.len() < learned + learned / PORTION_GROWTH;
    if (work.0.is_some() && is_early) || (cache.varies && since_secs < VARIED_PORTION_SECS) {
        cache.bypass_change_detection().owes_portion = true;
        return;
    }
    let wanted: Vec<_> = cache
        .taught(&classes, &album)
        .map(|Taken { id, class, split, seen, .. }| (id, class, split, seen.variants.is_some()))
        .collect();
    if wanted == cache.given {
        cache.bypass_change_detection().owes_portion = false;
        return;
    }
    let bank = bank_of(cache.taught(&classes, &album));
    cache.given = wanted;
    cache.version += 1;
    cache.given_at_secs = now_secs;
    cache.owes_portion = false;
    link.send(Request::Fit { version: cache.version, bank });
}

/// Shows how many views each class has, once the worker has learned what is on the screen.
fn count_views(link: Res<WorkerLink>, cache: Res<EmbeddingCache>, mut classes: ResMut<Classes>) {
    let Some(state) = Some(link.state()).filter(|state| state.version == cache.version) else { return };
    let of = |class: &Class| state.views.get(&class.id).copied().unwrap_or_default();
    if classes.0.iter().any(|class| of(class) != class.counts.views) {
        classes.0.iter_mut().for_each(|class| class.counts.views = of(class));
    }
}

/// Evicts the embeddings of pictures that can no longer be restored.
fn forget_embeddings(album: Res<Album>, mut undos: ResMut<Undos>, mut cache: ResMut<EmbeddingCache>) {
    if let Some(held) = undos.bypass_change_detection().held_since_drop() {
        let can_come_back = |id: &ExampleId| album.get(*id).is_some() || held.contains(id);
        cache.bypass_change_detection().seen.retain(|id, _| can_come_back(id));
    }
}
