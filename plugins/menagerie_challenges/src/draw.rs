//! The draw: which classes of a ready-made set are played with, and which of its test pictures are hidden. It follows from
//! the seed alone, so every team of a game has the same pictures in the same order.

use std::path::{Path, PathBuf};

use bevy::prelude::*;
use menagerie_core::photographs::list_pictures;
use menagerie_core::prelude::*;

use crate::rules::Rules;

/// Folders of a set: pictures that nobody teaches, and those to teach with.
const TEST: &str = "test";
const TEACH: &str = "teach";

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Drawn {
    /// Each class with its hidden pictures.
    pub(super) classes: Vec<(String, Vec<PathBuf>)>,
    /// Folders of photographs of the same classes that can be taught with where there is no camera.
    pub(super) to_teach: Vec<PathBuf>,
}

impl Drawn {
    /// How many pictures are hidden.
    pub(super) fn hidden(&self) -> usize {
        self.classes.iter().map(|(_, pictures)| pictures.len()).sum()
    }
}

/// Numbers from a seed, the same on every machine (`SplitMix64`); which ones a library draws may change with its version.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// So many of these, in an order that was drawn.
    fn some_of<T>(&mut self, mut from: Vec<T>, many: usize) -> Vec<T> {
        for place in (1..from.len()).rev() {
            // Of a handful of things the remainder favours none that anybody would notice.
            let other = (self.next() % (place as u64 + 1)) as usize;
            from.swap(place, other);
        }
        from.truncate(many);
        from
    }
}

/// So many of what the classes hold, in turn, in an order that follows from the seed. It is another one than that of the draw.
pub(super) fn in_turn<T>(classes: Vec<Vec<T>>, many: usize, seed: u32) -> Vec<T> {
    let mut numbers = Numbers(u64::from(seed) + (1 << 32));
    let mut shuffled = |things: Vec<T>| {
        let all = things.len();
        numbers.some_of(things, all)
    };
    let mut classes: Vec<_> = classes.into_iter().map(|things| shuffled(things).into_iter()).collect();
    let longest = classes.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    let mut ordered = Vec::new();
    for _ in 0..longest {
        for place in numbers.some_of((0..classes.len()).collect(), classes.len()) {
            ordered.extend(classes[place].next());
        }
    }
    ordered.truncate(many);
    ordered
}

/// Draws from a ready-made set, as `language` calls its classes. A class without pictures is left out, and said.
pub(super) fn draw(set: &ReadyMadeSet, rules: &Rules, seed: u32, language: &str) -> Drawn {
    let mut numbers = Numbers(u64::from(seed));
    let folders = class_folders(&set.folder.join(TEST));
    let mut chosen = numbers.some_of(folders, rules.classes);
    // On the cards they stand in the order of their names, as everywhere.
    chosen.sort();
    let mut drawn = Drawn::default();
    for folder in chosen {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match list_pictures(&folder) {
            Ok(pictures) => {
                drawn.to_teach.extend(Some(set.folder.join(TEACH).join(&name)).filter(|folder| folder.is_dir()));
                let said = set.translations.get(language).and_then(|words| words.classes.get(&name)).cloned();
                drawn.classes.push((said.unwrap_or(name), numbers.some_of(pictures, rules.hidden)));
            }
            Err(error) => warn!("{error}"),
        }
    }
    drawn
}

/// The folders of classes in a folder, by name.
fn class_folders(folder: &Path) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            warn!("{}: cannot be read: {error}. Install the exhibit's assets again", folder.display());
            return Vec::new();
        }
    };
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Whether something can be drawn from a set: it has a folder of test pictures with at least two classes.
pub(super) fn can_play(set: &ReadyMadeSet) -> bool {
    set.folder.join(TEST).is_dir() && class_folders(&set.folder.join(TEST)).len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &str) -> ReadyMadeSet {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sets").join(name);
        ReadyMadeSet { name: name.into(), sentence: String::new(), folder, translations: default() }
    }

    fn rules(classes: usize) -> Rules {
        Rules { classes, hidden: 6, ..Rules::example() }
    }

    #[test]
    fn one_seed_draws_the_same_pictures_in_the_same_order_and_another_one_others() {
        let (stall, rules) = (set("market-stall"), rules(3));
        let first = draw(&stall, &rules, 7, "en");
        assert_eq!((first.classes.len(), first.hidden(), first.to_teach.len()), (3, 18, 3));
        assert_eq!(first, draw(&stall, &rules, 7, "en"));
        let others: Vec<Drawn> = (8..16).map(|seed| draw(&stall, &rules, seed, "en")).collect();
        assert!(others.iter().all(|other| *other != first), "{others:?}");
        for (_, pictures) in &first.classes {
            let mut once = pictures.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), 6, "no picture is drawn twice");
        }
    }

    #[test]
    fn the_numbers_of_a_seed_are_the_same_for_ever() {
        let mut numbers = Numbers(0);
        assert_eq!(numbers.next(), 0xE220_A839_7B1D_CDAF, "the first number that the authors of SplitMix64 print");
        let from_seven = || Numbers(7).some_of((0..8).collect::<Vec<u32>>(), 8);
        assert_eq!(from_seven(), from_seven());
    }

    #[test]
    fn classes_take_turns_in_an_order_that_the_seed_alone_draws() {
        let classes = || vec![vec!["a1", "a2", "a3"], vec!["b1", "b2", "b3"], vec!["c1"]];
        let first = in_turn(classes(), 5, 9);
        assert_eq!(first, in_turn(classes(), 5, 9));
        assert!((10..20).any(|seed| in_turn(classes(), 5, seed) != first));
        let mut of: Vec<&str> = first.iter().take(3).map(|name| &name[..1]).collect();
        of.sort_unstable();
        assert_eq!(of, ["a", "b", "c"], "each class before one comes again");
        let all = in_turn(classes(), 99, 9);
        assert_eq!(all.len(), 7, "no more than there are");
    }

    #[test]
    fn what_is_not_there_is_not_played_with() {
        assert!(can_play(&set("hand-signs")) && !can_play(&set("nowhere")));
        assert_eq!(draw(&set("nowhere"), &rules(2), 1, "en"), Drawn::default());
    }
}
