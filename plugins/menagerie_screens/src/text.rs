//! Text on the visitors' screens: its fonts, and a line of it.

use bevy::prelude::*;

/// The fonts of the visitors' screens.
#[derive(Resource, Debug, Clone)]
pub(crate) struct Fonts {
    pub(crate) bold: Handle<Font>,
    pub(crate) medium: Handle<Font>,
}

impl FromWorld for Fonts {
    fn from_world(world: &mut World) -> Self {
        let assets = world.resource::<AssetServer>();
        Self { bold: assets.load("fonts/Nunito-ExtraBold.ttf"), medium: assets.load("fonts/Nunito-SemiBold.ttf") }
    }
}

/// A line of text.
pub(crate) fn text(words: impl Into<String>, font: &Handle<Font>, size_px: f32, color: Color) -> impl Bundle {
    (Text::new(words), TextFont { font: font.into(), font_size: FontSize::Px(size_px), ..default() }, TextColor(color))
}
