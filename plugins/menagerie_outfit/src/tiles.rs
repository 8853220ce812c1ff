//! What can be chosen of each kind, as tiles, and which of them a class has.

use bevy::math::Vec2;
use menagerie_core::prelude::*;
use menagerie_ui::TARGET_MM;

use crate::choice::{
    ALL_FAMILIES, Choice, FAMILY, NONE, OWN, PICTURE, READY_WORDS, RECORD, SOUND, TAB, TOGGLE, TYPE, Tab, WORDS,
    effects,
};
use crate::pictures::{PictureKey, PictureLibrary};
use crate::{picture, sound};

/// Between tiles, units.
pub(super) const GAP: f32 = 2.5;

/// Something to choose.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tile {
    pub(super) name: ControlName,
    /// What it is called, read aloud or written.
    pub(super) label: Phrase,
    pub(super) face: Face,
}

/// What a tile shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Face {
    /// An icon, and its label.
    Icon(String),
    /// Its label alone.
    Label,
    /// A picture, without words.
    Picture(PictureKey),
}

impl Tile {
    fn new(name: impl Into<ControlName>, key: impl Into<String>, face: Face) -> Self {
        Self { name: name.into(), label: Phrase::new(key.into()), face }
    }
}

/// Where what is to be chosen comes from.
#[derive(Clone, Copy)]
pub(super) struct Stock<'a> {
    pub(super) pictures: &'a PictureLibrary,
    pub(super) sounds: &'a SoundCatalog,
    pub(super) outputs: &'a Outputs,
    pub(super) has_microphone: bool,
}

/// Width and height of the tiles of a kind, units.
pub(super) fn tile_size(tab: Tab) -> Vec2 {
    match tab {
        Tab::Pictures => Vec2::splat(24.0),
        Tab::Sounds => Vec2::new(56.0, TARGET_MM),
        Tab::Words | Tab::Effects => Vec2::new(62.0, TARGET_MM),
    }
}

/// The tiles of a kind; the first one is that of nothing.
pub(super) fn tiles(choice: &Choice, class: &Class, stock: Stock) -> Vec<Tile> {
    let mut tiles = match choice.tab {
        Tab::Effects => Vec::new(),
        tab => vec![Tile::new(NONE, format!("outfit-no-{}", tab.name()), Face::Icon("close".into()))],
    };
    match choice.tab {
        Tab::Pictures => {
            if let Some(own @ PictureKey::Own(_)) = picture::picture_of(class) {
                tiles.push(Tile::new(OWN, "outfit-own-picture", Face::Picture(own)));
            }
            tiles.extend(stock.pictures.0.iter().map(|(name, _)| {
                let face = Face::Picture(PictureKey::Library(name.clone()));
                Tile::new(format!("{PICTURE}/{name}"), format!("picture-{}", name.replace('_', "-")), face)
            }));
        }
        Tab::Sounds => {
            if stock.has_microphone {
                tiles.push(Tile::new(RECORD, "outfit-record", Face::Icon("microphone".into())));
            }
            if sound::own_sound_of(class).is_some() {
                tiles.push(Tile::new(OWN, "outfit-own-sound", Face::Icon("play".into())));
            }
            let is_shown = |sound: &&SoundEntry| choice.family.as_ref().is_none_or(|family| sound.family == *family);
            tiles.extend(stock.sounds.library().filter(is_shown).map(|sound| {
                let face = match sound.family.as_str() {
                    "" => Face::Icon("sound".into()),
                    family => Face::Icon(family_icon(family)),
                };
                Tile::new(format!("{SOUND}/{}", sound.name), format!("sound-{}", sound.name), face)
            }));
        }
        Tab::Words => {
            tiles.push(Tile::new(TYPE, "outfit-type", Face::Icon("speech".into())));
            let ready = |name| Tile::new(format!("{WORDS}/{name}"), format!("outfit-words-{name}"), Face::Label);
            tiles.extend(READY_WORDS.into_iter().map(ready));
        }
        Tab::Effects => tiles.extend(effects(stock.outputs).map(|info| {
            let icon = info.icon.trim_start_matches("icons/").trim_end_matches(".png");
            Tile::new(format!("{TOGGLE}/{}", info.kind), info.title, Face::Icon(icon.to_owned()))
        })),
    }
    tiles
}

/// The families of sounds to choose from, all of them first.
pub(super) fn families(sounds: &SoundCatalog) -> Vec<Tile> {
    let families = sounds.families();
    let family = |family: &str, icon: String| {
        Tile::new(format!("{FAMILY}/{family}"), format!("family-{family}"), Face::Icon(icon))
    };
    let all = [family(ALL_FAMILIES, "sound".into())];
    if families.is_empty() {
        return Vec::new();
    }
    all.into_iter().chain(families.into_iter().map(|name| family(name, family_icon(name)))).collect()
}

