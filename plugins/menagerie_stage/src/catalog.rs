//! Which creatures there are: the folders in `assets/creatures` and in a pack, each with `creature.ron`, `sheet.png` and
//! `loop.wav`.

use std::fs;
use std::path::{Path, PathBuf};

use menagerie_core::prelude::{CreatureCatalog, CreatureEntry};
use serde::Deserialize;

/// The description in a creature's folder.
pub(crate) const DESCRIPTION: &str = "creature.ron";

/// A folder with a folder for each creature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreaturesFolder {
    /// Where it lies.
    pub dir: PathBuf,
    /// The same folder as an asset.
    pub asset: String,
}

impl CreaturesFolder {
    /// The one in the exhibit's folder of assets.
    #[must_use]
    pub fn of_exhibit(assets: &Path) -> Self {
        Self { dir: assets.join("creatures"), asset: "creatures".into() }
    }
}

/// As much of a description as the catalog needs.
#[derive(Deserialize)]
struct About {
    /// New classes get the creature with the lowest number first.
    #[serde(default)]
    order: u32,
    /// What visitors call it; as its folder, where it does not say.
    #[serde(default)]
    name: String,
    /// Names that older lessons know it by.
    #[serde(default)]
    formerly: Vec<String>,
}

/// Finds the creatures in these folders, and says what is wrong with those that cannot be used. Those of an earlier folder
/// stand before those of a later one, and take the place of those of the same name.
#[must_use]
pub fn find_creatures(folders: &[CreaturesFolder]) -> (CreatureCatalog, Vec<String>) {
    let (mut catalog, mut problems) = (CreatureCatalog::default(), Vec::new());
    for folder in folders {
        for creature in find_in(folder, &mut problems) {
            if !catalog.names().any(|name| name == creature.name) {
                catalog.0.push(creature);
            }
        }
    }
    (catalog, problems)
}

/// Only these creatures are for new classes, in this order. The others are still there for lessons that have them.
pub fn cast(catalog: &mut CreatureCatalog, names: &[String]) {
    let place = |creature: &CreatureEntry| names.iter().position(|name| *name == creature.name);
    catalog.0.sort_by_key(|creature| place(creature).unwrap_or(usize::MAX));
    for creature in &mut catalog.0 {
        creature.is_offered = place(creature).is_some();
    }
}

/// The creatures in one folder, in their own order.
fn find_in(CreaturesFolder { dir, asset }: &CreaturesFolder, problems: &mut Vec<String>) -> Vec<CreatureEntry> {
    let mut found = Vec::new();
    let folders = match fs::read_dir(dir) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect(),
        Err(error) => {
            problems.push(format!("{}: cannot be read: {error}. Put the folder of creatures back", dir.display()));
            Vec::new()
        }
    };
    for folder in folders {
        let file = folder.join(DESCRIPTION);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let about = fs::read(&file).map_err(|error| error.to_string());
        match about.and_then(|bytes| ron::de::from_bytes::<About>(&bytes).map_err(|error| error.to_string())) {
            Ok(About { order, name: title, formerly }) => {
                let title = if title.is_empty() { name.clone() } else { title };
                let asset = format!("{asset}/{name}");
                let creature = CreatureEntry::new(name, folder);
                found.push((order, CreatureEntry { title, formerly, asset, ..creature }));
            }
            Err(error) => {
                let file = file.display();
                problems.push(format!("{file}: {error}. The creature is left out; fix the file"));
            }
        }
    }
    found.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    found.into_iter().map(|(_, creature)| creature).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_all_a_new_creature_takes_and_a_broken_one_is_named() {
        let dir = std::env::temp_dir().join(format!("menagerie-creatures-{}", std::process::id()));
        for (name, text) in
            [("blue", "(order: 9)"), ("aqua", "(name: \"Aqua\", order: 2, formerly: [\"sea\"])"), ("odd", "(order: x)")]
        {
            fs::create_dir_all(dir.join(name)).unwrap();
            fs::write(dir.join(name).join(DESCRIPTION), text).unwrap();
        }
        let folder = CreaturesFolder { dir: dir.clone(), asset: "creatures".into() };
        let (catalog, problems) = find_creatures(&[folder]);
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(catalog.names().collect::<Vec<_>>(), ["aqua", "blue"]);
        assert_eq!(catalog.find("sea").map(|creature| creature.title.as_str()), Some("Aqua"), "older lessons find it");
        assert!(problems.len() == 1 && problems[0].contains("odd") && problems[0].contains("1:"), "{problems:?}");
    }

    #[test]
    fn a_packs_creatures_stand_first_take_the_place_of_namesakes_and_may_be_the_only_ones_for_new_classes() {
        let dir = std::env::temp_dir().join(format!("menagerie-cast-{}", std::process::id()));
        for (name, text) in
            [("pack/bee", "(order: 9)"), ("pack/pim", "()"), ("own/pim", "()"), ("own/tuft", "(order: 1)")]
        {
            fs::create_dir_all(dir.join(name)).unwrap();
            fs::write(dir.join(name).join(DESCRIPTION), text).unwrap();
        }
        let folders = [("pack", "pack://creatures"), ("own", "creatures")];
        let folders = folders.map(|(name, asset)| CreaturesFolder { dir: dir.join(name), asset: asset.into() });
        let (mut catalog, problems) = find_creatures(&folders);
        fs::remove_dir_all(&dir).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        let assets: Vec<_> = catalog.0.iter().map(|creature| creature.asset.as_str()).collect();
        assert_eq!(assets, ["pack://creatures/pim", "pack://creatures/bee", "creatures/tuft"]);
        cast(&mut catalog, &["tuft", "bee", "nobody"].map(String::from));
        assert_eq!(catalog.names().collect::<Vec<_>>(), ["tuft", "bee", "pim"]);
        let offered: Vec<_> = catalog.offered().map(|creature| creature.name.as_str()).collect();
        assert_eq!(offered, ["tuft", "bee"]);
        assert!(catalog.find("pim").is_some(), "a lesson that has it still finds it");
    }
}
