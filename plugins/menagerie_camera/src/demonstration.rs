//! The demonstration: props that ship with the exhibit take turns before the camera while there is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bevy::prelude::*;
use menagerie_core::photographs::list_pictures;
use menagerie_core::prelude::{Prop, PropShelf};

use crate::CameraSettings;

/// Pace of a prop: slow enough to look at, 2.5 pictures a second.
pub(crate) const PROP_PERIOD: Duration = Duration::from_millis(400);
/// Time a prop is shown before the next one takes its turn.
const TURN: Duration = Duration::from_secs(8);
/// Time for which a prop that a visitor chose keeps its place.
const CHOSEN_FOR: Duration = Duration::from_secs(60);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, fill_prop_shelf);
}

fn fill_prop_shelf(settings: Res<CameraSettings>, mut shelf: ResMut<PropShelf>) {
    shelf.props = props_in(&settings.demo_dir);
    if shelf.props.is_empty() {
        warn!(
            "{}: no photographs for the demonstration; a test card plays instead. Put one folder of pictures for each \
             kind of thing there",
            settings.demo_dir.display()
        );
    }
}

/// The props in a folder: one folder each, sorted by name. What holds no picture is left out with a warning.
fn props_in(demo_dir: &Path) -> Vec<Prop> {
    let Ok(entries) = fs::read_dir(demo_dir) else { return Vec::new() };
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.into_iter().filter_map(prop_in).collect()
}

fn prop_in(folder: PathBuf) -> Option<Prop> {
    let name = folder.file_name()?.to_string_lossy().into_owned();
    if name.starts_with('.') {
        return None;
    }
    match list_pictures(&folder) {
        Ok(pictures) => pictures.into_iter().next().map(|face| Prop { name, folder, face }),
        Err(error) => {
            warn!("{error}");
            None
        }
    }
}

/// Whose turn it is: pure, with the clock passed in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turns {
    shown: usize,
    since: Duration,
    chosen_until: Duration,
    /// Props none of whose photographs can be read.
    broken: Vec<usize>,
}

impl Turns {
    /// A visitor wants this prop.
    pub(crate) fn choose(&mut self, prop: usize, now: Duration) {
        self.shown = prop;
        self.since = now;
        self.chosen_until = now + CHOSEN_FOR;
    }

    /// This prop cannot be shown; the next one takes its turn.
    pub(crate) fn give_up(&mut self, prop: usize) {
        if !self.broken.contains(&prop) {
            self.broken.push(prop);
        }
    }

    /// The prop to show now; `None` when there is none.
    pub(crate) fn shown(&mut self, now: Duration, props: usize, capturing: bool) -> Option<usize> {
        if (0..props).all(|prop| self.broken.contains(&prop)) {
            return None;
        }
        if capturing {
            // Nothing moves under the hands of somebody who teaches.
            self.since = now;
        } else if now.saturating_sub(self.since) >= TURN && now >= self.chosen_until {
            self.next(now, props);
        }
        while self.shown >= props || self.broken.contains(&self.shown) {
            self.next(now, props);
        }
        Some(self.shown)
    }

    fn next(&mut self, now: Duration, props: usize) {
        self.shown = (self.shown + 1) % props;
        self.since = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestFolder;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn props_take_turns() {
        let mut turns = Turns::default();
        let shown: Vec<_> = (0..20).step_by(4).map(|at| turns.shown(secs(at), 2, false)).collect();
        assert_eq!(shown, [Some(0), Some(0), Some(1), Some(1), Some(0)]);
    }

    #[test]
    fn nothing_moves_while_somebody_teaches() {
        let mut turns = Turns::default();
        assert_eq!(turns.shown(secs(7), 3, true), Some(0));
        assert_eq!(turns.shown(secs(14), 3, false), Some(0));
        assert_eq!(turns.shown(secs(15), 3, false), Some(1));
    }

    #[test]
    fn a_chosen_prop_stays_for_a_minute() {
        let mut turns = Turns::default();
        turns.choose(2, secs(10));
        assert_eq!(turns.shown(secs(69), 3, false), Some(2));
        assert_eq!(turns.shown(secs(70), 3, false), Some(0));
    }

    #[test]
    fn a_broken_prop_is_passed_over_and_none_is_left_when_all_are() {
        let mut turns = Turns::default();
        turns.give_up(0);
        assert_eq!(turns.shown(secs(0), 2, false), Some(1));
        turns.give_up(1);
        assert_eq!(turns.shown(secs(0), 2, false), None);
    }

    #[test]
    fn an_empty_shelf_has_no_turn() {
        assert_eq!(Turns::default().shown(secs(0), 0, false), None);
    }

    #[test]
    fn the_shelf_holds_one_prop_a_folder_in_order() {
        let folder = TestFolder::new("shelf");
        folder.write_grey("Pear/b.png", 1).write_grey("Apple/a.png", 2).write("Empty/readme.txt", b"");
        let props = props_in(folder.path());
        let names: Vec<_> = props.iter().map(|prop| prop.name.as_str()).collect();
        assert_eq!(names, ["Apple", "Pear"]);
        assert_eq!(props[1].face, folder.path().join("Pear").join("b.png"));
    }
}
