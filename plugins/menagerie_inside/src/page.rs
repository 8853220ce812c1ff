//! What one sees: the sentence of the stop, the mirror with what lights up on it, what is shown of the stop, the way on.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, ButtonLook, Kit, TextRole, corner, mm, phrase, screen_root};

use crate::atlas::AtlasPages;
use crate::neuron::Opened;
use crate::reasons::Light;
use crate::room::{BUTTONS, GAP, PADDING, room};
use crate::time::KeptMoment;
use crate::tour::{self, Tour};
use crate::walk::{Beside, NEXT, PREVIOUS, RANDOM, STOPS, Shown, WALL, Walk};
use crate::wall::Wall;
use crate::{INSIDE, known, neuron, reasons, strip, time, wall};

/// Side of the mirror above a wall, units; where the screen stands upright, what the words around it leave of the upper half.
const MIRROR_SIDE: f32 = 72.0;
const WORDS_AROUND: f32 = 74.0;
/// Width of what stands beside the mirror, units.
const BESIDE: f32 = 112.0;
/// Least width of a screen with words on all buttons, units.
const WORDY: f32 = 300.0;

/// Everything that is laid anew at each stop.
#[derive(Component)]
pub(super) struct Page;

/// The line beside the mirror.
#[derive(Component)]
pub(super) struct Info;

/// What the page was laid out of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Laid {
    walk: Walk,
    wall: (Option<Layer>, usize, Option<Beside>),
    patches: usize,
    step: Option<usize>,
    is_frozen: bool,
    keeps: bool,
}

/// What the screen is made of.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Contents<'w> {
    walk: Res<'w, Walk>,
    wall: Res<'w, Wall>,
    opened: Res<'w, Opened>,
    tour: Res<'w, Tour>,
    look_back: Res<'w, LookBack>,
    kept: Res<'w, KeptMoment>,
    light: Res<'w, Light>,
    classes: Res<'w, Classes>,
    mirror: Res<'w, MirrorTexture>,
    filters: Res<'w, FirstFilters>,
    pages: AtlasPages<'w>,
}

impl Contents<'_> {
    fn laid(&self) -> Laid {
        Laid {
            walk: *self.walk,
            wall: (self.wall.layer, self.wall.tiles(), self.wall.beside),
            patches: self.opened.patches(),
            step: self.tour.number(),
            is_frozen: self.look_back.back.is_some(),
            keeps: self.kept.map().is_some(),
        }
    }
}

pub(super) fn enter(
    mut commands: Commands,
    kit: Kit,
    mut wall: ResMut<Wall>,
    mut light: ResMut<Light>,
    mut images: ResMut<Assets<Image>>,
) {
    *wall = Wall::new(&mut images);
    *light = Light::new(&mut images);
    let root = commands.spawn(screen_root(INSIDE)).insert(BackgroundColor(kit.palette.ink)).id();
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    commands.entity(root).with_child((Page, Node { flex_direction: FlexDirection::Column, ..whole }));
}

/// Lays the page anew at each stop, and when what is shown there is known.
pub(super) fn lay(
    contents: Contents,
    pages: Query<(Entity, Ref<Page>)>,
    kit: Kit,
    mut laid: Local<Option<Laid>>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    let wanted = contents.laid();
    for (page, is_new) in pages.iter().map(|(entity, page)| (entity, page.is_added())) {
        if laid.as_ref() == Some(&wanted) && !is_new && !kit.has_changed() {
            continue;
        }
        *laid = Some(wanted);
        commands.entity(page).despawn_related::<Children>().with_children(|page| {
            page.spawn(kit.quiet_background());
            spawn_upper(page, &kit, &contents, &mut images);
            let [direction, wrap] = match kit.layout.arrangement {
                Arrangement::Landscape => [FlexDirection::Row, FlexDirection::Column],
                Arrangement::Portrait => [FlexDirection::ColumnReverse, FlexDirection::Row],
            };
            let lower = Node {
                flex_grow: 1.0,
                flex_direction: direction,
                padding: UiRect::horizontal(mm(PADDING)),
                ..default()
            };
            page.spawn(Node { column_gap: mm(GAP), row_gap: mm(GAP), ..lower }).with_children(|lower| {
                let room = room(&kit.layout);
                let space = Node { width: mm(room.x), height: mm(room.y), flex_shrink: 0.0, ..default() };
                lower.spawn(space).with_children(|space| match (contents.walk.stop().shown, contents.walk.neuron()) {
                    (Shown::Layer(_), Some(_)) => neuron::spawn_patches(space, &kit, &contents.opened, &contents.pages),
                    (Shown::Layer(layer), None) if contents.wall.layer == Some(layer) => {
                        wall::spawn_walls(space, &kit, &contents.wall);
                    }
                    (Shown::Layer(_), None) => {}
                    (Shown::Known, _) => known::spawn(space, &kit),
                    (Shown::Reasons, _) => reasons::spawn_mirror(space, &contents.mirror, &contents.light, room),
                });
                let tools = Node {
                    flex_direction: wrap,
                    flex_wrap: FlexWrap::Wrap,
                    align_items: AlignItems::FlexStart,
                    align_content: AlignContent::FlexStart,
                    flex_grow: 1.0,
                    ..default()
                };
                lower.spawn(Node { column_gap: mm(GAP), row_gap: mm(GAP), ..tools }).with_children(|tools| {
                    spawn_tools(tools, &kit, &contents);
                });
            });
            spawn_buttons(page, &kit, &contents);
        });
    }
}

