//! The classes that are taught, and what is wished and said about teaching them.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_lesson::{Class, ClassId, ClassOutput, ExampleId, Picture, Split};

/// Pictures a class asks for: the visible goal of a recording (Teachable Machine 2017 asked for 30).
pub const EXAMPLES_GOAL: usize = 30;

/// The classes, in the order in which they stand on the screen.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct Classes(pub Vec<Class>);

impl Default for Classes {
    /// Three, as the 2017 Teachable Machine had, each called after its creature until somebody names it.
    fn default() -> Self {
        let named = [("Pim", "pim"), ("Tuft", "tuft"), ("Bobo", "bobo")].into_iter().zip(0..);
        Self(named.map(|((name, creature), id)| Class::new(ClassId(id), name, creature, usize::from(id))).collect())
    }
}

impl Classes {
    /// The class with this number.
    #[must_use]
    pub fn get(&self, id: ClassId) -> Option<&Class> {
        self.0.iter().find(|class| class.id == id)
    }

    /// The same, mutably.
    pub fn get_mut(&mut self, id: ClassId) -> Option<&mut Class> {
        self.0.iter_mut().find(|class| class.id == id)
    }

    /// Enabled classes with at least one picture.
    #[must_use]
    pub fn taught(&self) -> usize {
        self.0.iter().filter(|class| class.enabled && class.counts.teach > 0).count()
    }
}

/// The classes that a lesson begins with, also when somebody starts over.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub struct FirstClasses(pub Classes);

/// The colour of a class, as Bevy takes it.
#[must_use]
pub fn color([red, green, blue]: [u8; 3]) -> Color {
    Color::srgb_u8(red, green, blue)
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
    pub split: Split,
}

/// Wish: stop recording.
#[derive(Message, Debug, Clone, Copy)]
pub struct StopCapturing;

/// Wish: take a short burst of pictures (somebody tapped instead of holding).
#[derive(Message, Debug, Clone, Copy)]
pub struct CaptureBurst {
    /// The class.
    pub class: ClassId,
    /// To teach or to test with.
    pub split: Split,
}

/// Wish: count down, then record, so that both hands are free.
#[derive(Message, Debug, Clone, Copy)]
pub struct CaptureTimed {
    /// The class.
    pub class: ClassId,
    /// To teach or to test with.
    pub split: Split,
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
    RecolorClass(ClassId, [u8; 3]),
    /// Another creature; empty for none.
    RecastClass(ClassId, String),
    /// Other outputs besides its creature.
    SetOutputs(ClassId, Vec<ClassOutput>),
    /// Another sentence that its creature says; empty for none.
    CaptionClass(ClassId, String),
    /// Another place among the classes, 0 = first.
    MoveClass(ClassId, usize),
    /// Learn it, or let it rest.
    EnableClass(ClassId, bool),
    /// Delete it together with its pictures.
    DeleteClass(ClassId),
    /// Remove its pictures, including its test pictures.
    EmptyClass(ClassId),
    /// These pictures belong to another class or another split.
    MovePictures(Vec<ExampleId>, ClassId, Split),
    /// Remove these pictures.
    RemovePictures(Vec<ExampleId>),
    /// Back to the classes of the beginning, without pictures. While a lesson is set aside, what is taught goes and the rest
    /// of the game's lesson stays.
    StartOver,
    /// Set the lesson aside, in memory, and play with this one meanwhile: nothing of that is written into a file or can be
    /// undone once it is over. While one is set aside already, only what was played with goes.
    SetAside(Meanwhile),
    /// Bring back the lesson that was set aside, as it was; what was played with goes.
    BringBack,
    /// Bring back what the newest change took away.
    Undo,
}

/// What a game is played with while the lesson is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meanwhile {
    /// Classes of these names, without pictures.
    Named(Vec<String>),
    /// The classes of the lesson that is set aside, with its test pictures and nothing that is taught.
    SameTests,
}

/// Whether a lesson is set aside, and what is on the screen is only played with.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LessonAside(pub bool);

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

/// Number of pictures removed.
#[derive(Message, Debug, Clone, Copy)]
pub struct PicturesRemoved(pub usize);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Classes>()
        .init_resource::<FirstClasses>()
        .init_resource::<Capturing>()
        .init_resource::<CountDown>()
        .init_resource::<UndoOffer>()
        .init_resource::<LessonAside>()
        .add_message::<StartCapturing>()
        .add_message::<StopCapturing>()
        .add_message::<CaptureBurst>()
        .add_message::<CaptureTimed>()
        .add_message::<ChangeLesson>()
        .add_message::<ExampleCaptured>()
        .add_message::<PicturesRemoved>();
}
