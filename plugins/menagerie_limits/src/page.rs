//! What one sees: the cards, or the step of the experiment that runs, with the mirror and what was answered so far.

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{
    Arrangement, ButtonLook, Fitted, Kit, PressFace, TextRole, control, corner, mm, palette, phrase, plate_node,
    screen_root,
};

use crate::LIMITS;
use crate::run::{AGAIN, CARDS, LOOK, LOOK_SECS, Looking, MORE, Run, Running, Seen, TEACH, Turned};

/// Side of the mirror, units, and above three lines of cards; where the screen stands upright, what everything below it leaves.
const MIRROR: f32 = 76.0;
const MIRROR_ABOVE_CARDS: f32 = 64.0;
const BELOW_MIRROR: f32 = 175.0;
/// Side of a creature, share of the screen's height, units at most, and how many there is room for.
const CREATURE_SHARE: f32 = 0.22;
const CREATURE: f32 = 58.0;
const CREATURES: usize = 4;
/// Least and most width of a card, its height, and the gap between two, units; with large letters.
const NARROWEST_CARD: f32 = 58.0;
const WIDEST_CARD: f32 = 78.0;
const CARD_HEIGHT: f32 = 22.0;
const LARGE_CARD: Vec2 = Vec2::new(72.0, 30.0);
const CARD_GAP: f32 = 3.0;
/// Height of the way home, below the cards, units.
const WAY_HOME: f32 = 17.0;
/// Around everything, units.
const PADDING: f32 = 5.0;
/// Width and height of what was answered, units.
const ROW: Vec2 = Vec2::new(150.0, 12.0);

/// Everything on the screen that is laid anew with the run.
#[derive(Component)]
pub(super) struct Page;

/// The bar that grows while the network looks.
#[derive(Component)]
pub(super) struct LookingBar;

/// What the screen is laid out of.
type Laid = (Option<Run>, usize, usize, usize, bool);

pub(super) fn enter(mut commands: Commands, kit: Kit) {
    let root = commands.spawn(screen_root(LIMITS)).insert(BackgroundColor(kit.palette.ink)).id();
    let whole = Node {
        position_type: PositionType::Absolute,
        width: percent(100),
        height: percent(100),
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        row_gap: mm(4.0),
        padding: UiRect::all(mm(PADDING)),
        ..default()
    };
    commands.entity(root).with_child((Page, whole));
}

/// Lays the page anew when there is another thing to show.
pub(super) fn lay(
    running: Res<Running>,
    experiments: Res<Experiments>,
    challenges: Res<Challenges>,
    classes: Res<Classes>,
    mirror: Res<MirrorTexture>,
    (turned, access): (Res<Turned>, Res<Access>),
    pages: Query<(Entity, Ref<Page>)>,
    kit: Kit,
    mut laid: Local<Option<Laid>>,
    mut commands: Commands,
) {
    let grid = CardGrid::of(kit.layout.size, access.large_text);
    let cards = experiments.iter().count() + challenges.iter().count();
    let turned = turned.0 % grid.pages(cards);
    let wanted = (running.0.clone(), cards, challenges.iter().count(), turned, access.large_text);
    for (page, is_new) in pages.iter().map(|(entity, page)| (entity, page.is_added())) {
        if laid.as_ref() == Some(&wanted) && !is_new && !kit.has_changed() && !kit.words.is_changed() {
            continue;
        }
        *laid = Some(wanted.clone());
        commands.entity(page).despawn_related::<Children>().with_children(|page| {
            page.spawn(kit.quiet_background());
            let run = running.0.as_ref().and_then(|run| Some((run, experiments.get(&run.id)?)));
            match run {
                Some((run, experiment)) => {
                    let step = experiment.steps.get(run.step);
                    spawn_prompt(page, &kit, step.map_or(experiment.finding, |step| step.task));
                    page.spawn(body(&kit)).with_children(|body| {
                        spawn_mirror(body, &kit, &mirror, MIRROR);
                        spawn_seen(body, &kit, run, &classes);
                    });
                    page.spawn(rest());
                    spawn_creatures(
                        page,
                        &kit,
                        classes.0.iter().filter(|class| class.counts.teach > 0).take(CREATURES),
                    );
                    page.spawn(rest());
                    spawn_choices(page, &kit, step);
                }
                None => {
                    spawn_prompt(page, &kit, "limits-choose");
                    page.spawn(body(&kit)).with_children(|body| {
                        // Where there is room: who lives here stands beside the mirror.
                        let beside = match kit.layout.arrangement {
                            Arrangement::Landscape => [0..1, 1..2],
                            Arrangement::Portrait => [0..0, 0..0],
                        };
                        let [left, right] = beside.map(|places| classes.0.get(places).unwrap_or_default());
                        spawn_creatures(body, &kit, left.iter());
                        spawn_mirror(body, &kit, &mirror, MIRROR_ABOVE_CARDS);
                        spawn_creatures(body, &kit, right.iter());
                    });
                    spawn_cards(page, &kit, &experiments, &challenges, (grid, turned));
                }
            }
        });
    }
}

