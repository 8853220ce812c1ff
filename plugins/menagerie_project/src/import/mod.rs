//! The one door for everything that can be opened or imported: what a file or folder is, is determined by its content.

mod found;
mod genai;
mod layout;
mod listed;
mod model;
mod nested;
mod place;
mod text;
mod tm_project;

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

use menagerie_lesson::{PICTURE_EXTENSIONS, PictureError, not_a_picture, other_kind, picture_format};
use thiserror::Error;

pub use found::{FoundPicture, Pictures};
pub(crate) use listed::{CLASSES, CLASSES_FORMAT, FolderClass, FolderList};
pub use listed::{ClassAnswers, LeftOutAnswer};
pub use model::ModelExport;
pub(crate) use place::read_bounded;

use crate::bounded_zip::{BoundedZip, ZipError};
use crate::format::{LIST, ProjectError, is_project};
use crate::project::Project;
use crate::save::{Opened, open_newest};
use place::Place;

/// What a path turned out to be.
#[derive(Debug)]
pub enum Document {
    /// A lesson, and which of its files it is.
    Project(Box<Project>, Opened),
    /// Pictures, one or many.
    Pictures(Pictures),
    /// A model trained elsewhere.
    Model(ModelExport),
}

/// Why something cannot be opened or imported: the place, the reason and the remedy.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It cannot be read.
    #[error("{place}: {doing} failed: {source}. Check the name and the read permissions")]
    Io {
        /// The file or folder.
        place: String,
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The archive is refused.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// The project is refused.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// It is understood and of no use here.
    #[error("{place}: is {what}. {remedy}")]
    Refused {
        /// The file or folder.
        place: String,
        /// What it is.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// It claims to be something that it is not.
    #[error("{place}: {reason}. It is damaged or of another kind; export it again")]
    Malformed {
        /// The file, and where in it.
        place: String,
        /// What is wrong there.
        reason: String,
    },
    /// A picture is of no use.
    #[error(transparent)]
    Picture(#[from] PictureError),
}

/// What to say where nothing is usable.
const WHAT_CAN_BE_OPENED: &str = "Lessons (.menagerie), pictures, folders or zip files of them, projects of Teachable \
    Machine (.tm) and its image models for TensorFlow.js can be opened";
/// What to say about a model in another format.
const EXPORT_TENSORFLOW_JS: &str =
    "Export it once more as TensorFlow.js (\"Download my model\") and open that zip file";
/// What to say about sounds and poses.
const IMAGE_MODELS_ONLY: &str = "Only image projects and image models can be opened here; make an image project of it";

/// Finds out what a path is, and opens it.
///
/// # Errors
/// Why it is of no use, and what would be.
pub fn open(path: &Path) -> Result<Document, ImportError> {
    let shown = path.display().to_string();
    if path.is_dir() {
        return open_place(Place::folder(path)?);
    }
    // Whatever a lesson's own file looks like, the one kept before it may be whole.
    let is_lesson = ending(&shown) == "menagerie";
    if is_lesson {
        return open_project(path);
    }
    let start = first_bytes(path, &shown)?;
    if picture_format(&start).is_some() {
        return Ok(Document::Pictures(Pictures::single(Place::file(path))));
    }
    if start.starts_with(b"PK") {
        let file = File::open(path).map_err(|source| io_error(&shown, "opening", source))?;
        let mut zip = BoundedZip::open(Box::new(BufReader::new(file)), &shown)?;
        if is_project(&mut zip) {
            return open_project(path);
        }
        return open_place(Place::zip(zip, shown, path));
    }
    if model::is_topology(&start) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        return model::read(&mut Place::folder(folder)?, &name).map(Document::Model);
    }
    Err(refusal(&shown, &start))
}

/// The same for the bytes of a zip archive, for which there is no file; `shown` names it. Projects are read as they are.
///
/// # Errors
/// As [`open`].
pub fn open_zip_bytes(bytes: Vec<u8>, shown: &str) -> Result<Document, ImportError> {
    let mut zip = BoundedZip::from_bytes(bytes.clone(), shown)?;
    if is_project(&mut zip) {
        return Ok(Document::Project(Box::new(Project::from_bytes(bytes, shown)?), Opened::Newest));
    }
    open_place(Place::zip(zip, shown.to_owned(), Path::new(shown)))
}

fn open_project(path: &Path) -> Result<Document, ImportError> {
    let (project, opened) = open_newest(path)?;
    Ok(Document::Project(Box::new(project), opened))
}

fn open_place(mut place: Place) -> Result<Document, ImportError> {
    if place.contains(LIST) && place.contains_under("pictures/") {
        return Err(ImportError::Refused {
            place: place.shown().to_owned(),
            what: "an unpacked project".into(),
            remedy: "Open the .menagerie file, or pack the contents of the folder into one zip file and open that",
        });
    }
    let mut laid = layout::pictures(&mut place)?;
    let topologies = model::topologies_in(&mut place);
    // A picture or two beside a model are its sign or examples, nothing to teach; folders of classes are a lesson.
    match topologies.as_slice() {
        [] => {}
        // Its model was made of these very pictures.
        _ if genai::is_project(&place) => {}
        [entry] if laid.folder_classes() < 2 => return model::read(&mut place, entry).map(Document::Model),
        _ if laid.folder_classes() < 2 => return Err(several_models(&place, &topologies)),
        [first, ..] => laid.left_out.push(ImportError::Refused {
            place: place.shown_file(first),
            what: "a model that lies beside the pictures".into(),
            remedy: "Open it by itself to use it",
        }),
    }
    if laid.listed.is_empty() {
        return match tm_project::refuse_sounds(&place) {
            Some(error) => Err(error),
            None => nested::open(place, laid),
        };
    }
    let in_zips = |name: &String| {
        let path = place.shown_file(name);
        PictureError::OtherKind {
            path,
            what: "an archive among pictures".into(),
            remedy: "Unpack it, or open it by itself",
        }
    };
    laid.left_out.extend(laid.archives.iter().map(in_zips).map(ImportError::from));
    Ok(Document::Pictures(Pictures::new(vec![(place, laid)])))
}

fn several_models(place: &Place, topologies: &[String]) -> ImportError {
    let places: Vec<String> = topologies.iter().take(5).map(|entry| format!("`{entry}`")).collect();
    ImportError::Refused {
        place: place.shown().to_owned(),
        what: format!("a place with {} models: {}", topologies.len(), places.join(", ")),
        remedy: "Unpack it and open the folder of the one that is meant",
    }
}

fn nothing(place: &Place) -> ImportError {
    ImportError::Refused {
        place: place.shown().to_owned(),
        what: "without a picture and without a model".into(),
        remedy: WHAT_CAN_BE_OPENED,
    }
}

/// What to say to a single file that is neither.
fn refusal(shown: &str, start: &[u8]) -> ImportError {
    let path = shown.to_owned();
    let by_content = match start {
        [0x89, b'H', b'D', b'F', ..] => "h5".to_owned(),
        [_, _, _, _, b'T', b'F', b'L', b'3', ..] => "tflite".to_owned(),
        _ => ending(shown),
    };
    if let Some(kind) = foreign_model(&by_content) {
        return ImportError::Refused { place: path, what: kind.into(), remedy: EXPORT_TENSORFLOW_JS };
    }
    if other_kind(start).is_some() || PICTURE_EXTENSIONS.contains(&&*ending(shown)) {
        return not_a_picture(start, shown).into();
    }
    ImportError::Refused { place: path, what: "of an unknown kind".into(), remedy: WHAT_CAN_BE_OPENED }
}

/// What a model that cannot run here is called, told by the ending of its file.
fn foreign_model(ending: &str) -> Option<&'static str> {
    match ending {
        "h5" | "hdf5" | "keras" => Some("a Keras model"),
        "tflite" => Some("a TensorFlow Lite model"),
        "pb" => Some("a TensorFlow SavedModel"),
        "onnx" => Some("an ONNX model"),
        _ => None,
    }
}

/// The extension of a name, in lower case.
fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

fn io_error(place: &str, doing: &'static str, source: io::Error) -> ImportError {
    ImportError::Io { place: place.to_owned(), doing, source }
}

/// The first bytes of a file; of a pipe or a device, none are waited for.
fn first_bytes(path: &Path, shown: &str) -> Result<Vec<u8>, ImportError> {
    let about = fs::metadata(path).map_err(|source| io_error(shown, "opening", source))?;
    if !about.is_file() {
        return Err(ImportError::Refused {
            place: shown.to_owned(),
            what: "neither a file nor a folder".into(),
            remedy: WHAT_CAN_BE_OPENED,
        });
    }
    let mut start = Vec::new();
    let file = File::open(path).map_err(|source| io_error(shown, "opening", source))?;
    file.take(4096).read_to_end(&mut start).map_err(|source| io_error(shown, "reading", source))?;
    Ok(start)
}
