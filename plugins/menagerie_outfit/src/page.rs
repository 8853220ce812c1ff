//! What one sees: who is dressed, large, and below what can be chosen.

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{
    Arrangement, Fitted, Kit, PressFace, TARGET_MM, TextRole, control, corner, mm, palette, phrase, plate_node,
    screen_root, text,
};

use crate::OUTFIT;
use crate::choice::{CLASS, CREATURE, Choice, EARLIER, LATER, TAB, Tab};
use crate::picture;
use crate::pictures::{Moving, PictureKey, PictureLibrary};
use crate::tiles::{Face, GAP, Shelf, Stock, Tile, families, is_chosen, tile_size, tiles};

/// Around everything, units.
const PADDING: f32 = 5.0;
/// Width of a class's button, units, at most.
const CLASS_WIDTH: f32 = 44.0;
/// Most classes.
const MOST_CLASSES: usize = 6;
/// Width of an icon on a tile, and of a dot that stands for a page, units.
const ICON: f32 = 8.0;
const DOT: f32 = 2.2;

/// Everything that is laid anew with another choice.
#[derive(Component)]
pub(super) struct Page;

/// A button that shows whether it is chosen.
#[derive(Component)]
pub(super) struct Chosen(ControlName);

/// What the page is laid out of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Laid {
    choice: Choice,
    classes: Vec<(ClassId, String, String)>,
    picture: Option<PictureKey>,
    tiles: Vec<Tile>,
}

pub(super) fn enter(mut commands: Commands, kit: Kit) {
    let root = commands.spawn(screen_root(OUTFIT)).insert(BackgroundColor(kit.palette.ink)).id();
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    commands.entity(root).with_child((Page, Node { flex_direction: FlexDirection::Column, ..whole }));
}

/// Lays the page anew with another choice.
pub(super) fn lay(
    choice: Res<Choice>,
    classes: Res<Classes>,
    (pictures, sounds, outputs, microphone): (Res<PictureLibrary>, Res<SoundCatalog>, Res<Outputs>, Res<Microphone>),
    pages: Query<(Entity, Ref<Page>)>,
    kit: Kit,
    mut laid: Local<Option<Laid>>,
    mut commands: Commands,
) {
    let is_same = !(choice.is_changed() || classes.is_changed() || microphone.is_changed() || outputs.is_changed());
    if is_same && !kit.has_changed() && !kit.words.is_changed() && !pages.iter().any(|(_, page)| page.is_added()) {
        return;
    }
    let shown = classes.0.iter().filter(|class| class.counts.teach > 0).take(MOST_CLASSES);
    let shown: Vec<&Class> = shown.collect();
    let Some(chosen) = choice.class.and_then(|class| classes.get(class)) else { return };
    let stock = Stock {
        pictures: &pictures,
        sounds: &sounds,
        outputs: &outputs,
        has_microphone: *microphone != Microphone::Off,
    };
    let wanted = Laid {
        choice: choice.clone(),
        classes: shown.iter().map(|class| (class.id, class.name.clone(), class.creature.clone())).collect(),
        picture: picture::picture_of(chosen),
        tiles: tiles(&choice, chosen, stock),
    };
    for (page, is_new) in pages.iter().map(|(entity, page)| (entity, page.is_added())) {
        if laid.as_ref() == Some(&wanted) && !is_new && !kit.has_changed() && !kit.words.is_changed() {
            continue;
        }
        commands.entity(page).despawn_related::<Children>().with_children(|page| {
            page.spawn(kit.quiet_background());
            spawn_upper(page, &kit, chosen, wanted.picture.clone());
            let lower = Node {
                flex_direction: FlexDirection::Column,
                row_gap: mm(GAP),
                height: percent(50),
                flex_shrink: 0.0,
                padding: UiRect::axes(mm(PADDING), mm(GAP / 2.0)),
                ..default()
            };
            page.spawn(lower).with_children(|lower| {
                spawn_classes(lower, &kit, &shown, chosen);
                let mut used = 2.0 * (TARGET_MM + GAP) + 2.0 * GAP + DOT;
                let families = if choice.tab == Tab::Sounds { families(&sounds) } else { Vec::new() };
                if !families.is_empty() {
                    used += TARGET_MM + GAP;
                    spawn_families(lower, &kit, families);
                }
                let room = Vec2::new(kit.layout.size.x - 2.0 * PADDING, kit.layout.size.y / 2.0 - used);
                spawn_tiles(
                    lower,
                    &kit,
                    &wanted.tiles,
                    choice.tab,
                    Shelf::of(room, tile_size(choice.tab)),
                    choice.page,
                );
                spawn_tabs(lower, &kit);
            });
        });
        *laid = Some(wanted.clone());
    }
}

