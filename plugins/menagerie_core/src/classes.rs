//! The classes visitors teach, and what is said about teaching.

use std::sync::Arc;

use bevy::prelude::*;

use crate::picture::Picture;

/// Pictures a class asks for: the visible goal of a recording (Teachable Machine 2017 asked for 30).
pub const EXAMPLES_GOAL: usize = 30;

/// A class. Saved, shown and spoken of by this number, never by an `Entity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u16);

/// One taught picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExampleId(pub u64);

/// What everybody may know of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its number.
    pub id: ClassId,
    /// Name of its creature: the file stem of its sprite sheet and its sound.
    pub creature: String,
    /// Its colour.
    pub color: Color,
    /// Pictures taught so far.
    pub examples: usize,
}

/// The classes, in the order in which they stand on the screen.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct Classes(pub Vec<Class>);

impl Default for Classes {
    /// The three of the 2017 Teachable Machine: green, purple, orange.
    fn default() -> Self {
        let class =
            |id, creature: &str, color| Class { id: ClassId(id), creature: creature.into(), color, examples: 0 };
        Self(vec![
            class(0, "green", Color::srgb_u8(0x58, 0xc2, 0x6b)),
            class(1, "purple", Color::srgb_u8(0xa9, 0x7b, 0xf0)),
            class(2, "orange", Color::srgb_u8(0xff, 0x9a, 0x3c)),
        ])
    }
}

impl Classes {
    /// The class with this number.
    #[must_use]
    pub fn get(&self, id: ClassId) -> Option<&Class> {
        self.0.iter().find(|class| class.id == id)
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, id: ClassId) -> Option<&mut Class> {
        self.0.iter_mut().find(|class| class.id == id)
    }

    /// Classes with at least one picture.
    #[must_use]
    pub fn taught(&self) -> usize {
        self.0.iter().filter(|class| class.examples > 0).count()
    }
}

/// Which class is being taught right now: frames become its examples instead of being classified.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capturing(pub Option<ClassId>);

/// Wish: from now on, frames become examples of this class.
#[derive(Message, Debug, Clone, Copy)]
pub struct StartCapturing {
    /// The class to teach.
    pub class: ClassId,
}

/// Wish: stop making examples.
#[derive(Message, Debug, Clone, Copy)]
pub struct StopCapturing;

/// Wish: take a short burst of examples (somebody tapped instead of holding).
#[derive(Message, Debug, Clone, Copy)]
pub struct CaptureBurst {
    /// The class to teach.
    pub class: ClassId,
}

/// Wish: take one taught picture out.
#[derive(Message, Debug, Clone, Copy)]
pub struct ForgetExample {
    /// The picture.
    pub example: ExampleId,
}

/// Wish: forget all pictures of a class.
#[derive(Message, Debug, Clone, Copy)]
pub struct ForgetClass {
    /// The class.
    pub class: ClassId,
}

/// Wish: forget everything that was taught.
#[derive(Message, Debug, Clone, Copy)]
pub struct ForgetEverything;

/// A frame has become an example.
#[derive(Message, Debug, Clone)]
pub struct ExampleCaptured {
    /// Its number.
    pub example: ExampleId,
    /// Its class.
    pub class: ClassId,
    /// The picture, small: 96 x 96, in memory only.
    pub thumbnail: Arc<Picture>,
}

/// One example is gone.
#[derive(Message, Debug, Clone, Copy)]
pub struct ExampleForgotten {
    /// Its number.
    pub example: ExampleId,
}

/// All examples of a class are gone.
#[derive(Message, Debug, Clone, Copy)]
pub struct ClassForgotten {
    /// The class.
    pub class: ClassId,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Classes>()
        .init_resource::<Capturing>()
        .add_message::<StartCapturing>()
        .add_message::<StopCapturing>()
        .add_message::<CaptureBurst>()
        .add_message::<ForgetExample>()
        .add_message::<ForgetClass>()
        .add_message::<ForgetEverything>()
        .add_message::<ExampleCaptured>()
        .add_message::<ExampleForgotten>()
        .add_message::<ClassForgotten>();
}
