//! The one slot between two threads: it holds the newest thing and drops the one before.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Room for one thing. Newest wins; nobody waits to put something in.
#[derive(Debug)]
pub(crate) struct NewestSlot<T> {
    held: Mutex<Option<T>>,
    arrived: Condvar,
}

impl<T> Default for NewestSlot<T> {
    fn default() -> Self {
        Self { held: Mutex::new(None), arrived: Condvar::new() }
    }
}

impl<T> NewestSlot<T> {
    /// Puts the newest thing in, in place of what nobody took.
    pub(crate) fn put(&self, thing: T) {
        *self.lock() = Some(thing);
        self.arrived.notify_all();
    }

    /// Takes it, if there is one.
    pub(crate) fn take(&self) -> Option<T> {
        self.lock().take()
    }

    /// Takes it, waiting at most this long for it.
    pub(crate) fn wait_take(&self, at_most: Duration) -> Option<T> {
        let (mut held, _) = self
            .arrived
            .wait_timeout_while(self.lock(), at_most, |held| held.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        held.take()
    }

    /// A thread that panicked while holding the lock left a whole thing or none: both are fine.
    fn lock(&self) -> MutexGuard<'_, Option<T>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_wins_and_is_taken_once() {
        let slot = NewestSlot::default();
        slot.put(1);
        slot.put(2);
        assert_eq!(slot.take(), Some(2));
        assert_eq!(slot.take(), None);
    }

    #[test]
    fn waiting_ends_when_nothing_comes() {
        assert_eq!(NewestSlot::<u8>::default().wait_take(Duration::from_millis(1)), None);
    }
}
