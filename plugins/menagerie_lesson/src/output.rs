//! What answers for a class besides its creature: plain data, kept with the lesson, whether or not anybody here
//! understands it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Most outputs that a class has.
pub const MOST_OUTPUTS: usize = 16;
/// Most parameters that an output has, and the longest of a name or a value, in characters.
pub const MOST_PARAMETERS: usize = 32;
/// Longest name or value of a parameter, in characters.
pub const LONGEST_PARAMETER: usize = 1000;

/// One output of a class: a kind, and what that kind needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClassOutput {
    /// The kind, as its plugin calls it: `lamp`.
    pub kind: String,
    /// Parameters by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
}

impl ClassOutput {
    /// An output of this kind, without parameters.
    #[must_use]
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), parameters: BTreeMap::new() }
    }
}

/// What is wrong with the outputs of a class, if anything.
///
/// # Errors
/// Which limit is not kept, in words.
pub fn check_outputs(outputs: &[ClassOutput]) -> Result<(), String> {
    if outputs.len() > MOST_OUTPUTS {
        return Err(format!("{} outputs of a class are too many, at most {MOST_OUTPUTS} are allowed", outputs.len()));
    }
    for output in outputs {
        let words = output.parameters.iter().flat_map(|(name, value)| [name, value]).chain([&output.kind]);
        if output.parameters.len() > MOST_PARAMETERS || words.into_iter().any(|word| word.len() > LONGEST_PARAMETER) {
            return Err(format!(
                "an output has more than {MOST_PARAMETERS} parameters, or one longer than {LONGEST_PARAMETER} characters"
            ));
        }
    }
    Ok(())
}
