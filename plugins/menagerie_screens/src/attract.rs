//! The screen on which the exhibit waits: creatures asleep, who look up when something moves before the camera, and a hand that
//! shows what to do. One touch anywhere begins a visit.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{
    Arrangement, ButtonLook, Kit, Layer, Painting, PressFace, ScreenLayout, ScreenRoot, TextRole, control, mm, phrase,
    screen_root,
};

use crate::backdrop::{FEET_SHARE, ScenePictures, ground_layers, shadow_layer};
use crate::hand::Hand;
use crate::mirror::spawn_camera_sign;
use crate::rooms::{GAP, has_two_sides};
use crate::sky::sky;

/// The state in which it is shown.
pub(super) const ATTRACT: CurrentScreen = CurrentScreen(ScreenId::ATTRACT);
/// The whole screen: a touch begins a visit.
pub(crate) const START: ControlName = ControlName::new("attract/start");

/// How long creatures look after something has moved, seconds.
const CURIOUS_SECS: f64 = 6.0;
/// Most creatures that stand there.
const MOST: usize = 3;
/// Side of the hand, units; upright there is more room for it.
const HAND: f32 = 34.0;
const HAND_UPRIGHT: f32 = 58.0;
/// How far above the hand's lower end creatures stand, share of its side: the hand reaches a little onto the ground.
const GROUND_ABOVE: f32 = 0.85;
/// Height of the words above, and of the languages' row, units.
const TITLE: f32 = 42.0;
const LANGUAGES: f32 = 15.0;

/// What moved before the camera last.
#[derive(Resource, Debug, Default)]
pub(super) struct Watch {
    motion: Motion,
    moved_secs: Option<f64>,
}

/// Where everything stands, units.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    /// The line on which creatures stand, from the top.
    ground: f32,
    /// Side of a creature.
    creature: f32,
    /// How many there is room for.
    creatures: usize,
    /// The middle of the hand, from the top, and its side.
    hand: f32,
    hand_side: f32,
}

impl Place {
    fn of(layout: &ScreenLayout, creatures: usize) -> Self {
        let creatures = creatures.clamp(1, MOST);
        let bottom = layout.size.y - LANGUAGES - 2.0 * GAP;
        let hand_side = match layout.arrangement {
            Arrangement::Landscape => HAND,
            Arrangement::Portrait => HAND_UPRIGHT,
        };
        let ground = bottom - hand_side * GROUND_ABOVE;
        let room = layout.size.x / creatures as f32;
        let creature = room.min(ground - TITLE).max(1.0);
        Self { ground, creature, creatures, hand: bottom - hand_side / 2.0, hand_side }
    }

    /// The middle of a creature, from the left.
    fn middle(&self, place: usize, width: f32) -> f32 {
        width * (place as f32 + 0.5) / self.creatures as f32
    }
}

/// Nobody is there.
pub(super) fn enter(mut audience: ResMut<Audience>, mut watch: ResMut<Watch>) {
    *audience = Audience::Away;
    *watch = Watch::default();
}

/// Somebody came.
pub(super) fn leave(mut audience: ResMut<Audience>) {
    *audience = Audience::Here;
}

/// A touch begins a visit.
pub(super) fn begin(mut activated: MessageReader<Activated>, mut home: MessageWriter<GoHome>) {
    if activated.read().any(|activated| activated.control == START) {
        home.write(GoHome);
    }
}

/// Looks whether something moves before the camera. What it is nobody asks.
pub(super) fn watch(
    mut arrived: MessageReader<FrameArrived>,
    frame: Res<CameraFrame>,
    time: Res<Time>,
    mut watch: ResMut<Watch>,
    mut audience: ResMut<Audience>,
) {
    let now_secs = time.elapsed_secs_f64();
    if arrived.read().count() > 0
        && let Some(raw) = &frame.raw
        && watch.motion.follows(raw)
    {
        watch.moved_secs = Some(now_secs);
    }
    let looks = watch.moved_secs.is_some_and(|moved_secs| now_secs - moved_secs < CURIOUS_SECS);
    audience.set_if_neq(if looks { Audience::Passing } else { Audience::Away });
}

