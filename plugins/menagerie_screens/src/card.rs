//! The card of a class: its creature, the button to hold with its ring, the confidence bar, the thumbnails.

use std::f32::consts::TAU;

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;

use crate::layout::{CANVAS_PX, at};
use crate::text::{FittedName, Fonts, text};
use crate::thumbnails::THUMBNAILS;
use crate::touch::Contacts;
use crate::{palette, words};

/// Space beside and between the cards, canvas pixels.
const GAP_PX: f32 = 30.0;
/// Height of a card, canvas pixels.
const HEIGHT_PX: f32 = 426.0;
/// Widest a card gets, canvas pixels.
const WIDEST_PX: f32 = 590.0;
/// Side of the place for the creature, canvas pixels.
const CREATURE_PX: f32 = 316.0;
/// How far the creature looks over the card's upper edge, canvas pixels.
const OVERLAP_PX: f32 = 52.0;
/// Diameter of the ring, canvas pixels: 45 mm on a 24 inch screen, three times the smallest good target.
const RING_PX: f32 = 206.0;
/// Width of the ring, canvas pixels.
const RING_WIDTH_PX: f32 = 18.0;
/// Side of a thumbnail, canvas pixels: 15 mm on a 24 inch screen.
const THUMBNAIL_PX: f32 = 54.0;
/// Share below which a confidence bar shows nothing.
const NARROWEST_BAR: f32 = 0.04;
/// The smallest that the name of a class is drawn, pixels of the canvas; of longer ones the middle is left out.
const SMALLEST_NAME_PX: f32 = 20.0;
/// Time constant of the confidence bar, seconds.
const BAR_SECS: f32 = 0.12;

/// The card of a class.
#[derive(Component)]
pub(super) struct Card(pub(super) ClassId);

/// The ring around a class's button.
#[derive(Component)]
pub(super) struct Ring(ClassId);

/// The number of pictures a class has.
#[derive(Component)]
pub(super) struct CountText(ClassId);

/// The moving part of a confidence bar.
#[derive(Component)]
pub(super) struct Bar {
    class: ClassId,
    /// What it shows, 0..1.
    shown: f32,
}

/// The number beside a confidence bar.
#[derive(Component)]
pub(super) struct PercentText(ClassId);

/// The round face of a button, and what it controls.
#[derive(Component)]
pub(super) struct ButtonFace(pub(super) ControlId);

pub(super) fn spawn_card(
    commands: &mut Commands,
    canvas: Entity,
    assets: &AssetServer,
    fonts: &Fonts,
    class: &Class,
    place: usize,
    cards: usize,
) {
    let width = ((CANVAS_PX.x - GAP_PX * (cards as f32 + 1.0)) / cards as f32).min(WIDEST_PX);
    let row_width = width * cards as f32 + GAP_PX * (cards as f32 - 1.0);
    let left = (CANVAS_PX.x - row_width) / 2.0 + place as f32 * (width + GAP_PX);
    let card = commands
        .spawn((
            Name::new(format!("card of {}", class.name)),
            Card(class.id),
            ChildOf(canvas),
            Node {
                border: UiRect::all(px(4)),
                border_radius: BorderRadius::all(px(34)),
                ..at(left, CANVAS_PX.y - HEIGHT_PX - 18.0, width, HEIGHT_PX)
            },
            BackgroundColor(palette::PLATE),
            BorderColor::all(color(class.color).with_alpha(0.55)),
        ))
        .id();
    if !class.is_quiet() {
        commands.spawn((
            Name::new("spot"),
            CreatureSpot { class: class.id },
            ChildOf(card),
            at(10.0, -OVERLAP_PX, CREATURE_PX, CREATURE_PX),
        ));
    }
    let color = if class.enabled { palette::WHITE } else { palette::SOFT_WHITE };
    let name = if class.enabled { class.name.clone() } else { words::resting(&class.name) };
    commands.spawn((
        ChildOf(card),
        Node { justify_content: JustifyContent::Center, ..at(width - RING_PX - 56.0, 10.0, RING_PX + 44.0, 40.0) },
        children![(
            text(name.clone(), &fonts.bold, 28.0, color),
            TextLayout::no_wrap(),
            Node { flex_shrink: 0.0, ..default() },
            FittedName { whole: name, smallest_px: SMALLEST_NAME_PX },
        )],
    ));
    spawn_hold_button(commands, card, assets, fonts, class, width);
    spawn_bar(commands, card, fonts, class, width);
    let step = (width - 48.0) / THUMBNAILS as f32;
    for thumbnail in 0..THUMBNAILS {
        let left = 20.0 + thumbnail as f32 * step + (step - THUMBNAIL_PX) / 2.0;
        spawn_thumbnail(commands, card, class.id, thumbnail, left);
    }
}

fn spawn_hold_button(
    commands: &mut Commands,
    card: Entity,
    assets: &AssetServer,
    fonts: &Fonts,
    class: &Class,
    width: f32,
) {
    let control = ControlId::Hold(class.id);
    let ring = commands
        .spawn((
            Name::new("hold-button"),
            ControlPlace(control),
            Ring(class.id),
            ChildOf(card),
            Node {
                border: UiRect::all(px(RING_WIDTH_PX)),
                border_radius: BorderRadius::MAX,
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                ..at(width - RING_PX - 34.0, 54.0, RING_PX, RING_PX)
            },
            BorderGradient::from(ring_gradient(0.0, color(class.color))),
        ))
        .id();
    let face = commands
        .spawn((
            ButtonFace(control),
            ChildOf(ring),
            Node {
                width: px(RING_PX - 2.0 * RING_WIDTH_PX - 12.0),
                height: px(RING_PX - 2.0 * RING_WIDTH_PX - 12.0),
                flex_shrink: 0.0,
                border_radius: BorderRadius::MAX,
                flex_direction: FlexDirection::Column,
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                ..default()
            },
            UiTransform::IDENTITY,
            BackgroundColor(palette::deep(color(class.color))),
        ))
        .id();
    commands.spawn((
        ChildOf(face),
        Node { width: px(56), height: px(56), ..default() },
        ImageNode::new(assets.load("icons/hand_hold.png")),
    ));
    commands.spawn((ChildOf(face), text(words::HOLD, &fonts.bold, 30.0, palette::WHITE)));
    commands.spawn((
        CountText(class.id),
        ChildOf(face),
        text(words::count(progress_of(class), class.counts.teach), &fonts.bold, 26.0, palette::WHITE),
    ));
}

