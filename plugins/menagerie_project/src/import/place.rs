//! Where things are imported from: a folder, an archive or a single file, behind one interface.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use menagerie_lesson::{KIND_BYTES, is_system_name, picture_format, split_named};

use super::{ImportError, io_error};
use crate::bounded_zip::{BoundedZip, MOST_ENTRIES};
use crate::natural;

/// Folders within folders, at most.
const DEEPEST: usize = 12;
/// Folders around everything that are looked through.
const MOST_WRAPPERS: usize = 3;
/// What tells the inside of a thing from a folder around it.
const TOP_FILES: [&str; 6] =
    ["model.json", "metadata.json", "behaviours.json", "set.json", "project.json", super::listed::CLASSES];

enum Kind {
    Folder(PathBuf),
    Zip(Box<BoundedZip>),
    File(PathBuf),
}

/// A place and the names of the files in it, in the order in which people put them. What is hidden is not there.
pub(super) struct Place {
    kind: Kind,
    /// For errors.
    shown: String,
    /// Its own name, without what leads there.
    name: String,
    /// What stands before every name and is left out of it: folders around everything.
    wrapper: String,
    names: Vec<String>,
    known: HashSet<String>,
    /// In a folder: how each name is really written, where it is not UTF-8.
    odd: HashMap<String, PathBuf>,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place").field("shown", &self.shown).field("files", &self.names.len()).finish()
    }
}

impl Place {
    /// A folder. Links are followed as long as they stay inside.
    pub(super) fn folder(path: &Path) -> Result<Self, ImportError> {
        let shown = path.display().to_string();
        let root = path.canonicalize().map_err(|source| io_error(&shown, "opening", source))?;
        let mut walk = Walk { shown: &shown, root: &root, names: Vec::new(), odd: HashMap::new() };
        walk.visit(&root, "", 0)?;
        let Walk { names, odd, .. } = walk;
        let mut place = Self::new(Kind::Folder(root.clone()), shown.clone(), &root, names, odd);
        place.leave_wrappers();
        Ok(place)
    }

    /// An archive that is called so in errors.
    pub(super) fn zip(zip: BoundedZip, shown: String, path: &Path) -> Self {
        let names = zip.names().map(str::to_owned).filter(|name| !name.split('/').any(is_system_name)).collect();
        let mut place = Self::new(Kind::Zip(Box::new(zip)), shown, path, names, HashMap::new());
        place.leave_wrappers();
        place
    }

    /// A single file.
    pub(super) fn file(path: &Path) -> Self {
        let name = file_name(path);
        Self::new(Kind::File(path.to_owned()), path.display().to_string(), path, vec![name], HashMap::new())
    }

    fn new(kind: Kind, shown: String, path: &Path, mut names: Vec<String>, odd: HashMap<String, PathBuf>) -> Self {
        names.sort_by(|a, b| natural::compare(a, b));
        let known = names.iter().cloned().collect();
        Self { kind, shown, name: file_name(path), wrapper: String::new(), names, known, odd }
    }

    fn leave_wrappers(&mut self) {
        for _ in 0..MOST_WRAPPERS {
            self.leave_wrapper();
        }
    }

    /// Looks through a folder that is around everything, if there is one.
    fn leave_wrapper(&mut self) {
        let Some((top, _)) = self.names.first().and_then(|name| name.split_once('/')) else { return };
        let inside = |name: &str| name.strip_prefix(top).and_then(|rest| rest.strip_prefix('/')).map(str::to_owned);
        let Some(names) = self.names.iter().map(|name| inside(name)).collect::<Option<Vec<_>>>() else { return };
        let top = top.to_owned();
        // A single class has a folder around all its pictures, too; so have the pictures of one part.
        let is_wrapper = names.iter().any(|name| TOP_FILES.contains(&name.as_str()))
            || (split_named(&top).is_none()
                && !names.iter().any(|name| !name.contains('/') && self.is_picture(&format!("{top}/{name}"))));
        if is_wrapper {
            self.wrapper = format!("{}{top}/", self.wrapper);
            self.known = names.iter().cloned().collect();
            self.names = names;
        }
    }

