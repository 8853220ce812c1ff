//! The classes that are taught, and what is wished and said about teaching them.

use std::sync::Arc;

use bevy::prelude::*;

use crate::album::Part;
use crate::picture::Picture;

/// Pictures a class asks for: the visible goal of a recording (Teachable Machine 2017 asked for 30).
pub const EXAMPLES_GOAL: usize = 30;

/// Most classes of a lesson.
pub const MOST_CLASSES: usize = 100;

/// Longest name of a class, characters.
pub const LONGEST_NAME: usize = 40;

/// Longest sentence that a creature says, characters.
pub const LONGEST_SENTENCE: usize = 120;

/// The creatures there are; more classes than these share them.
pub const CREATURES: [&str; 3] = ["green", "purple", "orange"];

/// Colours of classes: told apart by people who do not see red or green as well (after Okabe and Ito 2008).
const COLOURS: [[u8; 3]; 8] = [
    [0x58, 0xc2, 0x6b],
    [0xa9, 0x7b, 0xf0],
    [0xff, 0x9a, 0x3c],
    [0x56, 0xb4, 0xe9],
    [0xf0, 0xe4, 0x42],
    [0xe0, 0x7a, 0xb0],
    [0x2f, 0xb8, 0xa0],
    [0xe8, 0x5c, 0x4a],
];

/// A class. Saved, shown and spoken of by this number, never by an `Entity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u16);

/// One taught picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExampleId(pub u64);

/// Pictures taken in one go: one press, one burst or one timed recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordingId(pub u64);

/// What everybody may know of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its number.
    pub id: ClassId,
    /// What people call it.
    pub name: String,
    /// Name of its creature: the file stem of its sprite sheet and its sound. Empty for a quiet class, for which nobody
    /// comes: "nothing", "something else".
    pub creature: String,
    /// What its creature says when it answers; empty for nothing.
    pub says: String,
    /// Its colour.
    pub color: Color,
    /// Whether it is learned; a class at rest keeps its pictures.
    pub enabled: bool,
    /// Pictures taught so far.
    pub examples: usize,
    /// Pictures to test with.
    pub tests: usize,
    /// How far it is on the way to [`EXAMPLES_GOAL`], in pictures: those that add something count more than near-copies.
    pub progress: f32,
    /// Views among the pictures taught: sides from which its things were shown. 0 until the worker has looked.
    pub views: usize,
}

impl Class {
    /// Whether nobody comes when it wins.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.creature.is_empty()
    }
}

/// The classes, in the order in which they stand on the screen.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct Classes(pub Vec<Class>);

impl Default for Classes {
    /// The three of the 2017 Teachable Machine: green, purple, orange.
    fn default() -> Self {
        Self(CREATURES.into_iter().zip(["Green", "Purple", "Orange"]).zip(0..).map(class).collect())
    }
}

fn class(((creature, name), id): ((&str, &str), u16)) -> Class {
    Class {
        id: ClassId(id),
        name: name.into(),
        creature: creature.into(),
        says: String::new(),
        color: Classes::color(usize::from(id)),
        enabled: true,
        examples: 0,
        tests: 0,
        progress: 0.0,
        views: 0,
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

    /// Classes with at least one picture that are learned.
    #[must_use]
    pub fn taught(&self) -> usize {
        self.0.iter().filter(|class| class.enabled && class.examples > 0).count()
    }

    /// The colour of the class at a place, when nobody chose another.
    #[must_use]
    pub fn color(place: usize) -> Color {
        let [red, green, blue] = COLOURS[place % COLOURS.len()];
        Color::srgb_u8(red, green, blue)
    }

    /// Every colour that a class may have.
    pub fn colors() -> impl Iterator<Item = Color> {
        (0..COLOURS.len()).map(Self::color)
    }
}

/// Which class is being taught right now: frames become its examples instead of being classified.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capturing(pub Option<ClassId>);

/// A timed recording that is about to begin: the class, and seconds until then.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Default)]
pub struct CountDown(pub Option<(ClassId, f32)>);

/// Wish: from now on, frames become pictures of this class.
#[derive(Message, Debug, Clone, Copy)]
pub struct StartCapturing {
    /// The class.
    pub class: ClassId,
    /// To teach or to test with.
    pub part: Part,
}

/// Wish: stop making pictures.
#[derive(Message, Debug, Clone, Copy)]
pub struct StopCapturing;

/// Wish: take a short burst of pictures (somebody tapped instead of holding).
#[derive(Message, Debug, Clone, Copy)]
pub struct CaptureBurst {
    /// The class.
    pub class: ClassId,
    /// To teach or to test with.
    pub part: Part,
}

/// Wish: count down, then record, so that both hands are free.
#[derive(Message, Debug, Clone, Copy)]
pub struct CaptureTimed {
    /// The class.
    pub class: ClassId,
    /// To teach or to test with.
    pub part: Part,
}

/// Wish: change the lesson. What a change takes away, [`ChangeLesson::Undo`] brings back.
#[derive(Message, Debug, Clone, PartialEq)]
pub enum ChangeLesson {
    /// One more class; without a name it gets one.
    AddClass {
        /// What people call it.
        name: Option<String>,
        /// Whether nobody comes when it wins.
        quiet: bool,
    },
    /// Another name.
    RenameClass(ClassId, String),
    /// Another colour.
    RecolorClass(ClassId, Color),
    /// Another creature; empty for none.
    RecastClass(ClassId, String),
    /// Another sentence that its creature says; empty for none.
    CaptionClass(ClassId, String),
    /// Another place among the classes, 0 = first.
    MoveClass(ClassId, usize),
    /// Learn it, or let it rest.
    EnableClass(ClassId, bool),
    /// Take it away with its pictures.
    DeleteClass(ClassId),
    /// Forget its pictures, those to test with, too.
    EmptyClass(ClassId),
    /// These pictures belong to another class or another part.
    MovePictures(Vec<ExampleId>, ClassId, Part),
    /// Forget these pictures.
    ForgetPictures(Vec<ExampleId>),
    /// Back to the classes of the beginning, without pictures.
    StartOver,
    /// Bring back what the newest change took away.
    Undo,
}

/// What [`ChangeLesson::Undo`] would bring back, in words; `None`: nothing.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct UndoOffer(pub Option<String>);

/// A frame has become a picture of the lesson.
#[derive(Message, Debug, Clone)]
pub struct ExampleCaptured {
    /// Its number.
    pub example: ExampleId,
    /// Its class.
    pub class: ClassId,
    /// The picture, small, in memory only.
    pub thumbnail: Arc<Picture>,
    /// Whether its class reached the goal with it.
    pub completes: bool,
}

/// Pictures were forgotten: so many.
#[derive(Message, Debug, Clone, Copy)]
pub struct PicturesForgotten(pub usize);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Classes>()
        .init_resource::<Capturing>()
        .init_resource::<CountDown>()
        .init_resource::<UndoOffer>()
        .add_message::<StartCapturing>()
        .add_message::<StopCapturing>()
        .add_message::<CaptureBurst>()
        .add_message::<CaptureTimed>()
        .add_message::<ChangeLesson>()
        .add_message::<ExampleCaptured>()
        .add_message::<PicturesForgotten>();
}
