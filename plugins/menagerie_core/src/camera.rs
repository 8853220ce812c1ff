//! What the rooms say to each other about frames: where they come from, the camera's state, the newest frame.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use bevy::prelude::*;

use crate::raw_frame::RawFrame;

/// Number of a frame, counted from 1 since the program started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FrameId(pub u64);

/// Anything that delivers pictures: a webcam, a folder of photographs, a test card, a fake in a test.
///
/// A source lives on one thread of its own and may block there; the exhibit never calls it from the render thread
/// (in [`crate::schedule::Pace::LockStep`] only sources with a [`FrameSource::period`] are used, and those never block).
pub trait FrameSource: Send {
    /// Name for people: the camera's own name, the folder's name.
    fn name(&self) -> &str;

    /// Time between two frames for a source that has no clock of its own; `None` for one that blocks until the next
    /// frame is there (a webcam).
    fn period(&self) -> Option<Duration>;

    /// The next frame, as the source sees it: not converted, not mirrored, not cropped.
    ///
    /// # Errors
    /// [`SourceError::BadFrame`] for one unusable frame (the source goes on); any other means that the source must be
    /// dropped and opened again.
    fn next_frame(&mut self) -> Result<RawFrame, SourceError>;
}

/// Why a source has no picture to give, in words for staff.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// No such camera on this machine.
    #[error("no camera {wanted}; cameras here: {found}. Plug one in, or choose another with --camera")]
    Absent {
        /// What was looked for, for example `named "Logitech"`.
        wanted: String,
        /// The cameras that are there, or `none`.
        found: String,
    },
    /// Another program uses it.
    #[error("camera \"{name}\" is in use by another program; close that program")]
    Busy {
        /// The camera's name.
        name: String,
    },
    /// It was pulled out while in use.
    #[error("camera \"{name}\" was unplugged; plug it in again")]
    PulledOut {
        /// The camera's name.
        name: String,
    },
    /// It sends no frames.
    #[error("camera \"{name}\" has sent no picture for {secs} s; check its cable, or unplug it and plug it in again")]
    Stalled {
        /// The camera's name.
        name: String,
        /// Seconds without a frame.
        secs: u64,
    },
    /// One frame could not be used; the next may be fine.
    #[error("a frame of \"{name}\" could not be read: {reason}")]
    BadFrame {
        /// The source's name.
        name: String,
        /// What was wrong with it.
        reason: String,
    },
    /// It cannot be used at all.
    #[error("\"{name}\" cannot be used: {reason}")]
    Unusable {
        /// The source's name.
        name: String,
        /// What is wrong and what to do.
        reason: String,
    },
}

/// Which source to use, as written on the command line:
/// `auto|none|name:<text>|folder:<dir>|held:<photograph>|testcard`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CameraChoice {
    /// The first webcam that works; the built-in demonstration while there is none.
    #[default]
    Auto,
    /// No webcam: the built-in demonstration.
    None,
    /// The webcam whose name contains this text, ignoring case.
    Name(String),
    /// The photographs in this folder, one after the other, again and again; or this one photograph.
    Folder(PathBuf),
    /// This photograph in a hand that drifts a little, for rehearsals. Each number is another hand.
    Held(PathBuf, u64),
    /// As [`Self::Folder`], but under other light and from another distance, for rehearsals: of this grade, 1 to
    /// [`GRADES`](crate::drift::GRADES).
    Shifted(PathBuf, usize),
    /// A drawn test card that moves.
    TestCard,
}

/// An unknown `--camera` value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a camera; write auto, none, name:<part of its name>, folder:<folder>, held:<photograph> or testcard"
)]
pub struct UnknownCameraChoice(String);

impl FromStr for CameraChoice {
    type Err = UnknownCameraChoice;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownCameraChoice(text.to_owned());
        match text.split_once(':') {
            None => match text {
                "auto" => Ok(Self::Auto),
                "none" => Ok(Self::None),
                "testcard" => Ok(Self::TestCard),
                _ => Err(unknown()),
            },
            Some((_, "")) => Err(unknown()),
            Some(("name", name)) => Ok(Self::Name(name.to_owned())),
            Some(("folder", dir)) => Ok(Self::Folder(PathBuf::from(dir))),
            Some(("held", photograph)) => Ok(Self::Held(PathBuf::from(photograph), 0)),
            Some(_) => Err(unknown()),
        }
    }
}

