//! Packs: a folder or an archive that gives the exhibit another look, other sounds and other words (`docs/PACKS.md`).
//!
//! What it is: reading one, and checking all of it before anybody uses it. What it is not: it knows neither Fluent nor the
//! descriptions of creatures; the rooms that do check those. Everything beyond a limit, and everything that leads out of the
//! pack, refuses the pack as a whole; what is merely broken is left out, and said.

mod begin;
mod contrast;
mod description;
mod files;
mod finding;
mod limits;
mod names;
mod place;
mod wav;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::PathBuf;

pub use begin::begin_pack;
pub use description::{PackClass, PackDescription, Written, parse_pack};
pub use finding::PackFinding;
pub use limits::MOST_PACK_FILES;
pub use place::{PackPlace, open_pack, open_pack_bytes};

use self::contrast::check_contrast;
use self::files::{Files, check_files, list_files};
use crate::import::read_bounded;

/// The file that describes a pack.
pub const PACK: &str = "pack.toml";
/// Bytes of it, at most.
const MOST_BYTES: u64 = 64 << 10;
/// The pictures of the scene that a pack may bring, without their ending.
pub const SCENE_PICTURES: [&str; 6] = ["background", "ground", "shadow", "mirror_frame", "medal", "never_seen"];
/// The short sounds that a pack may bring, without their ending, beside those of its library.
pub const PACK_SIGNS: [&str; 6] = ["touch", "capture", "done", "reset", "wrong", "applause"];
/// The colours that a pack may set.
pub const PALETTE_COLORS: [&str; 11] =
    ["white", "soft_white", "plate", "sheet", "groove", "paper", "ink", "good", "warning", "focus", "below_ground"];

/// What the exhibit has itself, which a pack may name.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Names of its creatures.
    pub creatures: Vec<String>,
    /// Folders of its ready-made sets.
    pub sets: Vec<String>,
    /// Its languages.
    pub languages: Vec<String>,
    /// Its colours.
    pub palette: BTreeMap<String, [u8; 3]>,
}

/// A pack that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// What it says of itself.
    pub about: PackDescription,
    /// Where its files lie.
    pub folder: PathBuf,
    /// The pictures of the scene that can be used, of [`SCENE_PICTURES`].
    pub scene: Vec<String>,
}

/// Reads a pack, checks all of it, and says everything that is wrong. `None`: it cannot be used at all.
#[must_use]
pub fn read_pack(place: &PackPlace, around: &Surroundings) -> (Option<Pack>, Vec<PackFinding>) {
    let mut findings = Vec::new();
    // First of all: what leads out of the pack, or is no file, must not even be opened.
    let files = match list_files(place) {
        Ok(files) => files,
        Err(finding) => return (None, vec![finding]),
    };
    let about = read_description(place, &mut findings);
    let scene = check_files(place, &files, &mut findings);
    let Some(about) = about else { return (None, findings) };
    check_names(place, &about, &files, around, &mut findings);
    check_contrast(place, &about, around, &mut findings);
    if findings.iter().any(|finding| finding.refuses) {
        return (None, findings);
    }
    (Some(Pack { about, folder: place.folder().to_owned(), scene }), findings)
}

/// Reads what a pack says of itself, and nothing else of it; `None` where it cannot be used.
fn read_description(place: &PackPlace, findings: &mut Vec<PackFinding>) -> Option<PackDescription> {
    let shown = place.shown_file(PACK);
    let bytes = match read_bounded(&place.folder().join(PACK), &shown, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let remedy = "Every pack has that file; `menagerie pack new DIR` writes one to begin with";
            findings.push(PackFinding::refusing(shown, format!("cannot be used: {error}"), remedy));
            return None;
        }
    };
    let (about, found) = parse_pack(&bytes, &shown);
    findings.extend(found);
    about
}

/// Whether what a pack names is there.
fn check_names(
    place: &PackPlace,
    about: &PackDescription,
    files: &Files,
    around: &Surroundings,
    findings: &mut Vec<PackFinding>,
) {
    let shown = place.shown_file(PACK);
    let mut missing = |key: &str, name: &Written<String>, known: Vec<&String>, what: String, remedy: &str| {
        if !known.contains(&&name.value) {
            // What the pack and the exhibit both have is told once.
            let known: BTreeSet<&str> = known.into_iter().map(String::as_str).collect();
            let known: Vec<&str> = known.into_iter().collect();
            let finding = PackFinding::new(shown.clone(), what, format!("{remedy}; there are {}", known.join(", ")));
            findings.push(finding.at(name.line).of(key));
        }
    };
    let creatures = || files.creatures.iter().chain(&around.creatures).collect::<Vec<_>>();
    let in_classes = about.classes.iter().filter_map(|class| Some(("classes.creature", class.creature.as_ref()?)));
    let named = about.creatures.iter().flatten().map(|name| ("creatures", name)).chain(in_classes);
    for (key, name) in named.filter(|(_, name)| !name.value.is_empty()) {
        let what = format!("names the creature \"{}\", which is not there; a plain one takes its place", name.value);
        missing(key, name, creatures(), what, "Put its folder into creatures/, or name another");
    }
    for name in about.sets.iter().flatten() {
        let known = files.sets.iter().chain(&around.sets).collect();
        let what = format!("names the set \"{}\", which is not there; it is left out", name.value);
        missing("sets", name, known, what, "Put its folder into sets/, or name another");
    }
    if let Some(name) = &about.language {
        let known = files.languages.iter().chain(&around.languages).collect();
        let what = format!("is \"{}\", which nobody here speaks; the exhibit begins in English", name.value);
        missing("language", name, known, what, "Put its words into locales/, or name another");
    }
}
