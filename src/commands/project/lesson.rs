//! A project taught: what the exhibit would answer with the same pictures and settings.

use std::collections::{BTreeMap, HashMap};

use menagerie_brain::{
    ClassIndex, Device, Embedding, EpochRecord, Examination, Example, ExampleBank, ExampleId, HeadKind, Learner,
    NEVER_SEEN_BELOW, Novelty, RecordingId, Strangers, Training, TrainingSettings, augment, examine,
};
use menagerie_core::picture::{Picture, decode_picture};
use menagerie_learning::{as_seen, training_settings};
use menagerie_project::{LinearHead, Part, Project, ProjectPicture};

use crate::commands::network::{self, Eye};
use crate::say;

/// What is thought of a picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    /// Probability of each taught class.
    pub(crate) probabilities: Vec<(ClassIndex, f32)>,
    /// How much it is like what was taught, 0..1.
    pub(crate) known: f32,
}

impl Answer {
    /// Whether the picture looks like nothing that was taught, as the exhibit decides it.
    pub(crate) fn is_never_seen(&self) -> bool {
        self.best().is_some_and(|_| self.known < NEVER_SEEN_BELOW)
    }

    /// The most probable class and its probability, whether the picture is known or not.
    pub(crate) fn best(&self) -> Option<(ClassIndex, f32)> {
        self.probabilities.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// The head of a project, with what tells strangers.
pub(crate) struct Lesson {
    learner: Learner,
    novelty: Option<Novelty>,
    strangers: Strangers,
    names: BTreeMap<ClassIndex, String>,
}

impl Lesson {
    /// Teaches everything there is to teach. The embeddings that are missing are computed and put into the project.
    ///
    /// # Errors
    /// Which setting or picture is of no use, and what to do.
    pub(crate) fn teach(project: &mut Project, eye: &mut Eye) -> Result<Self, String> {
        let (choice, settings) = training_settings(&project.settings)?;
        embed_missing(project, eye)?;
        let bank = bank(project, &variants(project, &settings, eye)?)?;
        if bank.is_empty() {
            return Err("there is no picture to teach; take some in with menagerie project add".to_owned());
        }
        // With a single class everything looks like it, as in the exhibit.
        let tells_strangers = project.settings.knows_unknown && bank.classes().len() > 1;
        let strangers = network::strangers()?;
        let novelty = tells_strangers.then(|| Novelty::fit(&bank, &strangers));
        let mut learner = Learner::new(&Device::flex(), choice);
        learner.set_settings(settings);
        learner.learn(bank);
        train(&mut learner);
        Ok(Self { learner, novelty, strangers, names: shown_names(project) })
    }

    /// What it thinks of a picture.
    pub(crate) fn ask(&mut self, embedding: &Embedding) -> Answer {
        let known = self.novelty.as_ref().map_or(1.0, |novelty| novelty.known(embedding));
        Answer { probabilities: self.learner.predict(embedding).probabilities, known }
    }

    /// What a class is called; no two the same.
    pub(crate) fn name(&self, class: ClassIndex) -> &str {
        self.names.get(&class).map_or("", String::as_str)
    }

    /// The head that answers.
    pub(super) fn kind(&mut self) -> HeadKind {
        match self.learner.linear_head() {
            Some(head) => head.kind,
            None => HeadKind::Knn,
        }
    }

    /// The head as the project keeps it, if it is a linear one.
    pub(super) fn linear_head(&mut self) -> Option<LinearHead> {
        let head = self.learner.linear_head()?;
        Some(LinearHead {
            kind: head.kind.name().to_owned(),
            labels: head.classes.iter().map(|class| self.name(*class).to_owned()).collect(),
            weights: head.weights,
            intercepts: head.intercepts,
            sharpness: head.sharpness,
        })
    }

    /// The epochs of the training; none for a head that needs no training.
    pub(super) fn history(&self) -> &[EpochRecord] {
        self.learner.history()
    }

    /// What it was taught.
    pub(super) fn bank(&self) -> &ExampleBank {
        self.learner.bank()
    }

    /// What the pictures themselves tell. Nobody can interrupt it but by ending the program.
    pub(super) fn examine(&self) -> Examination {
        examine(self.bank(), &self.strangers, &|| true).unwrap_or_default()
    }
}

/// Trains to the end.
fn train(learner: &mut Learner) {
    let bar = say::progress(learner.settings().epochs, "training");
    while let Training::Running(progress) = learner.train_slice() {
        bar.set_position(progress.epoch as u64);
    }
    bar.finish_and_clear();
}

/// The head that answers once training has ended.
pub(super) fn settled_kind(project: &Project) -> Result<HeadKind, String> {
    let (choice, _) = training_settings(&project.settings)?;
    Ok(choice.settled(&bank(project, &HashMap::new())?))
}

/// Has the network look at every picture it has not seen yet, and says how many those were.
pub(super) fn embed_missing(project: &mut Project, eye: &mut Eye) -> Result<usize, String> {
    let missing: Vec<_> = project.pictures.iter_mut().filter(|picture| picture.embedding.is_none()).collect();
    let (n, bar) = (missing.len(), say::progress(missing.len(), "looking"));
    for picture in missing {
        let origin = origin(picture);
        let decoded = decode_picture(&picture.file, &origin).map_err(|error| error.to_string())?;
        picture.embedding = Some(eye.embed(&decoded, &origin)?.values().into());
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(n)
}

/// How a picture is named in errors.
pub(super) fn origin(picture: &ProjectPicture) -> String {
    format!("picture {} ({})", picture.id, picture.source)
}

/// The embedding that a picture has.
pub(super) fn embedding(picture: &ProjectPicture) -> Result<Option<Embedding>, String> {
    let values = picture.embedding.as_ref().map(|values| Embedding::new(values.to_vec()));
    values.transpose().map_err(|error| format!("{}: {error}", origin(picture)))
}

/// Pictures of one part, of classes that are learned.
pub(super) fn pictures(project: &Project, part: Part) -> impl Iterator<Item = &ProjectPicture> {
    let learned = |id| project.classes.iter().any(|class| class.id == id && class.enabled);
    project.pictures.iter().filter(move |picture| picture.part == part && learned(picture.class))
}

/// What a class is called, with its number where two have the same name.
pub(super) fn shown_names(project: &Project) -> BTreeMap<ClassIndex, String> {
    let is_double = |name: &str| project.classes.iter().filter(|class| class.name == name).count() > 1;
    let shown = project.classes.iter().map(|class| {
        let name = &class.name;
        (class.id, if is_double(name) { format!("{name} (class {})", class.id) } else { name.clone() })
    });
    shown.collect()
}

/// Everything there is to teach.
fn bank(project: &Project, variants: &HashMap<u64, Vec<Embedding>>) -> Result<ExampleBank, String> {
    let mut examples = Vec::new();
    for picture in pictures(project, Part::Teach) {
        if let Some(embedding) = embedding(picture)? {
            let variants = variants.get(&picture.id).cloned().unwrap_or_default();
            let (id, recording) = (ExampleId(picture.id), picture.recording.map(RecordingId));
            examples.push(Example { id, class: picture.class, recording, embedding, variants });
        }
    }
    Ok(ExampleBank::from_examples(examples))
}

/// What the network makes of the variants of the pictures that are taught; nothing without augmentation. They are not
/// kept: they would make the file five times as large.
fn variants(
    project: &Project,
    settings: &TrainingSettings,
    eye: &mut Eye,
) -> Result<HashMap<u64, Vec<Embedding>>, String> {
    let mut variants = HashMap::new();
    if !settings.augmentation {
        return Ok(variants);
    }
    let bar = say::progress(pictures(project, Part::Teach).count(), "looking at variants");
    for picture in pictures(project, Part::Teach) {
        let origin = origin(picture);
        let decoded = decode_picture(&picture.file, &origin).map_err(|error| error.to_string())?;
        let seen = as_seen(&decoded).map_err(|error| format!("{origin}: {error}"))?;
        let mut embeddings = Vec::new();
        for variant in augment(seen.rgb()) {
            let variant = Picture::new(seen.width(), seen.height(), variant).map_err(|error| error.to_string())?;
            embeddings.push(eye.embed(&variant, &origin)?);
        }
        variants.insert(picture.id, embeddings);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(variants)
}
