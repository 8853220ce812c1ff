//! What one sees and touches at a memory chain: above the mirror and what was remembered so far, below the shelf, where there is
//! no camera, and the button that teaches. Cards with pictures would give everything away, so nobody sees them here.

use bevy::prelude::*;
use menagerie_core::photographs::read_picture;
use menagerie_core::prelude::*;
use menagerie_ui::{ButtonLook, Kit, PressFace, TextRole, control, corner, mm, phrase, text};

use crate::chain::{Chain, Step, answered};
use crate::game::Stage;
use crate::parts::{
    GAP, clock, half, image_of, is_upright, label, lower_height, rest_of_row, share, spawn_bottom, spawn_lives,
};
use crate::play::{DONE, Play};

/// Below so many seconds a press is a tap, and a few pictures are taken.
const TAP_SECS: f32 = 0.3;
/// Side of a place in the chain, and the most of one, units.
const LINK: (f32, f32) = (14.0, 26.0);
/// Most things on the shelf.
const MOST_THINGS: usize = 8;
/// Side of one, units.
const THING: f32 = 30.0;

/// What changes while one plays.
#[derive(Component, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Sentence,
    Time,
    Links,
}

/// A thing on the shelf, at this place, whose photograph is still to be shown.
#[derive(Component)]
pub(super) struct Face(usize);

fn chain(play: &Play) -> Option<&Chain> {
    play.game().filter(|game| game.stage == Stage::Playing)?.chain.as_ref()
}

fn pictures(classes: &Classes) -> usize {
    classes.0.iter().map(|class| class.counts.teach).sum()
}

/// What a touch at the chain wishes.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Wishes<'w> {
    start: MessageWriter<'w, StartCapturing>,
    stop: MessageWriter<'w, StopCapturing>,
    burst: MessageWriter<'w, CaptureBurst>,
    show: MessageWriter<'w, ShowSource>,
}

/// What is touched teaches, puts a thing before the mirror, or ends the turn.
pub(super) fn follow_touches(
    mut pressed: MessageReader<Pressed>,
    mut released: MessageReader<Released>,
    mut activated: MessageReader<Activated>,
    (classes, shelf): (Res<Classes>, Res<PropShelf>),
    mut play: ResMut<Play>,
    mut wishes: Wishes,
) {
    let Some(chain) = chain(&play) else {
        pressed.clear();
        released.clear();
        activated.clear();
        return;
    };
    let taught = classes.0.get(chain.links).map(|class| class.id).filter(|_| matches!(chain.step, Step::Teaching(_)));
    if let Some(class) = taught {
        let is_it = |control: &ControlName| control.held_class() == Some(class);
        if pressed.read().any(|press| is_it(&press.control)) {
            wishes.start.write(StartCapturing { class, split: Split::Teach });
        }
        for release in released.read().filter(|release| is_it(&release.control)) {
            wishes.stop.write(StopCapturing);
            if release.inside && release.held_secs < TAP_SECS {
                wishes.burst.write(CaptureBurst { class, split: Split::Teach });
            }
        }
    }
    let (mut is_done, mut is_shown) = (false, false);
    for Activated { control } in activated.read() {
        if let Some(prop) = control.prop_place().and_then(|place| shelf.props.get(place)) {
            wishes.show.write(ShowSource(CameraChoice::Folder(prop.folder.clone())));
            is_shown = true;
        }
        is_done |= *control == DONE;
    }
    if (is_done || is_shown)
        && let Play::Game(game) = play.bypass_change_detection()
        && let Some(chain) = &mut game.chain
    {
        if is_shown {
            chain.put_before_mirror();
        }
        if is_done {
            chain.taught(pictures(&classes));
        }
    }
}

/// The chain hears what is answered and taught, and ends the turn.
pub(super) fn go_on(
    time: Res<Time>,
    overlay: Res<State<Overlay>>,
    (classes, prediction): (Res<Classes>, Res<LatestPrediction>),
    mut play: ResMut<Play>,
    mut stop: MessageWriter<StopCapturing>,
) {
    let Play::Game(game) = play.bypass_change_detection() else { return };
    if game.stage != Stage::Playing || *overlay.get() == Overlay::Workshop {
        return;
    }
    if let Some(chain) = &mut game.chain {
        chain.pass(time.delta_secs(), answered(&classes, &prediction), pictures(&classes));
        game.end_link();
        if game.stage != Stage::Playing {
            stop.write(StopCapturing);
        }
    }
}