fn spawn_bar(commands: &mut Commands, card: Entity, fonts: &Fonts, class: &Class, width: f32) {
    commands.spawn((
        Name::new("confidence"),
        ChildOf(card),
        Node { border_radius: BorderRadius::MAX, overflow: Overflow::clip(), ..at(22.0, 276.0, width - 164.0, 40.0) },
        BackgroundColor(palette::GROOVE),
        children![(
            Bar { class: class.id, shown: 0.0 },
            Node { width: percent(0), height: percent(100), border_radius: BorderRadius::MAX, ..default() },
            BackgroundColor(color(class.color)),
        )],
    ));
    commands.spawn((
        ChildOf(card),
        Node { justify_content: JustifyContent::FlexEnd, ..at(width - 126.0, 274.0, 106.0, 44.0) },
        children![(PercentText(class.id), text("", &fonts.bold, 34.0, palette::WHITE), TextLayout::no_wrap())],
    ));
}

fn spawn_thumbnail(commands: &mut Commands, card: Entity, class: ClassId, place: usize, left: f32) {
    let corner = BorderRadius::all(px(12));
    commands.spawn((
        ChildOf(card),
        Node { border_radius: corner, ..at(left, 340.0, THUMBNAIL_PX, THUMBNAIL_PX) },
        BackgroundColor(palette::GROOVE),
    ));
    commands.spawn((
        Name::new("thumbnail"),
        ControlPlace(ControlId::Thumbnail(class, place)),
        Visibility::Hidden,
        ChildOf(card),
        Node { border_radius: corner, ..at(left, 340.0, THUMBNAIL_PX, THUMBNAIL_PX) },
        ImageNode::default().with_mode(NodeImageMode::Stretch),
    ));
}

/// A ring filled clockwise from the top, `share` 0..1 of it.
fn ring_gradient(share: f32, color: Color) -> ConicGradient {
    let end = share.clamp(0.0, 1.0) * TAU;
    let stops = vec![
        AngularColorStop::new(color, 0.0),
        AngularColorStop::new(color, end),
        AngularColorStop::new(palette::GROOVE, end),
        AngularColorStop::new(palette::GROOVE, TAU),
    ];
    ConicGradient::new(UiPosition::CENTER, stops)
}

/// How far a class is on the way to the goal, in whole pictures.
pub(super) fn progress_of(class: &Class) -> usize {
    class.counts.progress as usize
}

/// Rings and numbers show how far each class is: pictures that add something fill the ring faster than near-copies.
pub(super) fn show_counts(
    classes: Res<Classes>,
    added: Query<(), Added<Ring>>,
    mut rings: Query<(&Ring, &mut BorderGradient)>,
    mut counts: Query<(&CountText, &mut Text)>,
) {
    if !classes.is_changed() && added.is_empty() {
        return;
    }
    for (ring, mut gradient) in &mut rings {
        if let Some(class) = classes.get(ring.0) {
            let share = class.counts.progress / EXAMPLES_GOAL as f32;
            *gradient = BorderGradient::from(ring_gradient(share, color(class.color)));
        }
    }
    for (count, mut text) in &mut counts {
        if let Some(class) = classes.get(count.0) {
            text.0 = words::count(progress_of(class), class.counts.teach);
        }
    }
}

/// Bars flow towards the newest confidence.
pub(super) fn show_confidence(
    time: Res<Time>,
    prediction: Res<LatestPrediction>,
    mut bars: Query<(&mut Bar, &mut Node)>,
    mut percents: Query<(&PercentText, &mut Text)>,
) {
    let share = 1.0 - (-time.delta_secs() / BAR_SECS).exp();
    for (mut bar, mut node) in &mut bars {
        // What is like nothing taught is like none of the classes, however they share it among them.
        let wanted = if prediction.answer == Answer::NeverSeen { 0.0 } else { prediction.confidence_in(bar.class) };
        bar.shown += (wanted - bar.shown) * share;
        // Less than its own round end would be a splinter.
        let shown = if bar.shown < NARROWEST_BAR { 0.0 } else { bar.shown };
        let width = percent((shown * 1000.0).round() / 10.0);
        if node.width != width {
            node.width = width;
        }
    }
    if !prediction.is_changed() {
        return;
    }
    for (class, mut text) in &mut percents {
        let words = if prediction.confidence.is_empty() || prediction.answer == Answer::NeverSeen {
            String::new()
        } else {
            format!("{:.0} %", prediction.confidence_in(class.0) * 100.0)
        };
        if text.0 != words {
            text.0 = words;
        }
    }
}

/// A touched button gives way.
pub(super) fn show_presses(contacts: Res<Contacts>, mut faces: Query<(&ButtonFace, &mut UiTransform)>) {
    if !contacts.is_changed() {
        return;
    }
    for (face, mut transform) in &mut faces {
        transform.scale = Vec2::splat(if contacts.touches(face.0) { 0.92 } else { 1.0 });
    }
}