/// Who is dressed, and the picture that goes with it.
fn spawn_upper(page: &mut ChildSpawnerCommands, kit: &Kit, class: &Class, picture: Option<PictureKey>) {
    let upper = Node {
        height: percent(50),
        flex_shrink: 0.0,
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::SpaceBetween,
        padding: UiRect::all(mm(PADDING)),
        ..default()
    };
    page.spawn(upper).with_children(|upper| {
        upper.spawn((
            phrase(Phrase::new("outfit-sentence"), &kit.fonts.bold, TextRole::Prompt, kit.palette.white),
            TextLayout::justify(Justify::Center),
        ));
        let side = match kit.layout.arrangement {
            Arrangement::Landscape => kit.layout.size.y * 0.36,
            Arrangement::Portrait => (kit.layout.size.y * 0.34).min(kit.layout.size.x * 0.5),
        };
        let row = Node { align_items: AlignItems::FlexEnd, column_gap: mm(2.0 * GAP), ..default() };
        upper.spawn(row).with_children(|row| {
            row.spawn((CreatureSpot { class: class.id }, Node { width: mm(side), height: mm(side), ..default() }));
            if let Some(picture) = picture {
                let node =
                    Node { width: mm(side * 0.7), height: mm(side * 0.7), border_radius: corner(6.0), ..default() };
                row.spawn((Moving(picture), node, BackgroundColor(kit.palette.plate)));
            }
        });
    });
}

/// Everybody who was taught, to choose whom to dress.
fn spawn_classes(lower: &mut ChildSpawnerCommands, kit: &Kit, shown: &[&Class], chosen: &Class) {
    let row = Node { column_gap: mm(GAP), justify_content: JustifyContent::Center, flex_shrink: 0.0, ..default() };
    let room = kit.layout.size.x - 2.0 * PADDING;
    let width = (room / shown.len().max(1) as f32 - GAP).min(CLASS_WIDTH);
    lower.spawn(row).with_children(|row| {
        for class in shown {
            let name = ControlName::from(format!("{CLASS}/{}", class.id.0));
            let edge = if chosen.id == class.id { kit.palette.focus } else { kit.palette.groove };
            let spoken = Phrase::new("class-name").with("name", class.name.as_str());
            let face = (BackgroundColor(palette::deep(color(class.color))), BorderColor::all(edge));
            row.spawn((tile_node(name, spoken, Vec2::new(width, TARGET_MM)), face))
                .with_child(words_of(kit, class.name.clone()));
        }
    });
}

/// The families of sounds, one of which can be shown alone.
fn spawn_families(lower: &mut ChildSpawnerCommands, kit: &Kit, families: Vec<Tile>) {
    let row = Node { column_gap: mm(GAP), justify_content: JustifyContent::Center, flex_shrink: 0.0, ..default() };
    lower.spawn(row).with_children(|row| {
        for Tile { name, label, face } in families {
            let Face::Icon(icon) = face else { continue };
            row.spawn(kit.icon_button(name.clone(), label, &icon)).insert(Chosen(name));
        }
    });
}

/// A page of what there is, with an arrow on either side where there are several, and a dot for each.
fn spawn_tiles(lower: &mut ChildSpawnerCommands, kit: &Kit, tiles: &[Tile], tab: Tab, shelf: Shelf, page: usize) {
    let pages = shelf.pages(tiles.len());
    let page = page % pages;
    let row = Node { flex_grow: 1.0, column_gap: mm(GAP), align_items: AlignItems::Center, ..default() };
    lower.spawn(Node { justify_content: JustifyContent::SpaceBetween, ..row }).with_children(|row| {
        let arrow = Node { width: mm(TARGET_MM), flex_shrink: 0.0, ..default() };
        row.spawn(arrow.clone()).with_children(|place| {
            if pages > 1 {
                place.spawn(kit.icon_button(EARLIER, Phrase::new("outfit-earlier"), "arrow_left"));
            }
        });
        let size = tile_size(tab);
        let grid = Node {
            width: mm(shelf.columns as f32 * (size.x + GAP)),
            flex_wrap: FlexWrap::Wrap,
            column_gap: mm(GAP),
            row_gap: mm(GAP),
            justify_content: JustifyContent::Center,
            ..default()
        };
        row.spawn(grid).with_children(|grid| {
            for tile in tiles.iter().skip(page * shelf.places()).take(shelf.places()) {
                spawn_tile(grid, kit, tile, size);
            }
        });
        row.spawn(arrow).with_children(|place| {
            if pages > 1 {
                place.spawn(kit.icon_button(LATER, Phrase::new("outfit-later"), "arrow_right"));
            }
        });
    });
    let dots = Node {
        height: mm(DOT),
        column_gap: mm(GAP),
        justify_content: JustifyContent::Center,
        flex_shrink: 0.0,
        ..default()
    };
    lower.spawn(dots).with_children(|dots| {
        for one in (0..pages).filter(|_| pages > 1) {
            let color = if one == page { kit.palette.white } else { kit.palette.groove };
            let node = Node { width: mm(DOT), height: mm(DOT), border_radius: BorderRadius::MAX, ..default() };
            dots.spawn((node, BackgroundColor(color)));
        }
    });
}

