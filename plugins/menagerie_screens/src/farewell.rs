//! The end of a visit: who was taught what, to be photographed; never a picture of the visitor. Whoever says goodbye is forgotten.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{
    Arrangement, Fitted, Kit, Layer, Painting, ScreenLayout, ScreenRoot, TextRole, mm, phrase, screen_root, text,
};

use crate::backdrop::{FEET_SHARE, ScenePictures, ground_layers, shadow_layer};
use crate::rooms::GAP;
use crate::sky::sky;

/// The screen.
pub(super) const ID: ScreenId = ScreenId("farewell");
/// The state in which it is shown.
pub(super) const FAREWELL: CurrentScreen = CurrentScreen(ID);
/// Says goodbye.
const GOODBYE: ControlName = ControlName::new("farewell/goodbye");
/// How long that has to be held, seconds.
const GOODBYE_SECS: f32 = 0.8;
/// Between two dances of all creatures, seconds.
const DANCE_SECS: f32 = 3.0;
/// Most creatures that stand there, and beside each other where the screen stands upright.
const MOST: usize = 6;
const UPRIGHT: usize = 3;
/// Height of the words above and of the buttons below, units.
const WORDS: f32 = 42.0;
const BUTTONS: f32 = 22.0;
/// Height of a name with the number below it, units.
const NAME: f32 = 20.0;

/// Where the creatures stand.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rows {
    columns: usize,
    rows: usize,
    /// Width and height of the place of each, units.
    place: Vec2,
    /// Side of a creature, units.
    creature: f32,
}

impl Rows {
    fn of(layout: &ScreenLayout, creatures: usize) -> Self {
        let columns = match layout.arrangement {
            Arrangement::Landscape => creatures.max(1),
            Arrangement::Portrait => creatures.clamp(1, UPRIGHT),
        };
        let rows = creatures.div_ceil(columns).max(1);
        let room = Vec2::new(layout.size.x, layout.size.y - WORDS - BUTTONS);
        let place = room / Vec2::new(columns as f32, rows as f32);
        let creature = (place.x - GAP).min(place.y - NAME - GAP).max(1.0);
        Self { columns, rows, place, creature }
    }

    /// The feet of a creature; those of a last row that is not full stand in the middle.
    fn feet(&self, at: usize, creatures: usize) -> Vec2 {
        let (row, column) = (at / self.columns, at % self.columns);
        let in_row = (creatures - row * self.columns).min(self.columns);
        let left = (self.columns - in_row) as f32 / 2.0;
        Vec2::new((left + column as f32 + 0.5) * self.place.x, self.ground(row))
    }

    /// The line on which a row stands.
    fn ground(&self, row: usize) -> f32 {
        WORDS + (row + 1) as f32 * self.place.y - NAME
    }
}

/// Lays the screen when it is entered, and anew when its room or its look changes.
pub(super) fn lay(
    roots: Query<(Entity, &ScreenRoot)>,
    (kit, pictures): (Kit, Res<ScenePictures>),
    classes: Res<Classes>,
    file: Res<ProjectFile>,
    mut commands: Commands,
) {
    match roots.iter().find(|(_, root)| root.0 == ID) {
        Some(_) if !kit.has_changed() => return,
        Some((root, _)) => commands.entity(root).despawn(),
        None => {}
    }
    let taught: Vec<&Class> = classes.0.iter().filter(|class| class.counts.teach > 0).take(MOST).collect();
    let rows = Rows::of(&kit.layout, taught.len());
    let feet: Vec<Vec2> = (0..taught.len()).map(|at| rows.feet(at, taught.len())).collect();
    let size = kit.layout.size;
    let root = commands.spawn(screen_root(ID)).id();
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    commands.entity(root).with_children(|root| {
        let mut layers = vec![Layer::background(pictures.background(), size)];
        for row in 0..rows.rows {
            let below = if row + 1 == rows.rows { size.y } else { rows.ground(row) + NAME };
            let band = Rect::new(0.0, rows.ground(row), size.x, below);
            layers.extend(ground_layers(size, band, &pictures, kit.palette.below_ground));
        }
        let creature = Vec2::splat(rows.creature);
        layers.extend(feet.iter().map(|feet| shadow_layer(size, *feet, creature, &pictures)));
        root.spawn((Name::new("farewell backdrop"), Painting { layers }, whole.clone()));
        root.spawn(sky());
        for (class, feet) in taught.iter().zip(&feet) {
            spawn_taught(root, &kit, class, *feet, &rows);
        }
        let column = Node { flex_direction: FlexDirection::Column, align_items: AlignItems::Center, ..whole };
        root.spawn(Node { justify_content: JustifyContent::SpaceBetween, ..column }).with_children(|column| {
            let padding = UiRect::all(mm(2.0 * GAP));
            let words = Node { align_items: AlignItems::Center, flex_direction: FlexDirection::Column, ..default() };
            column.spawn(Node { padding, ..words }).with_children(|words| {
                let centred = || TextLayout::justify(Justify::Center);
                let key = if taught.is_empty() { "farewell-nothing" } else { "farewell-taught" };
                words.spawn((phrase(Phrase::new(key), &kit.fonts.bold, TextRole::Title, kit.palette.white), centred()));
                let key = if file.autosaves { "farewell-kept" } else { "farewell-photograph" };
                words
                    .spawn((phrase(Phrase::new(key), &kit.fonts.bold, TextRole::Prompt, kit.palette.focus), centred()));
            });
            column.spawn(Node { padding: UiRect::all(mm(GAP)), ..default() }).with_children(|row| {
                let spoken = Phrase::new("farewell-goodbye");
                row.spawn(kit.held_button(GOODBYE, spoken, Some("farewell-goodbye"), "wave", GOODBYE_SECS));
            });
        });
    });
}

