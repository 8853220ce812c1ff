//! Variants of pictures that were there before somebody asked for augmentation; new pictures bring theirs with them.

use std::collections::HashSet;
use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::door::Door;
use crate::knowledge::{Knowledge, Taken};
use crate::worker::Request;

/// What is being made.
#[derive(Resource, Debug, Default)]
pub(super) struct Variation {
    in_flight: bool,
    /// Whether every picture has its variants, as far as is known.
    is_done: bool,
    /// Pictures that cannot be varied.
    refused: HashSet<ExampleId>,
}

impl Variation {
    pub(super) fn answered(&mut self, id: ExampleId, went_well: bool) {
        self.in_flight = false;
        if !went_well {
            self.refused.insert(id);
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Variation>();
}

/// Asks for the variants of one picture after the other.
pub(super) fn vary_pictures(
    settings: Res<CurrentSettings>,
    classes: Res<Classes>,
    album: Res<Album>,
    mut knowledge: ResMut<Knowledge>,
    mut variation: ResMut<Variation>,
    door: Option<ResMut<Door>>,
) {
    let Some(mut door) = door else { return };
    if classes.is_changed() || album.is_changed() || settings.is_changed() || knowledge.is_changed() {
        variation.is_done = false;
    }
    if variation.in_flight || variation.is_done {
        return;
    }
    let next = if settings.training.augmentation {
        let mut taught = knowledge.taught(&classes, &album);
        let is_missing = |taken: &Taken<'_>| taken.seen.variants.is_none() && !variation.refused.contains(&taken.id);
        taught.find(is_missing).map(|taken| taken.id)
    } else {
        None
    };
    variation.is_done = next.is_none();
    knowledge.bypass_change_detection().wait_for_variants(next.is_some());
    let Some((id, picture)) = next.and_then(|id| Some((id, album.get(id)?))) else { return };
    variation.in_flight = true;
    door.send(Request::Vary { id, file: Arc::clone(&picture.file) });
}
