//! How sure it has to be to answer, from rash to shy: five stones to touch, which keys and switches reach as well.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, PressFace, TARGET_MM, TextRole, control, corner, mm, phrase};

use crate::SHOWN;

/// The confidence that each stone asks for, from rash to shy.
const STONES: [f32; 5] = [0.2, 0.4, 0.6, 0.8, 0.95];
/// The first part of the stones' names.
const STONE: &str = "stone";
/// Width of the mark on a bar, units.
const MARK: f32 = 0.8;

/// What lies on the stone that is chosen.
#[derive(Component)]
struct Chosen(usize);

/// The line on a bar that its end has to reach.
#[derive(Component)]
pub(super) struct Mark;

/// Whether somebody has moved it since the screen was entered.
#[derive(Resource, Debug, Default)]
pub(super) struct Moved(pub(super) bool);

/// What the museum wants, while a visitor wants something else.
#[derive(Resource, Debug, Default)]
struct Before(Option<f32>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Moved>()
        .init_resource::<Before>()
        .add_systems(OnEnter(SHOWN), |mut moved: ResMut<Moved>| moved.0 = false)
        .add_systems(Update, choose.run_if(in_state(SHOWN)).in_set(ExhibitSystems::Sense))
        .add_systems(Update, show.run_if(in_state(SHOWN)).in_set(ExhibitSystems::Present))
        .add_systems(Update, forget.run_if(on_message::<EndVisit>).in_set(ExhibitSystems::Decide));
}

/// The row: rash, the stones, shy.
pub(super) fn spawn(parent: &mut ChildSpawnerCommands, kit: &Kit) {
    let row = Node { align_items: AlignItems::Center, column_gap: mm(5.0), row_gap: mm(2.0), ..default() };
    // The way home stands below on the left.
    let row = Node { margin: UiRect::bottom(mm(TARGET_MM)), justify_content: JustifyContent::Center, ..row };
    parent.spawn((Name::new("slider"), row)).with_children(|row| {
        let end = |key: &str| phrase(Phrase::new(key), &kit.fonts.bold, TextRole::Label, kit.palette.white);
        row.spawn((end("sureness-rash"), TextLayout::no_wrap()));
        let track =
            Node { column_gap: mm(3.0), padding: UiRect::all(mm(1.5)), border_radius: BorderRadius::MAX, ..default() };
        row.spawn((track, BackgroundColor(kit.palette.groove))).with_children(|track| {
            for place in 0..STONES.len() {
                spawn_stone(track, kit, place);
            }
        });
        row.spawn((end("sureness-shy"), TextLayout::no_wrap()));
    });
}

fn spawn_stone(track: &mut ChildSpawnerCommands, kit: &Kit, place: usize) {
    let name = ControlName::from(format!("{STONE}/{place}"));
    let spoken = Phrase::new("sureness-stone").with("place", place + 1).with("stones", STONES.len());
    let round = Node {
        width: mm(TARGET_MM),
        height: mm(TARGET_MM),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border_radius: BorderRadius::MAX,
        ..default()
    };
    let dot = Node { width: percent(62), height: percent(62), border_radius: BorderRadius::MAX, ..default() };
    track.spawn((
        control(name.clone(), spoken),
        PressFace(name),
        round,
        BackgroundColor(kit.palette.plate),
        children![(Chosen(place), dot, BackgroundColor(kit.palette.focus), Visibility::Hidden)],
    ));
}

/// The line on a bar that its end has to reach.
pub(super) fn mark(color: Color) -> impl Bundle {
    let line = Node {
        position_type: PositionType::Absolute,
        width: mm(MARK),
        height: percent(100),
        border_radius: corner(MARK / 2.0),
        ..default()
    };
    (Mark, line, BackgroundColor(color))
}

/// The stone that is nearest to what is asked for.
fn nearest(threshold: f32) -> usize {
    let away = |stone: &(usize, &f32)| (stone.1 - threshold).abs();
    let nearest = STONES.iter().enumerate().min_by(|one, other| away(one).total_cmp(&away(other)));
    nearest.map_or(0, |(place, _)| place)
}

fn choose(
    mut activated: MessageReader<Activated>,
    settings: Res<CurrentSettings>,
    mut moved: ResMut<Moved>,
    mut before: ResMut<Before>,
    mut change: MessageWriter<ChangeSettings>,
) {
    let stone = |control: &ControlName| STONES.get(control.of_kind(STONE)?.parse::<usize>().ok()?).copied();
    if let Some(threshold) = activated.read().filter_map(|activated| stone(&activated.control)).last() {
        before.0.get_or_insert(settings.threshold);
        moved.0 = true;
        change.write(ChangeSettings(LessonSettings { threshold, ..**settings }));
    }
}

fn show(
    settings: Res<CurrentSettings>,
    mut chosen: Query<(&Chosen, &mut Visibility)>,
    mut marks: Query<&mut Node, With<Mark>>,
) {
    let place = nearest(settings.threshold);
    for (Chosen(of), mut visibility) in &mut chosen {
        visibility.set_if_neq(if *of == place { Visibility::Inherited } else { Visibility::Hidden });
    }
    let left = percent(settings.threshold * 100.0);
    for mut mark in &mut marks {
        if mark.left != left {
            mark.left = left;
        }
    }
}

/// The next visitor finds it as the museum wants it.
fn forget(settings: Res<CurrentSettings>, mut before: ResMut<Before>, mut change: MessageWriter<ChangeSettings>) {
    if let Some(threshold) = before.0.take() {
        change.write(ChangeSettings(LessonSettings { threshold, ..**settings }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stone_says_how_sure_and_the_museums_choice_comes_back() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin));
        app.insert_resource(State::new(SHOWN));
        let mut touch = |control: &'static str| {
            app.world_mut().write_message(Activated { control: ControlName::new(control) });
            app.update();
            let wished: Vec<f32> = app
                .world_mut()
                .resource_mut::<Messages<ChangeSettings>>()
                .drain()
                .map(|wish| wish.0.threshold)
                .collect();
            if let Some(threshold) = wished.last() {
                app.world_mut().resource_mut::<CurrentSettings>().threshold = *threshold;
            }
            wished
        };
        assert_eq!(touch("stone/4"), [0.95]);
        assert_eq!(touch("stone/0"), [0.2]);
        assert_eq!(touch("stone/9"), [], "there is none");
        app.world_mut().write_message(EndVisit);
        app.update();
        let back: Vec<f32> =
            app.world_mut().resource_mut::<Messages<ChangeSettings>>().drain().map(|wish| wish.0.threshold).collect();
        assert_eq!(back, [LessonSettings::default().threshold]);
    }

    #[test]
    fn every_stone_is_the_nearest_to_itself() {
        for (place, threshold) in STONES.into_iter().enumerate() {
            assert_eq!(nearest(threshold), place);
        }
        assert_eq!(nearest(0.62), 2);
    }
}
