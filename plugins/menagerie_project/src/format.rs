//! The file of a project: a zip archive, described for everybody in `docs/PROJECT-FORMAT.md`.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Cursor, Seek, Write};
use std::path::Path;

use menagerie_lesson::{
    CAMERA, Class, ClassId, ExampleId, LessonSettings, MOST_OUTPUT_FILE_BYTES, OutputFile, RecordingId, Split,
    check_outputs, decode_picture,
};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};
use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::atomic::Calm;
use crate::bounded_zip::{BoundedZip, MOST_BYTES, MOST_ENTRIES, ZipError};
use crate::embeddings_file;
use crate::head_file;
use crate::picture_file::{picture_problem, picture_suffix};
use crate::project::{Project, ProjectPicture};

/// The version written, and the newest that is read.
pub const FORMAT_VERSION: u32 = 3;
/// The first version whose embeddings and heads are of the kind that is used now.
const NUMBERS_SINCE: u32 = 3;
/// The first version in which camera pictures are stored as taken; before, they were stored mirrored.
const UNMIRRORED_SINCE: u32 = 3;
/// What tells the file from any other archive.
const FORMAT_NAME: &str = "menagerie project";
// What a file may hold is more than what a lesson makes today, so that newer programs can allow more.
/// Maximum number of classes in a project.
const MOST_CLASSES_READ: usize = 1000;
/// Maximum number of characters in a name.
const LONGEST_NAME_READ: usize = 1000;
/// Maximum number of characters in a sentence.
const LONGEST_SENTENCE_READ: usize = 10_000;
/// Number of a picture or a recording, at most: others must still find place behind it.
const MOST_NUMBER: u64 = u64::MAX / 2;
/// Bytes of a picture's file, at most.
pub(crate) const MOST_PICTURE_BYTES: u64 = 64 << 20;
/// Bytes of the list in JSON, at most.
const MOST_LIST_BYTES: u64 = 64 << 20;
/// Entries that are not pictures.
const OTHER_ENTRIES: u64 = 3;

pub(crate) const LIST: &str = "project.json";
const EMBEDDINGS: &str = "embeddings.safetensors";
const HEAD: &str = "head.safetensors";

/// Why a project cannot be read or written: the file, the place and the remedy.
#[derive(Debug, Error)]
pub enum ProjectError {
    /// The file cannot be opened, read or written.
    #[error("{file}: {doing} failed: {source}. Check the name, the permissions and the free disk space")]
    Io {
        /// The file.
        file: String,
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The archive is refused.
    #[error(transparent)]
    Zip(#[from] ZipError),
    /// Something in it is invalid.
    #[error(
        "{file}: {place}: {reason}. The project is damaged or was made by something else; open the previous version"
    )]
    Malformed {
        /// The file.
        file: String,
        /// The entry, and where in it.
        place: String,
        /// What is wrong there.
        reason: String,
    },
    /// It cannot be written, because nobody could read it again.
    #[error("{file}: cannot be written: {reason}. Change or remove that and save again")]
    Unwritable {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// Something else is where it should go.
    #[error("{file}: already exists, and files of others are never overwritten. Choose another place")]
    InTheWay {
        /// What is there.
        file: String,
    },
    /// Another program works on it.
    #[error("{file}: is open in another program. Close it there, or make the change there")]
    InUse {
        /// The file.
        file: String,
    },
    /// It was made by a later version.
    #[error(
        "{file}: has format {found}, this program reads up to {FORMAT_VERSION}. Install a newer Menagerie to open it"
    )]
    TooNew {
        /// The file.
        file: String,
        /// Its version.
        found: u32,
    },
}

/// The list, as it is written.
#[derive(Serialize, Deserialize)]
struct List {
    format: String,
    version: u32,
    #[serde(default)]
    name: String,
    classes: Vec<Class>,
    #[serde(default)]
    settings: LessonSettings,
    pictures: Vec<ListedPicture>,
}

#[derive(Serialize, Deserialize)]
struct ListedPicture {
    id: ExampleId,
    class: ClassId,
    #[serde(rename = "part", default)]
    split: Split,
    #[serde(default)]
    source: String,
    /// Any number, so that a wrong one can be named together with its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recording: Option<Number>,
    entry: String,
}

impl Project {
    /// Reads a project.
    ///
    /// # Errors
    /// [`ProjectError`]; memory stays bounded whatever the file claims.
    pub fn read(path: &Path) -> Result<Self, ProjectError> {
        let shown = path.display().to_string();
        let file = File::open(path).map_err(|source| io_error(&shown, "opening", source))?;
        Self::from_zip(BoundedZip::open(Box::new(io::BufReader::new(file)), &shown)?, &shown)
    }

