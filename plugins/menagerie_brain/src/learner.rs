//! The learner: a bank and its heads, always ready to answer and always learning.
//!
//! It belongs to one thread: Burn's calls must not be spread over several.

use burn::tensor::Device;
use menagerie_lesson::{ClassId, EpochRecord, ExampleId, HeadChoice, HeadKind, LinearHead, TrainingSettings};

use crate::embedding::Embedding;
use crate::example_bank::ExampleBank;
use crate::head::{
    Head, KnnTrainer, RidgeTrainer, SoftmaxHead, SoftmaxTrainer, TrainingProgress, instant_head, settled_head,
};

/// Iterations of softmax training in one slice: about the time of one frame of the network, less for few pictures.
const SLICE_EPOCHS: usize = 4;
/// Examples beyond which a slice is a single iteration, so that a frame need not wait for longer than it must.
const MANY_EXAMPLES: usize = 500;

/// What the learner thinks of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// Probability of each taught class, ascending by class, summing to one; empty while nothing has been taught.
    pub probabilities: Vec<(ClassId, f32)>,
    /// The head that answered.
    pub head: HeadKind,
    /// Version of the bank it had learned.
    pub version: u64,
}

/// Where background training stands after a slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Training {
    /// Nothing to do: everything taught has been learned, or the chosen head needs no training.
    Idle,
    /// Call again.
    Running(TrainingProgress),
    /// This slice was the last; from now on the trained head answers.
    Finished(TrainingProgress),
}

/// A head and the version of the bank it has learned.
#[derive(Debug)]
struct Fitted<H: ?Sized> {
    version: u64,
    head: Box<H>,
}

/// A bank with its heads.
#[derive(Debug)]
pub struct Learner {
    device: Device,
    choice: HeadChoice,
    settings: TrainingSettings,
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
}

impl Learner {
    /// A learner that has been taught nothing, training on `device`.
    pub fn new(device: &Device, choice: HeadChoice) -> Self {
        Self {
            device: device.clone(),
            choice,
            settings: TrainingSettings::default(),
            bank: ExampleBank::new(),
            knn: KnnTrainer::new(),
            ridge: RidgeTrainer::new(),
            instant: None,
            training: None,
            trained: None,
            history: Vec::new(),
            state: Training::Idle,
            stopped: false,
        }
    }

    /// Everything taught so far.
    pub fn bank(&self) -> &ExampleBank {
        &self.bank
    }

    /// Which head is to answer.
    pub fn choice(&self) -> HeadChoice {
        self.choice
    }

