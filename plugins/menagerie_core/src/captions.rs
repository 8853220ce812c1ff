//! What is heard, also for those who do not hear it: the room that plays a sound says so, the kit writes it.

use bevy::prelude::*;

use crate::words::Phrase;

/// Fact: something begins to be heard.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct SoundHeard {
    /// What it is, in words.
    pub caption: Phrase,
}

pub(super) fn plugin(app: &mut App) {
    app.add_message::<SoundHeard>();
}
