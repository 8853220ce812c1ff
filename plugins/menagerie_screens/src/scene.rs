//! Puts the screen together: the backdrop, then the mirror with what is said beside it, the bar, the place for the cards.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, Kit, ScreenLayout, ScreenRoot, mm, screen_root};

use crate::backdrop::backdrop;
use crate::rooms::{BarPlace, CardsPlace, GAP, PROMPT_BELOW, Rooms, has_two_sides};
use crate::sky::sky;
use crate::{guide, lights, mirror};

/// Lays the screen anew when it is entered, and when its room or its look changes.
pub(super) fn lay_scene(
    roots: Query<(Entity, &ScreenRoot)>,
    mirror_texture: Res<MirrorTexture>,
    kit: Kit,
    mut commands: Commands,
) {
    let standing = roots.iter().find(|(_, root)| root.0 == ScreenId::PLAY);
    match standing {
        Some(_) if !kit.has_changed() => return,
        Some((root, _)) => commands.entity(root).despawn(),
        None => {}
    }
    // How many cards there are changes only what is below.
    let rooms = Rooms::of(&kit.layout, 0);
    let root = commands.spawn(screen_root(ScreenId::PLAY)).id();
    commands.entity(root).entry::<Node>().and_modify(|mut node| {
        node.flex_direction = FlexDirection::Column;
    });
    commands.entity(root).with_children(|root| {
        root.spawn(backdrop());
        root.spawn(sky());
        root.spawn(lights::place());
        root.spawn((
            Name::new("upper part"),
            Node {
                width: percent(100),
                height: mm(kit.layout.size.y - rooms.lower),
                padding: UiRect::all(mm(GAP)),
                ..upper(&kit.layout)
            },
        ))
        .with_children(|upper| {
            let is_landscape = kit.layout.arrangement == Arrangement::Landscape;
            let prompt = |parent: &mut ChildSpawnerCommands| guide::spawn_prompt(parent, &kit);
            if is_landscape {
                upper.spawn(beside()).with_children(prompt);
                mirror::spawn_mirror(upper, &kit, &mirror_texture, rooms.mirror);
                if has_two_sides(&kit.layout) {
                    upper.spawn(beside()).with_children(|side| mirror::spawn_side(side, &kit));
                }
            } else {
                mirror::spawn_mirror(upper, &kit, &mirror_texture, rooms.mirror);
                upper.spawn(Node { height: mm(PROMPT_BELOW), ..beside() }).with_children(prompt);
            }
        });
        root.spawn((
            Name::new("lower part"),
            Node {
                width: percent(100),
                height: mm(rooms.lower),
                flex_shrink: 0.0,
                flex_direction: FlexDirection::Column,
                row_gap: mm(GAP),
                ..default()
            },
        ))
        .with_children(|lower| {
            lower.spawn((
                Name::new("bar"),
                BarPlace,
                Node {
                    width: percent(100),
                    padding: UiRect::horizontal(mm(GAP)),
                    column_gap: mm(GAP),
                    row_gap: mm(GAP),
                    flex_shrink: 0.0,
                    flex_wrap: FlexWrap::Wrap,
                    justify_content: JustifyContent::FlexEnd,
                    align_items: AlignItems::Center,
                    align_content: AlignContent::Center,
                    ..default()
                },
            ));
            lower.spawn((Name::new("cards"), CardsPlace, Node { width: percent(100), flex_grow: 1.0, ..default() }));
        });
        root.spawn((
            Name::new("above all"),
            SlotPlace(SlotId::ABOVE_ALL),
            Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() },
        ));
    });
}

/// The part above: a row, or a column where the screen stands upright.
fn upper(layout: &ScreenLayout) -> Node {
    let flex_direction = match layout.arrangement {
        Arrangement::Landscape => FlexDirection::Row,
        Arrangement::Portrait => FlexDirection::Column,
    };
    Node {
        flex_direction,
        align_items: AlignItems::Stretch,
        justify_content: JustifyContent::Center,
        column_gap: mm(GAP * 1.6),
        row_gap: mm(GAP),
        ..default()
    }
}

/// A column beside the mirror.
fn beside() -> Node {
    Node {
        flex_direction: FlexDirection::Column,
        justify_content: JustifyContent::FlexStart,
        row_gap: mm(GAP),
        flex_grow: 1.0,
        flex_basis: mm(0.0),
        ..default()
    }
}
