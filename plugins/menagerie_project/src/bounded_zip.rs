//! The one door for every archive that comes from outside. Nothing an archive says of itself is believed: how many entries
//! it has is checked before memory is taken for them, how large an entry is while it is read. Reading writes nothing.
//!
//! Limits are far above what the exhibit makes and far below what would fill a small machine.

use std::collections::HashMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use thiserror::Error;
use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

use crate::entry_names;

/// Maximum number of entries: ten times the pictures the exhibit promises to hold.
pub const MOST_ENTRIES: u64 = 100_000;
/// Bytes of all entries together, unpacked, at most.
pub const MOST_BYTES: u64 = 4 << 30;
/// Bytes of one entry, unpacked, at most.
pub const MOST_ENTRY_BYTES: u64 = 512 << 20;
/// Unpacked bytes for each packed one, at most; honest pictures hardly shrink at all, JSON to a twentieth.
const MOST_RATIO: u64 = 200;
/// Bytes below which the ratio does not matter.
const RATIO_FREE_BYTES: u64 = 1 << 20;
/// Bytes of an archive's file, at most: everything unpacked, were nothing packed, and the lists.
const MOST_FILE_BYTES: u64 = MOST_BYTES + (256 << 20);
/// Memory for the dictionary of a compression, at most; packing programs take 64 MiB for their best.
const MOST_DICTIONARY_BYTES: u64 = 128 << 20;
/// Bytes of the list of entries, at most.
const MOST_LIST_BYTES: u64 = 64 << 20;
/// Maximum number of characters in an entry's name.
const LONGEST_NAME: usize = 512;
/// Bytes of the end of the list, without its remark.
const END_LEN: usize = 22;
/// What may look like an end of the list, at most; one is honest, others stand in remarks and in archives inside.
const MOST_ENDS: usize = 16;
/// Kind of a file in the upper bits of its Unix mode, and the one of links.
const UNIX_KIND: u32 = 0o170_000;
const UNIX_LINK: u32 = 0o120_000;

/// Why an archive, or an entry of it, is refused.
#[derive(Debug, Error)]
pub enum ZipError {
    /// It is not an archive, or a damaged one.
    #[error("{file}: is neither a lesson nor a readable archive: {reason}. Copy it again or choose another file")]
    Damaged {
        /// The archive.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// Its end is missing.
    #[error("{file}: is not complete: the end of the archive is missing. Copy or download it again")]
    Incomplete {
        /// The archive.
        file: String,
    },
    /// A password is needed.
    #[error("{file}: is protected by a password. Unpack it first, with the password, and open the folder")]
    Password {
        /// The archive.
        file: String,
    },
    /// It is compressed in a way that cannot be read.
    #[error("{file}: is compressed with {method}, which cannot be read here. Unpack it first and open the folder")]
    Method {
        /// The archive.
        file: String,
        /// What the method is called.
        method: String,
    },
    /// An archive as a whole is beyond a limit.
    #[error("{file}: {reason}. The archive is rejected; make a smaller one")]
    TooLarge {
        /// The archive.
        file: String,
        /// Which limit, and what was found.
        reason: String,
    },
    /// One of its entries is beyond a limit or leads elsewhere.
    #[error("{file}: entry `{entry}` {reason}. The archive is rejected; remove the entry")]
    BadEntry {
        /// The archive.
        file: String,
        /// The entry, as it can be shown.
        entry: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An entry that must be there is not.
    #[error("{file}: has no entry `{entry}`. It is another kind of file or was cut short")]
    Missing {
        /// The archive.
        file: String,
        /// The entry.
        entry: String,
    },
}

/// Something that archives are read from.
pub trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// An archive whose every name has been checked.
pub struct BoundedZip {
    file: String,
    archive: ZipArchive<Box<dyn Source + Send>>,
    /// In the archive's order, slashes between folders.
    names: Vec<String>,
    places: HashMap<String, usize>,
    unpacked: u64,
}

impl std::fmt::Debug for BoundedZip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BoundedZip").field("file", &self.file).field("entries", &self.names.len()).finish()
    }
}