/// The sentence, and below it the mirror with what is said of the stop; or, at the end, those who answer.
fn spawn_upper(page: &mut ChildSpawnerCommands, kit: &Kit, contents: &Contents, images: &mut Assets<Image>) {
    let direction = match kit.layout.arrangement {
        Arrangement::Landscape => FlexDirection::Row,
        Arrangement::Portrait => FlexDirection::Column,
    };
    let upper = Node {
        height: percent(50),
        flex_shrink: 0.0,
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        row_gap: mm(2.0),
        padding: UiRect::all(mm(PADDING)),
        ..default()
    };
    page.spawn(upper).with_children(|upper| {
        let sentence = contents.tour.sentence().unwrap_or(contents.walk.stop().sentence);
        let ink = if contents.tour.number().is_some() { kit.palette.focus } else { kit.palette.white };
        upper.spawn(phrase(Phrase::new(sentence), &kit.fonts.bold, TextRole::Prompt, ink));
        let info = || {
            let words = phrase(Phrase::default(), &kit.fonts.medium, TextRole::Label, kit.palette.white);
            (Info, words, Node { max_width: percent(100), ..default() })
        };
        if contents.walk.stop().shown == Shown::Reasons {
            upper.spawn(info());
            reasons::spawn_creatures(upper, kit, &contents.classes);
            return;
        }
        let body = Node { flex_direction: direction, column_gap: mm(8.0), row_gap: mm(3.0), ..default() };
        upper.spawn(Node { align_items: AlignItems::Center, ..body }).with_children(|body| {
            spawn_mirror(body, kit, contents);
            let column =
                Node { width: mm(BESIDE), flex_direction: FlexDirection::Column, row_gap: mm(3.0), ..default() };
            body.spawn(column).with_children(|column| {
                column.spawn(info());
                let row = Node { column_gap: mm(GAP), ..default() };
                column.spawn(row).with_children(|row| match contents.walk.neuron() {
                    Some(neuron) => neuron::spawn_beside(row, kit, neuron, &contents.pages, &contents.filters, images),
                    None => time::spawn_kept(row, &contents.kept, neuron::SMALL),
                });
            });
        });
    });
}

fn spawn_mirror(body: &mut ChildSpawnerCommands, kit: &Kit, contents: &Contents) {
    let side = mm(match kit.layout.arrangement {
        Arrangement::Landscape => MIRROR_SIDE,
        Arrangement::Portrait => kit.layout.size.y / 2.0 - WORDS_AROUND,
    });
    let square = Node { width: side, height: side, flex_shrink: 0.0, ..default() };
    let square = Node { overflow: Overflow::clip(), border_radius: corner(4.0), ..square };
    body.spawn((square, ImageNode::new(contents.mirror.0.clone()).with_mode(NodeImageMode::Stretch)))
        .with_child(contents.wall.glow_node());
}