/// Families that have an icon of their own; those that packs bring have the one of sound.
const DRAWN: [&str; 5] = ["animals", "instruments", "machines", "toys", "weather"];

fn family_icon(family: &str) -> String {
    DRAWN.into_iter().find(|drawn| *drawn == family).unwrap_or("sound").to_owned()
}

/// Whether a control stands for what is chosen. `says` are ready-made words as they are spoken now.
pub(super) fn is_chosen(control: &ControlName, choice: &Choice, class: &Class, says: impl Fn(&str) -> String) -> bool {
    let is_ready = || READY_WORDS.iter().any(|name| says(name) == class.says);
    if let Some(tab) = control.of_kind(TAB) {
        tab == choice.tab.name()
    } else if let Some(family) = control.of_kind(FAMILY) {
        family == choice.family.as_deref().unwrap_or(ALL_FAMILIES)
    } else if let Some(name) = control.of_kind(PICTURE) {
        picture::picture_of(class) == Some(PictureKey::Library(name.to_owned()))
    } else if let Some(name) = control.of_kind(SOUND) {
        sound::sound_of(class) == Some(name)
    } else if let Some(name) = control.of_kind(WORDS) {
        !class.says.is_empty() && says(name) == class.says
    } else if let Some(kind) = control.of_kind(TOGGLE) {
        class.output(kind).is_some()
    } else if *control == NONE {
        match choice.tab {
            Tab::Pictures => class.output(ClassOutput::PICTURE).is_none(),
            Tab::Sounds => class.output(ClassOutput::SOUND).is_none(),
            Tab::Words => class.says.is_empty(),
            Tab::Effects => false,
        }
    } else if *control == TYPE {
        !class.says.is_empty() && !is_ready()
    } else {
        *control == OWN
    }
}

/// How tiles stand in a room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shelf {
    pub(super) columns: usize,
    rows: usize,
}

impl Shelf {
    /// Tiles of this size in a room of this width and height, units, with an arrow on either side.
    pub(super) fn of(room: Vec2, tile: Vec2) -> Self {
        let columns = ((room.x - 2.0 * (TARGET_MM + GAP) + GAP) / (tile.x + GAP)).floor().max(1.0) as usize;
        let rows = ((room.y + GAP) / (tile.y + GAP)).floor().max(1.0) as usize;
        Self { columns, rows }
    }

    /// Tiles on a page.
    pub(super) fn places(self) -> usize {
        self.columns * self.rows
    }

    pub(super) fn pages(self, tiles: usize) -> usize {
        tiles.div_ceil(self.places()).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tile_has_a_place_of_its_own_in_its_room() {
        for room in [Vec2::new(328.0, 50.0), Vec2::new(180.0, 125.0), Vec2::new(250.0, 34.0)] {
            for tab in Tab::ALL {
                let (tile, shelf) = (tile_size(tab), Shelf::of(room, tile_size(tab)));
                let columns = shelf.columns as f32;
                assert!(columns * tile.x + (columns - 1.0) * GAP <= room.x - 2.0 * TARGET_MM, "{room} {tab:?}");
                assert!(shelf.places() >= 2, "{room} {shelf:?}");
                for tiles in [0, 1, 5, 33] {
                    assert!(shelf.pages(tiles) * shelf.places() >= tiles, "{shelf:?} {tiles}");
                }
            }
        }
    }

    #[test]
    fn what_a_class_has_is_chosen_and_nothing_else() {
        let mut class = Class::new(ClassId(0), "Pim", "pim", 0);
        let says = |name: &str| format!("ready {name}");
        let chosen = |class: &Class, tab, control: &'static str| {
            is_chosen(&ControlName::new(control), &Choice { tab, ..Choice::default() }, class, says)
        };
        for tab in [Tab::Pictures, Tab::Sounds, Tab::Words] {
            assert!(chosen(&class, tab, "outfit/none"), "{tab:?}");
        }
        class.outputs = vec![picture::output("star"), sound::output("owl"), ClassOutput::new("lamp")];
        class.says = "ready hello".into();
        for (tab, control, expected) in [
            (Tab::Pictures, "picture/star", true),
            (Tab::Pictures, "picture/heart", false),
            (Tab::Pictures, "outfit/none", false),
            (Tab::Sounds, "sound/owl", true),
            (Tab::Sounds, "sound/dog", false),
            (Tab::Sounds, "family/all", true),
            (Tab::Words, "words/hello", true),
            (Tab::Words, "words/bye", false),
            (Tab::Words, "outfit/type", false),
            (Tab::Effects, "toggle/lamp", true),
            (Tab::Effects, "toggle/confetti", false),
        ] {
            assert_eq!(chosen(&class, tab, control), expected, "{control}");
        }
        class.says = "something typed".into();
        assert!(chosen(&class, Tab::Words, "outfit/type"));
    }
}
