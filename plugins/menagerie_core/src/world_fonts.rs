//! Faces for the letters of the world that the exhibit's own face does not have: names come in all of them.
//!
//! Small ones ship in `assets/fonts`. The many thousands of Chinese, Japanese and Korean come from the system
//! (`cargo xtask setup` installs them, `menagerie doctor` looks for them).

use std::path::Path;

use bevy::prelude::*;
use bevy::text::FontSource;

/// The faces that ship: their files, and what they call themselves.
const SHIPPED: [(&str, &str); 6] = [
    ("fonts/NotoSans-Bold.ttf", "Noto Sans"),
    ("fonts/NotoSansArabic-Bold.ttf", "Noto Sans Arabic"),
    ("fonts/NotoSansHebrew-Bold.ttf", "Noto Sans Hebrew"),
    ("fonts/NotoSansDevanagari-Bold.ttf", "Noto Sans Devanagari"),
    ("fonts/NotoSansThai-Bold.ttf", "Noto Sans Thai"),
    ("fonts/NotoEmoji-Bold.ttf", "Noto Emoji"),
];

/// Where systems keep faces with Chinese, Japanese and Korean letters, and what those call themselves.
const FROM_SYSTEM: [(&str, &str); 6] = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    ("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    ("/System/Library/Fonts/Hiragino Sans GB.ttc", "Hiragino Sans GB"),
    ("/Library/Fonts/Arial Unicode.ttf", "Arial Unicode MS"),
    ("C:/Windows/Fonts/msyhbd.ttc", "Microsoft YaHei"),
];

/// The faces, loaded or on their way.
#[derive(Resource, Debug, Default)]
pub struct WorldFonts(pub Vec<Handle<Font>>);

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<WorldFonts>().add_systems(Startup, load);
}

fn load(assets: Option<Res<AssetServer>>, fonts: Option<ResMut<Assets<Font>>>, mut world_fonts: ResMut<WorldFonts>) {
    let (Some(assets), Some(mut fonts)) = (assets, fonts) else { return };
    world_fonts.0.extend(SHIPPED.map(|(file, _)| assets.load(file)));
    let Some(path) = system_font() else { return };
    match std::fs::read(path) {
        Ok(bytes) => world_fonts.0.push(fonts.add(Font::from_bytes(bytes))),
        Err(error) => warn!("{}: {error}; Chinese, Japanese and Korean names cannot be read", path.display()),
    }
}

/// The system's face with Chinese, Japanese and Korean letters; `None` where none of the known ones is installed.
#[must_use]
pub fn system_font() -> Option<&'static Path> {
    FROM_SYSTEM.iter().map(|(path, _)| Path::new(*path)).find(|path| path.is_file())
}

/// A face, and those of the world behind it for letters that it does not have.
#[must_use]
pub fn with_world(face: &Handle<Font>) -> FontSource {
    let families = SHIPPED.iter().chain(&FROM_SYSTEM).map(|(_, family)| FontSource::family(*family));
    FontSource::list(std::iter::once(FontSource::Handle(face.clone())).chain(families))
}