/// A creature, and below it its name and how many pictures it learned from.
fn spawn_taught(root: &mut ChildSpawnerCommands, kit: &Kit, class: &Class, feet: Vec2, rows: &Rows) {
    let at =
        |left: f32, top: f32| Node { position_type: PositionType::Absolute, left: mm(left), top: mm(top), ..default() };
    let (side, place) = (rows.creature, rows.place.x);
    let spot = at(feet.x - side / 2.0, feet.y - side * FEET_SHARE);
    root.spawn((CreatureSpot { class: class.id }, Node { width: mm(side), height: mm(side), ..spot }));
    let words = at(feet.x - place / 2.0, feet.y + GAP);
    let words = Node { flex_direction: FlexDirection::Column, align_items: AlignItems::Center, ..words };
    root.spawn(Node { width: mm(place), padding: UiRect::horizontal(mm(GAP / 2.0)), ..words }).with_children(|words| {
        words.spawn(Node { max_width: percent(100), ..default() }).with_child((
            text(class.name.clone(), &kit.fonts.bold, TextRole::Label, kit.palette.white),
            TextLayout::no_wrap(),
            Fitted { whole: class.name.clone() },
        ));
        let pictures = Phrase::new("farewell-pictures").with("pictures", class.counts.teach);
        words.spawn(phrase(pictures, &kit.fonts.medium, TextRole::Label, kit.palette.white));
    });
}

/// They are glad, again and again.
pub(super) fn dance(
    time: Res<Time>,
    classes: Res<Classes>,
    mut since_secs: Local<f32>,
    mut touched: MessageWriter<CreatureTouched>,
) {
    *since_secs += time.delta_secs();
    if *since_secs >= DANCE_SECS {
        *since_secs = 0.0;
        touched.write_batch(classes.0.iter().map(|class| CreatureTouched { class: class.id }));
    }
}

/// Whoever says goodbye is forgotten.
pub(super) fn say_goodbye(mut activated: MessageReader<Activated>, mut end: MessageWriter<EndVisit>) {
    if activated.read().any(|activated| activated.control == GOODBYE) {
        end.write(EndVisit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_taught_stands_on_the_screen_and_nobody_on_another() {
        for (width, height) in [(338.0, 190.0), (260.0, 195.0), (190.0, 338.0), (195.0, 260.0)] {
            let arrangement = if width > height { Arrangement::Landscape } else { Arrangement::Portrait };
            let layout = ScreenLayout { size: Vec2::new(width, height), arrangement };
            for creatures in 1..=MOST {
                let rows = Rows::of(&layout, creatures);
                let feet: Vec<Vec2> = (0..creatures).map(|at| rows.feet(at, creatures)).collect();
                assert!(rows.creature > 25.0, "{width} x {height}: {rows:?}");
                for (at, one) in feet.iter().enumerate() {
                    assert!(one.x - rows.creature / 2.0 >= 0.0 && one.x + rows.creature / 2.0 <= width, "{one}");
                    assert!(one.y - rows.creature >= WORDS - 0.1 && one.y + NAME <= height - BUTTONS + 0.1, "{one}");
                    let apart = |other: &Vec2| (*one - *other).abs().max_element() >= rows.creature;
                    assert!(feet[at + 1..].iter().all(apart), "{feet:?}");
                }
            }
        }
    }
}
