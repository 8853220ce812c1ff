//! What a report says in words, wherever it is made.

use crate::project::ProjectSettings;

/// What is remarkable about the pictures; classes go by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportFinding {
    /// A class has few pictures.
    TooFew(String),
    /// A class has several pictures, all from one side.
    OneView(String),
    /// One class has many more than another.
    Unbalanced {
        /// The class with few.
        small: String,
        /// The class with many.
        large: String,
    },
    /// So many pictures of a class are nearly the same.
    NearDuplicates(String, usize),
    /// A class that seems to hold two things.
    TwoThings(String),
    /// Two classes that look the same.
    LookTheSame(String, String),
    /// So many pictures look unlike the rest of their class.
    OddOnes(String, usize),
}

impl ReportFinding {
    /// It, said kindly.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::TooFew(class) => format!("{class} has few pictures; a handful more would help."),
            Self::OneView(class) => {
                format!("{class} was shown from one side only; hold it again, turned or farther away.")
            }
            Self::Unbalanced { small, large } => {
                format!("{large} has many more pictures than {small}, which then is known less surely.")
            }
            Self::NearDuplicates(class, pictures) => {
                format!("{pictures} pictures of {class} are nearly the same; different ones teach more.")
            }
            Self::TwoThings(class) => format!("{class} seems to hold two different things."),
            Self::LookTheSame(one, other) => format!("{one} and {other} look the same to the network."),
            Self::OddOnes(class, pictures) => format!("{pictures} pictures look unlike the rest of {class}."),
        }
    }
}

impl ProjectSettings {
    /// Name and value of each setting, for people.
    #[must_use]
    pub fn in_words(&self) -> Vec<(String, String)> {
        let yes_no = |on| if on { "yes" } else { "no" }.to_owned();
        let batch = if self.batch_size == 0 { "all at once".to_owned() } else { self.batch_size.to_string() };
        let lines = [
            ("head", self.head.clone()),
            ("epochs, at most", self.epochs.to_string()),
            ("batch size", batch),
            ("learning rate", self.learning_rate.to_string()),
            ("validation share", self.validation_share.to_string()),
            ("early stopping", yes_no(self.early_stopping)),
            ("augmentation", yes_no(self.augmentation)),
            ("seed", self.seed.to_string()),
            ("tells unknown things apart", yes_no(self.knows_unknown)),
            ("threshold", self.threshold.to_string()),
        ];
        lines.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