    /// Reads what cannot be made again of a project's file, as [`Self::read`] does, but keeps nothing of it: a whole lesson
    /// need not fit into memory twice.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) fn verify(path: &Path) -> Result<(), ProjectError> {
        let shown = path.display().to_string();
        let file = File::open(path).map_err(|source| io_error(&shown, "opening", source))?;
        let mut zip = BoundedZip::open(Box::new(io::BufReader::new(file)), &shown)?;
        let malformed = malformed_in(&shown);
        let (_, list) = read_list(&mut zip, &shown)?;
        for listed in list.pictures {
            let file = zip.read(&listed.entry, MOST_PICTURE_BYTES)?;
            if let Some(reason) = picture_problem(&file) {
                return Err(malformed(&listed.entry, reason));
            }
        }
        for class in list.classes {
            for file in class.outputs.iter().filter_map(|output| output.file.as_ref()) {
                read_output(&mut zip, &file.entry, &shown)?;
            }
        }
        Ok(())
    }

    /// Reads a project from the bytes of its file. `shown` names it in errors.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn from_bytes(bytes: Vec<u8>, shown: &str) -> Result<Self, ProjectError> {
        Self::from_zip(BoundedZip::from_bytes(bytes, shown)?, shown)
    }

    fn from_zip(mut zip: BoundedZip, shown: &str) -> Result<Self, ProjectError> {
        let malformed = malformed_in(shown);
        let (version, mut list) = read_list(&mut zip, shown)?;
        // Older numbers are of another kind and can be made again, so they are not even read.
        let has_numbers = |entry: &str| version >= NUMBERS_SINCE && zip.contains(entry);
        let (has_embeddings, has_head) = (has_numbers(EMBEDDINGS), has_numbers(HEAD));
        // What can be made again from the pictures is no reason to refuse them.
        let mut bytes_of = |has: bool, entry: &str| if has { zip.read(entry, u64::MAX).ok() } else { None };
        let embeddings = bytes_of(has_embeddings, EMBEDDINGS).and_then(|bytes| embeddings_file::read(&bytes).ok());
        let linear_head = bytes_of(has_head, HEAD).and_then(|bytes| head_file::read(&bytes).ok());
        let mut embeddings = embeddings.unwrap_or_default();
        let mut pictures = Vec::with_capacity(list.pictures.len());
        for listed in list.pictures {
            let file = zip.read(&listed.entry, MOST_PICTURE_BYTES)?;
            if let Some(reason) = picture_problem(&file) {
                return Err(malformed(&listed.entry, reason));
            }
            let is_mirrored = version < UNMIRRORED_SINCE && listed.source == CAMERA;
            let file = if is_mirrored { unmirrored(file, &listed.entry) } else { file };
            pictures.push(ProjectPicture {
                embedding: embeddings.by_picture.remove(&listed.id),
                id: listed.id,
                class: listed.class,
                split: listed.split,
                source: listed.source,
                recording: listed.recording.and_then(|number| number.as_u64()).map(RecordingId),
                file: file.into(),
            });
        }
        pictures.sort_by_key(|picture| picture.id);
        for class in &mut list.classes {
            for file in class.outputs.iter_mut().filter_map(|output| output.file.as_mut()) {
                *file = read_output(&mut zip, &file.entry, shown)?;
            }
        }
        // Numbers of pictures that are not there say nothing about those that are.
        let has_embeddings = pictures.iter().any(|picture| picture.embedding.is_some());
        Ok(Self {
            name: list.name,
            classes: list.classes,
            pictures,
            settings: list.settings.within_bounds(),
            embedded_by: embeddings.embedded_by.filter(|_| has_embeddings),
            head: linear_head,
        })
    }

    /// The bytes of its file; the same project always gives the same.
    ///
    /// # Errors
    /// What could not be read again, or what the archive's writer said.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ProjectError> {
        self.check("the project")?;
        let mut bytes = Cursor::new(Vec::new());
        self.write_to(&mut bytes).map_err(|source| io_error("the project", "packing", source))?;
        Ok(bytes.into_inner())
    }

    /// Whether what is written now can be read later.
    pub(crate) fn check(&self, shown: &str) -> Result<(), ProjectError> {
        let problem = check(&self.name, &self.classes, &self.listed()).err().or_else(|| {
            let outputs =
                self.classes.iter().flat_map(|class| &class.outputs).filter_map(|output| output.file.as_ref());
            let outputs: u64 = outputs.map(|file| file.bytes.len() as u64).sum();
            let pictures: u64 = self.pictures.iter().map(|picture| picture.file.len() as u64).sum();
            let bytes = pictures + outputs;
            (bytes > MOST_BYTES / 2).then(|| format!("the pictures have {bytes} bytes in total, too many for one file"))
        });
        let problem = problem.or_else(|| {
            self.pictures
                .iter()
                .find_map(|picture| Some(format!("picture {} {}", picture.id.0, problem_of(&picture.file)?)))
        });
        problem.map_or(Ok(()), |reason| Err(ProjectError::Unwritable { file: shown.to_owned(), reason }))
    }

    fn listed(&self) -> Vec<ListedPicture> {
        let listed = |picture: &ProjectPicture| ListedPicture {
            id: picture.id,
            class: picture.class,
            split: picture.split,
            source: picture.source.clone(),
            recording: picture.recording.map(|recording| Number::from(recording.0)),
            entry: format!("pictures/{}.{}", picture.id.0, picture_suffix(&picture.file)),
        };
        self.pictures.iter().map(listed).collect()
    }

    /// The classes as they are written: the files of their outputs have names.
    fn listed_classes(&self) -> Vec<Class> {
        let mut classes = self.classes.clone();
        for class in &mut classes {
            for (place, output) in class.outputs.iter_mut().enumerate() {
                if let Some(file) = &mut output.file {
                    file.entry = format!("outputs/{}-{place}.{}", class.id.0, file.extension().unwrap_or("bin"));
                }
            }
        }
        classes
    }

    /// Writes its file into something.
    pub(crate) fn write_to(&self, target: &mut (impl Write + Seek)) -> io::Result<()> {
        let mut calm = Calm::new(target);
        let written = self.write_archive(&mut calm);
        calm.failure()?;
        written
    }

    /// The archive's writer tells standard error what goes wrong at its end, so nothing may go wrong there.
    fn write_archive(&self, target: &mut Calm<impl Write + Seek>) -> io::Result<()> {
        // Fixed times: the same project gives the same bytes. Pictures are packed already.
        let stored = SimpleFileOptions::default()
            .last_modified_time(DateTime::DEFAULT)
            .compression_method(CompressionMethod::Stored)
            .large_file(false);
        let packed = stored.compression_method(CompressionMethod::Deflated);
        let list = List {
            format: FORMAT_NAME.into(),
            version: FORMAT_VERSION,
            name: self.name.clone(),
            classes: self.listed_classes(),
            settings: self.settings.within_bounds(),
            pictures: self.listed(),
        };
        let mut zip = ZipWriter::new(&mut *target);
        zip.start_file(LIST, packed)?;
        zip.write_all(&serde_json::to_vec_pretty(&list)?)?;
        for (listed, picture) in list.pictures.iter().zip(&self.pictures) {
            zip.start_file(&listed.entry, stored)?;
            zip.write_all(&picture.file)?;
        }
        for file in list.classes.iter().flat_map(|class| &class.outputs).filter_map(|output| output.file.as_ref()) {
            zip.start_file(&file.entry, stored)?;
            zip.write_all(&file.bytes)?;
        }
        if let Some(embeddings) =
            embeddings_file::bytes(&self.pictures, self.embedded_by.as_deref()).map_err(io::Error::other)?
        {
            zip.start_file(EMBEDDINGS, stored)?;
            zip.write_all(&embeddings)?;
        }
        // An invalid head is left out: it can be trained again.
        if let Some(head) = self.head.as_ref().filter(|head| head.problem().is_none()) {
            zip.start_file(HEAD, stored)?;
            zip.write_all(&head_file::bytes(head).map_err(io::Error::other)?)?;
        }
        zip.finish()?;
        Ok(())
    }
}