fn spawn_tile(grid: &mut ChildSpawnerCommands, kit: &Kit, tile: &Tile, size: Vec2) {
    // Written anew with the page when another language is spoken.
    let words = kit.words.say(&tile.label);
    let face = (BackgroundColor(kit.palette.plate), BorderColor::all(kit.palette.groove), Chosen(tile.name.clone()));
    let mut node = grid.spawn((tile_node(tile.name.clone(), tile.label.clone(), size), face));
    match &tile.face {
        Face::Icon(icon) if size.x <= size.y => drop(node.with_child(kit.icon(icon, ICON * 1.4))),
        Face::Icon(icon) => {
            // The words fit themselves into a node of their own.
            let beside = Node { width: mm(size.x - ICON - 7.0), overflow: Overflow::clip(), ..default() };
            node.with_child(kit.icon(icon, ICON)).with_children(|tile| {
                tile.spawn(beside).with_child(words_of(kit, words));
            });
        }
        Face::Label => drop(node.with_child(words_of(kit, words))),
        Face::Picture(picture) => {
            let inner =
                Node { width: mm(size.x - 4.0), height: mm(size.y - 4.0), border_radius: corner(3.0), ..default() };
            node.with_child((Moving(picture.clone()), inner));
        }
    }
}

/// A button of this size, units, with an edge that says whether it is chosen.
fn tile_node(name: ControlName, spoken: Phrase, size: Vec2) -> impl Bundle {
    (
        control(name.clone(), spoken),
        PressFace(name),
        Node {
            border: UiRect::all(mm(1.0)),
            column_gap: mm(1.6),
            padding: UiRect::horizontal(mm(1.0)),
            justify_content: JustifyContent::Center,
            ..plate_node(size)
        },
    )
}

/// Words on a tile, as large as there is room.
fn words_of(kit: &Kit, words: String) -> impl Bundle + use<> {
    (
        text(words.clone(), &kit.fonts.bold, TextRole::Label, kit.palette.white),
        TextLayout::no_wrap(),
        Fitted { whole: words },
    )
}

/// What kind of thing is chosen, and another creature.
fn spawn_tabs(lower: &mut ChildSpawnerCommands, kit: &Kit) {
    // The way home stands on the left.
    let row = Node { column_gap: mm(GAP), justify_content: JustifyContent::FlexEnd, flex_shrink: 0.0, ..default() };
    lower.spawn(Node { padding: UiRect::bottom(mm(GAP)), ..row }).with_children(|row| {
        for tab in Tab::ALL {
            let name = ControlName::from(format!("{TAB}/{}", tab.name()));
            let label = Phrase::new(format!("outfit-{}", tab.name()));
            row.spawn(kit.icon_button(name.clone(), label, tab.icon())).insert(Chosen(name));
        }
        row.spawn(kit.icon_button(CREATURE, Phrase::new("outfit-creature"), "dice"));
    });
}

/// What is chosen has an edge of light.
pub(super) fn show_chosen(
    choice: Res<Choice>,
    classes: Res<Classes>,
    kit: Kit,
    new: Query<(), Added<Chosen>>,
    mut buttons: Query<(&Chosen, &mut BorderColor)>,
) {
    if new.is_empty() && !choice.is_changed() && !classes.is_changed() && !kit.has_changed() {
        return;
    }
    let Some(class) = choice.class.and_then(|class| classes.get(class)) else { return };
    let says = |name: &str| kit.words.say(&Phrase::new(format!("outfit-words-{name}")));
    for (Chosen(control), mut edge) in &mut buttons {
        let color = if is_chosen(control, &choice, class, says) { kit.palette.focus } else { kit.palette.groove };
        edge.set_if_neq(BorderColor::all(color));
    }
}
