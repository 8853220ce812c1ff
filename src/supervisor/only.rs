//! One exhibit on a machine: two in full screen would fight for camera, sound and screen.

use std::fs::{File, TryLockError};

use super::session_folder;

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
    let path = session_folder().join("menagerie-kiosk.lock");
    let Ok(file) = File::options().create(true).truncate(false).write(true).open(&path) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(Only { _file: file })),
        Err(TryLockError::WouldBlock) => {
            Err("another kiosk runs on this machine already; end that one first".to_owned())
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
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