/// Lays the screen when it is entered, and anew when its room, its look or its creatures change.
pub(super) fn lay(
    roots: Query<(Entity, &ScreenRoot)>,
    (kit, pictures): (Kit, Res<ScenePictures>),
    classes: Res<Classes>,
    mut commands: Commands,
) {
    match roots.iter().find(|(_, root)| root.0 == ScreenId::ATTRACT) {
        Some(_) if !kit.has_changed() && !classes.is_changed() && !kit.words.is_changed() => return,
        Some((root, _)) => commands.entity(root).despawn(),
        None => {}
    }
    let shown: Vec<ClassId> =
        classes.0.iter().filter(|class| !class.is_quiet()).map(|class| class.id).take(MOST).collect();
    let place = Place::of(&kit.layout, shown.len());
    let size = kit.layout.size;
    let root = commands.spawn(screen_root(ScreenId::ATTRACT)).id();
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    commands.entity(root).with_children(|root| {
        let mut layers = vec![Layer::background(pictures.background(), size)];
        let band = Rect::new(0.0, place.ground, size.x, size.y);
        layers.extend(ground_layers(size, band, &pictures, kit.palette.below_ground));
        let middles = (0..shown.len()).map(|at| place.middle(at, size.x));
        let shadows = middles
            .clone()
            .map(|x| shadow_layer(size, Vec2::new(x, place.ground), Vec2::splat(place.creature), &pictures));
        layers.extend(shadows);
        root.spawn((Name::new("attract backdrop"), Painting { layers }, whole.clone()));
        root.spawn(sky());
        // All of it is one large control; what lies over it has touches of its own.
        root.spawn((control(START, Phrase::new("attract-start")), PressFace(START), whole.clone()));
        let wide = Node { flex_direction: FlexDirection::Column, align_items: AlignItems::Center, ..whole.clone() };
        root.spawn(Node { padding: UiRect::all(mm(3.0 * GAP)), ..wide }).with_children(|above| {
            above.spawn((
                phrase(Phrase::new("attract-title"), &kit.fonts.bold, TextRole::Title, kit.palette.white),
                TextLayout::justify(Justify::Center),
            ));
            above.spawn((
                phrase(Phrase::new("attract-invitation"), &kit.fonts.bold, TextRole::Prompt, kit.palette.focus),
                TextLayout::justify(Justify::Center),
            ));
        });
        for (class, middle) in shown.into_iter().zip(middles) {
            root.spawn((
                CreatureSpot { class },
                Node {
                    position_type: PositionType::Absolute,
                    left: mm(middle - place.creature / 2.0),
                    top: mm(place.ground - place.creature * FEET_SHARE),
                    width: mm(place.creature),
                    height: mm(place.creature),
                    ..default()
                },
            ));
        }
        root.spawn((
            Hand::of(&kit),
            PointsAt(START),
            Node {
                position_type: PositionType::Absolute,
                left: mm((size.x - place.hand_side) / 2.0),
                top: mm(place.hand - place.hand_side / 2.0),
                width: mm(place.hand_side),
                height: mm(place.hand_side),
                ..default()
            },
        ));
        spawn_below(root, &kit);
    });
}

/// Languages by their own names, what suits whom, and the sign that a camera looks.
fn spawn_below(root: &mut ChildSpawnerCommands, kit: &Kit) {
    let row = Node {
        position_type: PositionType::Absolute,
        left: mm(GAP),
        right: mm(GAP),
        bottom: mm(GAP),
        column_gap: mm(GAP),
        row_gap: mm(GAP),
        flex_wrap: FlexWrap::WrapReverse,
        align_items: AlignItems::Center,
        ..default()
    };
    root.spawn(row).with_children(|row| {
        for language in kit.words.languages() {
            let chosen = language.id == kit.words.spoken().id;
            let look = if chosen { ButtonLook::LOUD } else { ButtonLook::QUIET };
            row.spawn(kit.text_button(ControlName::language(&language.id), &language.own_name, look));
        }
        row.spawn(Node { flex_grow: 1.0, ..default() });
        if has_two_sides(&kit.layout) {
            row.spawn(Node { max_width: mm(100.0), ..default() }).with_children(|place| spawn_camera_sign(place, kit));
        }
        row.spawn(kit.icon_button(ControlName::HELP, Phrase::new("help"), "globe"));
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;

    use super::*;

    #[test]
    fn creatures_look_up_when_something_moves_and_sleep_again() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(200)))
            .init_resource::<Watch>()
            .add_systems(Startup, enter)
            .add_systems(Update, watch);
        let see = |app: &mut App, shade: u8| {
            let raw = RawFrame::new(FrameCoding::Rgb, 32, 32, 96, vec![shade; 32 * 96]).unwrap();
            app.insert_resource(CameraFrame { id: FrameId(1), raw: Some(Arc::new(raw)) });
            app.world_mut().write_message(FrameArrived { id: FrameId(1) });
            app.update();
            *app.world().resource::<Audience>()
        };
        assert_eq!([see(&mut app, 90), see(&mut app, 92)], [Audience::Away; 2], "a noisy camera");
        assert_eq!([see(&mut app, 140), see(&mut app, 140)], [Audience::Passing; 2], "somebody goes by");
        for _ in 0..5 * CURIOUS_SECS as u32 {
            see(&mut app, 140);
        }
        assert_eq!(*app.world().resource::<Audience>(), Audience::Away);
    }

    #[test]
    fn creatures_stand_beside_each_other_and_nothing_is_cut() {
        for (width, height) in [(338.0, 190.0), (260.0, 195.0), (190.0, 338.0), (195.0, 260.0)] {
            let arrangement = if width > height { Arrangement::Landscape } else { Arrangement::Portrait };
            let layout = ScreenLayout { size: Vec2::new(width, height), arrangement };
            for creatures in 1..=6 {
                let place = Place::of(&layout, creatures);
                assert!(place.creature * place.creatures as f32 <= width + 0.1, "{place:?}");
                assert!(
                    place.ground - place.creature > TITLE - 0.1,
                    "{width} x {height}: the title has no room, {place:?}"
                );
                assert!(place.hand + place.hand_side / 2.0 < height - LANGUAGES, "{width} x {height}: {place:?}");
                let middle = place.middle(place.creatures - 1, width);
                assert!(middle + place.creature / 2.0 <= width + 0.1, "{place:?}");
            }
        }
    }
}