impl BoundedZip {
    /// Opens an archive and checks the list of its entries. `file` names it in errors.
    ///
    /// # Errors
    /// Which limit it breaks, or which entry is refused and why.
    pub fn open(mut source: Box<dyn Source + Send>, file: &str) -> Result<Self, ZipError> {
        let damaged = |reason: String| ZipError::Damaged { file: file.to_owned(), reason };
        check_list(&mut source).map_err(|problem| match problem {
            ListProblem::Missing => ZipError::Incomplete { file: file.to_owned() },
            ListProblem::Unreadable(reason) => damaged(reason),
            ListProblem::TooLarge(reason) => ZipError::TooLarge { file: file.to_owned(), reason },
        })?;
        let archive = ZipArchive::new(source).map_err(|error| damaged(error.to_string()))?;
        let mut bounded =
            Self { file: file.to_owned(), archive, names: Vec::new(), places: HashMap::new(), unpacked: 0 };
        bounded.check_entries()?;
        Ok(bounded)
    }

    /// The same for bytes in memory.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn from_bytes(bytes: Vec<u8>, file: &str) -> Result<Self, ZipError> {
        Self::open(Box::new(Cursor::new(bytes)), file)
    }

    /// Names of the entries that are files, in the archive's order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str).filter(|name| !name.ends_with('/'))
    }

    /// Whether there is such an entry.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// [`ZipError::Missing`], or what is wrong with it; never more than `most` bytes are read.
    pub fn read(&mut self, name: &str, most: u64) -> Result<Vec<u8>, ZipError> {
        let Some(index) = self.places.get(name).copied() else {
            return Err(ZipError::Missing { file: self.file.clone(), entry: name.to_owned() });
        };
        let file = self.file.clone();
        let bad = |reason: String| ZipError::BadEntry { file: file.clone(), entry: name.to_owned(), reason };
        if self.dictionary_bytes(index) > MOST_DICTIONARY_BYTES {
            return Err(bad(format!(
                "asks for more than {} MiB of memory to be unpacked",
                MOST_DICTIONARY_BYTES >> 20
            )));
        }
        let entry = self.archive.by_index(index).map_err(|error| bad(format!("cannot be read: {error}")))?;
        // The nearest limit, and what to say where it is passed.
        let left = MOST_BYTES.saturating_sub(self.unpacked);
        let packed = entry.compressed_size().saturating_mul(MOST_RATIO).max(RATIO_FREE_BYTES);
        let (most, limit) = [
            (most.min(MOST_ENTRY_BYTES), format!("unpacks to more than {} bytes", most.min(MOST_ENTRY_BYTES))),
            (left, format!("unpacks to more than what is left of the {MOST_BYTES} bytes of all entries together")),
            (packed, format!("unpacks to more than {MOST_RATIO} times its size, as no picture does")),
        ]
        .into_iter()
        .min_by_key(|(most, _)| *most)
        .unwrap_or_default();
        // One byte more than allowed tells too much from just enough.
        let mut bytes = Vec::new();
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|error| bad(format!("is damaged: {error}")))?;
        if bytes.len() as u64 > most {
            return Err(bad(limit));
        }
        self.unpacked += bytes.len() as u64;
        Ok(bytes)
    }

    /// The first bytes of an entry, `len` at most; fewer where it is shorter or damaged.
    pub(crate) fn peek(&mut self, name: &str, len: usize) -> Vec<u8> {
        let mut start = Vec::new();
        let index = self.places.get(name).copied();
        let index = index.filter(|index| self.dictionary_bytes(*index) <= MOST_DICTIONARY_BYTES);
        if let Some(entry) = index.and_then(|index| self.archive.by_index(index).ok()) {
            // What is damaged is told when it is read.
            drop(entry.take(len as u64).read_to_end(&mut start));
        }
        start
    }

    /// Memory that unpacking an entry takes before anything is read, as the entry itself says (APPNOTE 5.8.8). Of the methods
    /// that are read only LZMA takes what it is told.
    fn dictionary_bytes(&mut self, index: usize) -> u64 {
        let mut header = [0; 9];
        let Ok(mut entry) = self.archive.by_index_raw(index) else { return 0 };
        let is_told = entry.compression() == CompressionMethod::Lzma && entry.read_exact(&mut header).is_ok();
        if is_told { number_at(&header, 5, 4) } else { 0 }
    }

    /// Bytes of an entry, unpacked, as the list says; 0 where there is none.
    pub(crate) fn len_of(&mut self, name: &str) -> u64 {
        let entry = self.places.get(name).and_then(|index| self.archive.by_index_raw(*index).ok());
        entry.map_or(0, |entry| entry.size())
    }

    fn check_entries(&mut self) -> Result<(), ZipError> {
        let damaged = |reason: String| ZipError::Damaged { file: self.file.clone(), reason };
        if self.archive.has_duplicate_names() {
            return Err(damaged("a name appears in it twice".into()));
        }
        let mut raw = Vec::with_capacity(self.archive.len());
        let mut problems = Vec::with_capacity(self.archive.len());
        let mut total = 0_u64;
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index).map_err(|error| damaged(error.to_string()))?;
            if entry.encrypted() {
                return Err(ZipError::Password { file: self.file.clone() });
            }
            if let Some(method) = unreadable_method(entry.compression()) {
                return Err(ZipError::Method { file: self.file.clone(), method });
            }
            raw.push(String::from_utf8(entry.name_raw().to_vec()).map_err(|error| error.into_bytes()));
            problems.push(entry_problem(&entry));
            total = total.saturating_add(entry.size());
        }
        for (index, (name, problem)) in entry_names::decode(raw).into_iter().zip(problems).enumerate() {
            // Nothing is unpacked to a disk, so letters of another size make another name.
            let twice = self.places.insert(name.clone(), index).map(|_| "appears in it twice");
            if let Some(reason) = name_problem(&name).or(problem).or(twice) {
                let entry: String = name.chars().take(80).flat_map(char::escape_debug).collect();
                return Err(ZipError::BadEntry { file: self.file.clone(), entry, reason: reason.to_owned() });
            }
            self.names.push(name);
        }
        if total > MOST_BYTES {
            let reason = format!("it unpacks to {total} bytes, but at most {MOST_BYTES} are allowed");
            return Err(ZipError::TooLarge { file: self.file.clone(), reason });
        }
        // The same bytes handed out several times are how small archives become huge.
        match self.archive.has_overlapping_entries() {
            Ok(false) => Ok(()),
            Ok(true) => Err(ZipError::Damaged { file: self.file.clone(), reason: "its entries overlap".into() }),
            Err(error) => Err(ZipError::Damaged { file: self.file.clone(), reason: error.to_string() }),
        }
    }
}

