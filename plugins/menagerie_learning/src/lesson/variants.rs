//! Variants of pictures that were there before somebody asked for augmentation; new pictures bring theirs with them.

use std::collections::HashSet;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;

use super::embedding_cache::{EmbeddingCache, Taken};
use crate::GiveSystems;
use crate::worker::{Request, Varied, WorkerLink, WorkerReplaced, add_inbox, has_worker};

/// What is being made.
#[derive(Resource, Debug, Default)]
struct Variation {
    in_flight: bool,
    /// Whether every picture has its variants, as far as is known.
    is_done: bool,
    /// Pictures that cannot be varied.
    refused: HashSet<ExampleId>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Variation>()
        .add_systems(Update, vary_pictures.run_if(has_worker).in_set(GiveSystems::Variants));
    add_inbox::<Varied, _>(app, take_variants);
}

fn take_variants(
    mut inbox: ResMut<Messages<Varied>>,
    mut variation: ResMut<Variation>,
    mut cache: ResMut<EmbeddingCache>,
) {
    for Varied { id, variants } in inbox.drain() {
        variation.in_flight = false;
        match variants {
            Some(variants) => cache.vary(id, variants),
            None => drop(variation.refused.insert(id)),
        }
    }
}

/// Asks for the variants of one picture after the other.
fn vary_pictures(
    settings: Res<CurrentSettings>,
    classes: Res<Classes>,
    album: Res<Album>,
    mut cache: ResMut<EmbeddingCache>,
    mut variation: ResMut<Variation>,
    mut replaced: MessageReader<WorkerReplaced>,
    mut link: ResMut<WorkerLink>,
) {
    if replaced.read().count() > 0 {
        // What was asked of the old worker will not be answered.
        variation.in_flight = false;
    }
    if classes.is_changed() || album.is_changed() || settings.is_changed() || cache.is_changed() {
        variation.is_done = false;
    }
    if variation.in_flight || variation.is_done {
        return;
    }
    let next = if settings.training.augmentation {
        let mut taught = cache.taught(&classes, &album);
        let is_missing = |taken: &Taken<'_>| taken.seen.variants.is_none() && !variation.refused.contains(&taken.id);
        taught.find(is_missing).map(|taken| taken.id)
    } else {
        None
    };
    variation.is_done = next.is_none();
    cache.bypass_change_detection().wait_for_variants(next.is_some());
    let Some((id, picture)) = next.and_then(|id| Some((id, album.get(id)?))) else { return };
    variation.in_flight = true;
    link.send(Request::Vary { id, file: Arc::clone(&picture.file) });
}