/// What is wrong at a place in a file.
fn malformed_in(shown: &str) -> impl Fn(&str, String) -> ProjectError + '_ {
    move |place, reason| ProjectError::Malformed { file: shown.to_owned(), place: place.to_owned(), reason }
}

/// The version of a project and its list, checked.
fn read_list(zip: &mut BoundedZip, shown: &str) -> Result<(u32, List), ProjectError> {
    let malformed = malformed_in(shown);
    let text = zip.read(LIST, MOST_LIST_BYTES)?;
    // The version first: what comes with a later one may look quite different.
    let about: Version = serde_json::from_slice(&text).map_err(|error| malformed(LIST, error.to_string()))?;
    if about.format != FORMAT_NAME {
        return Err(malformed(LIST, format!("the format is `{}`, not `{FORMAT_NAME}`", about.format)));
    }
    if about.version > FORMAT_VERSION {
        return Err(ProjectError::TooNew { file: shown.to_owned(), found: about.version });
    }
    let list: List = serde_json::from_slice(&text)
        .map_err(|error| malformed(LIST, wrong_setting(&text).unwrap_or_else(|| error.to_string())))?;
    check(&list.name, &list.classes, &list.pictures).map_err(|reason| malformed(LIST, reason))?;
    Ok((about.version, list))
}

