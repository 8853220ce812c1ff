//! A pack to begin with.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{PACK, PackFinding};
use crate::atomic::write_whole;

/// What it says of itself, with every key once.
const ABOUT: &str = "\
# A pack: another look, other sounds and other words for Menagerie. docs/PACKS.md tells everything.
#   menagerie pack check THIS-FOLDER     says what is wrong
#   menagerie --windowed --pack THIS-FOLDER     shows it; colours, words and pictures change as soon as you save

name = \"My pack\"
sentence = \"What it is good for, in one sentence.\"

# The language at the start, and the classes to begin with, one to six.
# language = \"nl\"
# classes = [{ name = \"Bee\", creature = \"pim\" }, { name = \"Leaf\", creature = \"tuft\" }]

# Which creatures new classes get, in this order: folders in creatures/, here or in the exhibit.
# creatures = [\"pim\", \"tuft\"]

# Which further screens the menu shows, and which ready-made sets are offered.
# screens = [\"play\"]
# sets = [\"market-stall\"]

[palette]
# white, soft_white, plate, sheet, groove, paper, ink, good, warning, focus, below_ground: red, green and blue.
plate = \"#17324d\"
sheet = \"#10243a\"
groove = \"#2f5577\"
";

/// Other words for one button, in one language.
const WORDS: &str = "\
# What stands here takes the place of what the exhibit says. Every sentence is in the exhibit's assets/locales.
hold = Feed me
";

/// Writes a small pack that works into a folder, which is made where it is not there.
///
/// # Errors
/// What is there already, or what the system said.
pub fn begin_pack(folder: &Path) -> Result<(), PackFinding> {
    let shown = folder.display().to_string();
    let failed = |error: std::io::Error| {
        PackFinding::refusing(&shown, format!("cannot be written: {error}"), "Choose another folder")
    };
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                let remedy = "Choose a new folder: nothing is written over what is there";
                return Err(PackFinding::refusing(&shown, "is not empty", remedy));
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let locale = folder.join("locales/en");
    fs::create_dir_all(&locale).map_err(failed)?;
    write_whole(&locale.join("pack.ftl"), WORDS.as_bytes()).map_err(failed)?;
    write_whole(&folder.join(PACK), ABOUT.as_bytes()).map_err(failed)
}
