//! Text: its fonts, its sizes, a line of it, and names that have to fit.

use bevy::prelude::*;
use menagerie_core::lesson::elided;
use menagerie_core::prelude::*;
use menagerie_core::world_fonts::with_world;

/// What a text is there for, which is how large it is.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRole {
    /// What is read from five metres: capitals of 13 mm.
    Title,
    /// The one sentence that says what to do: capitals of 7 mm.
    Prompt,
    /// What is written on things: capitals of 4 mm.
    Label,
    /// A number or a sign that a whole class reads from afar: 14 mm.
    Figure,
}

impl TextRole {
    /// Size of the type, units. Nunito's capitals are 0.705 of it.
    #[must_use]
    pub fn size(self, large: bool) -> f32 {
        match (self, large) {
            (Self::Title, _) => 18.5,
            (Self::Prompt, _) => 10.0,
            (Self::Label, false) => 5.8,
            (Self::Label, true) => 7.0,
            (Self::Figure, _) => 20.0,
        }
    }

    /// The smallest it may be drawn where it has to fit, units.
    fn smallest(self) -> f32 {
        match self {
            Self::Title => 18.5,
            Self::Prompt => 10.0,
            Self::Label => 5.7,
            Self::Figure => 12.0,
        }
    }
}

/// The fonts of the visitors' screens.
#[derive(Resource, Debug, Clone)]
pub struct Fonts {
    /// For nearly everything.
    pub bold: Handle<Font>,
    /// For what is said quietly.
    pub medium: Handle<Font>,
}

impl FromWorld for Fonts {
    fn from_world(world: &mut World) -> Self {
        let assets = world.resource::<AssetServer>();
        Self { bold: assets.load("fonts/Nunito-ExtraBold.ttf"), medium: assets.load("fonts/Nunito-SemiBold.ttf") }
    }
}

/// Words that do not change with the language: a name, a number.
pub fn text<W: Into<String>>(words: W, font: &Handle<Font>, role: TextRole, color: Color) -> impl Bundle + use<W> {
    (
        Text::new(words),
        role,
        TextFont { font: with_world(font), font_size: FontSize::Px(role.size(false)), ..default() },
        TextColor(color),
    )
}

/// A sentence by its key; its words come with the language.
pub fn phrase(phrase: Phrase, font: &Handle<Font>, role: TextRole, color: Color) -> impl Bundle + use<> {
    (text(String::new(), font, role, color), phrase)
}

/// A text that has to fit the node it lies in: drawn smaller first, then cut in its middle.
#[derive(Component, Debug, Clone, Default)]
pub struct Fitted {
    /// The whole text.
    pub whole: String,
}

/// Writes what is to be said, after everybody who spawns texts.
#[derive(SystemSet, Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct TextSystems;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Fonts>()
        .add_systems(Update, (say_phrases, size_text).chain().in_set(TextSystems).after(ExhibitSystems::Present))
        .add_systems(PostUpdate, fit.after(bevy::ui::UiSystems::PostLayout));
}

/// Keeps every phrase true: when it is new or another one, and when the language changes.
fn say_phrases(words: Res<Words>, mut phrases: Query<(Ref<Phrase>, &mut Text, Option<&mut Fitted>)>) {
    for (phrase, mut text, fitted) in &mut phrases {
        if !phrase.is_changed() && !words.is_changed() {
            continue;
        }
        let said = words.say(&phrase);
        if let Some(mut fitted) = fitted {
            fitted.whole.clone_from(&said);
        }
        if text.0 != said {
            text.0 = said;
        }
    }
}

/// Text is as large as its role says. What was fitted begins anew when its words change.
fn size_text(access: Res<Access>, mut texts: Query<(Ref<TextRole>, Option<Ref<Fitted>>, &mut Text, &mut TextFont)>) {
    for (role, fitted, mut text, mut font) in &mut texts {
        let anew = fitted.as_ref().is_some_and(Ref::is_changed);
        if role.is_changed() || access.is_changed() || anew {
            let size = FontSize::Px(role.size(access.large_text));
            if font.font_size != size {
                font.font_size = size;
            }
            if let Some(fitted) = fitted
                && text.0 != fitted.whole
            {
                text.0.clone_from(&fitted.whole);
            }
        }
    }
}

/// Fits texts as soon as it is known how wide they are drawn, and how much room there is.
fn fit(
    mut texts: Query<(Ref<Fitted>, &TextRole, &mut Text, &mut TextFont, Ref<ComputedNode>, &ChildOf)>,
    rooms: Query<Ref<ComputedNode>>,
) {
    for (fitted, role, mut text, mut font, node, room) in &mut texts {
        let Ok(room) = rooms.get(room.parent()) else { continue };
        if !node.is_changed() && !room.is_changed() {
            continue;
        }
        let room_px = room.size().x - room.padding.min_inset.x - room.padding.max_inset.x;
        let share = room_px / node.size().x.max(1.0);
        if room_px <= 0.0 || share >= 1.0 {
            continue;
        }
        match font.font_size {
            FontSize::Px(size) if size > role.smallest() => {
                font.font_size = FontSize::Px((size * share).max(role.smallest()));
            }
            _ => {
                let letters = text.0.chars().count();
                text.0 = elided(&fitted.whole, ((letters as f32 * share) as usize).min(letters.saturating_sub(1)));
            }
        }
    }
}