/// What is wrong with an entry's name, if anything.
fn name_problem(name: &str) -> Option<&'static str> {
    if name.chars().count() > LONGEST_NAME {
        Some("has too long a name")
    } else if name.starts_with('/')
        || (name.get(1..3) == Some(":/") && name.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        Some("has an absolute name")
    } else if name.split('/').any(|segment| segment == "..") {
        Some("leads out of the archive")
    } else if name.chars().any(char::is_control) {
        Some("has control characters in its name")
    } else {
        None
    }
}

/// What is wrong with what the list says of an entry, if anything.
fn entry_problem(entry: &ZipFile<'_, Box<dyn Source + Send>>) -> Option<&'static str> {
    if entry.unix_mode().is_some_and(|mode| mode & UNIX_KIND == UNIX_LINK) {
        Some("is a link")
    } else if entry.size() > MOST_ENTRY_BYTES {
        Some("is too large")
    } else {
        None
    }
}

/// What a compression is called that cannot be read.
fn unreadable_method(method: CompressionMethod) -> Option<String> {
    #[expect(deprecated, reason = "the crate calls what it does not know so")]
    match method {
        CompressionMethod::Stored
        | CompressionMethod::Deflated
        | CompressionMethod::Deflate64
        | CompressionMethod::Bzip2
        | CompressionMethod::Lzma
        | CompressionMethod::Zstd => None,
        CompressionMethod::Unsupported(98) => Some("PPMd".into()),
        CompressionMethod::Unsupported(95) => Some("XZ".into()),
        CompressionMethod::Unsupported(96) => Some("JPEG recompression".into()),
        CompressionMethod::Unsupported(97) => Some("WavPack".into()),
        CompressionMethod::Unsupported(number) => Some(format!("method {number}")),
        other => Some(other.to_string()),
    }
}

enum ListProblem {
    Missing,
    Unreadable(String),
    TooLarge(String),
}

/// Reads the end of the list of entries (APPNOTE 4.3.16, 4.3.15, 4.3.14) for how many there are, before anybody takes memory
/// for them. What looks like an end may be none; the reader may settle on any of them, so all must keep to the limits.
fn check_list(source: &mut dyn Source) -> Result<(), ListProblem> {
    let unreadable = |error: io::Error| ListProblem::Unreadable(error.to_string());
    let len = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
    if len > MOST_FILE_BYTES {
        return Err(ListProblem::TooLarge(format!("it has {len} bytes, but at most {MOST_FILE_BYTES} are allowed")));
    }
    let tail_len = len.min(0xffff + END_LEN as u64 + 24);
    source.seek(SeekFrom::Start(len - tail_len)).map_err(unreadable)?;
    let mut tail = Vec::new();
    source.take(tail_len).read_to_end(&mut tail).map_err(unreadable)?;
    let last = tail.len().saturating_sub(END_LEN);
    let ends = (0..=last).filter(|at| tail[*at..].starts_with(b"PK\x05\x06") && tail.len() - at >= END_LEN);
    let ends: Vec<usize> = ends.take(MOST_ENDS + 1).collect();
    if ends.is_empty() {
        return Err(ListProblem::Missing);
    }
    if ends.len() > MOST_ENDS {
        return Err(ListProblem::Unreadable("the list of its entries appears in it many times".into()));
    }
    for end in ends {
        let (entries, list_bytes) = listed(source, &tail, end)?;
        if entries > MOST_ENTRIES {
            let reason = format!("it claims {entries} entries, but at most {MOST_ENTRIES} are allowed");
            return Err(ListProblem::TooLarge(reason));
        }
        if list_bytes > MOST_LIST_BYTES {
            return Err(ListProblem::TooLarge(format!("the list of its entries claims to have {list_bytes} bytes")));
        }
    }
    source.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Ok(())
}

/// How many entries an end of the list claims, and how many bytes of list.
fn listed(source: &mut dyn Source, tail: &[u8], end: usize) -> Result<(u64, u64), ListProblem> {
    let unreadable = |error: io::Error| ListProblem::Unreadable(error.to_string());
    let small = (number_at(tail, end + 10, 2), number_at(tail, end + 12, 4));
    let Some(locator) = end.checked_sub(20).filter(|at| tail[*at..].starts_with(b"PK\x06\x07")) else {
        return Ok(match small {
            // All ones: "see the large list", and there is none.
            (entries, 0xffff_ffff) => (entries, 0),
            small => small,
        });
    };
    source.seek(SeekFrom::Start(number_at(tail, locator + 8, 8))).map_err(unreadable)?;
    let mut large = Vec::new();
    source.take(56).read_to_end(&mut large).map_err(unreadable)?;
    if !large.starts_with(b"PK\x06\x06") || large.len() < 56 {
        return Err(ListProblem::Unreadable("the large list of its entries is not where it should be".into()));
    }
    Ok((number_at(&large, 32, 8), number_at(&large, 40, 8)))
}

/// A little-endian number of so many bytes; 0 beyond the end.
fn number_at(bytes: &[u8], at: usize, len: usize) -> u64 {
    bytes.get(at..at + len).unwrap_or_default().iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests;
