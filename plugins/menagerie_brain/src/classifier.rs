//! The classifier: one front to everything that answers. An example bank with its heads and what tells strangers, or a
//! model that was taught elsewhere; always ready to answer, and learning on the side.
//!
//! The exhibit's worker and the command line ask the same one, so that what is measured is what visitors get. It belongs to
//! one thread: Burn's calls must not be spread over several.

use std::borrow::Cow;
use std::sync::Arc;

use burn::tensor::Device;
use menagerie_lesson::{
    Answered, ClassId, EpochRecord, Examination, ExampleId, HeadKind, LessonSettings, LinearHead, Picture,
};

use crate::embedding::Embedding;
use crate::examination::examine;
use crate::example_bank::ExampleBank;
use crate::head::{
    Head, KnnTrainer, RidgeTrainer, SoftmaxHead, SoftmaxTrainer, TrainingProgress, instant_head, settled_head,
};
use crate::imported_model::{ImportedModel, ImportedModelError};
use crate::novelty::{NEVER_SEEN_BELOW, Novelty};
use crate::strangers::Strangers;

/// Iterations of softmax training in one slice: about the time of one frame of the network, less for few pictures.
const SLICE_EPOCHS: usize = 4;
/// Examples beyond which a slice is a single iteration, so that a frame need not wait for longer than it must.
const MANY_EXAMPLES: usize = 500;

/// Who gave an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnsweredBy {
    /// A head of this kind.
    Head(HeadKind),
    /// A model that was taught elsewhere, of this name.
    Model(Arc<str>),
}

impl AnsweredBy {
    /// The kind of the head, or the model's name.
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Head(kind) => Cow::Borrowed(kind.name()),
            Self::Model(name) => Cow::Owned(name.to_string()),
        }
    }
}

/// The prediction for a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Confidence in each taught class, ascending by class, summing to one; empty while nothing has been taught.
    pub confidence: Vec<(ClassId, f32)>,
    /// How much the picture is like what was taught, 0..1; below [`NEVER_SEEN_BELOW`] it counts as never seen.
    pub known: f32,
    /// Who answered.
    pub answered_by: AnsweredBy,
}

impl Prediction {
    /// The most probable class and the confidence in it, whether the picture is known or not.
    pub fn best(&self) -> Option<(ClassId, f32)> {
        self.confidence.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// Whether the picture looks like nothing that was taught.
    pub fn is_never_seen(&self) -> bool {
        !self.confidence.is_empty() && self.known < NEVER_SEEN_BELOW
    }

    /// The class that is answered; `None`: never seen, or nothing taught.
    pub fn class(&self) -> Option<ClassId> {
        self.best().filter(|_| !self.is_never_seen()).map(|(class, _)| class)
    }
}

/// State of background training after a slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Training {
    /// Nothing to do: everything taught has been learned, or the chosen head needs no training.
    Idle,
    /// Call again.
    Running(TrainingProgress),
    /// This slice was the last; from now on the trained head answers.
    Finished(TrainingProgress),
}

/// A head and the version of the bank it was trained on.
#[derive(Debug)]
struct Fitted<H: ?Sized> {
    version: u64,
    head: Box<H>,
}

/// A model that was taught elsewhere, and the class of each of its labels.
#[derive(Debug)]
struct Opened {
    model: Arc<ImportedModel>,
    name: Arc<str>,
    classes: Vec<ClassId>,
}

/// A bank with its heads and what tells strangers, or an opened model.
#[derive(Debug)]
pub struct Classifier {
    device: Device,
    settings: LessonSettings,
    bank: ExampleBank,
    knn: KnnTrainer,
    ridge: RidgeTrainer,
    /// The head that needs no training, fitted when first asked after a change.
    instant: Option<Fitted<dyn Head>>,
    training: Option<(u64, SoftmaxTrainer)>,
    trained: Option<Fitted<SoftmaxHead>>,
    /// Of the training under way or of the last one.
    history: Vec<EpochRecord>,
    state: Training,
    stopped: bool,
    strangers: Arc<Strangers>,
    /// Fitted when first asked after a change.
    novelty: Option<Novelty>,
    opened: Option<Opened>,
    /// Whether the opened model answers.
    model_answers: bool,
}