/// Lays the screen; what changes is filled in by `show`.
pub(super) fn lay(
    page: &mut ChildSpawnerCommands,
    kit: &Kit,
    chain: &Chain,
    around: (&Classes, &MirrorTexture, &PropShelf, bool),
) {
    let (classes, mirror, shelf, demonstrates) = around;
    let upright = is_upright(kit);
    let side = kit.layout.size.y / 2.0 - 10.0;
    let side = if upright { side * 0.42 } else { side };
    page.spawn(half(kit, false)).with_children(|upper| {
        let direction = if upright { FlexDirection::Column } else { FlexDirection::Row };
        let row = Node { flex_direction: direction, column_gap: mm(3.0 * GAP), row_gap: mm(GAP), ..default() };
        upper.spawn(Node { align_items: AlignItems::Center, width: percent(100), ..row }).with_children(|row| {
            row.spawn((
                Node { width: mm(side), height: mm(side), border_radius: corner(5.0), flex_shrink: 0.0, ..default() },
                ImageNode::new(mirror.0.clone()).with_mode(NodeImageMode::Stretch),
            ));
            let column = Node { flex_direction: FlexDirection::Column, row_gap: mm(2.0 * GAP), ..rest_of_row() };
            row.spawn(Node { align_items: AlignItems::Center, ..column }).with_children(|column| {
                let line = Node { align_items: AlignItems::Center, column_gap: mm(2.0 * GAP), ..default() };
                column.spawn(line).with_children(|line| {
                    line.spawn(kit.icon("clock", 9.0));
                    let time = text(String::new(), &kit.fonts.bold, TextRole::Prompt, kit.palette.white);
                    line.spawn((Part::Time, time, TextLayout::no_wrap()));
                    spawn_lives(line, kit, chain.teams[chain.team].lives);
                });
                column.spawn((
                    Part::Sentence,
                    phrase(Phrase::default(), &kit.fonts.bold, TextRole::Prompt, kit.palette.white),
                    TextLayout { justify: Justify::Center, ..default() },
                ));
                let links = Node { column_gap: mm(GAP), align_items: AlignItems::Center, ..default() };
                column.spawn((Part::Links, links));
            });
        });
    });
    let teaches = matches!(chain.step, Step::Teaching(_));
    page.spawn(half(kit, true)).with_children(|lower| {
        if demonstrates {
            spawn_shelf(lower, kit, shelf);
        }
        if let Some(class) = classes.0.get(chain.links).filter(|_| teaches) {
            spawn_hold(lower, kit, class.id);
        }
    });
    if teaches {
        spawn_bottom(page, |bottom| {
            bottom.spawn(kit.button(DONE, Phrase::new("challenges-done"), "check_ink", ButtonLook::LOUD));
        });
    }
}

fn spawn_shelf(lower: &mut ChildSpawnerCommands, kit: &Kit, shelf: &PropShelf) {
    let things = shelf.props.len().min(MOST_THINGS);
    let side = share(kit, things.max(1), 0.0).min(THING).min(lower_height(kit) * 0.5);
    lower.spawn(Node { column_gap: mm(GAP), ..default() }).with_children(|row| {
        for (place, prop) in shelf.props.iter().take(things).enumerate() {
            let name = ControlName::prop(place);
            row.spawn((
                Face(place),
                control(name.clone(), Phrase::new("spoken-name").with("name", prop.name.as_str())),
                PressFace(name),
                Node {
                    width: mm(side),
                    height: mm(side),
                    border: UiRect::all(mm(1.0)),
                    border_radius: corner(4.0),
                    ..default()
                },
                BorderColor::all(kit.palette.groove),
                ImageNode::default().with_mode(NodeImageMode::Stretch),
            ));
        }
    });
}

