//! The description of a sprite sheet: a small RON file beside the picture, so that an artist can change frame counts
//! without touching code.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use bevy::asset::io::Reader;
use bevy::asset::{AssetLoader, LoadContext};
use bevy::prelude::*;
use serde::Deserialize;

use crate::catalog::DESCRIPTION;
use crate::mood::Mood;
use crate::picture::{self, PICTURE};

/// A sprite sheet: a grid of frames of one size, a row for each animation.
#[derive(Asset, TypePath, Debug, Clone, PartialEq, Deserialize)]
pub struct CreatureSheet {
    /// The creature's name.
    pub name: String,
    /// Width and height of a frame, pixels.
    pub frame_px: (u32, u32),
    /// Where its feet stand in a frame, pixels from the left and the top.
    pub feet_px: (u32, u32),
    /// Its animations: one for each [`Mood`] that falls back to no other, and for others as many as somebody drew.
    pub animations: Vec<Animation>,
    /// The picture with all frames, on the graphics device only.
    #[serde(skip)]
    #[dependency]
    pub picture: Handle<Image>,
    /// Its first frame, in memory only.
    #[serde(skip)]
    #[dependency]
    pub portrait: Handle<Image>,
}

/// One animation; all but the one by which it wakes up are loops.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Animation {
    /// The mood it shows, by its [`Mood::name`], or `waking`.
    pub name: String,
    /// Its row, 0 = top.
    pub row: u32,
    /// The column of its first frame, 0 = left.
    #[serde(default)]
    pub first: u32,
    /// Its frames, side by side.
    pub frames: u32,
    /// Frames a second.
    pub fps: f32,
}

impl CreatureSheet {
    /// The animation for a mood, or for the one that is shown instead; `None` only before the sheet was checked.
    #[must_use]
    pub fn animation(&self, mood: Mood) -> Option<&Animation> {
        self.named(mood.name()).or_else(|| self.named(mood.instead()?.name()))
    }

    /// How it wakes up: from its first frame, asleep, to its last; and backwards when it falls asleep.
    #[must_use]
    pub fn waking(&self) -> Option<&Animation> {
        self.named("waking")
    }

    fn named(&self, name: &str) -> Option<&Animation> {
        self.animations.iter().find(|animation| animation.name == name)
    }

    /// Where in the grid the frame is that is seen so many frames into an animation, counted row by row.
    pub(crate) fn frame(&self, animation: &Animation, phase: f32) -> u32 {
        animation.row * self.columns() + animation.first + (phase as u32).min(animation.frames - 1)
    }

    /// Columns of the grid.
    #[must_use]
    pub fn columns(&self) -> u32 {
        self.animations.iter().map(|animation| animation.first + animation.frames).max().unwrap_or(1)
    }

    /// Rows of the grid.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.animations.iter().map(|animation| animation.row + 1).max().unwrap_or(1)
    }

    /// Says what is wrong with it, if anything.
    fn check(&self) -> Result<(), SheetError> {
        if self.frame_px.0 == 0 || self.frame_px.1 == 0 {
            return Err(SheetError::NoSize);
        }
        for Animation { name, row, first, frames, fps } in &self.animations {
            let fits = (1..=MOST_FRAMES).contains(frames) && *first < MOST_FRAMES && *row < MOST_FRAMES;
            if !(fits && *fps > 0.0 && fps.is_finite()) {
                return Err(SheetError::DoesNotMove { name: name.clone() });
            }
        }
        for mood in Mood::ALL {
            self.animation(mood).ok_or(SheetError::Missing { mood: mood.name() })?;
        }
        Ok(())
    }
}

/// Most frames of an animation, and most rows: no texture is larger.
const MOST_FRAMES: u32 = 64;
/// Bytes of a description, at most.
const LONGEST: u64 = 1 << 20;

