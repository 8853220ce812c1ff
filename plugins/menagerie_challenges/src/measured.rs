//! What was measured of the lesson that is played with, as a game counts it.

use menagerie_core::prelude::*;

/// What was measured of the lesson that is played with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Measured {
    /// By class, in their order: hidden pictures named rightly, all of them, and pictures that are taught.
    pub(super) classes: Vec<[usize; 3]>,
    /// What they are called.
    pub(super) names: Vec<String>,
}

impl Measured {
    /// Reads it off the test's table.
    pub(super) fn of(classes: &Classes, test: &TestResult) -> Self {
        let table = &test.confusion;
        let of = |class: &Class| {
            let place = table.classes.iter().position(|id| *id == class.id);
            let right = place.map_or(0, |place| table.right(place));
            [right, class.counts.test, class.counts.teach]
        };
        let names = classes.0.iter().map(|class| class.name.clone()).collect();
        Self { classes: classes.0.iter().map(of).collect(), names }
    }

    /// Right, hidden and taught pictures of these classes.
    pub(super) fn sum(&self, is_one: impl Fn(usize) -> bool) -> [usize; 3] {
        let those = self.classes.iter().enumerate().filter(|(place, _)| is_one(*place));
        those.fold([0; 3], |sum, (_, class)| std::array::from_fn(|of| sum[of] + class[of]))
    }

    /// The share of all hidden pictures that is named rightly, 0..1.
    pub(super) fn share(&self) -> f64 {
        let [right, hidden, _] = self.sum(|_| true);
        if hidden == 0 { 0.0 } else { right as f64 / hidden as f64 }
    }

    /// All pictures that are taught.
    pub(super) fn pictures(&self) -> usize {
        self.sum(|_| true)[2]
    }
}