impl Classifier {
    /// A classifier that has been taught nothing, training on `device`.
    pub fn new(device: &Device, settings: LessonSettings, strangers: Arc<Strangers>) -> Self {
        Self {
            device: device.clone(),
            settings,
            bank: ExampleBank::new(),
            knn: KnnTrainer::new(),
            ridge: RidgeTrainer::new(),
            instant: None,
            training: None,
            trained: None,
            history: Vec::new(),
            state: Training::Idle,
            stopped: false,
            strangers,
            novelty: None,
            opened: None,
            model_answers: false,
        }
    }

    /// Everything taught so far.
    pub fn bank(&self) -> &ExampleBank {
        &self.bank
    }

    /// How it learns and answers.
    pub fn settings(&self) -> &LessonSettings {
        &self.settings
    }

    /// The epochs of the training under way, or of the last one.
    pub fn history(&self) -> &[EpochRecord] {
        &self.history
    }

    /// Where training stood after the newest slice; finished until something changes.
    pub fn training(&self) -> Training {
        self.state
    }

    /// Learns this bank instead of what it knows. An id always means the same picture: what was computed for pictures that
    /// stay is kept.
    pub fn fit(&mut self, bank: ExampleBank) {
        let version = self.bank.version();
        self.bank.replace(bank);
        if self.bank.version() != version {
            self.start_over();
        }
    }

    /// Learns and answers by these settings from now on; they were checked.
    pub fn set_settings(&mut self, settings: LessonSettings) {
        if self.settings.head != settings.head {
            self.instant = None;
        }
        if self.settings.head != settings.head || self.settings.training != settings.training {
            self.trained = None;
            self.start_over();
        }
        self.settings = settings;
    }

    /// Whether training is paused.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Pauses training until something changes; the instant head answers.
    pub fn stop_training(&mut self) {
        self.training = None;
        self.stopped = true;
    }

    /// The head that answers now, as numbers, if it is a linear one.
    pub fn linear_head(&mut self) -> Option<LinearHead<ClassId>> {
        self.ask_head(|head| head.linear())
    }