fn spawn_prompt(page: &mut ChildSpawnerCommands, kit: &Kit, key: &str) {
    page.spawn(phrase(Phrase::new(key), &kit.fonts.bold, TextRole::Prompt, kit.palette.white));
}

/// The upper half, above what is touched.
fn body(kit: &Kit) -> Node {
    let direction = match kit.layout.arrangement {
        Arrangement::Landscape => FlexDirection::Row,
        Arrangement::Portrait => FlexDirection::Column,
    };
    Node {
        flex_direction: direction,
        column_gap: mm(10.0),
        row_gap: mm(5.0),
        align_items: AlignItems::Center,
        ..default()
    }
}

fn spawn_mirror(body: &mut ChildSpawnerCommands, kit: &Kit, mirror: &MirrorTexture, lying: f32) {
    let size = kit.layout.size;
    let side = match kit.layout.arrangement {
        Arrangement::Landscape => lying,
        Arrangement::Portrait => (size.y - BELOW_MIRROR).min(size.x * 0.55),
    };
    body.spawn((
        Node { width: mm(side), height: mm(side), flex_shrink: 0.0, border_radius: corner(5.0), ..default() },
        ImageNode::new(mirror.0.clone()).with_mode(NodeImageMode::Stretch),
        children![(
            LookingBar,
            Node {
                position_type: PositionType::Absolute,
                left: mm(0.0),
                bottom: mm(0.0),
                width: percent(0),
                height: mm(4.0),
                ..default()
            },
            BackgroundColor(Color::WHITE),
        )],
    ));
}

/// While the network looks a bar grows below the mirror.
pub(super) fn show_looking(looking: Res<Looking>, mut bars: Query<&mut Node, With<LookingBar>>) {
    let width = percent(looking.0.map_or(0.0, |secs| (1.0 - secs / LOOK_SECS).clamp(0.0, 1.0) * 100.0));
    for mut bar in &mut bars {
        if bar.width != width {
            bar.width = width;
        }
    }
}

/// The room that nothing needs.
fn rest() -> Node {
    Node { flex_grow: 1.0, ..default() }
}

/// Creatures that answer here as they do where they are taught.
fn spawn_creatures<'a>(parent: &mut ChildSpawnerCommands, kit: &Kit, classes: impl Iterator<Item = &'a Class>) {
    let side = mm((kit.layout.size.y * CREATURE_SHARE).min(CREATURE));
    let row = Node { column_gap: mm(8.0), justify_content: JustifyContent::Center, ..default() };
    parent.spawn(row).with_children(|row| {
        for class in classes.filter(|class| !class.is_quiet()) {
            row.spawn((CreatureSpot { class: class.id }, Node { width: side, height: side, ..default() }));
        }
    });
}

