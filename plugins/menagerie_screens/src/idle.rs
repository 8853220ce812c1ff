//! Nobody is there any more: after a while it counts down, visibly, and the visit is over. Any touch says that somebody is.

use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::MouseButtonInput;
use bevy::input::touch::TouchInput;
use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, TakesTouches, TextRole, corner, mm, phrase};

use crate::ScreensSettings;
use crate::hand::Hand;

/// How long it counts down, seconds.
const COUNT_DOWN_SECS: f32 = 15.0;
/// Who shows things and touches nothing plays, too; but answers to what goes by are not a visitor for ever, seconds.
const LONGEST_PLAY_SECS: f32 = 180.0;
/// Above everything else.
const ABOVE: i32 = 30;

/// For how long nobody did anything.
#[derive(Resource, Debug, Default)]
pub(super) struct Idle {
    /// Since a touch or a key, seconds.
    touch_secs: f32,
    /// Since that, or since another answer.
    play_secs: f32,
}

/// What lies over the screen while it counts down.
#[derive(Component)]
pub(super) struct CountDownVeil;

/// Its sentence.
#[derive(Component)]
pub(super) struct CountDownLine;

/// What says that somebody is there.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Signs<'w, 's> {
    touches: MessageReader<'w, 's, TouchInput>,
    buttons: MessageReader<'w, 's, MouseButtonInput>,
    keys: MessageReader<'w, 's, KeyboardInput>,
    answers: MessageReader<'w, 's, PredictionChanged>,
    fingers: Option<Res<'w, Touches>>,
    held: Option<Res<'w, ButtonInput<MouseButton>>>,
    capturing: Res<'w, Capturing>,
    work: Res<'w, WorkUnderWay>,
    overlay: Res<'w, State<Overlay>>,
}

impl Signs<'_, '_> {
    fn is_touched(&mut self) -> bool {
        let happened = self.touches.read().count() + self.buttons.read().count() + self.keys.read().count() > 0;
        let is_held = self.fingers.as_ref().is_some_and(|fingers| fingers.iter().next().is_some())
            || self.held.as_ref().is_some_and(|held| held.get_pressed().next().is_some());
        // Staff are nobody's visitors, and what is being done is waited for.
        let is_busy = self.capturing.0.is_some() || self.work.0.is_some() || *self.overlay.get() == Overlay::Workshop;
        happened || is_held || is_busy
    }
}

/// Counts for how long nobody did anything.
pub(super) fn count(time: Res<Time>, mut signs: Signs, mut idle: ResMut<Idle>) {
    let secs = time.delta_secs();
    let (touched, answered) = (signs.is_touched(), signs.answers.read().count() > 0);
    idle.touch_secs = if touched { 0.0 } else { idle.touch_secs + secs };
    let plays = touched || (answered && idle.touch_secs < LONGEST_PLAY_SECS);
    idle.play_secs = if plays { 0.0 } else { idle.play_secs + secs };
}

/// Counts down before everybody's eyes, and ends the visit.
pub(super) fn count_down(
    settings: Res<ScreensSettings>,
    screen: Res<State<CurrentScreen>>,
    idle: Res<Idle>,
    kit: Kit,
    veils: Query<Entity, With<CountDownVeil>>,
    mut lines: Query<&mut Phrase, With<CountDownLine>>,
    mut end: MessageWriter<EndVisit>,
    mut commands: Commands,
) {
    let waits = screen.get().0 == ScreenId::ATTRACT;
    let left_secs = settings.idle_secs.map(|secs| secs + COUNT_DOWN_SECS - idle.play_secs);
    let left_secs = left_secs.filter(|left_secs| !waits && *left_secs < COUNT_DOWN_SECS);
    let Some(left_secs) = left_secs else {
        veils.iter().for_each(|veil| commands.entity(veil).despawn());
        return;
    };
    if left_secs <= 0.0 {
        end.write(EndVisit);
        return;
    }
    let sentence = Phrase::new("still-there").with("secs", f64::from(left_secs.ceil()));
    if veils.is_empty() {
        spawn_veil(&mut commands, &kit, sentence);
    } else {
        lines.iter_mut().for_each(|mut line| {
            line.set_if_neq(sentence.clone());
        });
    }
}

fn spawn_veil(commands: &mut Commands, kit: &Kit, sentence: Phrase) {
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    let centred = Node { align_items: AlignItems::Center, justify_content: JustifyContent::Center, ..whole };
    commands.spawn((
        Name::new("still there?"),
        CountDownVeil,
        TakesTouches,
        GlobalZIndex(ABOVE),
        centred,
        BackgroundColor(kit.palette.dim),
        children![(
            Node {
                flex_direction: FlexDirection::Column,
                align_items: AlignItems::Center,
                row_gap: mm(4.0),
                padding: UiRect::axes(mm(16.0), mm(8.0)),
                border_radius: corner(10.0),
                ..default()
            },
            BackgroundColor(kit.palette.paper),
            children![
                (Hand::of(kit), Node { width: mm(46.0), height: mm(46.0), ..default() }),
                (
                    CountDownLine,
                    phrase(sentence, &kit.fonts.bold, TextRole::Title, kit.palette.ink),
                    TextLayout::justify(Justify::Center),
                )
            ],
        )],
    ));
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bevy::input::InputPlugin;
    use bevy::time::TimeUpdateStrategy;

    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, InputPlugin, menagerie_core::CorePlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(200)))
            .init_resource::<Idle>()
            .add_systems(Update, count);
        app
    }

    fn wait(app: &mut App, secs: usize) -> f32 {
        (0..5 * secs).for_each(|_| app.update());
        app.world().resource::<Idle>().play_secs
    }

    #[test]
    fn a_touch_a_held_finger_and_an_answer_say_that_somebody_is_there() {
        let mut app = app();
        assert!(wait(&mut app, 50) > 45.0);
        app.world_mut().resource_mut::<ButtonInput<MouseButton>>().press(MouseButton::Left);
        assert_eq!(wait(&mut app, 70), 0.0, "a finger that is down");
        app.world_mut().resource_mut::<ButtonInput<MouseButton>>().release(MouseButton::Left);
        wait(&mut app, 30);
        let answer = PredictionChanged { answer: Answer::NeverSeen, confidence: 0.0 };
        app.world_mut().write_message(answer);
        assert!(wait(&mut app, 1) < 1.0, "who shows things plays");
        for _ in 0..5 * LONGEST_PLAY_SECS as usize {
            app.world_mut().write_message(answer);
            app.update();
        }
        app.world_mut().write_message(answer);
        assert!(wait(&mut app, 10) > 5.0, "answers to what goes by are nobody");
    }

    #[test]
    fn staff_in_the_workshop_are_not_sent_away() {
        let mut app = app();
        app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::Workshop);
        assert_eq!(wait(&mut app, 300), 0.0);
    }
}