    /// The taught picture that is most like this one, and the cosine of their embeddings; `None` while nothing is taught.
    pub fn nearest(&self, embedding: &Embedding) -> Option<(ExampleId, f32)> {
        let alike = self.bank.examples().iter().map(|example| (example.id, example.embedding.cosine(embedding)));
        alike.max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// Takes a model that was taught elsewhere, with a class for each of its labels; it answers once it is told to.
    pub fn open_model(&mut self, model: Arc<ImportedModel>, classes: Vec<ClassId>) {
        self.opened = Some(Opened { name: model.name().into(), model, classes });
    }

    /// Lets the opened model answer, or the head.
    pub fn let_model_answer(&mut self, answers: bool) {
        self.model_answers = answers;
    }

    /// Whether an opened model answers: it looks at pictures, not at embeddings.
    pub fn looks_at_pictures(&self) -> bool {
        self.model_answers && self.opened.is_some()
    }

    fn start_over(&mut self) {
        self.training = None;
        self.stopped = false;
        self.state = Training::Idle;
        self.novelty = None;
    }

    /// Teaches one picture. The very next answer knows it.
    pub fn teach(&mut self, class: impl Into<ClassId>, embedding: Embedding) -> ExampleId {
        self.novelty = None;
        self.bank.add(class, embedding)
    }

    /// Advances background training by a slice of a few milliseconds. Starts over when the bank has changed since the
    /// last slice. Between two slices there is time for a frame.
    pub fn train_slice(&mut self) -> Training {
        let version = self.bank.version();
        let trained = self.trained.as_ref().is_some_and(|fitted| fitted.version == version);
        let trains = settled_head(self.settings.head, &self.bank) == HeadKind::Softmax;
        if trained || self.bank.is_empty() || self.stopped || !trains {
            self.training = None;
            if !trained {
                self.state = Training::Idle;
            }
            return Training::Idle;
        }
        let mut trainer = match self.training.take() {
            Some((of_version, trainer)) if of_version == version => trainer,
            _ => SoftmaxTrainer::new(&self.bank, &self.device, &self.settings.training),
        };
        let progress = trainer.step(if self.bank.len() > MANY_EXAMPLES { 1 } else { SLICE_EPOCHS });
        self.history.clear();
        self.history.extend_from_slice(trainer.history());
        self.state = if progress.done {
            self.trained = Some(Fitted { version, head: Box::new(trainer.finish()) });
            Training::Finished(progress)
        } else {
            self.training = Some((version, trainer));
            Training::Running(progress)
        };
        self.state
    }

    /// Trains to the end. `progress` is called after every slice.
    pub fn train(&mut self, mut progress: impl FnMut(TrainingProgress)) {
        while let Training::Running(reached) = self.train_slice() {
            progress(reached);
        }
    }

    /// What the taught head thinks of a picture. With nothing taught the answer is empty; with one class that class always
    /// wins, whatever is shown (a failure staged on purpose: visitors find out that a machine needs a counter-example).
    pub fn answer(&mut self, embedding: &Embedding) -> Prediction {
        let known = self.known(embedding);
        self.ask_head(|head| Prediction {
            confidence: head.classes().iter().copied().zip(head.probabilities(embedding)).collect(),
            known,
            answered_by: AnsweredBy::Head(head.kind()),
        })
    }

    /// What the opened model thinks of a picture; `None` while there is none.
    ///
    /// # Errors
    /// If the model cannot process it.
    pub fn answer_of_model(&self, picture: &Picture) -> Option<Result<Prediction, ImportedModelError>> {
        let Opened { model, name, classes } = self.opened.as_ref()?;
        let shares = model.probabilities(picture.rgb(), picture.width(), picture.height());
        Some(shares.map(|shares| Prediction {
            confidence: classes.iter().copied().zip(shares).collect(),
            known: 1.0,
            answered_by: AnsweredBy::Model(Arc::clone(name)),
        }))
    }

    /// Asks the taught head about pictures whose classes are known.
    pub fn evaluate<'a>(
        &mut self,
        asked: impl IntoIterator<Item = (ExampleId, ClassId, &'a Embedding)>,
    ) -> Vec<Answered> {
        asked.into_iter().map(|(id, class, embedding)| (id, class, self.answer(embedding).class())).collect()
    }

    /// How much the picture is like what was taught, 0..1; always 1 where strangers are not told apart. With a single class
    /// everything looks like it: visitors are to find that out before it is mended.
    fn known(&mut self, embedding: &Embedding) -> f32 {
        if self.settings.knows_unknown && self.bank.classes().len() > 1 { self.novelty().known(embedding) } else { 1.0 }
    }

    /// What tells strangers from what was taught, whether it is switched on or not.
    pub fn novelty(&mut self) -> &Novelty {
        let (bank, strangers) = (&self.bank, &self.strangers);
        self.novelty.get_or_insert_with(|| Novelty::fit(bank, strangers))
    }

    /// What the pictures themselves reveal. `goes_on` is asked now and then; `None` once it says no.
    pub fn examine(&self, goes_on: &dyn Fn() -> bool) -> Option<Examination> {
        examine(&self.bank, self.strangers_told_apart(), goes_on)
    }

    /// What strangers are told apart by; `None` where that is switched off.
    pub fn strangers_told_apart(&self) -> Option<&Strangers> {
        self.settings.knows_unknown.then_some(&*self.strangers)
    }

    /// Asks the head that answers: the trained one when it has learned everything, else the instant one.
    fn ask_head<R>(&mut self, question: impl FnOnce(&dyn Head) -> R) -> R {
        let version = self.bank.version();
        match &self.trained {
            Some(fitted) if fitted.version == version => question(fitted.head.as_ref()),
            _ => question(self.instant_head()),
        }
    }

    fn instant_head(&mut self) -> &dyn Head {
        let version = self.bank.version();
        let fresh = self.instant.take().filter(|fitted| fitted.version == version);
        let fitted = fresh.unwrap_or_else(|| {
            let head: Box<dyn Head> = match instant_head(self.settings.head, &self.bank) {
                HeadKind::Knn => Box::new(self.knn.fit(&self.bank)),
                HeadKind::Ridge | HeadKind::Softmax => Box::new(self.ridge.fit(&self.bank)),
            };
            Fitted { version, head }
        });
        self.instant.insert(fitted).head.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use menagerie_lesson::{HeadChoice, TrainingSettings};

    use super::*;
    use crate::embedding::EMBEDDING_LEN;

    fn picture(axis: usize, variant: usize) -> Embedding {
        let mut values = vec![0.0; EMBEDDING_LEN];
        values[axis] = 2.0;
        values[100 + variant] = 1.0;
        Embedding::new(values).unwrap()
    }

    fn untaught(head: HeadChoice) -> Classifier {
        Classifier::new(&Device::flex(), LessonSettings { head, ..LessonSettings::default() }, Arc::default())
    }

    fn taught(choice: HeadChoice) -> Classifier {
        let mut classifier = untaught(choice);
        for variant in 0..5 {
            for class in [1_u16, 6] {
                classifier.teach(class, picture(usize::from(class), variant));
            }
        }
        classifier
    }

    fn winner(classifier: &mut Classifier, axis: usize) -> Option<u16> {
        let confidence = classifier.answer(&picture(axis, 50)).confidence;
        confidence.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(class, _)| class.0)
    }

    fn train_to_the_end(classifier: &mut Classifier) -> TrainingProgress {
        loop {
            match classifier.train_slice() {
                Training::Running(_) => {}
                Training::Finished(progress) => return progress,
                Training::Idle => panic!("there was something to train"),
            }
        }
    }

    #[test]
    fn nothing_taught_gives_no_answer_and_one_class_always_wins() {
        let mut classifier = untaught(HeadChoice::Softmax);
        assert!(classifier.answer(&picture(0, 0)).confidence.is_empty());
        assert_eq!(classifier.train_slice(), Training::Idle);
        classifier.teach(4, picture(4, 0));
        assert_eq!(classifier.answer(&picture(9, 3)).confidence, vec![(ClassId(4), 1.0)]);
        train_to_the_end(&mut classifier);
        assert_eq!(classifier.answer(&picture(9, 3)).confidence, vec![(ClassId(4), 1.0)]);
    }

    #[test]
    fn the_next_prediction_knows_a_new_class_and_has_forgotten_an_old_one() {
        let mut classifier = taught(HeadChoice::Auto);
        assert_eq!((winner(&mut classifier, 1), winner(&mut classifier, 6)), (Some(1), Some(6)));
        classifier.teach(30, picture(30, 0));
        assert_eq!(winner(&mut classifier, 30), Some(30));
        let rest = classifier.bank().examples().iter().filter(|example| example.class != ClassId(6)).cloned().collect();
        classifier.fit(ExampleBank::from_examples(rest));
        assert_ne!(winner(&mut classifier, 6), Some(6));
        classifier.fit(ExampleBank::new());
        assert!(classifier.answer(&picture(1, 0)).confidence.is_empty());
    }

    #[test]
    fn auto_answers_with_ridge_at_once_and_with_softmax_once_trained() {
        let mut classifier = taught(HeadChoice::Auto);
        assert_eq!(classifier.answer(&picture(1, 9)).answered_by, AnsweredBy::Head(HeadKind::Ridge));
        train_to_the_end(&mut classifier);
        assert_eq!(classifier.answer(&picture(1, 9)).answered_by, AnsweredBy::Head(HeadKind::Softmax));
        assert_eq!(classifier.train_slice(), Training::Idle, "nothing new to learn");
        classifier.teach(1, picture(1, 7));
        assert_eq!(
            classifier.answer(&picture(1, 9)).answered_by,
            AnsweredBy::Head(HeadKind::Ridge),
            "the trained head is out of date"
        );
        train_to_the_end(&mut classifier);
        assert_eq!(classifier.answer(&picture(1, 9)).answered_by, AnsweredBy::Head(HeadKind::Softmax));
    }

    #[test]
    fn auto_stays_with_ridge_while_a_class_has_few_pictures() {
        let mut classifier = taught(HeadChoice::Auto);
        classifier.teach(8, picture(8, 0));
        assert_eq!(classifier.train_slice(), Training::Idle);
        for variant in 1..5 {
            classifier.teach(8, picture(8, variant));
        }
        train_to_the_end(&mut classifier);
        assert_eq!(classifier.answer(&picture(8, 9)).answered_by, AnsweredBy::Head(HeadKind::Softmax));
    }

    #[test]
    fn a_change_of_the_bank_restarts_training() {
        let mut classifier = taught(HeadChoice::Softmax);
        assert!(matches!(classifier.train_slice(), Training::Running(p) if p.epoch == SLICE_EPOCHS));
        classifier.teach(2, picture(2, 0));
        assert!(matches!(classifier.train_slice(), Training::Running(p) if p.epoch == SLICE_EPOCHS));
    }

    #[test]
    fn a_stopped_training_rests_until_something_changes() {
        let mut classifier = taught(HeadChoice::Softmax);
        assert!(matches!(classifier.train_slice(), Training::Running(_)));
        classifier.stop_training();
        assert_eq!(classifier.train_slice(), Training::Idle);
        assert_eq!(classifier.answer(&picture(1, 9)).answered_by, AnsweredBy::Head(HeadKind::Ridge));
        let training = TrainingSettings { seed: 7, ..TrainingSettings::default() };
        classifier.set_settings(LessonSettings { training, ..*classifier.settings() });
        assert!(matches!(classifier.train_slice(), Training::Running(_)));
    }

    #[test]
    fn a_bank_learned_as_a_whole_gives_what_picture_by_picture_gives() {
        let mut one_by_one = taught(HeadChoice::Auto);
        let mut whole = untaught(HeadChoice::Auto);
        let mut examples = Vec::new();
        for example in one_by_one.bank().examples() {
            // A label that changes on the way must not leave anything behind.
            let class = ClassId(if example.class == ClassId(1) { 6 } else { 1 });
            examples.push(crate::Example { class, ..example.clone() });
            whole.fit(ExampleBank::from_examples(examples.clone()));
            whole.answer(&picture(1, 0));
        }
        let version = whole.bank().version();
        whole.fit(ExampleBank::from_examples(one_by_one.bank().examples().to_vec()));
        assert!(whole.bank().version() > version);
        let shown = picture(6, 30);
        assert_eq!(whole.answer(&shown).confidence, one_by_one.answer(&shown).confidence);
        let version = whole.bank().version();
        whole.fit(ExampleBank::from_examples(one_by_one.bank().examples().to_vec()));
        assert_eq!(whole.bank().version(), version, "nothing changed");
        assert_eq!(whole.linear_head().map(|head| head.labels), Some(vec![ClassId(1), ClassId(6)]));
    }

    #[test]
    fn heads_without_training_never_train() {
        for (choice, kind) in [(HeadChoice::Knn, HeadKind::Knn), (HeadChoice::Ridge, HeadKind::Ridge)] {
            let mut classifier = taught(choice);
            assert_eq!(classifier.train_slice(), Training::Idle);
            assert_eq!(classifier.answer(&picture(1, 0)).answered_by, AnsweredBy::Head(kind));
        }
    }

    #[test]
    fn the_same_lessons_give_the_same_answers() {
        let answer = || {
            let mut classifier = taught(HeadChoice::Auto);
            let before = classifier.answer(&picture(3, 3));
            let progress = train_to_the_end(&mut classifier);
            (before, progress, classifier.answer(&picture(3, 3)))
        };
        assert_eq!(answer(), answer());
    }

    #[test]
    fn with_strangers_switched_off_everything_is_known_in_every_table() {
        let mut classifier = taught(HeadChoice::Ridge);
        let stranger = picture(40, 3);
        assert!(classifier.answer(&stranger).is_never_seen());
        let table = |classifier: &Classifier| classifier.examine(&|| true).unwrap().held_out;
        let unknown = |table: &menagerie_lesson::Confusion| table.unknown.iter().map(Vec::len).sum::<usize>();
        // A picture unlike the others of its class: held out, it is a stranger.
        classifier.teach(1, stranger.clone());
        assert!(unknown(&table(&classifier)) > 0);
        classifier.set_settings(LessonSettings { knows_unknown: false, ..*classifier.settings() });
        assert_eq!(unknown(&table(&classifier)), 0);
        let asked = [(ExampleId(0), ClassId(6), &picture(70, 1))];
        assert!(classifier.evaluate(asked)[0].2.is_some());
    }
}