/// What was answered at each step so far, as a bar of the class's colour and in words.
fn spawn_seen(body: &mut ChildSpawnerCommands, kit: &Kit, run: &Run, classes: &Classes) {
    let column = Node { flex_direction: FlexDirection::Column, row_gap: mm(2.5), width: mm(ROW.x), ..default() };
    body.spawn(column).with_children(|column| {
        for (task, seen) in &run.seen {
            column.spawn((
                phrase(Phrase::new(*task), &kit.fonts.medium, TextRole::Label, kit.palette.soft_white),
                TextLayout::no_wrap(),
                Fitted::default(),
            ));
            spawn_answer(column, kit, seen, classes);
        }
    });
}

fn spawn_answer(column: &mut ChildSpawnerCommands, kit: &Kit, seen: &Seen, classes: &Classes) {
    let class = match seen.answer {
        Answer::Class(class) => classes.get(class),
        Answer::Nobody | Answer::NeverSeen => None,
    };
    let said = match (class, seen.answer) {
        (Some(class), _) => Phrase::new("limits-answer")
            .with("name", class.name.as_str())
            .with("percent", f64::from((seen.confidence * 100.0).round())),
        (None, Answer::NeverSeen) => Phrase::new("limits-never-seen"),
        (None, _) => Phrase::new("limits-nobody"),
    };
    let fill = class.map_or(kit.palette.groove, |class| palette::deep(color(class.color)));
    column.spawn((
        Node {
            width: percent(100),
            height: mm(ROW.y),
            align_items: AlignItems::Center,
            padding: UiRect::horizontal(mm(3.0)),
            border_radius: corner(3.0),
            overflow: Overflow::clip(),
            ..default()
        },
        BackgroundColor(kit.palette.groove),
        children![
            (
                Node {
                    position_type: PositionType::Absolute,
                    left: mm(0.0),
                    width: percent(seen.confidence * 100.0),
                    height: percent(100),
                    border_radius: corner(3.0),
                    ..default()
                },
                BackgroundColor(fill),
            ),
            (
                phrase(said, &kit.fonts.bold, TextRole::Label, kit.palette.white),
                TextLayout::no_wrap(),
                Fitted::default(),
            ),
        ],
    ));
}

/// What can be touched at a step, or at the end.
fn spawn_choices(page: &mut ChildSpawnerCommands, kit: &Kit, step: Option<&ExperimentStep>) {
    // The way home stands on the left.
    page.spawn(Node { column_gap: mm(4.0), align_self: AlignSelf::FlexEnd, ..default() }).with_children(|row| {
        match step.map(|step| step.until) {
            Some(until) if until.is_about_teaching() => {
                row.spawn(kit.button(TEACH, Phrase::new("limits-teach"), "hand_hold", ButtonLook::QUIET));
            }
            Some(Until::Looked) => {
                row.spawn(kit.button(LOOK, Phrase::new("limits-look"), "eye", ButtonLook::QUIET));
            }
            Some(_) => {}
            None => {
                row.spawn(kit.button(AGAIN, Phrase::new("limits-again"), "reset", ButtonLook::QUIET));
            }
        }
        row.spawn(kit.button(CARDS, Phrase::new("limits-cards"), "flask", ButtonLook::QUIET));
    });
}

/// A card for each experiment and each challenge, where everybody reaches it.
fn spawn_cards(
    page: &mut ChildSpawnerCommands,
    kit: &Kit,
    experiments: &Experiments,
    challenges: &Challenges,
    (grid, turned): (CardGrid, usize),
) {
    page.spawn(rest());
    let rows = Node {
        width: percent(100),
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        column_gap: mm(CARD_GAP),
        row_gap: mm(CARD_GAP),
        // The way home stands below.
        margin: UiRect::bottom(mm(WAY_HOME)),
        ..default()
    };
    let of_experiments = experiments.iter().map(|experiment| {
        let name = ControlName::from(format!("experiment/{}", experiment.id));
        (name, Phrase::new(experiment.card), experiment.icon)
    });
    let of_challenges = challenges.iter().map(|challenge| {
        let name = ControlName::from(format!("challenge/{}", challenge.id));
        let [least, most] = [challenge.teams.start(), challenge.teams.end()].map(|teams| *teams as f64);
        let card = Phrase::new("limits-challenge")
            .with("card", kit.words.text(challenge.card))
            .with("least", least)
            .with("most", most);
        (name, card, challenge.icon)
    });
    let cards: Vec<_> = of_experiments.chain(of_challenges).collect();
    let (pages, per_page) = (grid.pages(cards.len()), grid.per_page(cards.len()));
    page.spawn(rows).with_children(|rows| {
        for (name, card, icon) in cards.into_iter().skip(turned * per_page).take(per_page) {
            spawn_card(rows, kit, grid.card, name, card, icon);
        }
        if pages > 1 {
            spawn_card(rows, kit, grid.card, MORE, Phrase::new("limits-more"), "icons/arrow_right.png");
        }
    });
}

