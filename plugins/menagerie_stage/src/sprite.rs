//! The creature on its spot: the frame of its sheet that is drawn, and how it bounces.

use std::collections::HashSet;
use std::f32::consts::PI;

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::acting::{Acting, Attention};
use crate::catalog::DESCRIPTION;
use crate::mood::{Degree, Mood};
use crate::plain::spawn_plain;
use crate::sheet::CreatureSheet;

/// Height of a jump for a creature that is entirely sure, share of its own height.
const JUMP_SHARE: f32 = 0.10;
/// How much of a jump is in the smallest degree of joy: it is drawn with both feet on the ground.
const WIGGLE_SHARE: f32 = 0.2;
/// How far a creature stretches while it wakes up, share of its own height.
const STRETCH_SHARE: f32 = 0.06;

/// A drawn creature.
#[derive(Component, Debug)]
pub(super) struct Creature {
    class: ClassId,
    name: String,
    sheet: Handle<CreatureSheet>,
    acting: Acting,
}

/// Every creature's sheet by name, kept: cards come and go, and a creature that must be read again would be missing for a
/// moment.
#[derive(Resource)]
pub(super) struct Cast(Vec<(String, Handle<CreatureSheet>)>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Missed>()
        .register_required_components::<Creature, UiTransform>()
        .add_systems(Startup, call_cast);
}

fn call_cast(assets: Res<AssetServer>, creatures: Res<CreatureCatalog>, mut commands: Commands) {
    let cast = creatures.0.iter().map(|creature| (creature.name.clone(), sheet_of(creature, &assets)));
    commands.insert_resource(Cast(cast.collect()));
}

fn sheet_of(creature: &CreatureEntry, assets: &AssetServer) -> Handle<CreatureSheet> {
    assets.load(format!("{}/{DESCRIPTION}", creature.asset))
}

/// Tells who each creature is, once its sheet has been read.
pub(super) fn hang_portraits(
    mut events: MessageReader<AssetEvent<CreatureSheet>>,
    cast: Option<Res<Cast>>,
    sheets: Res<Assets<CreatureSheet>>,
    mut portraits: ResMut<CreaturePortraits>,
) {
    let Some(cast) = cast.filter(|_| events.read().count() > 0) else { return };
    let read = cast.0.iter().filter_map(|(name, sheet)| Some((name.clone(), sheets.get(sheet)?.portrait.clone())));
    portraits.set_if_neq(CreaturePortraits(read.collect()));
}

/// Creatures that cannot be shown, which is said once.
#[derive(Resource, Debug, Default)]
pub(super) struct Missed(HashSet<String>);

impl Missed {
    /// Says it once: `key` is the sentence, into which the creature's name is put.
    fn tell(&mut self, creature: &str, key: &str, words: &Words, notices: &mut MessageWriter<Notice>) {
        if self.0.insert(creature.to_owned()) {
            warn!("{creature}: {key}; a plain one takes its place");
            notices.write(Notice::failure(words.with(key, &[("creature", creature.into())])));
        }
    }
}

/// Puts a creature wherever a screen has made a new spot.
pub(super) fn fill_spots(
    spots: Query<(Entity, &CreatureSpot), Added<CreatureSpot>>,
    classes: Res<Classes>,
    catalog: Res<CreatureCatalog>,
    assets: Res<AssetServer>,
    words: Res<Words>,
    mut missed: ResMut<Missed>,
    mut notices: MessageWriter<Notice>,
    mut commands: Commands,
) {
    for (spot, CreatureSpot { class }) in &spots {
        let Some(class) = classes.get(*class) else { continue };
        let Some(found) = catalog.find(&class.creature) else {
            missed.tell(&class.creature, "notice-creature-missing", &words, &mut notices);
            spawn_plain(&mut commands, spot, class);
            continue;
        };
        let sheet = sheet_of(found, &assets);
        let acting = Acting::new(class.id.0);
        let creature = Creature { class: class.id, name: found.name.clone(), sheet, acting };
        let fill = Node { width: percent(100), height: percent(100), ..default() };
        let creature = (creature, ImageNode::default(), fill, Visibility::Hidden);
        // Where cards are laid anew in this very update the spot is gone by then; an orphan would fill the screen.
        commands.entity(spot).queue_silenced(move |mut spot: EntityWorldMut| {
            spot.insert(CreatureAwaited).with_child(creature);
        });
    }
}

/// A creature whose files cannot be read makes room for a plain one.
pub(super) fn replace_broken(
    creatures: Query<(Entity, &Creature, &ChildOf)>,
    classes: Res<Classes>,
    assets: Res<AssetServer>,
    words: Res<Words>,
    mut missed: ResMut<Missed>,
    mut notices: MessageWriter<Notice>,
    mut commands: Commands,
) {
    for (entity, creature, spot) in &creatures {
        if assets.load_state(&creature.sheet).is_failed() {
            missed.tell(&creature.name, "notice-creature-unreadable", &words, &mut notices);
            commands.entity(entity).despawn();
            commands.entity(spot.parent()).try_remove::<CreatureAwaited>();
            if let Some(class) = classes.get(creature.class) {
                spawn_plain(&mut commands, spot.parent(), class);
            }
        }
    }
}

