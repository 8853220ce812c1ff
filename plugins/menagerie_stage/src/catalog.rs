//! Which creatures there are: the folders in `assets/creatures`, each with `creature.ron`, `sheet.png` and `loop.wav`.

use std::fs;
use std::path::Path;

use menagerie_core::prelude::{CreatureCatalog, CreatureEntry};
use serde::Deserialize;

/// The description in a creature's folder.
pub(crate) const DESCRIPTION: &str = "creature.ron";

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
    /// Size of one frame of the sheet.
    #[serde(default)]
    frame_px: (u32, u32),
}

/// Finds the creatures in a folder, and says what is wrong with those that cannot be used.
#[must_use]
pub fn find_creatures(dir: &Path) -> (CreatureCatalog, Vec<String>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
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
            Ok(About { order, name: title, formerly, frame_px }) => {
                let title = if title.is_empty() { name.clone() } else { title };
                found.push((order, CreatureEntry { name, title, formerly, folder, frame_px: frame_px.into() }));
            }
            Err(error) => {
                let file = file.display();
                problems.push(format!("{file}: {error}. The creature is left out; fix the file"));
            }
        }
    }
    found.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    (CreatureCatalog(found.into_iter().map(|(_, creature)| creature).collect()), problems)
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
        let (catalog, problems) = find_creatures(&dir);
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(catalog.names().collect::<Vec<_>>(), ["aqua", "blue"]);
        assert_eq!(catalog.find("sea").map(|creature| creature.title.as_str()), Some("Aqua"), "older lessons find it");
        assert!(problems.len() == 1 && problems[0].contains("odd") && problems[0].contains("1:"), "{problems:?}");
    }
}
