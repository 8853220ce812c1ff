//! The pack in force: which rooms check what of it, how it becomes the plain data that they read, and how a folder that is
//! edited is followed.

mod watch;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use bevy::prelude::*;
use menagerie_core::prelude::{Class, ClassId, Classes, CreatureCatalog, FirstClasses, Pack, Screens};
use menagerie_project::{PACK, PackDescription, PackFinding, PackPlace, Surroundings, Written, open_pack, read_pack};
use menagerie_stage::{CreaturesFolder, cast, check_creature, find_creatures};
use menagerie_ui::{Palette, WordsError, read_languages};

/// Classes to begin with where a pack has creatures and names no classes: as many as the exhibit's own.
const FIRST: usize = 3;

/// A pack that was read, and what is wrong with it.
#[derive(Debug)]
pub(crate) struct Checked {
    /// What it says; `None` where it cannot be used.
    pub(crate) pack: Option<Pack>,
    /// The classes to begin with.
    first: Classes,
    /// Everything that is wrong, said by whichever room knows.
    pub(crate) findings: Vec<PackFinding>,
    /// Whether all its words can be used.
    words_are_whole: bool,
}

/// Folders with creatures: the pack's, then the exhibit's.
pub(crate) fn creature_folders(assets: &Path, pack: Option<&Path>) -> Vec<CreaturesFolder> {
    let own = pack.map(|folder| folder.join("creatures")).filter(|dir| dir.is_dir());
    let own = own.map(|dir| CreaturesFolder { dir, asset: "pack://creatures".into() });
    own.into_iter().chain([CreaturesFolder::of_exhibit(assets)]).collect()
}

/// What the exhibit has itself.
fn surroundings(assets: &Path) -> Surroundings {
    let folders = |name: &str| -> Vec<String> {
        let entries = std::fs::read_dir(assets.join(name)).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.path().is_dir());
        let mut names: Vec<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let (creatures, _) = find_creatures(&creature_folders(assets, None));
    Surroundings {
        creatures: creatures.names().map(str::to_owned).collect(),
        sets: folders("sets"),
        languages: folders("locales"),
        palette: Palette::default().colors(),
    }
}

/// Reads a pack and has all of it checked.
pub(crate) fn check(place: &PackPlace, assets: &Path) -> Checked {
    let (read, mut findings) = read_pack(place, &surroundings(assets));
    // What is beyond a limit or leads out of the pack is not read by anybody.
    let is_bounded = findings.iter().all(|finding| !finding.refuses || finding.file == place.shown_file(PACK));
    if is_bounded {
        check_creatures(place, &mut findings);
    }
    let words_are_whole = is_bounded && check_words(place, &mut findings);
    let pack = read.map(|read| plain(read.about, place.folder(), read.scene));
    let first = first_classes(pack.as_ref(), assets);
    Checked { pack, first, findings, words_are_whole }
}

/// The stage knows what a creature is.
fn check_creatures(place: &PackPlace, findings: &mut Vec<PackFinding>) {
    let Ok(entries) = std::fs::read_dir(place.folder().join("creatures")) else { return };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders {
        let file = format!("creatures/{}/creature.ron", folder.file_name().unwrap_or_default().to_string_lossy());
        if let Err((line, reason)) = check_creature(&folder) {
            let what = format!("{reason}; a plain creature takes its place");
            let finding = PackFinding::new(place.shown_file(&file), what, "Correct it as docs/PACKS.md tells");
            findings.push(PackFinding { line, ..finding });
        }
    }
}

/// The kit knows what a sentence is. Whether all can be used.
fn check_words(place: &PackPlace, findings: &mut Vec<PackFinding>) -> bool {
    let folder = place.folder().join("locales");
    if !folder.is_dir() {
        return true;
    }
    let (_, problems) = read_languages(&[folder], &[]);
    let is_whole = problems.is_empty();
    for problem in problems {
        let finding = match problem {
            // What cannot be read at all the reader has said.
            WordsError::Unreadable { .. } => continue,
            WordsError::NoLanguage { path, name } => {
                let what = format!("lies in a folder named \"{name}\", which is no language");
                PackFinding::new(place.shown_path(&path), what, "Name the folder en, nl, pt-BR or the like")
            }
            WordsError::Malformed { path, line, reason } => {
                let what = format!("{reason}; the sentence is left out");
                PackFinding::new(place.shown_path(&path), what, "Correct that line").at(line)
            }
            WordsError::Twice { path, key } => {
                let what = "is there twice; the later one is left out";
                PackFinding::new(place.shown_path(&path), what, "Rename or remove one").of(key)
            }
        };
        findings.push(finding);
    }
    is_whole
}

