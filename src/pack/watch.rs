//! A pack's folder while it is edited: what changes there is read and checked on a thread of its own, and put in force when
//! it can be used. What cannot is said once, and the last good one stays.
//!
//! Modification times are asked for instead of events, which network drives do not have: a few dozen files, twice a second.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, SystemTime};

use bevy::prelude::*;
use menagerie_core::prelude::{Album, Classes, FirstClasses, Pack, UndoOffer, Words};
use menagerie_core::words::{BroughtWords, Language};
use menagerie_project::{PACK, PackPlace, open_pack};
use menagerie_ui::read_languages;

use super::{Checked, check, say};

/// How often the folder is looked at. A change is taken when it is the same twice, because editors write in steps.
const LOOK_EVERY: Duration = Duration::from_millis(400);

/// When each file was changed last, and how long it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stamps(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Stamps {
    /// Of the files that are followed: the description, words, pictures of the scene.
    pub(super) fn of(folder: &Path) -> Self {
        let within =
            |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let words = within(folder.join("locales")).flat_map(within);
        let files = [folder.join(PACK)].into_iter().chain(within(folder.join("scene"))).chain(words);
        let stamp = |path: PathBuf| {
            let about = path.metadata().ok().filter(|about| about.is_file())?;
            Some((path, (about.modified().ok(), about.len())))
        };
        Self(files.filter_map(stamp).collect())
    }

    /// The files that are others than before, that came or went.
    fn changed_since(&self, before: &Self) -> BTreeSet<PathBuf> {
        let paths: BTreeSet<&PathBuf> = self.0.keys().chain(before.0.keys()).collect();
        paths.into_iter().filter(|path| self.0.get(*path) != before.0.get(*path)).cloned().collect()
    }
}

/// What has changed and can be used.
struct Change {
    pack: Pack,
    first: Classes,
    words: Option<Vec<Language>>,
    /// Pictures of the scene whose files are others.
    scene: BTreeSet<String>,
}

/// The newest change, until the exhibit takes it. The thread ends when nobody holds it any more.
#[derive(Resource, Clone, Default)]
struct Newest(Arc<Mutex<Option<Change>>>);

/// Follows the folder of the pack in force.
pub(super) fn follow(app: &mut App, stamps: Stamps, said: HashSet<String>, assets: PathBuf) {
    app.init_resource::<Newest>().add_systems(PreUpdate, put_in_force);
    app.add_systems(
        Startup,
        move |newest: Res<Newest>, pack: Res<Pack>, brought: Res<BroughtWords>, mut watch: Local<bool>| {
            if std::mem::replace(&mut *watch, true) {
                return;
            }
            let watch = Watch {
                pack: pack.clone(),
                assets: assets.clone(),
                brought: brought.clone(),
                newest: Arc::downgrade(&newest.0),
                settled: stamps.clone(),
                changed: BTreeSet::new(),
                said: said.clone(),
            };
            if let Err(error) = thread::Builder::new().name("pack".into()).spawn(move || watch.run()) {
                warn!("changes of the pack are not followed: {error}");
            }
        },
    );
}

/// What the thread knows.
struct Watch {
    /// The last good one.
    pack: Pack,
    assets: PathBuf,
    brought: BroughtWords,
    newest: Weak<Mutex<Option<Change>>>,
    settled: Stamps,
    /// Files whose change has not been put in force yet.
    changed: BTreeSet<PathBuf>,
    /// What was said of the folder as it is.
    said: HashSet<String>,
}

impl Watch {
    fn run(mut self) {
        let Some(folder) = self.pack.folder.clone() else { return };
        let mut before = self.settled.clone();
        loop {
            thread::sleep(LOOK_EVERY);
            if self.newest.strong_count() == 0 {
                return;
            }
            let now = Stamps::of(&folder);
            if now == before && now != self.settled {
                self.changed.extend(now.changed_since(&self.settled));
                self.settled = now.clone();
                self.read(&folder);
            }
            before = now;
        }
    }