/// Changes moods as the exhibit says.
pub(super) fn choose_moods(
    time: Res<Time>,
    classes: Res<Classes>,
    audience: Res<Audience>,
    capturing: Res<Capturing>,
    prediction: Res<LatestPrediction>,
    mut captured: MessageReader<ExampleCaptured>,
    mut touched: MessageReader<CreatureTouched>,
    mut creatures: Query<&mut Creature>,
) {
    let captured: Vec<ClassId> = captured.read().map(|captured| captured.class).collect();
    let touched: Vec<ClassId> = touched.read().map(|touched| touched.class).collect();
    for mut creature in &mut creatures {
        let Some(class) = classes.get(creature.class) else { continue };
        let felt = Mood::of(class, *audience, *capturing, &prediction, creature.acting.mood);
        let attention = Attention { is_fed: captured.contains(&class.id), is_touched: touched.contains(&class.id) };
        creature.acting.feel(felt, attention, time.delta_secs());
    }
}

/// Advances every creature by the time that has passed.
pub(super) fn animate_creatures(
    time: Res<Time>,
    access: Res<Access>,
    sheets: Res<Assets<CreatureSheet>>,
    mut layouts: ResMut<Assets<TextureAtlasLayout>>,
    mut creatures: Query<(&mut Creature, &mut ImageNode, &mut UiTransform, &mut Visibility, Option<&ChildOf>)>,
    mut commands: Commands,
) {
    let delta_secs = time.delta_secs();
    for (mut creature, mut image, mut transform, mut visibility, spot) in &mut creatures {
        let Some(sheet) = sheets.get(&creature.sheet) else { continue };
        if visibility.set_if_neq(Visibility::Inherited) {
            image.image = sheet.picture.clone();
            spot.into_iter().for_each(|spot| {
                commands.entity(spot.parent()).try_remove::<CreatureAwaited>();
            });
        }
        let atlas = image.texture_atlas.get_or_insert_with(|| {
            let frame = UVec2::from(sheet.frame_px);
            TextureAtlas::from(layouts.add(TextureAtlasLayout::from_grid(
                frame,
                sheet.columns(),
                sheet.rows(),
                None,
                None,
            )))
        });
        let Some(frame) = creature.acting.advance(sheet, delta_secs) else { continue };
        atlas.index = frame as usize;
        let Acting { mood, degree, secs, slumber, .. } = creature.acting;
        let (secs, slumber) = if access.reduced_motion { (0.0, 0.0) } else { (secs, slumber) };
        let (scale, lift) = posture(mood, degree, secs);
        transform.scale = scale * stretch(slumber);
        transform.translation = Val2::new(px(0), percent(-lift * 100.0));
    }
}

/// Scale and lift (share of the creature's height) for a mood, its degree 0..1 and its age in seconds.
fn posture(mood: Mood, degree: f32, secs: f32) -> (Vec2, f32) {
    match mood {
        Mood::Reacting(joy) => {
            let lively = if joy == Degree::Little { WIGGLE_SHARE * degree } else { degree };
            let jump = (secs * 7.0).sin().abs() * lively;
            let squash = 0.05 * (1.0 - 2.0 * (secs * 7.0).sin().abs()) * lively;
            (Vec2::new(1.0 + squash, 1.0 - squash) * (0.94 + 0.10 * degree), jump * JUMP_SHARE)
        }
        Mood::Listening => (Vec2::splat(1.0 + 0.02 * (secs * 5.0).sin()), 0.0),
        Mood::Eating => (Vec2::ONE, 0.0),
        Mood::Idle | Mood::Curious | Mood::Confused | Mood::Asleep => (Vec2::splat(0.94 + 0.04 * degree), 0.0),
    }
}

