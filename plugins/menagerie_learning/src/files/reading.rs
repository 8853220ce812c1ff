//! Reading files on a thread of its own: what is found is handed over picture by picture, so that neither memory nor the
//! picture on the screen depends on how much there is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use menagerie_brain::{Embedding, ImportedModel, parse_tfjs};
use menagerie_core::prelude::*;
use menagerie_project::{ClassAnswers, Document, LeftOutAnswer, ModelExport, Opened, Pictures, Project};

use crate::job::{Reporter, Stopped};
use crate::prepared::{Photograph, View, photograph_from_file};

/// What is to be read.
#[derive(Debug, Clone)]
pub(super) enum ReadWish {
    /// A project or a model; pictures are imported.
    Open(PathBuf),
    /// Pictures into the lesson that is there.
    Import { paths: Vec<PathBuf>, split: Split },
    /// A ready-made set, as a new lesson; what else lies in its folder is for showing.
    Set {
        /// Where it lies.
        folder: PathBuf,
        /// What its classes are called in the language that is spoken, by the names of their folders.
        classes: BTreeMap<String, String>,
    },
}

/// Which class a picture belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum ClassKey {
    /// The one with this number in the project being read.
    Number(ClassId),
    /// The one of this name, a new one if need be.
    Named(String),
}

/// A picture, prepared.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) class: ClassKey,
    /// Whether the class is only a guess from a folder's name: whoever wished may know better.
    pub(super) class_is_guess: bool,
    pub(super) split: Split,
    pub(super) source: String,
    pub(super) number: Option<ExampleId>,
    /// Number of its recording in the project being read.
    pub(super) recording: Option<RecordingId>,
    pub(super) photograph: Photograph,
    pub(super) view: View,
}

/// What is found.
#[derive(Debug)]
pub(super) enum Found {
    /// The number of pictures to come.
    Total(usize),
    /// A new lesson begins.
    Begin { classes: Vec<Class>, settings: Option<LessonSettings>, file: Option<PathBuf> },
    /// What creatures are to say, by name of the class.
    Answers(BTreeMap<String, ClassAnswers>),
    /// One picture.
    Picture(Box<Prepared>),
    /// A model trained elsewhere.
    Model(Arc<ImportedModel>),
    /// Something is left out, or is otherwise than expected: why.
    LeftOut(String),
    /// Something worth knowing, in the language of whoever wished it.
    Remark(String),
    /// Nothing could be read at all: why.
    Failed(String),
}

/// Where what is found goes.
pub(super) struct Reader<'a> {
    pub(super) found: &'a Reporter<Found>,
    pub(super) with_variants: bool,
    /// The fingerprint whose embeddings are usable; `None`: all.
    pub(super) fingerprint: Option<Arc<str>>,
    /// What classes are called, by the names of their folders; others are called as their folders are.
    pub(super) class_names: BTreeMap<String, String>,
    /// The sentences of whoever wished it.
    pub(super) book: &'a dyn Phrasebook,
}

/// Reads until the end, or until somebody cancels.
pub(super) fn read(wish: ReadWish, reader: &Reader) {
    // Whoever stopped listening needs no last word.
    drop(match wish {
        ReadWish::Open(path) => reader.read_any(&path, Split::Teach),
        ReadWish::Import { paths, split } => paths.iter().try_for_each(|path| reader.read_any(path, split)),
        ReadWish::Set { folder, .. } => reader
            .tell(Found::Begin { classes: Vec::new(), settings: None, file: None })
            .and_then(|()| reader.read_any(&folder.join("teach"), Split::Teach))
            .and_then(|()| reader.read_any(&folder.join("test"), Split::Test)),
    });
}