    /// How the trained head is trained.
    pub fn settings(&self) -> &TrainingSettings {
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
    pub fn learn(&mut self, bank: ExampleBank) {
        let version = self.bank.version();
        self.bank.replace(bank);
        if self.bank.version() != version {
            self.start_over();
        }
    }

    /// Chooses which head is to answer.
    pub fn set_choice(&mut self, choice: HeadChoice) {
        if self.choice != choice {
            self.choice = choice;
            self.instant = None;
            self.trained = None;
            self.start_over();
        }
    }

    /// Trains by these settings from now on; they were checked.
    pub fn set_settings(&mut self, settings: TrainingSettings) {
        if self.settings != settings {
            self.settings = settings;
            self.trained = None;
            self.start_over();
        }
    }

    /// Whether somebody let training rest.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Lets training rest until something changes; the instant head answers.
    pub fn stop_training(&mut self) {
        self.training = None;
        self.stopped = true;
    }

    /// The head that answers now, as numbers, if it is a linear one.
    pub fn linear_head(&mut self) -> Option<LinearHead<ClassId>> {
        self.ask(|head| head.linear())
    }

    fn start_over(&mut self) {
        self.training = None;
        self.stopped = false;
        self.state = Training::Idle;
    }

    /// Teaches one picture. The very next prediction knows it.
    pub fn teach(&mut self, class: impl Into<ClassId>, embedding: Embedding) -> ExampleId {
        self.bank.add(class, embedding)
    }

    /// Advances background training by a slice of a few milliseconds. Starts over when the bank has changed since the
    /// last slice. Between two slices there is time for a frame.
    pub fn train_slice(&mut self) -> Training {
        let version = self.bank.version();
        let trained = self.trained.as_ref().is_some_and(|fitted| fitted.version == version);
        if trained || self.bank.is_empty() || self.stopped || settled_head(self.choice, &self.bank) != HeadKind::Softmax
        {
            self.training = None;
            if !trained {
                self.state = Training::Idle;
            }
            return Training::Idle;
        }
        let mut trainer = match self.training.take() {
            Some((of_version, trainer)) if of_version == version => trainer,
            _ => SoftmaxTrainer::new(&self.bank, &self.device, &self.settings),
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

    /// What it thinks of a picture. With nothing taught the answer is empty; with one class that class always wins,
    /// whatever is shown (a failure staged on purpose: visitors find out that a machine needs a counter-example).
    pub fn predict(&mut self, embedding: &Embedding) -> Prediction {
        let version = self.bank.version();
        self.ask(|head| Prediction {
            probabilities: head.classes().iter().copied().zip(head.probabilities(embedding)).collect(),
            head: head.kind(),
            version,
        })
    }

    /// Asks the head that answers: the trained one when it has learned everything, else the instant one.
    fn ask<R>(&mut self, question: impl FnOnce(&dyn Head) -> R) -> R {
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
            let head: Box<dyn Head> = match instant_head(self.choice, &self.bank) {
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
    use super::*;
    use crate::embedding::EMBEDDING_LEN;

    fn picture(axis: usize, variant: usize) -> Embedding {
        let mut values = vec![0.0; EMBEDDING_LEN];
        values[axis] = 2.0;
        values[100 + variant] = 1.0;
        Embedding::new(values).unwrap()
    }

    fn taught(choice: HeadChoice) -> Learner {
        let mut learner = Learner::new(&Device::flex(), choice);
        for variant in 0..5 {
            for class in [1_u16, 6] {
                learner.teach(class, picture(usize::from(class), variant));
            }
        }
        learner
    }

    fn winner(learner: &mut Learner, axis: usize) -> Option<u16> {
        let probabilities = learner.predict(&picture(axis, 50)).probabilities;
        probabilities.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(class, _)| class.0)
    }

    fn train_to_the_end(learner: &mut Learner) -> TrainingProgress {
        loop {
            match learner.train_slice() {
                Training::Running(_) => {}
                Training::Finished(progress) => return progress,
                Training::Idle => panic!("there was something to train"),
            }
        }
    }

    #[test]
    fn nothing_taught_gives_no_answer_and_one_class_always_wins() {
        let mut learner = Learner::new(&Device::flex(), HeadChoice::Softmax);
        assert!(learner.predict(&picture(0, 0)).probabilities.is_empty());
        assert_eq!(learner.train_slice(), Training::Idle);
        learner.teach(4, picture(4, 0));
        assert_eq!(learner.predict(&picture(9, 3)).probabilities, vec![(ClassId(4), 1.0)]);
        train_to_the_end(&mut learner);
        assert_eq!(learner.predict(&picture(9, 3)).probabilities, vec![(ClassId(4), 1.0)]);
    }

    #[test]
    fn the_next_prediction_knows_a_new_class_and_has_forgotten_an_old_one() {
        let mut learner = taught(HeadChoice::Auto);
        assert_eq!((winner(&mut learner, 1), winner(&mut learner, 6)), (Some(1), Some(6)));
        learner.teach(30, picture(30, 0));
        assert_eq!(winner(&mut learner, 30), Some(30));
        let rest = learner.bank().examples().iter().filter(|example| example.class != ClassId(6)).cloned().collect();
        learner.learn(ExampleBank::from_examples(rest));
        assert_ne!(winner(&mut learner, 6), Some(6));
        learner.learn(ExampleBank::new());
        assert!(learner.predict(&picture(1, 0)).probabilities.is_empty());
    }

    #[test]
    fn auto_answers_with_ridge_at_once_and_with_softmax_once_trained() {
        let mut learner = taught(HeadChoice::Auto);
        assert_eq!(learner.predict(&picture(1, 9)).head, HeadKind::Ridge);
        train_to_the_end(&mut learner);
        assert_eq!(learner.predict(&picture(1, 9)).head, HeadKind::Softmax);
        assert_eq!(learner.train_slice(), Training::Idle, "nothing new to learn");
        learner.teach(1, picture(1, 7));
        assert_eq!(learner.predict(&picture(1, 9)).head, HeadKind::Ridge, "the trained head is out of date");
        train_to_the_end(&mut learner);
        assert_eq!(learner.predict(&picture(1, 9)).head, HeadKind::Softmax);
    }

    #[test]
    fn auto_stays_with_ridge_while_a_class_has_few_pictures() {
        let mut learner = taught(HeadChoice::Auto);
        learner.teach(8, picture(8, 0));
        assert_eq!(learner.train_slice(), Training::Idle);
        for variant in 1..5 {
            learner.teach(8, picture(8, variant));
        }
        train_to_the_end(&mut learner);
        assert_eq!(learner.predict(&picture(8, 9)).head, HeadKind::Softmax);
    }

    #[test]
    fn a_change_of_the_bank_restarts_training() {
        let mut learner = taught(HeadChoice::Softmax);
        assert!(matches!(learner.train_slice(), Training::Running(p) if p.epoch == SLICE_EPOCHS));
        learner.teach(2, picture(2, 0));
        assert!(matches!(learner.train_slice(), Training::Running(p) if p.epoch == SLICE_EPOCHS));
    }

    #[test]
    fn a_stopped_training_rests_until_something_changes() {
        let mut learner = taught(HeadChoice::Softmax);
        assert!(matches!(learner.train_slice(), Training::Running(_)));
        learner.stop_training();
        assert_eq!(learner.train_slice(), Training::Idle);
        assert_eq!(learner.predict(&picture(1, 9)).head, HeadKind::Ridge);
        learner.set_settings(TrainingSettings { seed: 7, ..TrainingSettings::default() });
        assert!(matches!(learner.train_slice(), Training::Running(_)));
    }

    #[test]
    fn a_bank_learned_as_a_whole_gives_what_picture_by_picture_gives() {
        let mut one_by_one = taught(HeadChoice::Auto);
        let mut whole = Learner::new(&Device::flex(), HeadChoice::Auto);
        let mut examples = Vec::new();
        for example in one_by_one.bank().examples() {
            // A label that changes on the way must not leave anything behind.
            let class = ClassId(if example.class == ClassId(1) { 6 } else { 1 });
            examples.push(crate::Example { class, ..example.clone() });
            whole.learn(ExampleBank::from_examples(examples.clone()));
            whole.predict(&picture(1, 0));
        }
        let version = whole.bank().version();
        whole.learn(ExampleBank::from_examples(one_by_one.bank().examples().to_vec()));
        assert!(whole.bank().version() > version);
        let shown = picture(6, 30);
        assert_eq!(whole.predict(&shown).probabilities, one_by_one.predict(&shown).probabilities);
        let version = whole.bank().version();
        whole.learn(ExampleBank::from_examples(one_by_one.bank().examples().to_vec()));
        assert_eq!(whole.bank().version(), version, "nothing changed");
        assert_eq!(whole.linear_head().map(|head| head.labels), Some(vec![ClassId(1), ClassId(6)]));
    }

    #[test]
    fn heads_without_training_never_train() {
        for (choice, kind) in [(HeadChoice::Knn, HeadKind::Knn), (HeadChoice::Ridge, HeadKind::Ridge)] {
            let mut learner = taught(choice);
            assert_eq!(learner.train_slice(), Training::Idle);
            assert_eq!(learner.predict(&picture(1, 0)).head, kind);
        }
    }

    #[test]
    fn the_same_lessons_give_the_same_answers() {
        let answer = || {
            let mut learner = taught(HeadChoice::Auto);
            let before = learner.predict(&picture(3, 3));
            let progress = train_to_the_end(&mut learner);
            (before, progress, learner.predict(&picture(3, 3)))
        };
        assert_eq!(answer(), answer());
    }
}
