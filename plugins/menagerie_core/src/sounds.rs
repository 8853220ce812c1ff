//! What is heard: anybody has a sound played or a sentence said by its name, and captions come by themselves for those who
//! do not hear it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bevy::prelude::*;

use crate::words::{Phrase, Words};

/// Wish: play this short sound, by its name in the [`SoundCatalog`]. Its caption is the sentence `caption-<name>`; a sound
/// without such a sentence has none.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct PlaySound(pub String);

impl PlaySound {
    /// The sound of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

/// Wish: play this file, somebody's own sound. A caption says that it is heard.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct PlayOwnSound(pub Arc<[u8]>);

/// The microphone with which visitors record a sound for a class.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Microphone {
    /// Staff did not allow it.
    #[default]
    Off,
    /// It can be used.
    Ready,
    /// It listens.
    Listening,
}

/// Wish: listen from now on, at most for some seconds; or no longer.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordSound {
    /// From now on.
    Start,
    /// No longer.
    Stop,
}

/// Fact: a sound was recorded, a WAV file in memory; or why there is none.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct SoundRecorded(pub Result<Arc<[u8]>, String>);

/// Wish: say this sentence aloud. Where nothing can speak, its caption says it.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct Say(pub Phrase);

/// How loud everything is that is heard: what a visitor chooses for the length of a visit, and a museum for good.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Volume {
    /// Nothing is heard.
    Muted,
    /// Soft.
    Low,
    /// As loud as it is made.
    #[default]
    Full,
}

impl Volume {
    /// Every one, softest first.
    pub const ALL: [Self; 3] = [Self::Muted, Self::Low, Self::Full];

    /// Its name, as it stands in scripts, settings and behind `volume-` in the words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Muted => "muted",
            Self::Low => "low",
            Self::Full => "full",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|volume| volume.name() == name)
    }
}

/// Fact: something begins to be heard.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct SoundHeard {
    /// What it is, in words.
    pub caption: Phrase,
}

/// The folder among the short sounds with those that visitors may give to a class, loose or in a folder of their family.
const LIBRARY: &str = "library";

/// A short sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoundEntry {
    /// Its name: that of its file without the ending. What visitors call it is the sentence `sound-<name>`.
    pub name: String,
    /// Whether it belongs to the library: visitors may give it to a class. The others are signs of the exhibit's own.
    pub in_library: bool,
    /// The folder in the library in which it lies with its likes: `animals`. Empty: in none.
    pub family: String,
    /// Its WAV file; behind it those that are played where it cannot be.
    pub files: Vec<PathBuf>,
}

/// Every short sound that was found, by name. Loops lie with their creatures.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct SoundCatalog(pub Vec<SoundEntry>);

impl SoundCatalog {
    /// The sounds in these folders, and in the folder `library` of each; what an earlier one has goes before what a later one
    /// has. A sound of the library that is called like a sign is left out: it would be heard in its place.
    #[must_use]
    pub fn find(dirs: &[PathBuf]) -> Self {
        let mut sounds: Vec<SoundEntry> = Vec::new();
        let libraries = dirs.iter().map(|dir| dir.join(LIBRARY)).flat_map(|library| {
            let families = folders(&library).into_iter().map(|family| (true, family.clone(), library.join(family)));
            families.chain([(true, String::new(), library.clone())]).collect::<Vec<_>>()
        });
        let places = dirs.iter().map(|dir| (false, String::new(), dir.clone())).chain(libraries);
        for (in_library, family, dir) in places {
            for (name, file) in wav_files(&dir) {
                match sounds.iter_mut().find(|sound| sound.name == name) {
                    Some(sound) if sound.in_library == in_library => {
                        sound.files.push(file);
                        if sound.family.is_empty() {
                            sound.family.clone_from(&family);
                        }
                    }
                    Some(_) => warn!("{}: a sign has that name, so it is not heard; rename it", file.display()),
                    None => sounds.push(SoundEntry { name, in_library, family: family.clone(), files: vec![file] }),
                }
            }
        }
        sounds.sort_by(|one, other| one.name.cmp(&other.name));
        Self(sounds)
    }

    /// The sounds that visitors may give to a class, by name.
    pub fn library(&self) -> impl Iterator<Item = &SoundEntry> {
        self.0.iter().filter(|sound| sound.in_library)
    }

    /// The families of the library, by name.
    #[must_use]
    pub fn families(&self) -> BTreeSet<&str> {
        self.library().map(|sound| sound.family.as_str()).filter(|family| !family.is_empty()).collect()
    }

    /// Whether there is a sound of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|sound| sound.name == name)
    }
}

