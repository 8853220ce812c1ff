//! What the screen of the challenges is put together of.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use menagerie_core::prelude::*;
use menagerie_core::world_fonts::with_world;
use menagerie_ui::{Arrangement, Kit, PressFace, TARGET_MM, TextRole, control, mm, palette, phrase, plate_node};

use crate::game::Game;
use crate::teams::look;

/// Around everything, and between things, units.
const PADDING: f32 = 5.0;
pub(super) const GAP: f32 = 3.0;
/// Height of what stands at the bottom, the way home among it, units.
const BOTTOM: f32 = TARGET_MM + 4.0;
/// Side of the sign of a team that is one of many, units.
pub(super) const SIGN: f32 = 13.0;
/// What of its ground a sign fills.
const SIGN_SHARE: f32 = 0.62;
/// The one button to touch, units.
const LARGE_BUTTON: Vec2 = Vec2::new(110.0, 34.0);

/// A column in the upper or the lower half.
pub(super) fn half(kit: &Kit, is_lower: bool) -> Node {
    let middle = kit.layout.size.y / 2.0;
    Node {
        position_type: PositionType::Absolute,
        left: mm(0.0),
        top: mm(if is_lower { middle } else { 0.0 }),
        width: percent(100),
        height: mm(if is_lower { middle - BOTTOM } else { middle }),
        padding: UiRect::all(mm(PADDING)),
        row_gap: mm(GAP),
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content: if is_lower { JustifyContent::FlexStart } else { JustifyContent::Center },
        ..default()
    }
}

/// How much room there is in the lower half, units.
pub(super) fn lower_height(kit: &Kit) -> f32 {
    kit.layout.size.y / 2.0 - BOTTOM - 2.0 * PADDING
}

/// What leads on, at the bottom on the right; the way home is on the left.
pub(super) fn spawn_bottom(page: &mut ChildSpawnerCommands, buttons: impl FnOnce(&mut ChildSpawnerCommands)) {
    page.spawn(Node {
        position_type: PositionType::Absolute,
        right: mm(4.0),
        bottom: mm(4.0),
        column_gap: mm(GAP),
        ..default()
    })
    .with_children(buttons);
}

/// A sentence for everybody.
pub(super) fn spawn_prompt(page: &mut ChildSpawnerCommands, kit: &Kit, said: Phrase) {
    page.spawn((
        phrase(said, &kit.fonts.bold, TextRole::Prompt, kit.palette.white),
        TextLayout { justify: Justify::Center, ..default() },
    ));
}

pub(super) fn label(kit: &Kit, said: Phrase, color: Color) -> impl Bundle + use<> {
    (phrase(said, &kit.fonts.bold, TextRole::Label, color), TextLayout::no_wrap())
}

/// The sign of a team on its colour, so many units wide.
pub(super) fn spawn_sign(parent: &mut ChildSpawnerCommands, kit: &Kit, team: usize, side: f32) {
    let look = look(team);
    // As large as its ground, whatever size words have.
    let font = TextFont { font: with_world(&kit.fonts.bold), font_size: FontSize::Px(side * SIGN_SHARE), ..default() };
    parent.spawn((
        Node {
            width: mm(side),
            height: mm(side),
            flex_shrink: 0.0,
            border: UiRect::all(mm(side * 0.07)),
            border_radius: BorderRadius::MAX,
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        },
        BackgroundColor(palette::deep(look.color())),
        BorderColor::all(look.color()),
        children![(Text::new(look.sign), font, TextColor(kit.palette.white), TextLayout::no_wrap())],
    ));
}

/// A picture as a texture.
pub(super) fn image_of(picture: &Picture) -> Image {
    let rgba = picture.rgb().chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
    let size = Extent3d { width: picture.width(), height: picture.height(), depth_or_array_layers: 1 };
    Image::new(size, TextureDimension::D2, rgba, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::RENDER_WORLD)
}

/// Minutes and seconds.
pub(super) fn clock(secs: u32) -> String {
    format!("{}:{:02}", secs / 60, secs % 60)
}

/// The lives that a team has left.
pub(super) fn spawn_lives(parent: &mut ChildSpawnerCommands, kit: &Kit, lives: u32) {
    for _ in 0..lives {
        parent.spawn(kit.icon("heart", 9.0));
    }
}

/// A ground with an edge, on which things stand in a row.
pub(super) fn plate(kit: &Kit, size: Vec2) -> impl Bundle + use<> {
    (plate_node(size), BackgroundColor(kit.palette.plate), BorderColor::all(kit.palette.groove))
}

/// Things side by side that go on in a further line.
pub(super) fn grid() -> Node {
    Node {
        width: percent(100),
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        align_content: AlignContent::FlexStart,
        column_gap: mm(GAP),
        row_gap: mm(GAP),
        ..default()
    }
}

/// What is left of a row, for words that fit themselves into it.
pub(super) fn rest_of_row() -> Node {
    Node { flex_grow: 1.0, flex_basis: mm(0.0), min_width: mm(0.0), ..default() }
}

/// Width of one of so many things side by side, beside what else takes `besides`.
pub(super) fn share(kit: &Kit, columns: usize, besides: f32) -> f32 {
    let columns = columns as f32;
    // A little less than fits: what is rounded up must not break the row.
    (kit.layout.size.x - 2.0 * PADDING - besides - (columns - 1.0) * GAP) / columns - 0.3
}

pub(super) fn is_upright(kit: &Kit) -> bool {
    kit.layout.arrangement == Arrangement::Portrait
}

/// What a team teaches, by name.
pub(super) fn classes_of(game: &Game, team: usize, classes: &Classes) -> Vec<String> {
    let all = classes.0.len();
    let those = classes.0.iter().enumerate().filter(|(place, _)| game.teaches(team, *place, all));
    those.map(|(_, class)| class.name.clone()).collect()
}

/// The one thing to touch.
pub(super) fn spawn_large_button(lower: &mut ChildSpawnerCommands, kit: &Kit, name: ControlName, key: &'static str) {
    lower.spawn((
        control(name.clone(), Phrase::new(key)),
        PressFace(name),
        Node {
            min_width: mm(LARGE_BUTTON.x),
            height: mm(LARGE_BUTTON.y),
            flex_shrink: 0.0,
            padding: UiRect::horizontal(mm(8.0)),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            border_radius: BorderRadius::MAX,
            ..default()
        },
        BackgroundColor(kit.palette.paper),
        children![(
            phrase(Phrase::new(key), &kit.fonts.bold, TextRole::Prompt, kit.palette.ink),
            TextLayout::no_wrap()
        )],
    ));
}
