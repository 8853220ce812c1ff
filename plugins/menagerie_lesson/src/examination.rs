//! What the pictures themselves reveal.

use crate::confusion::Confusion;
use crate::ids::{ClassId, ExampleId};
use crate::phrasebook::{Arg, Phrasebook};

/// A look at what was taught.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Examination {
    /// Taught pictures, answered by a head that was not taught their view, nor their recording where the class has several.
    /// Those of classes of one view are not asked: it would be copying.
    pub held_out: Confusion,
    /// Share of other pictures that is expected to be named rightly and known, 0..1, as far as the taught ones tell; `None`
    /// while a class cannot be asked, because it has one view: the others alone would say little about all.
    pub expected_accuracy: Option<f64>,
    /// Share of the taught pictures that the head names rightly which has learned them, 0..1: what it remembers. `None` for
    /// fewer than two classes.
    pub remembered: Option<f64>,
    /// Each taught picture on a plane, 0..1 to the right and up: alike pictures lie together.
    pub map: Vec<(ExampleId, [f32; 2])>,
    /// What is remarkable, most important first.
    pub findings: Vec<Finding>,
}

/// What is remarkable about the pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The pictures meant.
    pub pictures: Vec<ExampleId>,
}

/// The kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    /// A class has few pictures.
    TooFew(ClassId),
    /// A class has several pictures, all from one side.
    OneView(ClassId),
    /// One class has many more than another.
    Unbalanced {
        /// The class with few; its pictures are meant.
        small: ClassId,
        /// The class with many.
        large: ClassId,
    },
    /// The same picture several times.
    NearDuplicates(ClassId),
    /// A class that falls into two parts as different as two classes; the pictures of the smaller part are meant.
    TwoThings(ClassId),
    /// Two classes that cannot be told apart.
    LookTheSame(ClassId, ClassId),
    /// Pictures that look unlike the rest of their class.
    OddOnes(ClassId),
}

impl Finding {
    /// It in one sentence; `None` where a class has no name any more.
    #[must_use]
    pub fn sentence(&self, book: &dyn Phrasebook, name: impl Fn(ClassId) -> Option<String>) -> Option<String> {
        let name = |class| name(class).map(Arg::from);
        let pictures = || Arg::from(self.pictures.len());
        Some(match self.kind {
            FindingKind::TooFew(class) => book.phrase("finding-too-few", &[("class", name(class)?)]),
            FindingKind::OneView(class) => book.phrase("finding-one-view", &[("class", name(class)?)]),
            FindingKind::Unbalanced { small, large } => {
                book.phrase("finding-unbalanced", &[("large", name(large)?), ("small", name(small)?)])
            }
            FindingKind::NearDuplicates(class) => {
                book.phrase("finding-near-duplicates", &[("pictures", pictures()), ("class", name(class)?)])
            }
            FindingKind::TwoThings(class) => book.phrase("finding-two-things", &[("class", name(class)?)]),
            FindingKind::LookTheSame(one, other) => {
                book.phrase("finding-look-the-same", &[("one", name(one)?), ("other", name(other)?)])
            }
            FindingKind::OddOnes(class) => {
                book.phrase("finding-odd-ones", &[("pictures", pictures()), ("class", name(class)?)])
            }
        })
    }
}

/// Accuracy with the same pictures on different networks, each 0..1: how much the pretraining contributes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PretrainingComparison {
    /// Of the pretrained network.
    pub pretrained: f64,
    /// Of networks with random weights, their mean.
    pub random: f64,
    /// Of guessing.
    pub chance: f64,
    /// Pictures asked.
    pub asked: usize,
}
