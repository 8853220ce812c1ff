//! The creature on its spot: which frame of which animation is drawn, and how it bounces.

use std::collections::HashSet;

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::catalog::DESCRIPTION;
use crate::mood::Mood;
use crate::plain::spawn_plain;
use crate::sheet::CreatureSheet;

/// How much faster than its own speed a creature moves when it is entirely sure.
const FASTEST: f32 = 1.35;
/// Height of a jump for a creature that is entirely sure, share of its own height.
const JUMP_SHARE: f32 = 0.10;
/// Time constant of the change between degrees, seconds: movements swell, they do not jerk.
const SWELL_SECS: f32 = 0.18;
/// How long a creature that was touched is glad of it, seconds.
const GLAD_SECS: f32 = 1.4;
/// Confusion shows only after this long, seconds: an unsure moment between two answers is none.
const CONFUSED_AFTER_SECS: f32 = 0.6;

/// A drawn creature.
#[derive(Component, Debug)]
pub(super) struct Creature {
    class: ClassId,
    name: String,
    sheet: Handle<CreatureSheet>,
    image: Handle<Image>,
    mood: Mood,
    /// How strongly it feels, 0..1, eased.
    degree: f32,
    wanted_degree: f32,
    /// Seconds into the mood.
    secs: f32,
    /// Seconds for which it would have been confused.
    unsure_secs: f32,
    /// Seconds for which it is still glad that somebody touched it.
    glad_secs: f32,
    /// Frames into the animation.
    phase: f32,
}

/// Every creature's files, kept in memory: cards come and go, and a creature that must be read again would be missing for
/// a moment.
#[derive(Resource)]
struct Cast {
    _files: Vec<(Handle<CreatureSheet>, Handle<Image>)>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Missed>()
        .register_required_components::<Creature, UiTransform>()
        .add_systems(Startup, call_cast);
}

fn call_cast(assets: Res<AssetServer>, creatures: Res<CreatureCatalog>, mut commands: Commands) {
    commands.insert_resource(Cast { _files: creatures.0.iter().map(|creature| files_of(creature, &assets)).collect() });
}

fn files_of(creature: &CreatureEntry, assets: &AssetServer) -> (Handle<CreatureSheet>, Handle<Image>) {
    let file = |name: &str| format!("{}/{name}", creature.asset);
    (assets.load(file(DESCRIPTION)), assets.load(file("sheet.png")))
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
        let (sheet, image) = files_of(found, &assets);
        let creature = Creature {
            class: class.id,
            name: found.name.clone(),
            sheet,
            image: image.clone(),
            mood: Mood::Idle,
            degree: 0.0,
            wanted_degree: 0.0,
            secs: 0.0,
            unsure_secs: 0.0,
            glad_secs: 0.0,
            // Creatures that breathe in step look like one machine.
            phase: f32::from(class.id.0) * 3.7,
        };
        let fill = Node { width: percent(100), height: percent(100), ..default() };
        // Until its sheet tells where the frames are, the whole sheet would be drawn.
        let creature = (creature, ImageNode::new(image), fill, Visibility::Hidden);
        // Where cards are laid anew in this very update the spot is gone by then; an orphan would fill the screen.
        commands.entity(spot).queue_silenced(move |mut spot: EntityWorldMut| {
            spot.with_child(creature);
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
        if assets.load_state(&creature.sheet).is_failed() || assets.load_state(&creature.image).is_failed() {
            missed.tell(&creature.name, "notice-creature-unreadable", &words, &mut notices);
            commands.entity(entity).despawn();
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
    capturing: Res<Capturing>,
    prediction: Res<LatestPrediction>,
    mut touched: MessageReader<CreatureTouched>,
    mut creatures: Query<&mut Creature>,
) {
    let touched: Vec<ClassId> = touched.read().map(|touched| touched.class).collect();
    for mut creature in &mut creatures {
        let Some(class) = classes.get(creature.class) else { continue };
        let (mut mood, mut degree) = Mood::of(class, *capturing, &prediction);
        creature.glad_secs = match touched.contains(&creature.class) {
            true => GLAD_SECS,
            false => (creature.glad_secs - time.delta_secs()).max(0.0),
        };
        // Whoever listens or answers goes on; everybody else dances for a moment.
        if creature.glad_secs > 0.0 && matches!(mood, Mood::Idle | Mood::Confused) {
            (mood, degree) = (Mood::Reacting, creature.glad_secs / GLAD_SECS);
        }
        creature.unsure_secs = if mood == Mood::Confused { creature.unsure_secs + time.delta_secs() } else { 0.0 };
        if mood == Mood::Confused && creature.unsure_secs < CONFUSED_AFTER_SECS {
            mood = if creature.mood == Mood::Confused { Mood::Confused } else { Mood::Idle };
        }
        if mood != creature.mood {
            creature.mood = mood;
            creature.secs = 0.0;
            creature.phase = 0.0;
        }
        creature.wanted_degree = degree;
    }
}

/// Advances every creature by the time that has passed.
pub(super) fn animate_creatures(
    time: Res<Time>,
    access: Res<Access>,
    sheets: Res<Assets<CreatureSheet>>,
    mut layouts: ResMut<Assets<TextureAtlasLayout>>,
    mut creatures: Query<(&mut Creature, &mut ImageNode, &mut UiTransform, &mut Visibility)>,
) {
    let delta_secs = time.delta_secs();
    for (mut creature, mut image, mut transform, mut visibility) in &mut creatures {
        let Some(sheet) = sheets.get(&creature.sheet) else { continue };
        visibility.set_if_neq(Visibility::Inherited);
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
        creature.degree += (creature.wanted_degree - creature.degree) * (1.0 - (-delta_secs / SWELL_SECS).exp());
        creature.secs += delta_secs;
        let Some(animation) = sheet.animation(creature.mood) else { continue };
        let speed = if creature.mood == Mood::Reacting { 0.6 + (FASTEST - 0.6) * creature.degree } else { 1.0 };
        creature.phase = (creature.phase + animation.fps * speed * delta_secs) % animation.frames as f32;
        atlas.index = (animation.row * sheet.columns() + creature.phase as u32 % animation.frames) as usize;
        let secs = if access.reduced_motion { 0.0 } else { creature.secs };
        let (scale, lift) = posture(creature.mood, creature.degree, secs);
        transform.scale = scale;
        transform.translation = Val2::new(px(0), percent(-lift * 100.0));
    }
}

/// Scale and lift (share of the creature's height) for a mood, its degree 0..1 and its age in seconds.
fn posture(mood: Mood, degree: f32, secs: f32) -> (Vec2, f32) {
    match mood {
        Mood::Reacting => {
            let jump = (secs * 7.0).sin().abs() * degree;
            let squash = 0.05 * (1.0 - 2.0 * (secs * 7.0).sin().abs()) * degree;
            (Vec2::new(1.0 + squash, 1.0 - squash) * (0.94 + 0.10 * degree), jump * JUMP_SHARE)
        }
        Mood::Listening => (Vec2::splat(1.0 + 0.02 * (secs * 5.0).sin()), 0.0),
        Mood::Idle | Mood::Confused => (Vec2::splat(0.94 + 0.04 * degree), 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_surer_creature_jumps_higher() {
        let highest = |degree| (0..60).map(|i| posture(Mood::Reacting, degree, i as f32 / 30.0).1).fold(0.0, f32::max);
        assert!(highest(0.9) > 1.5 * highest(0.5), "{} {}", highest(0.9), highest(0.5));
        assert!(highest(1.0) <= JUMP_SHARE);
    }
}