/// Why a sheet's description cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// It is not RON of the right form.
    #[error("is not a valid sprite sheet description: {0}")]
    Malformed(#[from] ron::error::SpannedError),
    /// Its frames have no size.
    #[error("has frames without width or height; frame_px is (width, height)")]
    NoSize,
    /// Its picture cannot be used.
    #[error("has no picture that can be used, {PICTURE}: {reason}")]
    NoPicture {
        /// What is wrong with it.
        reason: String,
    },
    /// A mood has no animation.
    #[error("has no animation named {mood}; add one")]
    Missing {
        /// The mood.
        mood: &'static str,
    },
    /// An animation cannot be played.
    #[error("has an animation {name} without frames, without speed, or with more than {MOST_FRAMES} of anything")]
    DoesNotMove {
        /// Its name.
        name: String,
    },
}

#[derive(Default, TypePath)]
pub(super) struct SheetLoader;

impl AssetLoader for SheetLoader {
    type Asset = CreatureSheet;
    type Settings = ();
    type Error = SheetError;

    async fn load(
        &self,
        reader: &mut dyn Reader,
        _settings: &(),
        context: &mut LoadContext<'_>,
    ) -> Result<CreatureSheet, SheetError> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).await?;
        let mut sheet = parse(&bytes)?;
        let no_picture = |reason: String| SheetError::NoPicture { reason };
        let path = context.path().resolve_embed_str(PICTURE).map_err(|error| no_picture(error.to_string()))?;
        let png = context.read_asset_bytes(path).await.map_err(|error| no_picture(error.to_string()))?;
        let [picture, portrait] = picture::read(&png, sheet.frame_px).map_err(no_picture)?;
        sheet.picture = context.add_labeled_asset("picture", picture);
        sheet.portrait = context.add_labeled_asset("portrait", portrait);
        Ok(sheet)
    }

    fn extensions(&self) -> &[&str] {
        &["ron"]
    }
}

/// Checks the description of a creature in a folder, and whether its picture fits. What is wrong comes with the line of
/// `creature.ron` that it is on, counted from 1, where it is on one. Files that are not there are no matter of this.
///
/// # Errors
/// The line, and what is wrong.
pub fn check_creature(folder: &Path) -> Result<(), (Option<usize>, String)> {
    let Some(text) = start_of(&folder.join(DESCRIPTION), LONGEST) else { return Ok(()) };
    let sheet = parse(&text).map_err(|error| match &error {
        SheetError::Malformed(malformed) => (Some(malformed.span.start.line), error.to_string()),
        _ => (None, error.to_string()),
    })?;
    let grid = [(sheet.columns(), sheet.frame_px.0), (sheet.rows(), sheet.frame_px.1)];
    let grid = grid.map(|(frames, px)| u64::from(frames) * u64::from(px));
    // A PNG file says its width and height at these places.
    let png = start_of(&folder.join(PICTURE), 24).unwrap_or_default();
    let side = |at: usize| Some(u64::from(u32::from_be_bytes(*png.get(at..)?.first_chunk()?)));
    match (side(16), side(20)) {
        (Some(width), Some(height)) if [width, height] != grid => {
            Err((None, format!("describes {} x {} pixels, but {PICTURE} has {width} x {height}", grid[0], grid[1])))
        }
        _ => Ok(()),
    }
}