/// The names of the folders in a folder, sorted.
fn folders(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// The WAV files of a folder and their names.
fn wav_files(dir: &Path) -> Vec<(String, PathBuf)> {
    let files = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|file| file.path());
    let named = files.filter_map(|file| {
        let is_wav = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wav"));
        let name = file.file_stem().and_then(|name| name.to_str()).filter(|_| is_wav)?.to_owned();
        // Macs leave files of that kind beside every other.
        (!name.starts_with("._")).then_some((name, file))
    });
    named.collect()
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<SoundCatalog>()
        .init_resource::<Volume>()
        .init_resource::<Microphone>()
        .add_message::<PlaySound>()
        .add_message::<PlayOwnSound>()
        .add_message::<RecordSound>()
        .add_message::<SoundRecorded>()
        .add_message::<Say>()
        .add_message::<SoundHeard>()
        .add_systems(PostUpdate, caption);
}

/// Says what begins to be heard.
fn caption(
    mut played: MessageReader<PlaySound>,
    mut own: MessageReader<PlayOwnSound>,
    mut said: MessageReader<Say>,
    catalog: Res<SoundCatalog>,
    words: Res<Words>,
    mut heard: MessageWriter<SoundHeard>,
) {
    for PlaySound(name) in played.read().filter(|played| catalog.has(&played.0)) {
        let key = format!("caption-{name}");
        if words.has(&key) {
            heard.write(SoundHeard { caption: Phrase::new(key) });
        }
    }
    heard.write_batch(own.read().map(|_| SoundHeard { caption: Phrase::new("caption-own-sound") }));
    heard.write_batch(said.read().map(|Say(phrase)| SoundHeard { caption: phrase.clone() }));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use menagerie_lesson::{Args, Phrasebook};

    use super::*;
    use crate::words::Language;

    struct OneCaption;

    impl Phrasebook for OneCaption {
        fn phrase(&self, key: &str, _: Args) -> String {
            if key == "caption-done" { "fanfare".into() } else { key.into() }
        }
    }

    fn entry(name: &str) -> SoundEntry {
        SoundEntry { name: name.into(), in_library: false, family: String::new(), files: Vec::new() }
    }

    #[test]
    fn what_is_played_or_said_is_captioned_where_there_are_words() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, crate::CorePlugin));
        let book = Language { id: "en".into(), own_name: "English".into(), book: Arc::new(OneCaption) };
        app.insert_resource(Words::new(vec![book]));
        app.insert_resource(SoundCatalog(["done", "capture"].map(entry).into()));
        for name in ["done", "capture", "nowhere"] {
            app.world_mut().write_message(PlaySound::new(name));
        }
        app.world_mut().write_message(Say(Phrase::new("hello")));
        app.update();
        let heard: Vec<SoundHeard> = app.world_mut().resource_mut::<Messages<SoundHeard>>().drain().collect();
        let keys: Vec<&str> = heard.iter().map(|heard| heard.caption.key.as_str()).collect();
        assert_eq!(keys, ["caption-done", "hello"]);
    }

    #[test]
    fn an_earlier_folder_goes_before_a_later_one() {
        let root = std::env::temp_dir().join(format!("menagerie-sounds-{}", std::process::id()));
        let dirs = ["pack", "own", "nowhere"].map(|name| root.join(name));
        for (dir, name) in [(0, "done.wav"), (0, "._done.wav"), (0, "readme.txt"), (1, "done.wav"), (1, "reset.wav")] {
            std::fs::create_dir_all(&dirs[dir]).unwrap();
            std::fs::write(dirs[dir].join(name), b"").unwrap();
        }
        let SoundCatalog(found) = SoundCatalog::find(&dirs);
        std::fs::remove_dir_all(&root).unwrap();
        let done = [0, 1].map(|dir| dirs[dir].join("done.wav"));
        assert_eq!(
            found,
            [
                SoundEntry { files: done.into(), ..entry("done") },
                SoundEntry { files: vec![dirs[1].join("reset.wav")], ..entry("reset") }
            ]
        );
    }

    #[test]
    fn sounds_of_the_library_are_told_from_signs_and_take_no_signs_place() {
        let root = std::env::temp_dir().join(format!("menagerie-library-{}", std::process::id()));
        let dirs = ["pack", "own"].map(|name| root.join(name));
        for (dir, name) in
            [(0, "library/boing.wav"), (0, "library/done.wav"), (1, "done.wav"), (1, "library/toys/boing.wav")]
        {
            std::fs::create_dir_all(dirs[dir].join("library/toys")).unwrap();
            std::fs::write(dirs[dir].join(name), b"").unwrap();
        }
        let catalog = SoundCatalog::find(&dirs);
        std::fs::remove_dir_all(&root).unwrap();
        let boing =
            ["library/boing.wav", "library/toys/boing.wav"].into_iter().zip(&dirs).map(|(file, dir)| dir.join(file));
        let boing = SoundEntry { in_library: true, family: "toys".into(), files: boing.collect(), ..entry("boing") };
        assert_eq!(catalog.families().into_iter().collect::<Vec<_>>(), ["toys"]);
        assert_eq!(catalog.library().collect::<Vec<_>>(), [&boing]);
        assert_eq!(catalog.0, [boing, SoundEntry { files: vec![dirs[1].join("done.wav")], ..entry("done") }]);
    }
}
