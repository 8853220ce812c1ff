//! The keyboard on the screen, with the letters of the language, large. A real keyboard types into it as well.

use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;
use menagerie_core::lesson::LONGEST_TYPED_NAME;
use menagerie_core::prelude::*;

use crate::contacts::ContactSystems;
use crate::frame::{spawn_sheet, spawn_veil};
use crate::kit::{ButtonLook, Kit};
use crate::layout::{Arrangement, TARGET_MM, corner, mm};
use crate::text::{Fitted, TextRole, text};

/// Side of a key, units, and the space between two.
const KEY: f32 = TARGET_MM;
const GAP: f32 = 1.5;
/// Ends typing and takes the text.
const DONE: ControlName = ControlName::new("key/done");
/// Ends typing and leaves everything as it was.
const CANCEL: ControlName = ControlName::new("key/cancel");
const BACKSPACE: ControlName = ControlName::new("key/backspace");
const SHIFT: ControlName = ControlName::new("key/shift");
const SPACE: ControlName = ControlName::new("key/space");

/// Wish: let a visitor type a text, beginning with this one.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct AskText {
    /// What asks; [`TextTyped`] names it again.
    pub asked_by: ControlName,
    /// The text to begin with.
    pub text: String,
}

/// Fact: a text was typed.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct TextTyped {
    /// What asked for it.
    pub asked_by: ControlName,
    /// The text.
    pub text: String,
}

/// What is being typed.
#[derive(Resource, Debug, Clone, Default)]
struct Typing {
    asked_by: Option<ControlName>,
    text: String,
    shift: bool,
    /// Whether the first key replaces what is there, as when a name is chosen in a form.
    fresh: bool,
}

/// The line that shows it.
#[derive(Component)]
struct TypedLine;

/// The rows of keys.
#[derive(Component)]
struct Keys;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Typing>()
        .add_message::<AskText>()
        .add_message::<TextTyped>()
        .add_systems(OnEnter(Overlay::Keyboard), open)
        .add_systems(
            Update,
            (
                ask.in_set(ExhibitSystems::Sense).after(ContactSystems),
                (touch_keys, type_keys)
                    .chain()
                    .after(ask)
                    .run_if(in_state(Overlay::Keyboard))
                    .in_set(ExhibitSystems::Sense),
                (show_line, show_shift).run_if(in_state(Overlay::Keyboard)).in_set(ExhibitSystems::Present),
            ),
        );
}

fn ask(mut asked: MessageReader<AskText>, mut typing: ResMut<Typing>, mut overlay: ResMut<NextState<Overlay>>) {
    if let Some(AskText { asked_by, text }) = asked.read().last() {
        *typing = Typing { asked_by: Some(asked_by.clone()), text: text.clone(), shift: true, fresh: true };
        overlay.set(Overlay::Keyboard);
    }
}

/// The rows of letters: from the words of the language, a row a line.
fn rows_of(words: &Words, arrangement: Arrangement) -> Vec<Vec<char>> {
    // A row of twelve keys is wider than a screen that stands upright is sure to have.
    let key = match arrangement {
        Arrangement::Landscape => "keyboard-rows",
        Arrangement::Portrait => "keyboard-rows-narrow",
    };
    words.text(key).split_whitespace().map(|row| row.chars().collect()).collect()
}

fn open(mut commands: Commands, kit: Kit, typing: Res<Typing>) {
    let veil = spawn_veil(&mut commands, &kit.palette, Overlay::Keyboard);
    commands.entity(veil).with_child((
        Node {
            width: percent(70),
            height: mm(TARGET_MM + 2.0),
            margin: UiRect::bottom(mm(2.0)),
            padding: UiRect::horizontal(mm(4.0)),
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            border_radius: corner(4.0),
            overflow: Overflow::clip(),
            ..default()
        },
        BackgroundColor(kit.palette.paper),
        children![(
            TypedLine,
            text(typing.text.clone(), &kit.fonts.bold, TextRole::Prompt, kit.palette.ink),
            TextLayout::no_wrap(),
            Node { flex_shrink: 0.0, ..default() },
            Fitted { whole: typing.text.clone() },
        )],
    ));
    let sheet = spawn_sheet(&mut commands, &kit.palette, veil);
    commands.entity(sheet).with_children(|sheet| {
        sheet.spawn((Keys, column())).with_children(|keys| fill_keys(keys, &kit, typing.shift));
    });
}

fn column() -> Node {
    Node { flex_direction: FlexDirection::Column, align_items: AlignItems::Center, row_gap: mm(GAP), ..default() }
}

fn row() -> Node {
    Node { column_gap: mm(GAP), ..default() }
}