/// What can be done at a stop.
fn spawn_tools(tools: &mut ChildSpawnerCommands, kit: &Kit, contents: &Contents) {
    if contents.walk.neuron().is_some() {
        tools.spawn(kit.icon_button(WALL, Phrase::new("inside-all"), "tiles"));
    } else if contents.walk.layer().is_some() {
        time::spawn_buttons(tools, kit, &contents.look_back, *contents.walk);
        let is_random = contents.walk.beside == Some(Beside::Random);
        let [spoken, icon] = if is_random { ["inside-without-random", "close"] } else { ["inside-random", "dice"] };
        tools.spawn(kit.icon_button(RANDOM, Phrase::new(spoken), icon));
    }
    if kit.layout.arrangement == Arrangement::Portrait {
        spawn_tour(tools, kit, contents);
    }
}

/// Begins the tour, or ends it.
fn spawn_tour(row: &mut ChildSpawnerCommands, kit: &Kit, contents: &Contents) {
    let (name, spoken, [wordy, icon], look) = if contents.tour.number().is_some() {
        (tour::SKIP, "tour-skip", ["close", "close"], ButtonLook::QUIET)
    } else if contents.walk.place == 0 && contents.walk.channel.is_none() {
        (tour::BEGIN, "tour-begin", ["tour_ink", "tour"], ButtonLook::LOUD)
    } else {
        return;
    };
    if kit.layout.size.x >= WORDY {
        row.spawn(kit.button(name, Phrase::new(spoken), wordy, look));
    } else {
        row.spawn(kit.icon_button(name, Phrase::new(spoken), icon));
    }
}

/// The tour, the strip, back and on.
fn spawn_buttons(page: &mut ChildSpawnerCommands, kit: &Kit, contents: &Contents) {
    let place = contents.walk.place;
    let is_wordy = kit.layout.size.x >= WORDY;
    let row = Node {
        height: mm(BUTTONS + PADDING),
        flex_shrink: 0.0,
        column_gap: mm(GAP),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::FlexEnd,
        // The way home stands on the left.
        padding: UiRect::right(mm(PADDING)),
        ..default()
    };
    page.spawn(row).with_children(|row| {
        if kit.layout.arrangement == Arrangement::Landscape {
            spawn_tour(row, kit, contents);
        }
        strip::spawn(row, kit, place);
        // Upright there is no room for it: the strip and a swipe lead back, too.
        if place > 0 && kit.layout.arrangement == Arrangement::Landscape {
            row.spawn(kit.icon_button(PREVIOUS, Phrase::new("inside-previous"), "arrow_left"));
        }
        if place + 1 < STOPS.len() && is_wordy {
            row.spawn(kit.button(NEXT, Phrase::new("inside-next"), "arrow_right", ButtonLook::QUIET));
        } else if place + 1 < STOPS.len() {
            row.spawn(kit.icon_button(NEXT, Phrase::new("inside-next"), "arrow_right"));
        }
    });
}

/// Says what can be said about what is shown.
pub(super) fn say(
    walk: Res<Walk>,
    wall: Res<Wall>,
    view: Res<NetworkView>,
    opened: Res<OpenedModel>,
    classes: Res<Classes>,
    pages: AtlasPages,
    words: Res<Words>,
    mut infos: Query<&mut Phrase, With<Info>>,
) {
    let [channels, side] = wall.size;
    let said = match (walk.stop().shown, walk.neuron()) {
        _ if opened.0.is_some() => Phrase::new("inside-none"),
        (Shown::Known, _) => Phrase::new("inside-known-info"),
        (Shown::Reasons, _) if classes.taught() == 0 => Phrase::new("inside-nothing-taught"),
        (Shown::Reasons, _) if view.reasons.is_none() => Phrase::new("inside-no-reasons"),
        (Shown::Reasons, _) => Phrase::new("inside-reasons-info"),
        (Shown::Layer(_), Some(neuron)) => neuron::sentence(neuron, &pages, &words),
        (Shown::Layer(layer), None) if wall.layer != Some(layer) => Phrase::new("inside-waiting"),
        (Shown::Layer(_), None) => {
            let shown = wall.tiles();
            let key = match wall.beside {
                Some(Beside::Random) => "inside-random-info",
                _ if shown < channels => "inside-wall-some",
                _ => "inside-wall",
            };
            Phrase::new(key).with("channels", channels).with("side", side).with("shown", shown)
        }
    };
    for mut info in &mut infos {
        info.set_if_neq(said.clone());
    }
}
