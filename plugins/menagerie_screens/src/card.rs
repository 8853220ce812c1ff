//! The card of a class: its creature on the ground, the button to hold with its ring, the confidence bar, the thumbnails.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use menagerie_core::classes::color;
use menagerie_core::pixels::{RingLook, paint_ring};
use menagerie_core::prelude::*;
use menagerie_ui::{Fitted, Kit, Palette, PressFace, TextRole, control, corner, mm, palette, phrase, text};

use crate::card_layout::CardLayout;

/// Width of the ring, and of the gap within it, shares of its diameter.
const RING_WIDTH: f32 = 0.085;
const RING_GAP: f32 = 0.02;
/// From this diameter on there is room for a word on the button, units.
const ROOM_FOR_WORDS: f32 = 33.0;
/// Share below which a confidence bar shows nothing.
const NARROWEST_BAR: f32 = 0.04;
/// Time constant of the confidence bar, seconds.
const BAR_SECS: f32 = 0.12;

/// The card of a class.
#[derive(Component)]
pub(super) struct Card(pub(super) ClassId);

/// The ring around a class's button.
#[derive(Component)]
pub(super) struct Ring(pub(super) ClassId);

/// The number of pictures a class has.
#[derive(Component)]
pub(super) struct CountText {
    class: ClassId,
    has_room: bool,
}

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

/// A node at that place on its parent.
pub(super) fn place(at: Rect) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: mm(at.min.x),
        top: mm(at.min.y),
        width: mm(at.width()),
        height: mm(at.height()),
        ..default()
    }
}

/// The same, with what is in it in the middle.
fn place_centred(at: Rect) -> Node {
    Node { align_items: AlignItems::Center, justify_content: JustifyContent::Center, ..place(at) }
}

pub(super) fn spawn_card(cards: &mut ChildSpawnerCommands, kit: &Kit, class: &Class, corner: Vec2, size: Vec2) {
    let layout = CardLayout::of(size.x, size.y);
    cards
        .spawn((
            Name::new(format!("card of {}", class.name)),
            Card(class.id),
            place(Rect::from_corners(corner, corner + size)),
        ))
        .with_children(|card| {
            spawn_creature(card, class, &layout);
            spawn_name(card, kit, class, layout.name);
            spawn_hold_button(card, kit, class, layout.ring);
            spawn_bar(card, kit, class, &layout);
            for (thumbnail, at) in layout.thumbnails.iter().enumerate() {
                spawn_thumbnail(card, class.id, thumbnail, *at);
            }
        });
}

fn spawn_creature(card: &mut ChildSpawnerCommands, class: &Class, layout: &CardLayout) {
    if class.is_quiet() {
        return;
    }
    let at = layout.creature;
    let spoken = Phrase::new("spoken-creature").with("name", class.name.as_str());
    card.spawn((control(ControlName::creature(class.id), spoken), CreatureSpot { class: class.id }, place(at)));
    card.spawn((
        Name::new("outputs"),
        SlotPlace(SlotId::Card(class.id)),
        Node { column_gap: mm(1.0), ..place(Rect::from_corners(at.min, at.min + Vec2::new(at.width(), 10.0))) },
    ));
}

fn spawn_name(card: &mut ChildSpawnerCommands, kit: &Kit, class: &Class, at: Rect) {
    let ink = if class.enabled { kit.palette.white } else { kit.palette.soft_white };
    let key = if class.enabled { "class-name" } else { "class-resting" };
    let spoken = Phrase::new("spoken-rename").with("name", class.name.as_str());
    card.spawn((
        control(ControlName::rename(class.id), spoken),
        PressFace(ControlName::rename(class.id)),
        Node {
            padding: UiRect::horizontal(mm(2.0)),
            border_radius: corner(at.height() / 2.0),
            overflow: Overflow::clip(),
            ..place_centred(at)
        },
        BackgroundColor(kit.palette.sheet),
        children![(
            phrase(Phrase::new(key).with("name", class.name.as_str()), &kit.fonts.bold, TextRole::Label, ink),
            TextLayout::no_wrap(),
            Node { flex_shrink: 0.0, ..default() },
            Fitted::default(),
        )],
    ));
}

fn spawn_hold_button(card: &mut ChildSpawnerCommands, kit: &Kit, class: &Class, at: Rect) {
    let name = ControlName::hold(class.id);
    let side = at.width();
    let spoken = Phrase::new("spoken-hold").with("name", class.name.as_str());
    card.spawn((
        control(name.clone(), spoken),
        PressFace(name),
        Ring(class.id),
        ImageNode::default(),
        Node { flex_direction: FlexDirection::Column, ..place_centred(at) },
    ))
    .with_children(|ring| {
        ring.spawn(kit.icon("hand_hold", side * 0.26));
        // On a small one the hand has to say it.
        let has_room = side >= ROOM_FOR_WORDS;
        if has_room {
            ring.spawn((
                phrase(Phrase::new("hold"), &kit.fonts.bold, TextRole::Label, kit.palette.white),
                TextLayout::no_wrap(),
                Fitted::default(),
            ));
        }
        ring.spawn((
            CountText { class: class.id, has_room },
            phrase(count(class, has_room), &kit.fonts.bold, TextRole::Label, kit.palette.white),
            TextLayout::no_wrap(),
        ));
    });
}