/// The first bytes of a file, so many at most.
fn start_of(path: &Path, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn parse(bytes: &[u8]) -> Result<CreatureSheet, SheetError> {
    let sheet: CreatureSheet = ron::de::from_bytes(bytes)?;
    sheet.check()?;
    Ok(sheet)
}

pub(super) fn plugin(app: &mut App) {
    app.init_asset::<CreatureSheet>().init_asset_loader::<SheetLoader>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheets_that_ship_fit_their_pictures() {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
        let folders = ["creatures", "packs/garden/creatures", "packs/laboratory/creatures"];
        let creatures = folders.iter().flat_map(|folder| std::fs::read_dir(assets.join(folder)).unwrap());
        for creature in creatures.map(|entry| entry.unwrap().path()) {
            let sheet = parse(&std::fs::read(creature.join(DESCRIPTION)).unwrap()).unwrap();
            let png = std::fs::read(creature.join("sheet.png")).unwrap();
            let creature = creature.display();
            let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
            let grid = (sheet.columns() * sheet.frame_px.0, sheet.rows() * sheet.frame_px.1);
            assert_eq!((side(16), side(20)), grid, "{creature}");
            for mood in Mood::ALL {
                let animation = sheet.animation(mood).unwrap();
                assert_eq!(animation.name, mood.name(), "{creature} has an animation of its own for it");
                assert!(animation.frames >= 8, "{creature} {mood:?}");
            }
            assert!(sheet.waking().is_some(), "{creature} wakes up");
            // Every GPU takes textures of this size.
            assert!(side(16).max(side(20)) <= 4096, "{creature}");
        }
    }

    #[test]
    fn a_mood_without_animation_or_movement_is_refused_by_name() {
        let animation = |name: &str, fps: f32| format!("(name: {name:?}, row: 0, frames: 8, fps: {fps:?})");
        let sheet = |animations: &[String]| {
            format!(r#"(name: "x", frame_px: (9, 9), feet_px: (4, 8), animations: [{}])"#, animations.join(", "))
        };
        let idle_only = sheet(&[animation("idle", 9.0)]);
        assert!(parse(idle_only.as_bytes()).unwrap_err().to_string().contains("listening"));
        let frozen = sheet(&[animation("idle", 0.0)]);
        assert!(parse(frozen.as_bytes()).unwrap_err().to_string().contains("idle"));
    }

    #[test]
    fn a_sheet_of_four_animations_shows_another_for_each_that_it_lacks() {
        let animations = ["idle", "listening", "reacting", "confused"].iter().enumerate();
        let animations: Vec<String> =
            animations.map(|(row, name)| format!("(name: {name:?}, row: {row}, frames: 8, fps: 9.0)")).collect();
        let text =
            format!(r#"(name: "x", frame_px: (9, 9), feet_px: (4, 8), animations: [{}])"#, animations.join(", "));
        let sheet = parse(text.as_bytes()).unwrap();
        let shown = Mood::ALL.map(|mood| sheet.animation(mood).unwrap().name.as_str());
        let expected =
            ["idle", "idle", "listening", "listening", "reacting", "reacting", "reacting", "confused", "idle"];
        assert_eq!(shown, expected);
        assert_eq!(sheet.waking(), None);
    }

    #[test]
    fn two_animations_share_a_row_when_the_second_says_where_it_begins() {
        let animation = |name, first, frames| Animation { name, row: 2, first, frames, fps: 8.0 };
        let sheet = CreatureSheet {
            name: "x".into(),
            frame_px: (9, 9),
            feet_px: (4, 8),
            animations: vec![animation("asleep".into(), 0, 8), animation("waking".into(), 8, 4)],
            picture: Handle::default(),
            portrait: Handle::default(),
        };
        assert_eq!((sheet.columns(), sheet.rows()), (12, 3));
        let waking = sheet.waking().unwrap();
        assert_eq!([0.0, 3.9, 4.0].map(|phase| sheet.frame(waking, phase)), [32, 35, 35]);
    }

    #[test]
    fn a_description_that_does_not_fit_its_picture_is_explained() {
        let dir = std::env::temp_dir().join(format!("menagerie-check-creature-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        assert_eq!(check_creature(&dir), Ok(()), "what is not there somebody else says");
        let pim = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/creatures/pim");
        let text = std::fs::read_to_string(pim.join(DESCRIPTION)).unwrap();
        std::fs::copy(pim.join("sheet.png"), dir.join("sheet.png")).unwrap();
        for (text, line, said) in [
            (text.clone(), None, ""),
            (text.replace("(320, 320)", "(320, 300)"), None, "3840 x 2700 pixels, but sheet.png has 3840 x 2880"),
            (text.replace("order: 0", "order: 0,\n frame_px: x"), Some(6), "6:"),
            (text.replace("confused", "angry"), None, "no animation named confused"),
        ] {
            std::fs::write(dir.join(DESCRIPTION), text).unwrap();
            match check_creature(&dir) {
                Ok(()) => assert_eq!(said, ""),
                Err((at, reason)) => assert!(at == line && reason.contains(said), "{at:?} {reason}"),
            }
        }
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn nonsense_is_refused_with_its_place() {
        let said = parse(b"(frame_px: ten)").unwrap_err().to_string();
        assert!(said.contains("1:"), "{said}");
    }
}