impl fmt::Display for CameraChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::None => f.write_str("none"),
            Self::Name(name) => write!(f, "name:{name}"),
            Self::Folder(dir) => write!(f, "folder:{}", dir.display()),
            Self::Held(photograph, _) => write!(f, "held:{}", photograph.display()),
            Self::Shifted(dir, grade) => write!(f, "folder:{} in other light, grade {grade}", dir.display()),
            Self::TestCard => f.write_str("testcard"),
        }
    }
}

/// The camera's state.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub enum CameraStatus {
    /// Being opened for the first time.
    #[default]
    Opening,
    /// Frames arrive.
    Live {
        /// The source's name.
        name: String,
    },
    /// There is no camera (or it is away); the photographs that ship with the exhibit play instead.
    Demonstration {
        /// Why, in words; `None` when it was asked for.
        reason: Option<SourceError>,
    },
    /// Frames used to arrive; it is being looked for again.
    Lost {
        /// What happened, in words.
        reason: SourceError,
    },
}

/// The newest frame, as its source sent it.
#[derive(Resource, Debug, Clone, Default)]
pub struct CameraFrame {
    /// The frame's number.
    pub id: FrameId,
    /// Its pixels; `None` before the first frame.
    pub raw: Option<Arc<RawFrame>>,
}

/// Wish and fact: looking back at the last seconds before the camera. Frames are kept in memory alone, and only while somebody
/// wishes it; whoever no longer does resets this.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LookBack {
    /// Wish: keep the frames of the last five seconds.
    pub keeps: bool,
    /// Wish: instead of the newest frame, everybody is shown the one so many before the newest that was kept; while this is
    /// wished no further one is kept. `None`: the newest.
    pub back: Option<usize>,
    /// Fact: how many are kept.
    pub kept: usize,
}

/// Wish: instead of what is before the camera everybody is shown this picture, as the network is to see it; whoever no longer
/// wishes it resets this. With [`SwitchedOff`](crate::guests::SwitchedOff) the camera's room does.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct ShowPicture(pub Option<Arc<RawFrame>>);

/// A new frame is in [`CameraFrame`].
#[derive(Message, Debug, Clone, Copy)]
pub struct FrameArrived {
    /// Its number.
    pub id: FrameId,
}

/// The one persistent texture with the newest frame's mirrored square, for whoever shows the mirror.
#[derive(Resource, Debug, Clone, Default)]
pub struct MirrorTexture(pub Handle<Image>);

/// Wish: take frames from another source from now on.
#[derive(Message, Debug, Clone)]
pub struct ShowSource(pub CameraChoice);

/// Wish: these folders of photographs are what visitors can choose from while there is no camera; none: those that ship.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct StockShelf(pub Vec<PathBuf>);

/// A kind of thing that can be put before the camera in the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prop {
    /// Its name, for example `Banana`.
    pub name: String,
    /// Its photographs.
    pub folder: PathBuf,
    /// One of them, as a picture of it.
    pub face: PathBuf,
}

/// The things a visitor can choose from while there is no camera. Empty when nothing ships.
#[derive(Resource, Debug, Clone, Default)]
pub struct PropShelf {
    /// The props, in alphabetical order.
    pub props: Vec<Prop>,
    /// Which of them is before the camera now.
    pub shown: Option<usize>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<CameraStatus>()
        .init_resource::<CameraFrame>()
        .init_resource::<LookBack>()
        .init_resource::<ShowPicture>()
        .init_resource::<PropShelf>()
        .init_resource::<MirrorTexture>()
        .add_message::<FrameArrived>()
        .add_message::<ShowSource>()
        .add_message::<StockShelf>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn camera_choices_read_back_as_written() {
        for text in ["auto", "none", "testcard", "name:Logitech C920", "folder:some/dir", "held:cup.jpg"] {
            let choice: CameraChoice = text.parse().unwrap();
            assert_eq!(choice.to_string(), text);
        }
    }

    #[test]
    fn an_unknown_camera_choice_says_what_to_write() {
        for text in ["", "webcam", "name:", "folder:", "usb:1"] {
            let said = text.parse::<CameraChoice>().unwrap_err().to_string();
            assert!(said.contains("name:<part of its name>"), "{said}");
        }
    }
}