fn spawn_bar(card: &mut ChildSpawnerCommands, kit: &Kit, class: &Class, layout: &CardLayout) {
    card.spawn((
        Name::new("confidence"),
        Node { border_radius: BorderRadius::MAX, overflow: Overflow::clip(), ..place(layout.bar) },
        BackgroundColor(kit.palette.groove),
        children![(
            Bar { class: class.id, shown: 0.0 },
            Node { width: percent(0), height: percent(100), border_radius: BorderRadius::MAX, ..default() },
            BackgroundColor(color(class.color)),
        )],
    ));
    if let Some(at) = layout.percent {
        card.spawn((
            Node { justify_content: JustifyContent::FlexEnd, ..place_centred(at) },
            children![(
                PercentText(class.id),
                text("", &kit.fonts.bold, TextRole::Label, kit.palette.white),
                TextLayout::no_wrap(),
                // Behind it is ground, which is bright in places.
                Node {
                    display: Display::None,
                    padding: UiRect::horizontal(mm(1.4)),
                    border_radius: corner(3.0),
                    ..default()
                },
                BackgroundColor(kit.palette.sheet)
            )],
        ));
    }
}

fn spawn_thumbnail(card: &mut ChildSpawnerCommands, class: ClassId, thumbnail: usize, at: Rect) {
    let name = ControlName::thumbnail(class, thumbnail);
    card.spawn((
        control(name.clone(), Phrase::new("spoken-thumbnail").with("place", thumbnail + 1)),
        PressFace(name),
        Visibility::Hidden,
        Node { border_radius: corner(3.0), ..place(at) },
        ImageNode::default().with_mode(NodeImageMode::Stretch),
    ));
}

/// The button's picture, `share` 0..1 of its ring filled, so many pixels wide.
fn ring_picture(class: &Class, share: f32, side: u32, groove: Color) -> Image {
    let bytes = |color: Color| Srgba::from(color).to_u8_array_no_alpha();
    let look = RingLook {
        side,
        width: RING_WIDTH,
        gap: RING_GAP,
        filled: class.color,
        groove: bytes(groove),
        disc: bytes(palette::deep(color(class.color))),
    };
    let size = Extent3d { width: side, height: side, depth_or_array_layers: 1 };
    let (pixels, usage) = (paint_ring(&look, share), RenderAssetUsages::RENDER_WORLD);
    Image::new(size, TextureDimension::D2, pixels, TextureFormat::Rgba8UnormSrgb, usage)
}

/// How far a class is on the way to the goal, in whole pictures; behind it, how many pictures it has.
/// On a small button there is no room for the goal: the ring shows it.
fn count(class: &Class, has_room: bool) -> Phrase {
    let (progress, pictures) = (class.counts.progress as usize, class.counts.teach);
    if progress >= EXAMPLES_GOAL && pictures > EXAMPLES_GOAL {
        Phrase::new("count-pictures").with("pictures", pictures)
    } else if !has_room {
        Phrase::new("count-pictures").with("pictures", progress.min(EXAMPLES_GOAL))
    } else {
        Phrase::new("count-progress").with("progress", progress.min(EXAMPLES_GOAL)).with("goal", EXAMPLES_GOAL)
    }
}

/// Rings and numbers show how far each class is: pictures that add something fill the ring faster than near-copies.
pub(super) fn show_counts(
    classes: Res<Classes>,
    mut rings: Query<(&Ring, &mut ImageNode, Ref<ComputedNode>)>,
    mut counts: Query<(&CountText, &mut Phrase)>,
    mut images: ResMut<Assets<Image>>,
    palette: Res<Palette>,
) {
    for (ring, mut picture, node) in &mut rings {
        let side = node.size().x.round() as u32;
        if side > 0
            && (classes.is_changed() || node.is_changed() || palette.is_changed())
            && let Some(class) = classes.get(ring.0)
        {
            let share = class.counts.progress / EXAMPLES_GOAL as f32;
            picture.image = images.add(ring_picture(class, share, side, palette.groove));
        }
    }
    if !classes.is_changed() {
        return;
    }
    for (shown, mut phrase) in &mut counts {
        if let Some(class) = classes.get(shown.class) {
            phrase.set_if_neq(count(class, shown.has_room));
        }
    }
}

/// Bars flow towards the newest confidence. A class that was taught nothing has none to show.
pub(super) fn show_confidence(
    time: Res<Time>,
    access: Res<Access>,
    classes: Res<Classes>,
    words: Res<Words>,
    prediction: Res<LatestPrediction>,
    mut bars: Query<(&mut Bar, &mut Node)>,
    mut percents: Query<(Ref<PercentText>, &mut Text, &mut Node), Without<Bar>>,
) {
    let flow = 1.0 - (-time.delta_secs() / BAR_SECS).exp();
    let flow = if access.reduced_motion { 1.0 } else { flow };
    // What is like nothing taught is like none of the classes, however they share it among them.
    let confidence = |class: ClassId| {
        let is_taught = classes.get(class).is_some_and(|class| class.counts.teach > 0);
        let is_known = prediction.answer != Answer::NeverSeen && !prediction.confidence.is_empty();
        (is_known && (is_taught || prediction.confidence_in(class) > 0.0)).then(|| prediction.confidence_in(class))
    };
    for (mut bar, mut node) in &mut bars {
        let wanted = confidence(bar.class).unwrap_or(0.0);
        bar.shown += (wanted - bar.shown) * flow;
        // Less than its own round end would be a splinter.
        let shown = if bar.shown < NARROWEST_BAR { 0.0 } else { bar.shown };
        let width = percent((shown * 200.0).round() / 2.0);
        if node.width != width {
            node.width = width;
        }
    }
    for (shown, mut text, mut node) in &mut percents {
        if !prediction.is_changed() && !words.is_changed() && !shown.is_added() {
            continue;
        }
        let said = confidence(shown.0).map_or_else(String::new, |confidence| {
            words.with("percent", &[("percent", Arg::Number(f64::from((confidence * 100.0).round())))])
        });
        if text.0 != said {
            node.display = if said.is_empty() { Display::None } else { Display::Flex };
            text.0 = said;
        }
    }
}