fn spawn_hold(lower: &mut ChildSpawnerCommands, kit: &Kit, class: ClassId) {
    let name = ControlName::hold(class);
    lower.spawn((
        control(name.clone(), Phrase::new("challenges-chain-hold")),
        PressFace(name),
        Node {
            height: mm((lower_height(kit) * 0.4).min(30.0)),
            padding: UiRect::horizontal(mm(8.0)),
            column_gap: mm(4.0),
            align_items: AlignItems::Center,
            border_radius: BorderRadius::MAX,
            flex_shrink: 0.0,
            ..default()
        },
        BackgroundColor(kit.palette.warning),
        children![kit.icon("hand_hold", 16.0), label(kit, Phrase::new("challenges-chain-hold"), kit.palette.ink)],
    ));
}

/// Fills in what changes.
pub(super) fn show(
    play: Res<Play>,
    (classes, shelf): (Res<Classes>, Res<PropShelf>),
    kit: Kit,
    mut parts: Query<(Entity, Ref<Part>, Option<&mut Phrase>, Option<&mut Text>)>,
    mut faces: Query<(&Face, Ref<ControlName>, &mut ImageNode, &mut BorderColor)>,
    mut images: ResMut<Assets<Image>>,
    mut told: Local<(usize, usize)>,
    mut commands: Commands,
) {
    let Some(chain) = chain(&play) else { return };
    let (place, left, said) = match chain.step {
        Step::Showing { place, left, .. } => {
            (place, left, Phrase::new("challenges-chain-show").with("number", place + 1))
        }
        Step::Teaching(left) => {
            let said = match chain.taught_now(pictures(&classes)) {
                0 => Phrase::new("challenges-chain-teach"),
                // So that one sees that something is learned.
                taught => Phrase::new("challenges-pictures").with("pictures", taught),
            };
            (chain.links, left, said)
        }
        Step::Over(_) => (chain.links, 0.0, Phrase::default()),
    };
    for (entity, part, phrase, text) in &mut parts {
        match (*part, phrase, text) {
            (Part::Sentence, Some(mut phrase), _) => drop(phrase.set_if_neq(said.clone())),
            (Part::Time, _, Some(mut text)) => {
                let left = clock(left.max(0.0).ceil() as u32);
                if text.0 != left {
                    text.0 = left;
                }
            }
            (Part::Links, ..) if part.is_added() || *told != (place, chain.links) => {
                *told = (place, chain.links);
                commands.entity(entity).despawn_related::<Children>().with_children(|row| {
                    spawn_links(row, &kit, chain, &classes, place);
                });
            }
            _ => {}
        }
    }
    for (Face(place), control, mut image, mut border) in &mut faces {
        if control.is_added()
            && let Some(prop) = shelf.props.get(*place)
        {
            match read_picture(&prop.face) {
                Ok(face) => image.image = images.add(image_of(&RawFrame::from(face).mirrored_square())),
                Err(error) => warn!("{error}"),
            }
        }
        let color = if shelf.shown == Some(*place) { kit.palette.white } else { kit.palette.groove };
        border.set_if_neq(BorderColor::all(color));
    }
}

/// The places of the chain: who was remembered stands there, the others are numbers.
fn spawn_links(row: &mut ChildSpawnerCommands, kit: &Kit, chain: &Chain, classes: &Classes, place: usize) {
    let most = chain.most.max(1) as f32;
    let width = if is_upright(kit) { kit.layout.size.x - 12.0 } else { kit.layout.size.x / 2.0 };
    let side = (width / most - GAP).clamp(LINK.0, LINK.1);
    let classes = classes.0.iter().take(chain.most).enumerate();
    for (link, class) in classes {
        let node = Node {
            width: mm(side),
            height: mm(side),
            border: UiRect::all(mm(0.8)),
            border_radius: corner(4.0),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            ..default()
        };
        let edge = if link == place { kit.palette.focus } else { kit.palette.groove };
        let ground = if link <= chain.links { kit.palette.plate } else { Color::NONE };
        row.spawn((node, BackgroundColor(ground), BorderColor::all(edge))).with_children(|plate| {
            if link < place.min(chain.links) {
                let whole = Node { width: percent(100), height: percent(100), ..default() };
                plate.spawn((CreatureSpot { class: class.id }, whole));
            } else {
                let number = (link + 1).to_string();
                plate.spawn((text(number, &kit.fonts.bold, TextRole::Label, kit.palette.white), TextLayout::no_wrap()));
            }
        });
    }
}
