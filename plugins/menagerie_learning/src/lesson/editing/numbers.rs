//! Numbers for classes, pictures and recordings.

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// Numbers for classes and pictures, none given twice.
#[derive(Resource, Debug, Clone, Copy)]
pub(crate) struct Numbers {
    class: u16,
    example: u64,
    recording: u64,
}

impl FromWorld for Numbers {
    fn from_world(world: &mut World) -> Self {
        // Those of the first classes are taken.
        Self { class: world.resource::<FirstClasses>().0.0.len() as u16, example: 0, recording: 0 }
    }
}

impl Numbers {
    pub(crate) fn example(&mut self) -> ExampleId {
        self.example += 1;
        ExampleId(self.example - 1)
    }

    pub(crate) fn recording(&mut self) -> RecordingId {
        self.recording += 1;
        RecordingId(self.recording - 1)
    }

    /// The number that a recording had in its project, if none can have it here.
    pub(crate) fn recording_like(&mut self, number: u64) -> RecordingId {
        if number >= self.recording && number < u64::MAX / 2 {
            self.recording = number;
        }
        self.recording()
    }

    /// The number that a picture had in its project, if nobody can have it here: what follows from numbers, such as which
    /// pictures validate, is then the same again.
    pub(crate) fn example_like(&mut self, number: Option<u64>) -> ExampleId {
        if let Some(number) = number.filter(|number| *number >= self.example && *number < u64::MAX / 2) {
            self.example = number;
        }
        self.example()
    }

    /// The numbers of these classes are given.
    pub(super) fn take(&mut self, classes: &Classes) {
        let next = classes.0.iter().map(|class| class.id.0.saturating_add(1)).max();
        self.class = self.class.max(next.unwrap_or(0));
    }

    pub(super) fn class(&mut self, classes: &Classes) -> ClassId {
        while classes.get(ClassId(self.class)).is_some() {
            self.class = self.class.wrapping_add(1);
        }
        self.class = self.class.wrapping_add(1);
        ClassId(self.class.wrapping_sub(1))
    }
}
