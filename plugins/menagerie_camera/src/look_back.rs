//! The last seconds before the camera, kept in memory for as long as somebody wants to look back at them.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use menagerie_core::prelude::*;

/// How far one can look back.
const KEPT_FOR: Duration = Duration::from_secs(5);
/// Between two frames that are kept.
const PERIOD: Duration = Duration::from_millis(100);
/// Bytes of all frames that are kept: large ones are fewer.
const MOST_BYTES: usize = 96 << 20;

/// The frames that are kept, oldest first, with the time when each came.
#[derive(Debug, Default)]
pub(crate) struct Kept(VecDeque<(Duration, Arc<RawFrame>)>);

impl Kept {
    /// The frame to show now that this one has come, after the wish.
    pub(crate) fn shown(&mut self, fresh: Arc<RawFrame>, now: Duration, wish: &LookBack) -> Arc<RawFrame> {
        if !wish.keeps {
            self.0.clear();
            return fresh;
        }
        if let Some(back) = wish.back {
            let place = (self.0.len().checked_sub(1)).map(|newest| newest.saturating_sub(back));
            return place.and_then(|place| self.0.get(place)).map_or(fresh, |(_, frame)| Arc::clone(frame));
        }
        if self.0.back().is_none_or(|(came, _)| now.saturating_sub(*came) >= PERIOD) {
            self.0.push_back((now, Arc::clone(&fresh)));
        }
        let too_many = MOST_BYTES / fresh.bytes().len().max(1);
        while self.0.len() > too_many.max(1)
            || self.0.front().is_some_and(|(came, _)| now.saturating_sub(*came) > KEPT_FOR)
        {
            self.0.pop_front();
        }
        fresh
    }

    /// How many are kept.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(shade: u8) -> Arc<RawFrame> {
        Arc::new(RawFrame::new(FrameCoding::Rgb, 4, 4, 12, vec![shade; 48]).unwrap())
    }

    #[test]
    fn one_looks_back_at_the_last_seconds_and_nothing_is_kept_after() {
        let mut kept = Kept::default();
        let mut shown = |number: u64, wish: LookBack| {
            let now = Duration::from_millis(50 * number);
            let shown = kept.shown(frame(number as u8), now, &wish).bytes()[0];
            (shown, kept.count())
        };
        let keeps = LookBack { keeps: true, ..LookBack::default() };
        assert_eq!(shown(0, LookBack::default()), (0, 0), "nothing is kept while nobody wants it");
        for number in 1..=200 {
            assert_eq!(shown(number, keeps).0, number as u8);
        }
        // Every other one of the last five seconds.
        assert_eq!(shown(201, keeps), (201, 51));
        assert_eq!(shown(202, LookBack { back: Some(0), ..keeps }), (201, 51), "the newest that was kept");
        assert_eq!(shown(203, LookBack { back: Some(10), ..keeps }), (181, 51), "a second before");
        assert_eq!(shown(204, LookBack { back: Some(99), ..keeps }), (101, 51), "the oldest");
        assert_eq!(shown(205, LookBack::default()), (205, 0));
    }
}