/// Narrow and tall halfway between sleep and waking, and nothing at either end.
fn stretch(slumber: f32) -> Vec2 {
    let tall = STRETCH_SHARE * (slumber * PI).sin();
    Vec2::new(1.0 - 0.5 * tall, 1.0 + tall)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;

    use super::*;
    use crate::sheet::Animation;

    /// Cards are laid anew with every class that an import brings: spots go in the update after they came. A creature
    /// without its spot would stand in the middle, as large as the screen.
    #[test]
    fn a_creature_whose_spot_is_gone_does_not_come() {
        for catalog in [CreatureCatalog::default(), CreatureCatalog(vec![CreatureEntry::new("pim", "")])] {
            let mut app = App::new();
            app.add_plugins((MinimalPlugins, AssetPlugin::default(), menagerie_core::CorePlugin))
                .init_asset::<Image>()
                .init_asset::<CreatureSheet>()
                .init_resource::<Missed>()
                .insert_resource(catalog);
            let sweep = |spots: Query<Entity, With<CreatureSpot>>, mut commands: Commands| {
                spots.iter().for_each(|spot| commands.entity(spot).despawn());
            };
            app.add_systems(Update, (sweep, fill_spots).chain_ignore_deferred());
            app.world_mut().spawn((CreatureSpot { class: ClassId(0) }, Node::default()));
            app.update();
            assert_eq!(app.world_mut().query::<&Node>().iter(app.world()).count(), 0);
        }
    }

    #[test]
    fn a_surer_creature_jumps_higher_and_a_wiggle_hardly_leaves_the_ground() {
        let highest =
            |joy, degree| (0..60).map(|i| posture(Mood::Reacting(joy), degree, i as f32 / 30.0).1).fold(0.0, f32::max);
        let (quite, much) = (highest(Degree::Quite, 0.5), highest(Degree::Much, 0.9));
        assert!(much > 1.5 * quite, "{much} {quite}");
        assert!(highest(Degree::Much, 1.0) <= JUMP_SHARE);
        assert!(highest(Degree::Little, 0.7) < 0.25 * highest(Degree::Quite, 0.7));
    }

    #[test]
    fn falling_asleep_and_waking_up_change_the_posture_without_a_jerk() {
        for (asleep, awake) in [(Mood::Asleep, Mood::Idle), (Mood::Asleep, Mood::Curious)] {
            assert_eq!(posture(asleep, 0.4, 2.0), posture(awake, 0.4, 0.0));
        }
        assert!(stretch(0.5).y > 1.05);
        for end in [0.0, 1.0] {
            assert!(stretch(end).abs_diff_eq(Vec2::ONE, 1e-6), "{end}");
        }
    }

    /// Two creatures, of classes 0 and 1, and a clock of twenty updates a second.
    fn stage() -> (App, [Entity; 2]) {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, AssetPlugin::default(), menagerie_core::CorePlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(50)))
            .init_asset::<Image>()
            .init_asset::<CreatureSheet>()
            .init_asset::<TextureAtlasLayout>()
            .add_plugins(plugin)
            .add_systems(Update, (choose_moods, animate_creatures).chain());
        let animation = |(row, mood): (usize, &Mood)| Animation {
            name: mood.name().into(),
            row: row as u32,
            first: 0,
            frames: 8,
            fps: 8.0,
        };
        let animations = Mood::ALL.iter().enumerate().map(animation).collect();
        let (picture, portrait) = (Handle::default(), Handle::default());
        let sheet =
            CreatureSheet { name: "x".into(), frame_px: (9, 9), feet_px: (4, 8), animations, picture, portrait };
        let sheet = app.world_mut().resource_mut::<Assets<CreatureSheet>>().add(sheet);
        let creatures = [0, 1].map(|id| {
            let (name, sheet) = ("x".into(), sheet.clone());
            let creature = Creature { class: ClassId(id), name, sheet, acting: Acting::new(id) };
            app.world_mut().spawn((creature, ImageNode::default(), Visibility::Hidden)).id()
        });
        (app, creatures)
    }

    fn moods(app: &App, creatures: [Entity; 2]) -> [Mood; 2] {
        creatures.map(|creature| app.world().get::<Creature>(creature).unwrap().acting.mood)
    }

    #[test]
    fn a_picture_feeds_the_creature_of_its_class_only() {
        let (mut app, creatures) = stage();
        let thumbnail = Arc::new(Picture::new(1, 1, vec![0; 3]).unwrap());
        let fact = ExampleCaptured { example: ExampleId(1), class: ClassId(1), thumbnail, completes: false };
        app.world_mut().write_message(fact);
        app.update();
        assert_eq!(moods(&app, creatures), [Mood::Idle, Mood::Eating]);
        (0..25).for_each(|_| app.update());
        assert_eq!(moods(&app, creatures), [Mood::Idle; 2], "it has eaten up");
    }

    #[test]
    fn creatures_follow_the_audience() {
        let (mut app, creatures) = stage();
        for (audience, mood) in
            [(Audience::Away, Mood::Asleep), (Audience::Passing, Mood::Curious), (Audience::Here, Mood::Idle)]
        {
            app.insert_resource(audience);
            app.update();
            assert_eq!(moods(&app, creatures), [mood; 2]);
        }
    }

    #[test]
    fn with_reduced_motion_nobody_leaves_the_ground() {
        for reduced_motion in [false, true] {
            let (mut app, creatures) = stage();
            app.world_mut().resource_mut::<Access>().reduced_motion = reduced_motion;
            let (answer, confidence) = (Answer::Class(ClassId(0)), vec![(ClassId(0), 1.0)]);
            app.insert_resource(LatestPrediction { answer, confidence, ..default() });
            let jumps = (0..40).any(|_| {
                app.update();
                let transform = app.world().get::<UiTransform>(creatures[0]).unwrap();
                transform.translation != Val2::new(px(0), percent(0))
            });
            assert_eq!(jumps, !reduced_motion);
        }
    }
}
