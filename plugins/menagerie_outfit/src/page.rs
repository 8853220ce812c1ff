//! What one sees: who is dressed, large, and below what can be chosen.

use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{
    Arrangement, ButtonLook, Fitted, Kit, PressFace, TARGET_MM, TextRole, control, mm, palette, phrase, plate_node,
    screen_root, text,
};

use crate::choice::{CLASS, CREATURE, Choice, EARLIER, LATER, SILENT, SOUND, TOGGLE, TOGGLES};
use crate::worn::output;
use crate::{OUTFIT, sound};

/// Between things, and around everything, units.
const GAP: f32 = 2.5;
const PADDING: f32 = 5.0;
/// Width of a sound's button, units.
const SOUND_WIDTH: f32 = 48.0;
/// Width of a class's button, units, at most.
const CLASS_WIDTH: f32 = 44.0;
/// Most classes.
const MOST_CLASSES: usize = 6;

/// Everything that is laid anew with another choice.
#[derive(Component)]
pub(super) struct Page;

/// A button that shows whether it is chosen.
#[derive(Component)]
pub(super) struct Chosen(What);

/// What a button stands for.
#[derive(Debug, Clone, PartialEq)]
enum What {
    Sound(Option<String>),
    Output(&'static str),
}

/// What the page is laid out of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Laid {
    choice: Choice,
    classes: Vec<(ClassId, String, String)>,
}

/// How the sounds stand.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shelf {
    columns: usize,
    rows: usize,
}

impl Shelf {
    /// In a room of this width and height, units, with an arrow on either side.
    fn of(room: Vec2) -> Self {
        let columns = ((room.x - 2.0 * (TARGET_MM + GAP)) / (SOUND_WIDTH + GAP)).floor().max(1.0) as usize;
        let rows = (room.y / (TARGET_MM + GAP)).floor().max(1.0) as usize;
        Self { columns, rows }
    }

    /// Sounds on a page; one place is that of no sound at all.
    fn places(self) -> usize {
        self.columns * self.rows
    }

    fn pages(self, sounds: usize) -> usize {
        (sounds + 1).div_ceil(self.places()).max(1)
    }
}

pub(super) fn enter(mut commands: Commands, kit: Kit) {
    let root = commands.spawn(screen_root(OUTFIT)).insert(BackgroundColor(kit.palette.ink)).id();
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    commands.entity(root).with_child((Page, Node { flex_direction: FlexDirection::Column, ..whole }));
}

/// Lays the page anew with another choice.
pub(super) fn lay(
    choice: Res<Choice>,
    classes: Res<Classes>,
    sounds: Res<SoundCatalog>,
    outputs: Res<Outputs>,
    pages: Query<(Entity, Ref<Page>)>,
    kit: Kit,
    mut laid: Local<Option<Laid>>,
    mut commands: Commands,
) {
    let shown = classes.0.iter().filter(|class| class.counts.teach > 0).take(MOST_CLASSES);
    let shown: Vec<&Class> = shown.collect();
    let wanted = Laid {
        choice: *choice,
        classes: shown.iter().map(|class| (class.id, class.name.clone(), class.creature.clone())).collect(),
    };
    for (page, is_new) in pages.iter().map(|(entity, page)| (entity, page.is_added())) {
        if laid.as_ref() == Some(&wanted) && !is_new && !kit.has_changed() && !kit.words.is_changed() {
            continue;
        }
        *laid = Some(wanted.clone());
        let chosen = choice.class.and_then(|class| classes.get(class));
        commands.entity(page).despawn_related::<Children>().with_children(|page| {
            page.spawn(kit.quiet_background());
            spawn_upper(page, &kit, chosen);
            let lower = Node {
                flex_direction: FlexDirection::Column,
                row_gap: mm(GAP),
                height: percent(50),
                flex_shrink: 0.0,
                padding: UiRect::axes(mm(PADDING), mm(GAP / 2.0)),
                ..default()
            };
            page.spawn(lower).with_children(|lower| {
                spawn_classes(lower, &kit, &shown, chosen);
                let used = 2.0 * (TARGET_MM + 2.0 * GAP) + GAP;
                let room = Vec2::new(kit.layout.size.x - 2.0 * PADDING, kit.layout.size.y / 2.0 - used);
                spawn_sounds(lower, &kit, &sounds, Shelf::of(room), choice.page);
                spawn_toggles(lower, &kit, &outputs);
            });
        });
    }
}

/// Who is dressed.
fn spawn_upper(page: &mut ChildSpawnerCommands, kit: &Kit, chosen: Option<&Class>) {
    let upper = Node {
        height: percent(50),
        flex_shrink: 0.0,
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        justify_content: JustifyContent::SpaceBetween,
        padding: UiRect::all(mm(PADDING)),
        ..default()
    };
    page.spawn(upper).with_children(|upper| {
        upper.spawn((
            phrase(Phrase::new("outfit-sentence"), &kit.fonts.bold, TextRole::Prompt, kit.palette.white),
            TextLayout::justify(Justify::Center),
        ));
        let Some(class) = chosen else { return };
        let side = match kit.layout.arrangement {
            Arrangement::Landscape => kit.layout.size.y * 0.36,
            Arrangement::Portrait => (kit.layout.size.y * 0.34).min(kit.layout.size.x * 0.7),
        };
        upper.spawn((CreatureSpot { class: class.id }, Node { width: mm(side), height: mm(side), ..default() }));
    });
}