/// What a pack says, as rooms read it.
fn plain(about: PackDescription, folder: &Path, scene: Vec<String>) -> Pack {
    let names = |list: Option<Vec<Written<String>>>| list.map(|list| list.into_iter().map(|name| name.value).collect());
    let classes = about.classes.into_iter().map(|class| (class.name, class.creature.map(|creature| creature.value)));
    Pack {
        name: about.name,
        sentence: about.sentence,
        folder: Some(folder.to_owned()),
        language: about.language.map(|language| language.value),
        classes: classes.collect(),
        creatures: names(about.creatures),
        screens: names(about.screens),
        sets: names(about.sets),
        palette: about.palette.into_iter().map(|(name, color)| (name.to_owned(), color.value)).collect(),
        scene: scene.into_iter().collect(),
    }
}

/// The classes to begin with: those that the pack names, or its first creatures.
fn first_classes(pack: Option<&Pack>, assets: &Path) -> Classes {
    let Some(pack) = pack else { return Classes::default() };
    let (mut creatures, _) = find_creatures(&creature_folders(assets, pack.folder.as_deref()));
    if let Some(names) = &pack.creatures {
        cast(&mut creatures, names);
    }
    if pack.classes.is_empty() { of_first_creatures(&creatures) } else { of_names(&pack.classes, &creatures) }
}

fn of_first_creatures(creatures: &CreatureCatalog) -> Classes {
    let class = |(place, creature): (usize, &menagerie_core::prelude::CreatureEntry)| {
        Class::new(ClassId(place as u16), creature.title.clone(), creature.name.clone(), place)
    };
    let classes: Vec<Class> = creatures.offered().take(FIRST).enumerate().map(class).collect();
    if classes.is_empty() { Classes::default() } else { Classes(classes) }
}

fn of_names(names: &[(String, Option<String>)], creatures: &CreatureCatalog) -> Classes {
    let named: Vec<&String> = names.iter().filter_map(|(_, creature)| creature.as_ref()).collect();
    // Those that no class asks for are for the others, in turn.
    let others = creatures.offered().map(|creature| &creature.name).filter(|name| !named.contains(name));
    let others: Vec<&String> = others.collect();
    let mut in_turn = others.into_iter().cycle();
    let classes = names.iter().enumerate().map(|(place, (name, creature))| {
        let creature = creature.as_ref().or_else(|| in_turn.next()).cloned().unwrap_or_default();
        Class::new(ClassId(place as u16), name.clone(), creature, place)
    });
    Classes(classes.collect())
}

/// A pack that can be used.
#[derive(Debug)]
pub(crate) struct OpenedPack {
    /// The pack.
    pub(crate) pack: Pack,
    first: Classes,
    /// Its folder, which goes with this where it was an archive.
    place: PackPlace,
    stamps: watch::Stamps,
    /// What is said of it at the start.
    said: HashSet<String>,
}

/// Opens a pack for the exhibit; `None` where it cannot be used. What is wrong is to be said once somebody listens.
pub(crate) fn open(path: &Path, assets: &Path) -> (Option<OpenedPack>, Vec<PackFinding>) {
    let place = match open_pack(path) {
        Ok(place) => place,
        Err(finding) => return (None, vec![finding]),
    };
    let stamps = watch::Stamps::of(place.folder());
    let checked = check(&place, assets);
    let first = checked.first;
    let said = checked.findings.iter().map(ToString::to_string).collect();
    (checked.pack.map(|pack| OpenedPack { pack, first, place, stamps, said }), checked.findings)
}

/// Says what is wrong with a pack, in the log, which goes to standard error.
pub(crate) fn say(findings: &[PackFinding], is_used: bool) {
    for finding in findings {
        if finding.refuses {
            error!("pack: {finding}");
        } else {
            warn!("pack: {finding}");
        }
    }
    if !is_used {
        error!("the pack cannot be used, so the exhibit goes on with its own look, sounds and words");
    }
}

/// The pack's folder, kept for as long as the exhibit runs.
#[derive(Resource)]
struct PackFiles {
    _place: PackPlace,
}

/// Puts a pack in force. Where it is a folder, and `follows`, what is changed in it is followed.
pub(crate) fn put_in_force(app: &mut App, opened: OpenedPack, assets: &Path, follows: bool) {
    let OpenedPack { pack, first, place, stamps, said } = opened;
    let what = if pack.sentence.is_empty() { String::new() } else { format!(" ({})", pack.sentence) };
    info!("pack \"{}\"{what}", pack.name);
    app.insert_resource(pack).insert_resource(first.clone()).insert_resource(FirstClasses(first));
    if follows && !place.is_archive() {
        watch::follow(app, stamps, said, assets.to_owned());
    }
    app.insert_resource(PackFiles { _place: place }).add_systems(PostStartup, name_unknown_screens);
}

/// Which screens there are is known only when every plugin has registered its own.
fn name_unknown_screens(pack: Res<Pack>, screens: Res<Screens>) {
    for name in pack.screens.iter().flatten() {
        if !screens.iter().any(|screen| screen.id.0 == name) {
            let known: Vec<&str> = screens.iter().map(|screen| screen.id.0).collect();
            warn!("pack: `screens` names \"{name}\", which is no screen. There are {}", known.join(", "));
        }
    }
}
