//! Writing a file whole or not at all: beside the old one, synced, and renamed over it.
//!
//! Not `tempfile`: its names are random, so leftovers of a power cut would stay forever; here the next write removes
//! it, and anyone looking into the folder can see what it belongs to.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file that is complete and synced but not yet in place. Dropping it removes it.
pub(crate) struct Fresh {
    temp: PathBuf,
    path: PathBuf,
    placed: bool,
}

impl Fresh {
    /// Writes it beside the place where it is to go.
    pub(crate) fn write(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<Self> {
        let fresh = Self { temp: beside(path, ".tmp"), path: path.to_owned(), placed: false };
        // What an ended program left there goes; what leads elsewhere is not followed.
        drop(fs::remove_file(&fresh.temp));
        let mut writer = BufWriter::new(File::create_new(&fresh.temp)?);
        write(&mut writer)?;
        writer.flush()?;
        writer.get_ref().sync_all()?;
        Ok(fresh)
    }

    /// Moves it into place, replacing what is there.
    pub(crate) fn place(mut self) -> io::Result<()> {
        fs::rename(&self.temp, &self.path)?;
        self.placed = true;
        sync_folder(&self.path)
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.placed {
            // Half a file is of no use to anybody; a failure to remove it is harmless.
            drop(fs::remove_file(&self.temp));
        }
    }
}

/// Writes these bytes whole or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Fresh::write(path, |writer| writer.write_all(bytes))?.place()
}

/// Writes until something goes wrong, remembers that, and pretends from then on: whoever writes through it may not be able
/// to bear a failure.
pub(crate) struct Calm<W> {
    inner: W,
    failure: Option<io::Error>,
    at: u64,
    end: u64,
}

impl<W: Write + Seek> Calm<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self { inner, failure: None, at: 0, end: 0 }
    }

    /// What went wrong, if anything.
    pub(crate) fn failure(self) -> io::Result<()> {
        self.failure.map_or(Ok(()), Err)
    }

    fn attempt<T>(&mut self, attempt: impl FnOnce(&mut W) -> io::Result<T>) -> Option<T> {
        if self.failure.is_some() {
            return None;
        }
        attempt(&mut self.inner).map_err(|failure| self.failure = Some(failure)).ok()
    }
}

impl<W: Write + Seek> Write for Calm<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // All of it counts as written even where nothing is: the failure is told at the end.
        self.attempt(|inner| inner.write_all(bytes));
        self.at += bytes.len() as u64;
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(|inner| inner.flush());
        Ok(())
    }
}

impl<W: Write + Seek> Seek for Calm<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        self.attempt(|inner| inner.seek(to));
        Ok(self.at)
    }
}

/// The path with an additional extension.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened to sync it; renaming is as safe as the system makes it.
#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
