//! Where a pack lies: a folder, or an archive that is unpacked into a folder for as long as it is used.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::process;

use menagerie_lesson::is_system_name;

use super::limits::{MOST_BYTES, MOST_FILE_BYTES, MOST_PACK_FILES};
use super::names::name_problem;
use super::{PACK, PackFinding};
use crate::bounded_zip::{BoundedZip, Source};

/// What folders of unpacked packs are called, before the number of the process.
const UNPACKED: &str = "menagerie-pack-";
/// Folders of one process, at most.
const MOST_FOLDERS: u32 = 1000;

/// A pack's folder. That of an archive is removed when this is dropped.
#[derive(Debug)]
pub struct PackPlace {
    folder: PathBuf,
    /// For findings.
    shown: String,
    /// Removes it.
    unpacked: Option<Unpacked>,
}

/// A folder that goes when this goes.
#[derive(Debug)]
struct Unpacked(PathBuf);

impl Drop for Unpacked {
    fn drop(&mut self) {
        // What stays is removed by the next one.
        drop(fs::remove_dir_all(&self.0));
    }
}

impl PackPlace {
    /// Where its files lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it is an archive, which nobody changes while it is used.
    #[must_use]
    pub fn is_archive(&self) -> bool {
        self.unpacked.is_some()
    }

    /// A file in it as findings name it.
    #[must_use]
    pub fn shown_file(&self, name: &str) -> String {
        match self.unpacked {
            Some(_) => format!("{}: {name}", self.shown),
            None => Path::new(&self.shown).join(name).display().to_string(),
        }
    }

    /// The same for a path to it.
    #[must_use]
    pub fn shown_path(&self, path: &str) -> String {
        let name = Path::new(path).strip_prefix(&self.folder);
        name.map_or_else(|_| path.to_owned(), |name| self.shown_file(&name.display().to_string()))
    }
}

/// Opens a pack: a folder, or an archive, which is unpacked.
///
/// # Errors
/// What is wrong with the path or the archive.
pub fn open_pack(path: &Path) -> Result<PackPlace, PackFinding> {
    let shown = path.display().to_string();
    // Whoever changes the working folder, or reads assets from another, still finds it.
    let whole = path.canonicalize().map_err(|error| {
        PackFinding::refusing(&shown, format!("cannot be opened: {error}"), "Name a pack's folder, or its zip archive")
    })?;
    if whole.is_dir() {
        return Ok(PackPlace { folder: whole, shown, unpacked: None });
    }
    let refuse = |what: String| PackFinding::refusing(&shown, what, "Name a pack's folder, or its zip archive");
    let file = File::open(&whole).map_err(|error| refuse(format!("cannot be opened: {error}")))?;
    if !file.metadata().is_ok_and(|about| about.is_file()) {
        return Err(refuse("is neither a folder nor a file".into()));
    }
    open_archive(Box::new(file), shown)
}

/// The same for an archive in memory, which is called so in findings.
///
/// # Errors
/// What is wrong with the archive.
pub fn open_pack_bytes(bytes: Vec<u8>, shown: &str) -> Result<PackPlace, PackFinding> {
    open_archive(Box::new(Cursor::new(bytes)), shown.to_owned())
}

fn open_archive(source: Box<dyn Source + Send>, shown: String) -> Result<PackPlace, PackFinding> {
    let unpacked = unpack(source, &shown)?;
    Ok(PackPlace { folder: unpacked.0.clone(), shown, unpacked: Some(unpacked) })
}

fn unpack(source: Box<dyn Source + Send>, shown: &str) -> Result<Unpacked, PackFinding> {
    let bad = |what: String| PackFinding::refusing(shown, what, "Pack the folder again as a zip archive");
    let mut zip = BoundedZip::open(source, shown).map_err(|error| bad(format!("cannot be used: {error}")))?;
    let entries = entries_of(&zip, shown)?;
    sweep();
    let folder = new_folder().map_err(|error| bad(format!("cannot be unpacked: {error}")))?;
    let mut left = MOST_BYTES;
    for (entry, name) in entries {
        let bytes = zip.read(&entry, MOST_FILE_BYTES).map_err(|error| bad(format!("cannot be used: {error}")))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            PackFinding::refusing(shown, format!("unpacks to more than {} MiB", MOST_BYTES >> 20), "Make it smaller")
        })?;
        let path = folder.0.join(&name);
        write(&path, &bytes).map_err(|error| bad(format!("entry `{name}` cannot be unpacked: {error}")))?;
    }
    Ok(folder)
}

/// The entries that are unpacked, and what each is called in the pack. An archive may have a folder around everything.
fn entries_of(zip: &BoundedZip, shown: &str) -> Result<Vec<(String, String)>, PackFinding> {
    let names: Vec<&str> = zip.names().filter(|name| !name.split('/').any(is_system_name)).collect();
    if names.len() > MOST_PACK_FILES {
        let what = format!("has {} files, but at most {MOST_PACK_FILES} are allowed", names.len());
        return Err(PackFinding::refusing(shown, what, "Remove some"));
    }
    let is_around = |name: &&str| name.strip_suffix(PACK).is_some_and(|top| top.is_empty() || is_top(top));
    let Some(top) = names.iter().copied().filter(is_around).min_by_key(|name| name.len()) else {
        let remedy = format!("Pack the folder that has {PACK} in it");
        return Err(PackFinding::refusing(shown, format!("has no {PACK}"), remedy));
    };
    let top = top.strip_suffix(PACK).unwrap_or_default();
    let mut entries = Vec::new();
    for entry in names {
        let Some(name) = entry.strip_prefix(top) else { continue };
        if let Some(problem) = name.split('/').find_map(name_problem) {
            let entry: String = entry.chars().take(80).flat_map(char::escape_debug).collect();
            let what = format!("has an entry `{entry}` whose name {problem}");
            return Err(PackFinding::refusing(shown, what, "Rename it"));
        }
        entries.push((entry.to_owned(), name.to_owned()));
    }
    Ok(entries)
}

/// Whether this is one folder, with its slash.
fn is_top(name: &str) -> bool {
    name.find('/') == Some(name.len() - 1)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Where letters of another size are the same name, the second is refused, not written over the first.
    File::create_new(path)?.write_all(bytes)
}

/// A folder that nobody else has, for nobody else to read.
fn new_folder() -> io::Result<Unpacked> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    for number in 0..MOST_FOLDERS {
        let folder = std::env::temp_dir().join(format!("{UNPACKED}{}-{number}", process::id()));
        match builder.create(&folder) {
            Ok(()) => return Ok(Unpacked(folder.canonicalize().unwrap_or(folder))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes what programs left that were ended by force. Where nobody says which programs run, it stays.
fn sweep() {
    let running = Path::new("/proc/self");
    let Ok(entries) = fs::read_dir(std::env::temp_dir()).and_then(|entries| running.metadata().map(|_| entries)) else {
        return;
    };
    for entry in entries.flatten() {
        let is_left = |name: &OsStr| {
            let (process, _) = name.to_str()?.strip_prefix(UNPACKED)?.split_once('-')?;
            let process: u32 = process.parse().ok()?;
            Some(!Path::new("/proc").join(process.to_string()).exists())
        };
        if is_left(&entry.file_name()) == Some(true) && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}