    fn read(&mut self, folder: &Path) {
        let place = match open_pack(folder) {
            Ok(place) => place,
            Err(finding) => return self.tell(&[finding], false),
        };
        let Checked { pack, first, findings, words_are_whole } = check(&place, &self.assets);
        self.tell(&findings, pack.is_some());
        let Some(mut pack) = pack else { return };
        let scene = self.scene(&place, &mut pack);
        let words = words_are_whole.then(|| self.words(&place)).flatten();
        self.changed.retain(|path| !words_are_whole && path.starts_with(place.folder().join("locales")));
        self.pack = pack.clone();
        let Some(newest) = self.newest.upgrade() else { return };
        let mut newest = newest.lock().unwrap_or_else(PoisonError::into_inner);
        let earlier = newest.take();
        let (earlier_words, earlier_scene) = earlier.map(|change| (change.words, change.scene)).unwrap_or_default();
        let scene = scene.into_iter().chain(earlier_scene).collect();
        *newest = Some(Change { pack, first, words: words.or(earlier_words), scene });
    }

    /// Says what was not said of the folder before.
    fn tell(&mut self, findings: &[menagerie_project::PackFinding], is_used: bool) {
        let is_new = |finding: &&menagerie_project::PackFinding| !self.said.contains(&finding.to_string());
        let new: Vec<_> = findings.iter().filter(is_new).cloned().collect();
        say(&new, true);
        if is_used {
            info!("the pack was read again");
        } else if !new.is_empty() {
            warn!("the pack stays as it was until that is corrected");
        }
        // One that cannot be used may not have been read to its end.
        if is_used {
            self.said.clear();
        }
        self.said.extend(findings.iter().map(ToString::to_string));
    }

    /// The pictures to be read again. One that is broken now stays as it was.
    fn scene(&self, place: &PackPlace, pack: &mut Pack) -> BTreeSet<String> {
        let file = |picture: &String| place.folder().join("scene").join(format!("{picture}.png"));
        let again = pack.scene.iter().filter(|picture| self.changed.contains(&file(picture))).cloned().collect();
        let broken = self.pack.scene.iter().filter(|picture| file(picture).is_file());
        pack.scene.extend(broken.cloned());
        again
    }

    /// All languages, if a file of words has changed.
    fn words(&self, place: &PackPlace) -> Option<Vec<Language>> {
        let own = place.folder().join("locales");
        if !self.changed.iter().any(|path| path.starts_with(&own)) {
            return None;
        }
        let folders = [self.assets.join("locales"), own];
        let there: Vec<PathBuf> = folders.into_iter().filter(|folder| folder.is_dir()).collect();
        Some(read_languages(&there, &self.brought.0).0)
    }
}

/// Puts a change in force.
fn put_in_force(
    newest: Res<Newest>,
    mut pack: ResMut<Pack>,
    mut words: ResMut<Words>,
    mut first: ResMut<FirstClasses>,
    mut classes: ResMut<Classes>,
    (album, undo, assets): (Res<Album>, Res<UndoOffer>, Res<AssetServer>),
) {
    let Some(change) = newest.0.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    *pack = change.pack;
    if let Some(languages) = change.words {
        let spoken = words.spoken().id.clone();
        *words = Words::new(languages);
        words.speak(&spoken);
    }
    for picture in change.scene {
        assets.reload(pack.scene_asset(&picture));
    }
    if change.first != first.0 {
        // Nothing of anybody's is lost.
        let face = |classes: &Classes| {
            classes.0.iter().map(|class| (class.name.clone(), class.creature.clone())).collect::<Vec<_>>()
        };
        if album.is_empty() && undo.0.is_none() && face(&classes) == face(&first.0) {
            classes.0.clone_from(&change.first.0);
        }
        first.0 = change.first;
    }
}
