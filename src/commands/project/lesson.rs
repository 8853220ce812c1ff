//! A project taught: what the exhibit would answer with the same pictures and settings.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use menagerie_brain::{Classifier, Device, Embedding, Example, ExampleBank, Prediction, augment, settled_head};
use menagerie_learning::as_seen;
use menagerie_lesson::{
    ClassId, Examination, ExampleId, HeadKind, LinearHead, Picture, Split, decode_picture, unique_names,
};
use menagerie_project::{Project, ProjectPicture};

use crate::commands::network::{self, LazyExtractor};
use crate::console;

/// A project taught: its classifier, and what its classes are called.
pub(crate) struct Lesson {
    pub(super) classifier: Classifier,
    names: BTreeMap<ClassId, String>,
}

impl Lesson {
    /// Teaches everything there is to teach. The embeddings that are missing are computed and put into the project.
    ///
    /// # Errors
    /// Which setting or picture is unusable, and what to do.
    pub(crate) fn teach(project: &mut Project, extractor: &mut LazyExtractor) -> Result<Self, String> {
        project.settings.check().map_err(|error| error.to_string())?;
        embed_missing(project, extractor)?;
        let bank = bank(project, &variants(project, extractor)?)?;
        if bank.is_empty() {
            return Err("there is no picture to teach; import some with menagerie project add".to_owned());
        }
        let mut classifier = Classifier::new(&Device::flex(), project.settings, Arc::new(network::strangers()?));
        classifier.fit(bank);
        let bar = console::progress(project.settings.training.epochs, "training");
        classifier.train(|progress| bar.set_position(progress.epoch as u64));
        bar.finish_and_clear();
        Ok(Self { classifier, names: unique_names(&project.classes) })
    }

    /// What it thinks of a picture.
    pub(crate) fn ask(&mut self, embedding: &Embedding) -> Prediction {
        self.classifier.answer(embedding)
    }

    /// What a class is called; no two the same.
    pub(crate) fn name(&self, class: ClassId) -> &str {
        self.names.get(&class).map_or("", String::as_str)
    }

    /// The head that answers.
    pub(super) fn kind(&mut self) -> HeadKind {
        self.classifier.linear_head().map_or(HeadKind::Knn, |head| head.kind)
    }

    /// The head as the project keeps it, if it is a linear one.
    pub(super) fn linear_head(&mut self) -> Option<LinearHead<String>> {
        let head = self.classifier.linear_head()?;
        head.relabelled(|class| Some(self.name(*class).to_owned()))
    }

    /// What the pictures themselves reveal. Only ending the program interrupts it.
    pub(super) fn examine(&self) -> Examination {
        self.classifier.examine(&|| true).unwrap_or_default()
    }
}

/// The head that answers once training has ended.
pub(super) fn settled_kind(project: &Project) -> Result<HeadKind, String> {
    Ok(settled_head(project.settings.head, &bank(project, &HashMap::new())?))
}

/// Has the network look at every picture it has not seen yet, and says how many those were. What another network made of
/// pictures counts for nothing.
pub(super) fn embed_missing(project: &mut Project, extractor: &mut LazyExtractor) -> Result<usize, String> {
    let fingerprint = extractor.fingerprint()?;
    if project.embedded_by.as_deref() != Some(&*fingerprint) {
        project.pictures.iter_mut().for_each(|picture| picture.embedding = None);
        project.embedded_by = Some(fingerprint.to_string());
    }
    let missing: Vec<_> = project.pictures.iter_mut().filter(|picture| picture.embedding.is_none()).collect();
    let (n, bar) = (missing.len(), console::progress(missing.len(), "looking"));
    for picture in missing {
        let origin = origin(picture);
        let decoded = decode_picture(&picture.file, &origin).map_err(|error| error.to_string())?;
        picture.embedding = Some(extractor.embed(&decoded, &origin)?.values().into());
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(n)
}

/// How a picture is named in errors.
pub(super) fn origin(picture: &ProjectPicture) -> String {
    format!("picture {} ({})", picture.id.0, picture.source)
}

/// The embedding that a picture has.
pub(super) fn embedding(picture: &ProjectPicture) -> Result<Option<Embedding>, String> {
    let values = picture.embedding.as_ref().map(|values| Embedding::new(values.to_vec()));
    values.transpose().map_err(|error| format!("{}: {error}", origin(picture)))
}

/// Pictures to teach, of classes that are learned.
pub(super) fn taught(project: &Project) -> impl Iterator<Item = &ProjectPicture> {
    learned(project).filter(|picture| picture.split.is_taught())
}

/// Test pictures of enabled classes.
pub(super) fn tests(project: &Project) -> impl Iterator<Item = &ProjectPicture> {
    learned(project).filter(|picture| picture.split == Split::Test)
}

fn learned(project: &Project) -> impl Iterator<Item = &ProjectPicture> {
    let is_learned = |id| project.classes.iter().any(|class| class.id == id && class.enabled);
    project.pictures.iter().filter(move |picture| is_learned(picture.class))
}

/// Everything there is to teach.
fn bank(project: &Project, variants: &HashMap<ExampleId, Vec<Embedding>>) -> Result<ExampleBank, String> {
    let mut examples = Vec::new();
    for picture in taught(project) {
        if let Some(embedding) = embedding(picture)? {
            let variants = variants.get(&picture.id).cloned().unwrap_or_default();
            let (recording, split) = (picture.recording, picture.split);
            let example = Example::new(picture.id, picture.class, embedding);
            examples.push(Example { recording, split, variants, ..example });
        }
    }
    Ok(ExampleBank::from_examples(examples))
}

/// What the network makes of the variants of the pictures that are taught; nothing without augmentation. They are not
/// kept: they would make the file five times as large.
fn variants(project: &Project, extractor: &mut LazyExtractor) -> Result<HashMap<ExampleId, Vec<Embedding>>, String> {
    let mut variants = HashMap::new();
    if !project.settings.training.augmentation {
        return Ok(variants);
    }
    let bar = console::progress(taught(project).count(), "looking at variants");
    for picture in taught(project) {
        let origin = origin(picture);
        let decoded = decode_picture(&picture.file, &origin).map_err(|error| error.to_string())?;
        let seen = as_seen(&decoded).map_err(|error| format!("{origin}: {error}"))?;
        let mut embeddings = Vec::new();
        for variant in augment(seen.rgb()) {
            let variant = Picture::new(seen.width(), seen.height(), variant).map_err(|error| error.to_string())?;
            embeddings.push(extractor.embed(&variant, &origin)?);
        }
        variants.insert(picture.id, embeddings);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(variants)
}
