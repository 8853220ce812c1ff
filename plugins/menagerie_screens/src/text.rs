//! Text on the visitors' screens: its fonts, and a line of it.

use bevy::prelude::*;
use menagerie_core::lesson::elided;
use menagerie_core::world_fonts::with_world;

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
    (
        Text::new(words),
        TextFont { font: with_world(font), font_size: FontSize::Px(size_px), ..default() },
        TextColor(color),
    )
}

/// A name that has to fit the node it lies in: drawn smaller first, then cut in its middle.
#[derive(Component, Debug)]
pub(crate) struct FittedName {
    /// The whole name.
    pub(crate) whole: String,
    /// The smallest it may be drawn, pixels of the canvas.
    pub(crate) smallest_px: f32,
}

/// Fits names, as soon as it is known how wide they are drawn.
pub(crate) fn fit_names(
    mut names: Query<(&FittedName, &mut Text, &mut TextFont, &ComputedNode, &ChildOf), Changed<ComputedNode>>,
    rooms: Query<&ComputedNode>,
) {
    for (name, mut text, mut font, node, room) in &mut names {
        let Ok(room_px) = rooms.get(room.parent()).map(|room| room.size().x) else { continue };
        let share = room_px / node.size().x.max(1.0);
        if room_px <= 0.0 || share >= 1.0 {
            continue;
        }
        match font.font_size {
            FontSize::Px(size_px) if size_px > name.smallest_px => {
                font.font_size = FontSize::Px((size_px * share).max(name.smallest_px));
            }
            _ => {
                let letters = text.0.chars().count();
                text.0 = elided(&name.whole, ((letters as f32 * share) as usize).min(letters.saturating_sub(1)));
            }
        }
    }
}
