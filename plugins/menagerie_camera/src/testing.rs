//! What several tests of this room share: folders of plain pictures, and sources that do as they are told.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use menagerie_core::prelude::{FrameCoding, FrameSource, RawFrame, SourceError};

use crate::capture::OpenSource;

/// A folder that goes away with the test.
pub(crate) struct TestFolder(PathBuf);

impl TestFolder {
    pub(crate) fn new(test: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("menagerie_camera_{test}_{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> &Self {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Writes a PNG of 8 x 8 equal pixels.
    pub(crate) fn write_grey(&self, name: &str, grey: u8) -> &Self {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(8, 8, image::Rgb([grey; 3])).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        self.write(name, bytes.get_ref())
    }
}

impl Drop for TestFolder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// The red of a frame's first pixel.
pub(crate) fn grey_of(frame: &RawFrame) -> u8 {
    frame.bytes()[0]
}

/// What a scripted camera does now; tests change it as they go.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Behaviour {
    Frames,
    Hang,
    Fails(SourceError),
    Panics,
    /// One stale frame after each opening, and nothing more.
    OneFrame,
    BadFrames,
}

/// A camera that does what the test says, as if on a cable.
#[derive(Clone)]
pub(crate) struct ScriptedCamera {
    behaviour: Arc<Mutex<Behaviour>>,
    /// Frames since it was opened.
    sent: usize,
}

impl ScriptedCamera {
    pub(crate) fn new(behaviour: Behaviour) -> Self {
        Self { behaviour: Arc::new(Mutex::new(behaviour)), sent: 0 }
    }

    pub(crate) fn now(&self, behaviour: Behaviour) {
        *self.behaviour.lock().unwrap() = behaviour;
    }

    fn behaviour(&self) -> Behaviour {
        self.behaviour.lock().unwrap().clone()
    }

    pub(crate) fn opener(&self) -> OpenSource {
        let camera = self.clone();
        Box::new(move || match camera.behaviour() {
            Behaviour::Fails(error) => Err(error),
            _ => Ok(Box::new(camera.clone())),
        })
    }
}

impl FrameSource for ScriptedCamera {
    fn name(&self) -> &str {
        "scripted"
    }

    fn period(&self) -> Option<Duration> {
        None
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        std::thread::sleep(Duration::from_millis(2));
        loop {
            match self.behaviour() {
                Behaviour::OneFrame if self.sent > 0 => {
                    return Err(SourceError::Stalled { name: "scripted".into(), secs: 3 });
                }
                Behaviour::Frames | Behaviour::OneFrame => {
                    self.sent += 1;
                    return Ok(RawFrame::new(FrameCoding::Rgb, 4, 4, 0, vec![7; 48]).unwrap());
                }
                Behaviour::BadFrames => {
                    return Err(SourceError::BadFrame { name: "scripted".into(), reason: "noise".into() });
                }
                Behaviour::Hang => std::thread::sleep(Duration::from_millis(2)),
                Behaviour::Fails(error) => return Err(error),
                Behaviour::Panics => panic!("as the test wished"),
            }
        }
    }
}
