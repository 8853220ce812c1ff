//! Puts the screen together: the background, then everything that stands on the canvas.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::layout::{CANVAS_PX, at};
use crate::text::{Fonts, text};
use crate::{PLAY, ScreensSettings, mirror, palette, prompt, shelf, side, words};

/// Everything a visitor sees.
#[derive(Component)]
pub(super) struct ScreenRoot;

/// What everything stands on, at its design size.
#[derive(Component)]
pub(super) struct Canvas;

/// The picture of never having seen something.
#[derive(Component)]
pub(super) struct NeverSeenSign;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(PLAY), (load_fonts, spawn_scene).chain())
        .add_systems(OnEnter(Overlay::Workshop), hide_screen)
        .add_systems(OnExit(Overlay::Workshop), show_screen);
}

fn load_fonts(mut commands: Commands) {
    commands.init_resource::<Fonts>();
}

fn spawn_scene(
    mut commands: Commands,
    assets: Res<AssetServer>,
    fonts: Res<Fonts>,
    settings: Res<ScreensSettings>,
    mirror_texture: Res<MirrorTexture>,
) {
    let root = commands
        .spawn((
            Name::new("screen"),
            ScreenRoot,
            DespawnOnExit(PLAY),
            Node {
                width: percent(100),
                height: percent(100),
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                overflow: Overflow::clip(),
                ..default()
            },
        ))
        .with_child((
            // Covers the screen whatever its shape, like CSS `cover`.
            Node {
                position_type: PositionType::Absolute,
                min_width: percent(100),
                min_height: percent(100),
                aspect_ratio: Some(CANVAS_PX.x / CANVAS_PX.y),
                ..default()
            },
            ImageNode::new(assets.load("scene/background.png")),
        ))
        .id();
    let canvas = commands
        .spawn((
            Name::new("canvas"),
            Canvas,
            ChildOf(root),
            Node { width: px(CANVAS_PX.x), height: px(CANVAS_PX.y), flex_shrink: 0.0, ..default() },
        ))
        .id();
    commands.spawn((
        ChildOf(canvas),
        at(60.0, 28.0, 600.0, 90.0),
        text(words::TITLE, &fonts.bold, 64.0, palette::WHITE),
    ));
    mirror::spawn_mirror(&mut commands, canvas, &assets, &fonts, &mirror_texture);
    prompt::spawn_prompt(&mut commands, canvas, &fonts);
    shelf::spawn_shelf(&mut commands, canvas, &fonts);
    side::spawn_side(&mut commands, canvas, &assets, &fonts, &settings);
    commands.spawn((
        Name::new("never seen"),
        NeverSeenSign,
        ChildOf(canvas),
        Visibility::Hidden,
        at(1176.0, 330.0, 250.0, 250.0),
        ImageNode::new(assets.load("scene/never_seen.png")),
    ));
}

/// The sign stands there while nobody has ever seen such a thing.
pub(super) fn show_never_seen(
    prediction: Res<LatestPrediction>,
    mut signs: Query<&mut Visibility, With<NeverSeenSign>>,
) {
    let never_seen = prediction.answer == Answer::NeverSeen;
    for mut visibility in &mut signs {
        visibility.set_if_neq(if never_seen { Visibility::Inherited } else { Visibility::Hidden });
    }
}

/// The visitors' screen rests while something lies over it.
fn hide_screen(mut screens: Query<&mut Visibility, With<ScreenRoot>>) {
    screens.iter_mut().for_each(|mut visibility| *visibility = Visibility::Hidden);
}

fn show_screen(mut screens: Query<&mut Visibility, With<ScreenRoot>>) {
    screens.iter_mut().for_each(|mut visibility| *visibility = Visibility::Inherited);
}