impl Reader<'_> {
    fn tell(&self, found: Found) -> Result<(), Stopped> {
        self.found.report(found)
    }

    fn read_any(&self, path: &Path, split: Split) -> Result<(), Stopped> {
        match menagerie_project::open(path) {
            Ok(Document::Project(project, opened)) => self.read_project(*project, opened, path),
            Ok(Document::Pictures(pictures)) => self.read_pictures(pictures, path, split),
            Ok(Document::Model(model)) => {
                // Prepared here: one that is refused leaves the lesson as it is.
                match model_of(&model) {
                    Ok(ready) => {
                        self.tell_outputs(&model.outputs)?;
                        self.tell(Found::Model(Arc::new(ready)))
                    }
                    Err(error) => self.tell(Found::Failed(format!("{}: {error}", path.display()))),
                }
            }
            Err(error) => self.tell(Found::Failed(error.to_string())),
        }
    }

    fn remark(&self, key: &str, name: &'static str, put_in: String) -> Result<(), Stopped> {
        self.tell(Found::Remark(self.book.phrase(key, &[(name, put_in.into())])))
    }

    fn tell_outputs(&self, outputs: &BTreeMap<String, ClassAnswers>) -> Result<(), Stopped> {
        self.tell(Found::Answers(outputs.clone()))?;
        let mut left_out: Vec<LeftOutAnswer> =
            outputs.values().flat_map(|output| output.left_out.iter().copied()).collect();
        left_out.sort_unstable();
        left_out.dedup();
        if left_out.is_empty() {
            return Ok(());
        }
        let answer = |answer: &LeftOutAnswer| self.book.phrase(&format!("notice-answer-{}", answer.name()), &[]);
        let answers: Vec<String> = left_out.iter().map(answer).collect();
        self.remark("notice-answers-left-out", "answers", answers.join(", "))
    }

    fn read_project(&self, project: Project, opened: Opened, path: &Path) -> Result<(), Stopped> {
        if let Opened::Previous(reason) = opened {
            self.remark("notice-opened-previous", "reason", reason)?;
        }
        self.tell(Found::Begin {
            classes: project.classes,
            settings: Some(project.settings),
            file: Some(path.to_owned()),
        })?;
        self.tell(Found::Total(project.pictures.len()))?;
        // Embeddings of another network are made again.
        let are_of_use = self.fingerprint.is_none() || self.fingerprint.as_deref() == project.embedded_by.as_deref();
        let with_variants = self.with_variants || project.settings.training.augmentation;
        for picture in project.pictures {
            let shown = format!("{}: picture {}", path.display(), picture.id.0);
            let prepared = photograph_from_file(picture.file.to_vec(), &shown, with_variants);
            let kept = picture.embedding.filter(|_| are_of_use).and_then(|values| Embedding::new(values.to_vec()).ok());
            self.tell(match prepared {
                Ok((mut photograph, input)) => {
                    // As it was: an opened project that is saved again is the same.
                    photograph.file = picture.file;
                    Found::Picture(Box::new(Prepared {
                        class: ClassKey::Number(picture.class),
                        class_is_guess: false,
                        split: picture.split,
                        source: picture.source,
                        number: Some(picture.id),
                        recording: picture.recording,
                        photograph,
                        view: kept.map_or(View::Input(input), View::Embedding),
                    }))
                }
                Err(reason) => Found::LeftOut(reason),
            })?;
        }
        Ok(())
    }

    fn read_pictures(&self, pictures: Pictures, path: &Path, split: Split) -> Result<(), Stopped> {
        self.tell(Found::Total(pictures.total()))?;
        self.tell_outputs(pictures.outputs())?;
        let guess = pictures.class_of_loose().map_or_else(|| self.class_of_loose(path), str::to_owned);
        for found in pictures {
            let picture = match found {
                Ok(picture) => picture,
                Err(error) => {
                    self.tell(Found::LeftOut(error.to_string()))?;
                    continue;
                }
            };
            let prepared = photograph_from_file(picture.file, &picture.source, self.with_variants);
            let class = picture.class.filter(|name| !name.trim().is_empty());
            let class = class.map(|name| self.class_names.get(&name).cloned().unwrap_or(name));
            self.tell(match prepared {
                Ok((photograph, input)) => Found::Picture(Box::new(Prepared {
                    class_is_guess: class.is_none(),
                    class: ClassKey::Named(class.unwrap_or_else(|| guess.clone())),
                    split: if split == Split::Test { split } else { picture.split },
                    source: picture.source,
                    number: None,
                    recording: None,
                    photograph,
                    view: View::Input(input),
                })),
                Err(reason) => Found::LeftOut(reason),
            })?;
        }
        Ok(())
    }

    /// What a picture that lies alone is called: as the folder it lies in.
    fn class_of_loose(&self, picture: &Path) -> String {
        let name = picture.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let name = name.filter(|name| !name.trim().is_empty());
        name.unwrap_or_else(|| self.book.phrase("work-class-of-loose", &[]))
    }
}

/// The model that an export holds, ready to look at pictures.
fn model_of(export: &ModelExport) -> Result<ImportedModel, String> {
    let graph = parse_tfjs(&export.model_json, &export.weights, export.metadata_json.as_deref());
    ImportedModel::new(graph.map_err(|error| error.to_string())?, &export.name).map_err(|error| error.to_string())
}