    /// What it is called in errors.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// Its name without what leads there.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Its name without its ending, where it is a file.
    pub(super) fn stem(&self) -> &str {
        match self.kind {
            Kind::Folder(_) => &self.name,
            Kind::Zip(_) | Kind::File(_) => self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem),
        }
    }

    /// What loose pictures in it may be called.
    pub(super) fn class_of_loose(&self) -> Option<String> {
        let name = self.stem().trim();
        (!self.is_file() && !name.is_empty()).then(|| name.to_owned())
    }

    pub(super) fn is_file(&self) -> bool {
        matches!(self.kind, Kind::File(_))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    pub(super) fn contains_under(&self, start: &str) -> bool {
        self.names().any(|name| name.starts_with(start))
    }

    /// A file in it as errors name it.
    pub(super) fn shown_file(&self, name: &str) -> String {
        match &self.kind {
            Kind::Folder(_) => Path::new(&self.shown).join(&self.wrapper).join(name).display().to_string(),
            Kind::Zip(_) => format!("{}: {}{name}", self.shown, self.wrapper),
            Kind::File(_) => self.shown.clone(),
        }
    }

    /// The first bytes of a file in it, which tell its kind. What cannot be read is told when it is read as a whole.
    pub(super) fn start(&mut self, name: &str) -> Vec<u8> {
        let name = format!("{}{name}", self.wrapper);
        match &mut self.kind {
            Kind::Zip(zip) => zip.peek(&name, KIND_BYTES),
            Kind::File(path) => start_of(path),
            Kind::Folder(root) => start_of(self.odd.get(&name).unwrap_or(&root.join(&name))),
        }
    }

    /// Whether a file in it is a picture that can be read.
    pub(super) fn is_picture(&mut self, name: &str) -> bool {
        picture_format(&self.start(name)).is_some()
    }

    /// Bytes of a file in it; 0 where that is not known.
    pub(super) fn len(&mut self, name: &str) -> u64 {
        let name = format!("{}{name}", self.wrapper);
        match &mut self.kind {
            Kind::Zip(zip) => zip.len_of(&name),
            Kind::File(path) => fs::metadata(path).map_or(0, |about| about.len()),
            Kind::Folder(root) => {
                fs::metadata(self.odd.get(&name).unwrap_or(&root.join(&name))).map_or(0, |about| about.len())
            }
        }
    }

    /// The names in the order in which an archive has them; a folder has none but that of people.
    pub(super) fn names_as_packed(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Zip(zip) => {
                let inside = zip.names().filter_map(|name| name.strip_prefix(&self.wrapper));
                inside.filter(|name| self.contains(name)).collect()
            }
            Kind::Folder(_) | Kind::File(_) => self.names().collect(),
        }
    }

    /// Reads a file in it, of so many bytes at most.
    pub(super) fn read(&mut self, name: &str, most: u64) -> Result<Vec<u8>, ImportError> {
        let shown = self.shown_file(name);
        let name = format!("{}{name}", self.wrapper);
        match &mut self.kind {
            Kind::Zip(zip) => Ok(zip.read(&name, most)?),
            Kind::File(path) => read_bounded(path, &shown, most),
            Kind::Folder(root) => {
                let path = self.odd.get(&name).cloned().unwrap_or_else(|| root.join(&name));
                read_bounded(&path, &shown, most)
            }
        }
    }
}

/// Walks through a folder.
struct Walk<'a> {
    shown: &'a str,
    root: &'a Path,
    names: Vec<String>,
    odd: HashMap<String, PathBuf>,
}

impl Walk<'_> {
    fn visit(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), ImportError> {
        let failed = |source| io_error(&folder.display().to_string(), "listing", source);
        let entries = match fs::read_dir(folder) {
            // A locked folder below, as every stick has one, is no reason to refuse the rest.
            Err(error) if depth > 0 && error.kind() == io::ErrorKind::PermissionDenied => return Ok(()),
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let raw: OsString = entry.file_name();
            let letters = raw.to_string_lossy();
            if is_system_name(&letters) {
                continue;
            }
            let path = entry.path();
            let name = format!("{prefix}{letters}");
            // A link may lead anywhere; one that leads out, or nowhere, is skipped.
            let Some((is_dir, is_file)) = self.kind_of(&path) else { continue };
            if is_dir && depth < DEEPEST {
                self.visit(&path, &format!("{name}/"), depth + 1)?;
            } else if is_file {
                let name = if path.to_str().is_some() { name } else { self.remember(prefix, &letters, path) };
                self.names.push(name);
            }
            if self.names.len() as u64 > MOST_ENTRIES {
                return Err(ImportError::Refused {
                    place: self.shown.to_owned(),
                    what: format!("a folder of more than {MOST_ENTRIES} files"),
                    remedy: "Choose a folder with fewer in it",
                });
            }
        }
        Ok(())
    }

    /// A name for a file whose own is not UTF-8; two may look the same.
    fn remember(&mut self, prefix: &str, letters: &str, path: PathBuf) -> String {
        let numbered = (2..).map(|number| format!("{prefix}{number}-{letters}"));
        let mut names = std::iter::once(format!("{prefix}{letters}")).chain(numbered);
        let name = names.find(|name| !self.odd.contains_key(name)).unwrap_or_default();
        self.odd.insert(name.clone(), path);
        name
    }

    fn kind_of(&self, path: &Path) -> Option<(bool, bool)> {
        let about = path.symlink_metadata().ok()?;
        if !about.is_symlink() {
            return Some((about.is_dir(), about.is_file()));
        }
        let target = path.canonicalize().ok()?;
        let about = target.metadata().ok()?;
        // A folder that is there already under another name would only be read twice, or without end.
        (target.starts_with(self.root) && about.is_file()).then_some((false, true))
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn start_of(path: &Path) -> Vec<u8> {
    let mut start = Vec::new();
    if let Ok(file) = File::open(path) {
        drop(file.take(KIND_BYTES as u64).read_to_end(&mut start));
    }
    start
}

/// Reads a file of so many bytes at most.
pub(crate) fn read_bounded(path: &Path, shown: &str, most: u64) -> Result<Vec<u8>, ImportError> {
    let file = File::open(path).map_err(|source| io_error(shown, "opening", source))?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|source| io_error(shown, "reading", source))?;
    if bytes.len() as u64 > most {
        return Err(ImportError::Refused {
            place: shown.to_owned(),
            what: format!("larger than {} MiB", most >> 20),
            remedy: "Make it smaller, or remove it",
        });
    }
    Ok(bytes)
}
