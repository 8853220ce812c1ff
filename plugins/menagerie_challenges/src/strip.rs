//! What stands on the screen of all visitors while a team teaches: who it is, how much time is left, how many pictures, how
//! good it is so far, and the end.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, ButtonLook, Fitted, Kit, ScreenLayout, TextRole, corner, mm, text};

use crate::game::{Game, Stage};
use crate::measured::Measured;
use crate::parts::{SIGN, classes_of, clock, rest_of_row, spawn_sign};
use crate::play::{DONE, END, Play};
use crate::rules::Kind;
use crate::teams::name;

/// How long "end" has to be held, seconds.
const END_SECS: f32 = 1.2;
/// Below so many seconds the time left is called out by its colour, and by its being there alone.
const SOON_SECS: f32 = 10.0;

/// What the mirror leaves of the upper half where the screen stands upright, units.
const BESIDE_UPRIGHT: f32 = 69.5;

/// Height of a column that ends with a bar, units.
const COLUMN_WITH_BAR: f32 = 75.0;

/// The panel, and the buttons in the bar.
#[derive(Component)]
pub(super) struct Hung;

/// The time that is left, the pictures, and the share so far in words and as a bar.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Time,
    Pictures,
    Share,
    Bar,
}

/// Where the panel hangs: beside the mirror where there is room on two sides.
fn panel_slot(has_side: bool) -> SlotId {
    if has_side { SlotId::BESIDE_MIRROR } else { SlotId::ABOVE_ALL }
}

/// Hangs the panel and the buttons into their places while a team teaches, and takes them away.
pub(super) fn hang(
    play: Res<Play>,
    classes: Res<Classes>,
    places: Query<(Entity, &SlotPlace)>,
    hung: Query<(Entity, &ChildOf), With<Hung>>,
    kit: Kit,
    mut commands: Commands,
) {
    let Some(game) = play.game().filter(|game| game.stage == Stage::Turn) else {
        for (entity, _) in &hung {
            commands.entity(entity).despawn();
        }
        return;
    };
    let has_side = places.iter().any(|(_, place)| place.0 == SlotId::BESIDE_MIRROR);
    for (place, SlotPlace(slot)) in &places {
        if hung.iter().any(|(_, parent)| parent.parent() == place) {
            continue;
        }
        if *slot == panel_slot(has_side) {
            commands.entity(place).with_children(|place| spawn_panel(place, &kit, game, &classes, has_side));
        } else if *slot == SlotId::BAR {
            commands.entity(place).with_children(|place| {
                let row = Node { column_gap: mm(2.5), margin: UiRect::right(mm(2.5)), ..default() };
                place.spawn((Hung, SlotOrder(10), row)).with_children(|row| {
                    row.spawn(kit.button(DONE, Phrase::new("challenges-done"), "check_ink", ButtonLook::LOUD));
                    let label = Some("challenges-end-held");
                    row.spawn(kit.held_button(END, Phrase::new("challenges-end"), label, "close", END_SECS));
                });
            });
        }
    }
}

/// How the panel is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Beside the mirror, with room for everything.
    Whole,
    /// One line at the bottom of the upper half, below the sentence and the sign of the camera.
    Line,
    /// A column to the left of the mirror.
    Column,
}

impl Shape {
    fn of(layout: &ScreenLayout, has_side: bool) -> Self {
        match layout.arrangement {
            _ if has_side => Self::Whole,
            Arrangement::Landscape => Self::Line,
            Arrangement::Portrait => Self::Column,
        }
    }

    fn node(self, layout: &ScreenLayout) -> Node {
        let half = layout.size.y / 2.0;
        let node = Node {
            padding: UiRect::axes(mm(4.0), mm(3.0)),
            row_gap: mm(2.0),
            column_gap: mm(6.0),
            flex_direction: FlexDirection::Column,
            border_radius: corner(5.0),
            ..default()
        };
        match self {
            Self::Whole => node,
            Self::Line => Node {
                position_type: PositionType::Absolute,
                left: mm(2.5),
                bottom: mm(half + 2.5),
                width: mm(layout.size.x - half - 6.0),
                flex_direction: FlexDirection::Row,
                align_items: AlignItems::Center,
                ..node
            },
            Self::Column => Node {
                position_type: PositionType::Absolute,
                left: mm(2.5),
                top: mm(2.5),
                width: mm(((layout.size.x - (half - BESIDE_UPRIGHT)) / 2.0 - 4.0).max(40.0)),
                padding: UiRect::axes(mm(2.5), mm(3.0)),
                ..node
            },
        }
    }
}

