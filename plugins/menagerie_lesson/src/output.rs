//! What answers for a class besides its creature: plain data, kept with the lesson, whether or not anybody here
//! understands it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::file_kind::{picture_format, sound_extension};

/// Most outputs that a class has.
pub const MOST_OUTPUTS: usize = 16;
/// Most parameters that an output has, and the longest of a name or a value, in characters.
pub const MOST_PARAMETERS: usize = 32;
/// Longest name or value of a parameter, in characters.
pub const LONGEST_PARAMETER: usize = 1000;
/// Bytes of an output's own file, at most.
pub const MOST_OUTPUT_FILE_BYTES: u64 = 8 << 20;

/// One output of a class: a kind, and what that kind needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ClassOutput {
    /// The kind, as its plugin calls it: `lamp`.
    pub kind: String,
    /// Parameters by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// Somebody's own picture, animation or sound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<OutputFile>,
}

impl ClassOutput {
    /// Kind of the output that shows a picture or an animation.
    pub const PICTURE: &str = "picture";
    /// Kind of the output that plays a sound.
    pub const SOUND: &str = "sound";

    /// An output of this kind, without parameters.
    #[must_use]
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), ..Self::default() }
    }

    /// The output that shows or plays this file.
    #[must_use]
    pub fn own(file: OutputFile) -> Self {
        let kind = if file.is_sound() { Self::SOUND } else { Self::PICTURE };
        Self { file: Some(file), ..Self::new(kind) }
    }
}

/// A file that an output shows or plays. In the text of a lesson it stands as the name of the file beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct OutputFile {
    /// Its name in the lesson's file; empty until it has one.
    pub entry: String,
    /// It.
    pub bytes: Arc<[u8]>,
}

impl From<String> for OutputFile {
    fn from(entry: String) -> Self {
        Self { entry, bytes: Arc::default() }
    }
}

impl From<OutputFile> for String {
    fn from(file: OutputFile) -> Self {
        file.entry
    }
}

/// Why a file can be no output: the file, the reason and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OutputFileError {
    /// It has too many bytes.
    #[error(
        "{path}: {bytes} bytes are too many for what answers a class (at most {MOST_OUTPUT_FILE_BYTES}); make it \
         shorter or smaller"
    )]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
    },
    /// It is neither.
    #[error(
        "{path}: is neither a picture nor a sound that can be used here. Choose a PNG, JPEG, GIF or WebP picture, or a \
         WAV, MP3, OGG or FLAC sound"
    )]
    OtherKind {
        /// The file.
        path: String,
    },
}

impl OutputFile {
    /// A file that was brought along. `path` names it in errors.
    ///
    /// # Errors
    /// What is wrong with it, as far as its size and its first bytes tell.
    pub fn new(bytes: impl Into<Arc<[u8]>>, path: &str) -> Result<Self, OutputFileError> {
        let bytes: Arc<[u8]> = bytes.into();
        if bytes.len() as u64 > MOST_OUTPUT_FILE_BYTES {
            return Err(OutputFileError::TooLarge { path: path.to_owned(), bytes: bytes.len() as u64 });
        }
        let file = Self { entry: String::new(), bytes };
        if file.extension().is_none() {
            return Err(OutputFileError::OtherKind { path: path.to_owned() });
        }
        Ok(file)
    }

    /// Whether it is a sound; a picture otherwise.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        sound_extension(&self.bytes).is_some()
    }

    /// The usual extension of such files; `None`: neither a picture nor a sound.
    #[must_use]
    pub fn extension(&self) -> Option<&'static str> {
        sound_extension(&self.bytes).or_else(|| picture_format(&self.bytes).map(|format| format.extension()))
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
        if let Some(file) = &output.file
            && file.bytes.len() as u64 > MOST_OUTPUT_FILE_BYTES
        {
            return Err(format!("the file of an output has {} bytes, too many", file.bytes.len()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_picture_or_a_sound_by_what_is_in_it() {
        let kind = |bytes: &[u8]| OutputFile::new(bytes, "x").map(|file| ClassOutput::own(file).kind);
        for (start, expected) in [
            (&b"GIF89a"[..], ClassOutput::PICTURE),
            (b"RIFF\0\0\0\0WAVEfmt ", ClassOutput::SOUND),
            (b"OggS\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", ClassOutput::SOUND),
            (b"ID3\x03\0\0\0\0\0\0", ClassOutput::SOUND),
            (b"fLaC\0\0\0\"", ClassOutput::SOUND),
        ] {
            assert_eq!(kind(start), Ok(expected.to_owned()), "{start:?}");
        }
        assert!(matches!(kind(b"%PDF-1.7"), Err(OutputFileError::OtherKind { .. })));
        let large = vec![0; MOST_OUTPUT_FILE_BYTES as usize + 1];
        assert!(matches!(kind(&large), Err(OutputFileError::TooLarge { .. })));
    }

    #[test]
    fn in_a_text_it_is_its_name() {
        let file = OutputFile { entry: "outputs/1-0.gif".into(), ..OutputFile::new(&b"GIF89a"[..], "x").unwrap() };
        let text = serde_json::to_string(&ClassOutput::own(file)).unwrap();
        assert_eq!(text, r#"{"kind":"picture","file":"outputs/1-0.gif"}"#);
        let read: ClassOutput = serde_json::from_str(&text).unwrap();
        assert_eq!(read.file, Some(OutputFile::from("outputs/1-0.gif".to_owned())));
    }
}