/// Everybody who was taught, to choose whom to dress.
fn spawn_classes(lower: &mut ChildSpawnerCommands, kit: &Kit, shown: &[&Class], chosen: Option<&Class>) {
    let row = Node { column_gap: mm(GAP), justify_content: JustifyContent::Center, flex_shrink: 0.0, ..default() };
    let room = kit.layout.size.x - 2.0 * PADDING;
    let width = (room / shown.len().max(1) as f32 - GAP).min(CLASS_WIDTH);
    lower.spawn(row).with_children(|row| {
        for class in shown {
            let name = ControlName::from(format!("{CLASS}/{}", class.id.0));
            let is_chosen = chosen.is_some_and(|chosen| chosen.id == class.id);
            let edge = if is_chosen { kit.palette.focus } else { kit.palette.groove };
            let spoken = Phrase::new("class-name").with("name", class.name.as_str());
            let face = (BackgroundColor(palette::deep(color(class.color))), BorderColor::all(edge));
            row.spawn((chip(kit, name, spoken, &class.name, width), face));
        }
    });
}

/// The library, a page of it, with an arrow on either side.
fn spawn_sounds(lower: &mut ChildSpawnerCommands, kit: &Kit, sounds: &SoundCatalog, shelf: Shelf, page: usize) {
    let names: Vec<&str> = sounds.library().map(|sound| sound.name.as_str()).collect();
    let pages = shelf.pages(names.len());
    let page = page % pages;
    // The first place of all is that of no sound.
    let places = (page * shelf.places()..(page + 1) * shelf.places()).take_while(|place| *place <= names.len());
    let row = Node { flex_grow: 1.0, column_gap: mm(GAP), align_items: AlignItems::Center, ..default() };
    lower.spawn(Node { justify_content: JustifyContent::SpaceBetween, ..row }).with_children(|row| {
        row.spawn(kit.icon_button(EARLIER, Phrase::new("outfit-earlier"), "arrow_left"));
        let grid = Node {
            width: mm(shelf.columns as f32 * (SOUND_WIDTH + GAP)),
            flex_wrap: FlexWrap::Wrap,
            column_gap: mm(GAP),
            row_gap: mm(GAP),
            justify_content: JustifyContent::Center,
            ..default()
        };
        row.spawn(grid).with_children(|grid| {
            for place in places {
                let name = place.checked_sub(1).and_then(|place| names.get(place));
                let (chip, label) = match name {
                    Some(name) => (ControlName::from(format!("{SOUND}/{name}")), format!("sound-{name}")),
                    None => (SILENT, "outfit-silent".to_owned()),
                };
                let what = What::Sound(name.map(|name| (*name).to_owned()));
                spawn_chip(grid, kit, chip, Phrase::new(label), what);
            }
        });
        row.spawn(kit.icon_button(LATER, Phrase::new("outfit-later"), "arrow_right"));
    });
}

fn spawn_chip(grid: &mut ChildSpawnerCommands, kit: &Kit, name: ControlName, label: Phrase, what: What) {
    // Written anew with the page when another language is spoken.
    let words = kit.words.say(&label);
    let face = (BackgroundColor(kit.palette.plate), BorderColor::all(kit.palette.groove));
    grid.spawn((chip(kit, name, label, &words, SOUND_WIDTH), face, Chosen(what)));
}

/// A button of this width, units, with words in its middle and an edge that says whether it is chosen.
fn chip(kit: &Kit, name: ControlName, spoken: Phrase, words: &str, width: f32) -> impl Bundle + use<> {
    (
        control(name.clone(), spoken),
        PressFace(name),
        Node {
            border: UiRect::all(mm(1.0)),
            justify_content: JustifyContent::Center,
            ..plate_node(Vec2::new(width, TARGET_MM))
        },
        children![(
            text(words.to_owned(), &kit.fonts.bold, TextRole::Label, kit.palette.white),
            TextLayout::no_wrap(),
            Fitted { whole: words.to_owned() },
        )],
    )
}

/// Another creature, and what comes besides.
fn spawn_toggles(lower: &mut ChildSpawnerCommands, kit: &Kit, outputs: &Outputs) {
    // The way home stands on the left.
    let row = Node { column_gap: mm(GAP), justify_content: JustifyContent::FlexEnd, flex_shrink: 0.0, ..default() };
    lower.spawn(Node { padding: UiRect::bottom(mm(GAP)), ..row }).with_children(|row| {
        row.spawn(kit.button(CREATURE, Phrase::new("outfit-creature"), "dice", ButtonLook::QUIET));
        for info in outputs.iter().filter(|info| TOGGLES.contains(&info.kind)) {
            let icon = info.icon.trim_start_matches("icons/").trim_end_matches(".png");
            let name = ControlName::from(format!("{TOGGLE}/{}", info.kind));
            row.spawn(kit.icon_button(name, Phrase::new(info.title), icon)).insert(Chosen(What::Output(info.kind)));
        }
    });
}

/// What is chosen has an edge of light.
pub(super) fn show_chosen(
    choice: Res<Choice>,
    classes: Res<Classes>,
    kit: Kit,
    mut buttons: Query<(&Chosen, &mut BorderColor)>,
) {
    let Some(class) = choice.class.and_then(|class| classes.get(class)) else { return };
    let sound = sound::sound_of(class);
    for (Chosen(what), mut edge) in &mut buttons {
        let is_chosen = match what {
            What::Sound(name) => name.as_deref() == sound,
            What::Output(kind) => output(class, kind).is_some(),
        };
        edge.set_if_neq(BorderColor::all(if is_chosen { kit.palette.focus } else { kit.palette.groove }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_and_silence_have_a_place() {
        for room in [Vec2::new(328.0, 50.0), Vec2::new(180.0, 125.0), Vec2::new(250.0, 52.0)] {
            let shelf = Shelf::of(room);
            assert!(shelf.places() >= 6, "{shelf:?}");
            for sounds in [0, 1, 5, 33] {
                assert!(shelf.pages(sounds) * shelf.places() > sounds, "{shelf:?} {sounds}");
            }
        }
    }
}
