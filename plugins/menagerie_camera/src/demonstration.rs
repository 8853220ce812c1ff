//! The demonstration: a prop that ships with the exhibit is before the camera while there is none.

use std::fs;
use std::path::{Path, PathBuf};

use bevy::prelude::*;
use menagerie_core::photographs::list_pictures;
use menagerie_core::prelude::{Prop, PropShelf};

use crate::CameraSettings;

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
pub(crate) fn props_in(demo_dir: &Path) -> Vec<Prop> {
    let Ok(entries) = fs::read_dir(demo_dir) else { return Vec::new() };
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    props_of(folders)
}

/// The things in these folders, in this order.
pub(crate) fn props_of(folders: Vec<PathBuf>) -> Vec<Prop> {
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

/// Which prop is before the camera: it stays there until a visitor chooses another one.
#[derive(Debug, Clone, Default)]
pub(crate) struct ChosenProp {
    shown: usize,
    /// Props none of whose photographs can be read.
    broken: Vec<usize>,
}

impl ChosenProp {
    /// A visitor wants this prop.
    pub(crate) fn choose(&mut self, prop: usize) {
        self.shown = prop;
    }

    /// This prop cannot be shown; the next one takes its place.
    pub(crate) fn give_up(&mut self, prop: usize) {
        if !self.broken.contains(&prop) {
            self.broken.push(prop);
        }
    }

    /// The prop to show now; `None` when there is none.
    pub(crate) fn shown(&mut self, props: usize) -> Option<usize> {
        let usable = |prop: &usize| !self.broken.contains(prop);
        let mut in_turn = (0..props).map(|step| (self.shown + step) % props);
        let found = in_turn.find(usable);
        self.shown = found.unwrap_or(self.shown);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestFolder;

    #[test]
    fn what_was_chosen_stays_and_a_broken_prop_is_passed_over() {
        let mut chosen = ChosenProp::default();
        assert_eq!(chosen.shown(3), Some(0), "the first, until somebody chooses");
        chosen.choose(2);
        assert_eq!([chosen.shown(3), chosen.shown(3)], [Some(2); 2]);
        chosen.give_up(2);
        assert_eq!(chosen.shown(3), Some(0));
        chosen.give_up(0);
        chosen.give_up(1);
        assert_eq!(chosen.shown(3), None);
    }

    #[test]
    fn an_empty_shelf_has_nothing_to_show() {
        assert_eq!(ChosenProp::default().shown(0), None);
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