fn fill_keys(keys: &mut ChildSpawnerCommands, kit: &Kit, shift: bool) {
    for letters in rows_of(&kit.words, kit.layout.arrangement) {
        keys.spawn(row()).with_children(|row| {
            for letter in letters {
                let shown = capital(&letter.to_string(), shift);
                let name = ControlName::from(format!("key/{letter}"));
                let mut key = row.spawn(kit.text_button(name, &shown, ButtonLook::QUIET));
                key.entry::<Node>().and_modify(|mut node| {
                    (node.width, node.height, node.padding) = (mm(KEY), mm(KEY), UiRect::ZERO);
                    node.border_radius = corner(3.0);
                });
            }
        });
    }
    keys.spawn(row()).with_children(|row| {
        row.spawn(kit.icon_button(SHIFT, Phrase::new("key-shift"), "shift"));
        let mut space = row.spawn(kit.text_button(SPACE, " ", ButtonLook::QUIET));
        space.insert(crate::kit::Spoken(Phrase::new("key-space")));
        space.entry::<Node>().and_modify(|mut node| node.width = mm(3.0 * KEY));
        row.spawn(kit.icon_button(BACKSPACE, Phrase::new("key-backspace"), "backspace"));
        row.spawn(kit.icon_button(CANCEL, Phrase::new("key-cancel"), "close"));
        row.spawn(kit.button(DONE, Phrase::new("key-done"), "check_ink", ButtonLook::LOUD));
    });
}

/// A letter as a capital, if it is to be one and there is one: ß stays.
fn capital(letter: &str, shift: bool) -> String {
    let capital = letter.to_uppercase();
    if shift && capital.chars().count() == letter.chars().count() { capital } else { letter.to_owned() }
}

impl Typing {
    fn put(&mut self, letters: &str) {
        if std::mem::take(&mut self.fresh) {
            self.text.clear();
        }
        if self.text.chars().count() < LONGEST_TYPED_NAME {
            self.text.push_str(letters);
        }
        self.shift = false;
    }

    fn take_back(&mut self) {
        self.fresh = false;
        self.text.pop();
        self.shift = self.text.is_empty();
    }
}

/// Ends typing, with a text or without.
fn end(typing: &mut Typing, takes: bool, typed: &mut MessageWriter<TextTyped>, overlay: &mut NextState<Overlay>) {
    if let Some(asked_by) = typing.asked_by.take()
        && takes
        && !typing.text.trim().is_empty()
    {
        typed.write(TextTyped { asked_by, text: typing.text.trim().to_owned() });
    }
    overlay.set(Overlay::None);
}

fn touch_keys(
    mut activated: MessageReader<Activated>,
    mut typing: ResMut<Typing>,
    mut typed: MessageWriter<TextTyped>,
    mut overlay: ResMut<NextState<Overlay>>,
) {
    for Activated { control } in activated.read() {
        if *control == DONE || *control == CANCEL {
            end(&mut typing, *control == DONE, &mut typed, &mut overlay);
        } else if *control == BACKSPACE {
            typing.take_back();
        } else if *control == SHIFT {
            typing.shift = !typing.shift;
        } else if *control == SPACE {
            typing.put(" ");
        } else if let Some(letter) = control.of_kind("key") {
            let letter = capital(letter, typing.shift);
            typing.put(&letter);
        }
    }
}

/// A real keyboard types too. Enter presses what is focused, if its ring shows; else it is done.
fn type_keys(
    mut keys: MessageReader<KeyboardInput>,
    ring: Res<bevy::input_focus::InputFocusVisible>,
    mut typing: ResMut<Typing>,
    mut typed: MessageWriter<TextTyped>,
    mut overlay: ResMut<NextState<Overlay>>,
) {
    for key in keys.read().filter(|key| key.state == ButtonState::Pressed) {
        match &key.logical_key {
            Key::Character(letters) if letters.chars().all(|letter| !letter.is_control()) => typing.put(letters),
            Key::Space if !ring.0 => typing.put(" "),
            Key::Backspace => typing.take_back(),
            Key::Enter if !ring.0 => end(&mut typing, true, &mut typed, &mut overlay),
            _ => {}
        }
    }
}

fn show_line(typing: Res<Typing>, mut lines: Query<(&mut Text, &mut Fitted), With<TypedLine>>) {
    if !typing.is_changed() {
        return;
    }
    for (mut text, mut fitted) in &mut lines {
        text.0.clone_from(&typing.text);
        fitted.whole.clone_from(&typing.text);
    }
}

/// The keys show the letters that they type.
fn show_shift(
    typing: Res<Typing>,
    mut shown: Local<bool>,
    faces: Query<(&ControlName, &Children)>,
    mut texts: Query<&mut Text>,
    opened: Query<(), Added<Keys>>,
) {
    if *shown == typing.shift && opened.is_empty() {
        return;
    }
    *shown = typing.shift;
    for (control, children) in &faces {
        let Some(letter) = control.of_kind("key").filter(|letter| letter.chars().count() == 1) else { continue };
        let face = capital(letter, typing.shift);
        for child in children {
            if let Ok(mut text) = texts.get_mut(*child) {
                text.0.clone_from(&face);
            }
        }
    }
}
