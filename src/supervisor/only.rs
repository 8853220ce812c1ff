//! One exhibit on a machine: two in full screen would fight for camera, sound and screen.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;

/// While this lives no other kiosk of the same user starts. The system lets go of it with the process, however that ends.
pub(super) struct Only {
    /// Locked until it is closed.
    _file: File,
}

/// Claims to be the only one.
///
/// # Errors
/// Who else is, in words. Where no lock can be made there is none: a kiosk must run on a disk that is full.
pub(super) fn claim() -> Result<Option<Only>, String> {
    let path = folder().join("menagerie-kiosk.lock");
    if let Some(folder) = path.parent() {
        drop(fs::create_dir_all(folder));
    }
    let Ok(file) = File::options().create(true).truncate(false).write(true).open(&path) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(Only { _file: file })),
        Err(TryLockError::WouldBlock) => {
            Err("another kiosk runs on this machine already; end that one first".to_owned())
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// A folder of the user's own that goes with the session, or the temporary one.
fn folder() -> PathBuf {
    let own = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_dir());
    own.unwrap_or_else(std::env::temp_dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_the_only_one() {
        let first = claim().unwrap();
        assert!(first.is_some());
        assert!(claim().is_err());
        drop(first);
        assert!(claim().unwrap().is_some());
    }
}