fn spawn_panel(place: &mut ChildSpawnerCommands, kit: &Kit, game: &Game, classes: &Classes, has_side: bool) {
    let shape = Shape::of(&kit.layout, has_side);
    // Beside a small mirror a column has no room for a bar.
    let has_bar = match shape {
        Shape::Whole => true,
        Shape::Line => false,
        Shape::Column => kit.layout.size.y / 2.0 - BESIDE_UPRIGHT > COLUMN_WITH_BAR,
    };
    let is_relay = game.kind == Kind::Relay;
    let taught = || classes_of(game, game.team(), classes).join(", ");
    let fitted = |parent: &mut ChildSpawnerCommands, words: String, role: TextRole, color: Color| {
        parent.spawn(rest_of_row()).with_child((
            text(words.clone(), &kit.fonts.bold, role, color),
            TextLayout::no_wrap(),
            Fitted { whole: words },
        ));
    };
    place.spawn((Hung, SlotOrder(10), shape.node(&kit.layout), BackgroundColor(kit.palette.sheet))).with_children(
        |panel| {
            let line = Node { column_gap: mm(3.0), align_items: AlignItems::Center, ..default() };
            panel.spawn(line).with_children(|line| {
                spawn_sign(line, kit, game.team(), SIGN);
                let called = || name(&game.names, game.team(), &kit.words);
                // Where there is little room the sign says who it is.
                match shape {
                    Shape::Whole => fitted(line, called(), TextRole::Prompt, kit.palette.white),
                    Shape::Line => {}
                    Shape::Column if is_relay => fitted(line, taught(), TextRole::Label, kit.palette.warning),
                    Shape::Column => fitted(line, called(), TextRole::Label, kit.palette.white),
                }
            });
            spawn_figures(panel, kit, game, shape);
            if is_relay && shape != Shape::Column {
                panel.spawn(Node { flex_grow: 1.0, min_width: mm(0.0), ..default() }).with_children(|line| {
                    fitted(line, taught(), TextRole::Label, kit.palette.warning);
                });
            }
            if game.rules.shows_result && has_bar {
                spawn_bar(panel, kit, game);
            }
        },
    );
}

/// The figures, each behind its icon.
fn spawn_figures(panel: &mut ChildSpawnerCommands, kit: &Kit, game: &Game, shape: Shape) {
    let (flex_direction, column_gap) = match shape {
        Shape::Whole => (FlexDirection::Row, mm(9.0)),
        Shape::Line => (FlexDirection::Row, mm(5.0)),
        Shape::Column => (FlexDirection::Column, mm(0.0)),
    };
    panel.spawn(Node { flex_direction, column_gap, ..default() }).with_children(|figures| {
        let share = game.rules.shows_result.then_some(("check", Figure::Share));
        for (icon, figure) in [("clock", Figure::Time), ("camera", Figure::Pictures)].into_iter().chain(share) {
            let line = Node { column_gap: mm(2.5), align_items: AlignItems::Center, ..default() };
            figures.spawn(line).with_children(|line| {
                line.spawn(kit.icon(icon, 9.0));
                line.spawn((
                    figure,
                    text(String::new(), &kit.fonts.bold, TextRole::Prompt, kit.palette.white),
                    TextLayout::no_wrap(),
                ));
            });
        }
    });
}

/// The share so far, with a mark at the goal.
fn spawn_bar(panel: &mut ChildSpawnerCommands, kit: &Kit, game: &Game) {
    panel
        .spawn((
            Node { width: percent(100), height: mm(6.0), border_radius: corner(3.0), ..default() },
            BackgroundColor(kit.palette.groove),
        ))
        .with_children(|groove| {
            groove.spawn((
                Figure::Bar,
                Node { width: percent(0), height: percent(100), border_radius: corner(3.0), ..default() },
                BackgroundColor(kit.palette.white),
            ));
            if let Some(goal) = game.rules.goal {
                groove.spawn((
                    Node {
                        position_type: PositionType::Absolute,
                        left: percent(goal * 100.0),
                        top: mm(-1.5),
                        width: mm(1.6),
                        height: mm(9.0),
                        border_radius: corner(0.8),
                        ..default()
                    },
                    BackgroundColor(kit.palette.focus),
                ));
            }
        });
}

/// Shows the figures of the moment.
pub(super) fn show(
    play: Res<Play>,
    classes: Res<Classes>,
    tests: Res<TestResult>,
    kit: Kit,
    mut known: Local<f64>,
    mut texts: Query<(&Figure, &mut Text, &mut TextColor)>,
    mut bars: Query<(&Figure, &mut Node), Without<Text>>,
) {
    let Some(game) = play.game().filter(|game| game.stage == Stage::Turn) else {
        *known = 0.0;
        return;
    };
    let measured = Measured::of(&classes, &tests);
    // What is being measured again is what it was.
    if tests.fresh {
        *known = measured.share();
    }
    let percent_known = (*known * 100.0 + 1e-9).floor();
    for (figure, mut text, mut color) in &mut texts {
        let words = match figure {
            Figure::Time => clock(game.left_secs.ceil() as u32),
            Figure::Pictures => measured.pictures().to_string(),
            Figure::Share => format!("{percent_known} %"),
            Figure::Bar => continue,
        };
        if text.0 != words {
            text.0 = words;
        }
        let is_soon = *figure == Figure::Time && game.left_secs <= SOON_SECS;
        color.set_if_neq(TextColor(if is_soon { kit.palette.warning } else { kit.palette.white }));
    }
    for (figure, mut node) in &mut bars {
        let width = percent(percent_known as f32);
        if *figure == Figure::Bar && node.width != width {
            node.width = width;
        }
    }
}