/// How cards stand in the lower half.
#[derive(Debug, Clone, Copy, PartialEq)]
struct CardGrid {
    /// Size of a card, units.
    card: Vec2,
    /// Cards that there is room for.
    room: usize,
}

impl CardGrid {
    /// Of a screen of this size; cards are larger with large letters.
    fn of(screen: Vec2, large: bool) -> Self {
        let least = if large { LARGE_CARD } else { Vec2::new(NARROWEST_CARD, CARD_HEIGHT) };
        let room = Vec2::new(screen.x - 2.0 * PADDING, screen.y / 2.0 - WAY_HOME - PADDING) + CARD_GAP;
        let [columns, rows] = (room / (least + CARD_GAP)).floor().max(Vec2::ONE).to_array();
        // A little less than fits: what is rounded up must not break the row.
        let width = (room.x / columns - CARD_GAP - 0.5).min(WIDEST_CARD);
        Self { card: Vec2::new(width, least.y), room: (columns * rows) as usize }
    }

    /// How many pages so many cards take; where it is more than one, a card of each turns to the next.
    fn pages(self, cards: usize) -> usize {
        if cards <= self.room { 1 } else { cards.div_ceil(self.per_page(cards)) }
    }

    fn per_page(self, cards: usize) -> usize {
        if cards <= self.room { self.room } else { (self.room - 1).max(1) }
    }
}

fn spawn_card(rows: &mut ChildSpawnerCommands, kit: &Kit, size: Vec2, name: ControlName, card: Phrase, icon: &str) {
    rows.spawn((
        control(name.clone(), card.clone()),
        PressFace(name),
        plate_node(size),
        BackgroundColor(kit.palette.plate),
        BorderColor::all(kit.palette.groove),
        children![
            (
                Node { width: mm(11.0), height: mm(11.0), flex_shrink: 0.0, ..default() },
                ImageNode::new(kit.assets.load(icon.to_owned())),
            ),
            (
                Node { flex_grow: 1.0, flex_basis: mm(0.0), ..default() },
                phrase(card, &kit.fonts.bold, TextRole::Label, kit.palette.white),
            ),
        ],
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_fit_into_the_lower_half_and_the_rest_is_turned_to() {
        for (screen, large) in [((338.0, 190.0), false), ((253.0, 190.0), true), ((190.0, 253.0), true)] {
            let screen = Vec2::from(screen);
            let grid = CardGrid::of(screen, large);
            let columns = ((screen.x - 2.0 * PADDING + CARD_GAP) / (grid.card.x + CARD_GAP)).floor();
            let rows = (grid.room as f32 / columns).ceil();
            assert!(rows * (grid.card.y + CARD_GAP) <= screen.y / 2.0 - WAY_HOME - PADDING + CARD_GAP, "{grid:?}");
            let pages = grid.pages(11);
            assert!(pages * grid.per_page(11) >= 11 && (pages - 1) * grid.per_page(11) < 11, "{grid:?} {pages}");
        }
        let grid = CardGrid { card: Vec2::ONE, room: 6 };
        assert_eq!([grid.pages(0), grid.pages(6), grid.pages(7), grid.pages(11)], [1, 1, 2, 3]);
    }
}