/// The file of an output.
fn read_output(zip: &mut BoundedZip, entry: &str, shown: &str) -> Result<OutputFile, ProjectError> {
    let bytes = zip.read(entry, MOST_OUTPUT_FILE_BYTES)?;
    OutputFile::new(bytes, entry).map_err(|error| malformed_in(shown)(entry, error.to_string()))
}

/// The setting that cannot be read, if one is the reason, with what it may be.
fn wrong_setting(text: &[u8]) -> Option<String> {
    let list: Value = serde_json::from_slice(text).ok()?;
    list.get("settings")?.as_object()?.iter().find_map(|(name, value)| {
        let error = serde_json::from_value::<LessonSettings>(json!({ name: value })).err()?;
        let range = LessonSettings::range_of(name).map(|range| format!("; choose {range}")).unwrap_or_default();
        Some(format!("the setting `{name}`: {error}{range}"))
    })
}

/// The picture as the camera took it. One that cannot be decoded stays as it is: whoever looks at it will say so.
fn unmirrored(file: Vec<u8>, entry: &str) -> Vec<u8> {
    let turned = decode_picture(&file, entry).and_then(|picture| picture.mirrored().to_png());
    turned.unwrap_or(file)
}

#[derive(Deserialize)]
struct Version {
    format: String,
    version: u32,
}

pub(crate) fn io_error(file: &str, doing: &'static str, source: io::Error) -> ProjectError {
    ProjectError::Io { file: file.to_owned(), doing, source }
}

/// Whether an archive is one of ours.
pub(crate) fn is_project(zip: &mut BoundedZip) -> bool {
    let text = if zip.contains(LIST) { zip.read(LIST, MOST_LIST_BYTES).ok() } else { None };
    text.is_some_and(|text| serde_json::from_slice::<Version>(&text).is_ok_and(|about| about.format == FORMAT_NAME))
}

/// What is wrong with a picture's file, if anything.
fn problem_of(file: &[u8]) -> Option<String> {
    if file.len() as u64 > MOST_PICTURE_BYTES {
        return Some(format!("has {} bytes, but at most {MOST_PICTURE_BYTES} are allowed", file.len()));
    }
    picture_problem(file)
}

fn check(name: &str, classes: &[Class], pictures: &[ListedPicture]) -> Result<(), String> {
    if classes.len() > MOST_CLASSES_READ {
        return Err(format!("{} classes are too many, at most {MOST_CLASSES_READ} are allowed", classes.len()));
    }
    if pictures.len() as u64 > MOST_ENTRIES - OTHER_ENTRIES {
        return Err(format!("{} pictures are too many for one file", pictures.len()));
    }
    let too_long = |text: &str, most: usize| text.len() > most && text.chars().count() > most;
    if too_long(name, LONGEST_NAME_READ) {
        return Err("the name of the lesson is too long".into());
    }
    let mut numbers = HashSet::new();
    for class in classes {
        if !numbers.insert(class.id) {
            return Err(format!("class {} appears twice", class.id.0));
        }
        if too_long(&class.name, LONGEST_NAME_READ)
            || too_long(&class.creature, LONGEST_NAME_READ)
            || too_long(&class.says, LONGEST_SENTENCE_READ)
        {
            return Err(format!("the name, the output or the sentence of class {} is too long", class.id.0));
        }
        check_outputs(&class.outputs).map_err(|reason| format!("class {}: {reason}", class.id.0))?;
    }
    let (mut ids, mut entries) = (HashSet::new(), HashSet::new());
    for picture in pictures {
        if picture.id.0 > MOST_NUMBER {
            return Err(format!("picture {} has an invalid number", picture.id.0));
        }
        if !ids.insert(picture.id) {
            return Err(format!("picture {} appears twice", picture.id.0));
        }
        if let Some(number) = &picture.recording
            && number.as_u64().is_none_or(|number| number > MOST_NUMBER)
        {
            let id = picture.id.0;
            return Err(format!("`recording` of picture {id} is {number}, not a whole number from 0 to {MOST_NUMBER}"));
        }
        if !entries.insert(picture.entry.as_str()) {
            return Err(format!("two pictures claim to be in `{}`", picture.entry));
        }
        if !numbers.contains(&picture.class) {
            return Err(format!("picture {} belongs to class {}, which does not exist", picture.id.0, picture.class.0));
        }
    }
    Ok(())
}
