//! A screen of its own: the mirror, and beside it how sure the network is of each class, as bars that move; below, how sure it has to
//! be to answer.
//!
//! Cover half of the thing and see what becomes of the bars; make it rash and see how often it is wrong, make it shy and see how
//! often it is silent: experiments one does with one's hands. There is no right place. This crate is an example for screens of one's own (`docs/PLUGINS.md`): it knows only the words of core and the kit.

mod slider;

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, Fitted, Kit, TextRole, corner, mm, palette, phrase, screen_root, text};

/// The screen.
pub const SURENESS: ScreenId = ScreenId("sureness");
/// The state in which it is shown.
const SHOWN: CurrentScreen = CurrentScreen(SURENESS);
/// Most classes shown.
const MOST_BARS: usize = 6;
/// Side of a creature, of the mirror, and height of a bar, units.
const CREATURE: f32 = 36.0;
/// Height of all that is not the mirror where the screen stands upright, units.
const BELOW_MIRROR: f32 = 195.0;
/// Between creatures, units.
const BETWEEN: f32 = 6.0;
const MIRROR: f32 = 84.0;
const BAR: f32 = 12.0;

/// Adds the screen.
pub struct SurenessPlugin;

impl Plugin for SurenessPlugin {
    fn build(&self, app: &mut App) {
        let owner = env!("CARGO_CRATE_NAME");
        app.receive_guest(owner)
            .register_screen(ScreenInfo {
                id: SURENESS,
                title: "sureness-title",
                icon: "icons/question.png",
                order: 50,
                owner,
            })
            .bring_words(&[
                ("en", "sureness.ftl", include_str!("../locales/en/sureness.ftl")),
                ("nl", "sureness.ftl", include_str!("../locales/nl/sureness.ftl")),
                ("fr", "sureness.ftl", include_str!("../locales/fr/sureness.ftl")),
                ("de", "sureness.ftl", include_str!("../locales/de/sureness.ftl")),
                ("es", "sureness.ftl", include_str!("../locales/es/sureness.ftl")),
            ])
            .add_plugins(slider::plugin)
            .add_systems(OnEnter(SHOWN), enter)
            .add_systems(Update, (say, show_bars).run_if(in_state(SHOWN)).in_set(ExhibitSystems::Present));
    }
}

/// The sentence.
#[derive(Component)]
struct Sentence;

/// The moving part of a class's bar.
#[derive(Component)]
struct Bar(ClassId);

fn enter(mut commands: Commands, kit: Kit, classes: Res<Classes>, mirror: Res<MirrorTexture>) {
    let root = commands.spawn(screen_root(SURENESS)).insert(BackgroundColor(kit.palette.ink)).id();
    commands.entity(root).entry::<Node>().and_modify(|mut node| {
        (node.flex_direction, node.row_gap) = (FlexDirection::Column, mm(4.0));
        (node.align_items, node.padding) = (AlignItems::Center, UiRect::all(mm(5.0)));
    });
    let (mirror_side, direction, align) = match kit.layout.arrangement {
        Arrangement::Landscape => (MIRROR, FlexDirection::Row, AlignItems::FlexStart),
        Arrangement::Portrait => {
            (MIRROR.min(kit.layout.size.y - BELOW_MIRROR), FlexDirection::Column, AlignItems::Center)
        }
    };
    commands.entity(root).with_children(|root| {
        root.spawn(kit.quiet_background());
        root.spawn((Sentence, phrase(Phrase::default(), &kit.fonts.bold, TextRole::Prompt, kit.palette.white)));
        let row = Node { column_gap: mm(8.0), row_gap: mm(4.0), flex_direction: direction, ..default() };
        root.spawn(Node { align_items: align, ..row }).with_children(|row| {
            row.spawn((
                Node { width: mm(mirror_side), height: mm(mirror_side), border_radius: corner(5.0), ..default() },
                ImageNode::new(mirror.0.clone()).with_mode(NodeImageMode::Stretch),
            ));
            let column = Node { flex_direction: FlexDirection::Column, row_gap: mm(2.5), ..default() };
            row.spawn(Node { width: mm(140.0), ..column }).with_children(|bars| {
                for class in classes.0.iter().filter(|class| class.counts.teach > 0).take(MOST_BARS) {
                    spawn_bar(bars, &kit, class);
                }
            });
        });
        // Who answers, and who would rather not.
        let row = Node { flex_grow: 1.0, align_items: AlignItems::FlexEnd, column_gap: mm(BETWEEN), ..default() };
        root.spawn(row).with_children(|row| {
            let taught = || classes.0.iter().filter(|class| class.counts.teach > 0).take(MOST_BARS);
            let room = (kit.layout.size.x - 2.0 * BETWEEN) / taught().count().max(1) as f32 - BETWEEN;
            let side = mm(CREATURE.min(room));
            for class in taught() {
                row.spawn((CreatureSpot { class: class.id }, Node { width: side, height: side, ..default() }));
            }
        });
        slider::spawn(root, &kit);
    });
}

fn spawn_bar(bars: &mut ChildSpawnerCommands, kit: &Kit, class: &Class) {
    let groove = Node { width: percent(100), height: mm(BAR), align_items: AlignItems::Center, ..default() };
    let filling = Node {
        position_type: PositionType::Absolute,
        left: mm(0.0),
        width: percent(0),
        height: percent(100),
        border_radius: corner(3.0),
        ..default()
    };
    bars.spawn((
        Node { padding: UiRect::horizontal(mm(3.0)), overflow: Overflow::clip(), border_radius: corner(3.0), ..groove },
        BackgroundColor(kit.palette.groove),
        children![
            (Bar(class.id), filling, BackgroundColor(palette::deep(color(class.color)))),
            slider::mark(kit.palette.white),
            (
                text(class.name.clone(), &kit.fonts.bold, TextRole::Label, kit.palette.white),
                TextLayout::no_wrap(),
                Fitted { whole: class.name.clone() },
            ),
        ],
    ));
}

/// What to do, once there is something to see.
fn say(
    classes: Res<Classes>,
    prediction: Res<LatestPrediction>,
    moved: Res<slider::Moved>,
    mut sentences: Query<&mut Phrase, With<Sentence>>,
) {
    let said = match (classes.taught(), prediction.answer, moved.0) {
        (0 | 1, ..) => Phrase::new("sureness-nothing"),
        (_, Answer::NeverSeen, _) => Phrase::new("sureness-never-seen"),
        // Whoever has not moved it yet is asked to do something else first.
        (_, _, false) => Phrase::new("sureness-look"),
        (_, Answer::Nobody, true) => Phrase::new("sureness-silent"),
        (_, Answer::Class(class), true) => {
            let name = classes.get(class).map(|class| class.name.as_str()).unwrap_or_default();
            Phrase::new("sureness-answer").with("name", name)
        }
    };
    for mut sentence in &mut sentences {
        sentence.set_if_neq(said.clone());
    }
}

fn show_bars(prediction: Res<LatestPrediction>, mut bars: Query<(&Bar, &mut Node)>) {
    // How the classes compare says nothing about a thing that resembles none of them.
    let is_known = prediction.answer != Answer::NeverSeen;
    for (Bar(class), mut node) in &mut bars {
        let confidence = if is_known { prediction.confidence_in(*class) } else { 0.0 };
        let width = percent((confidence * 200.0).round() / 2.0);
        if node.width != width {
            node.width = width;
        }
    }
}
