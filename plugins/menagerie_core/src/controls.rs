//! What can be touched, by open names: rehearsals, keys, switches and fingers reach every control alike, and a plugin
//! that adds one gives it a name of its own ("lamp/switch").

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use bevy::prelude::*;
use menagerie_lesson::ClassId;

/// The name of a control: words and numbers, parted by slashes. On a UI node it says that this node is that control.
#[derive(Component, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ControlName(Cow<'static, str>);

impl ControlName {
    /// Starts over with an empty lesson. Has to be held.
    pub const START_OVER: Self = Self::new("start-over");
    /// Brings back what the newest change took away.
    pub const UNDO: Self = Self::new("undo");
    /// One more class.
    pub const ADD_CLASS: Self = Self::new("add-class");
    /// The cards after those that are shown.
    pub const NEXT_CARDS: Self = Self::new("cards/next");
    /// The cards before them.
    pub const PREVIOUS_CARDS: Self = Self::new("cards/previous");
    /// Opens the workshop.
    pub const WORKSHOP: Self = Self::new("workshop");
    /// Back to the first screen.
    pub const HOME: Self = Self::new("home");
    /// Opens language and access.
    pub const HELP: Self = Self::new("help");

    /// A control of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The hold-button of a class.
    #[must_use]
    pub fn hold(class: ClassId) -> Self {
        Self(format!("hold/{}", class.0).into())
    }

    /// The creature of a class.
    #[must_use]
    pub fn creature(class: ClassId) -> Self {
        Self(format!("creature/{}", class.0).into())
    }

    /// The name of a class, to be changed.
    #[must_use]
    pub fn rename(class: ClassId) -> Self {
        Self(format!("rename/{}", class.0).into())
    }

    /// One of the thumbnails of a class, 0 = newest.
    #[must_use]
    pub fn thumbnail(class: ClassId, place: usize) -> Self {
        Self(format!("thumbnail/{}/{place}", class.0).into())
    }

    /// A prop of the demonstration, by its place on the shelf.
    #[must_use]
    pub fn prop(place: usize) -> Self {
        Self(format!("prop/{place}").into())
    }

    /// The way to a screen.
    #[must_use]
    pub fn screen(screen: crate::screen::ScreenId) -> Self {
        Self(format!("screen/{}", screen.0).into())
    }

    /// A language, by its identifier.
    #[must_use]
    pub fn language(id: &str) -> Self {
        Self(format!("language/{id}").into())
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind `kind/` in its name; `None` for a control of another kind.
    #[must_use]
    pub fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.strip_prefix(kind)?.strip_prefix('/')
    }

    /// The class behind `kind/` in its name, and what follows it.
    fn class_of_kind(&self, kind: &str) -> Option<(ClassId, Option<&str>)> {
        let behind = self.of_kind(kind)?;
        let (class, rest) = behind.split_once('/').map_or((behind, None), |(class, rest)| (class, Some(rest)));
        Some((ClassId(class.parse().ok()?), rest))
    }

    /// The class whose hold-button it is.
    #[must_use]
    pub fn held_class(&self) -> Option<ClassId> {
        self.class_of_kind("hold").map(|(class, _)| class)
    }

    /// The class whose creature it is.
    #[must_use]
    pub fn creature_class(&self) -> Option<ClassId> {
        self.class_of_kind("creature").map(|(class, _)| class)
    }

    /// The class whose name it is.
    #[must_use]
    pub fn renamed_class(&self) -> Option<ClassId> {
        self.class_of_kind("rename").map(|(class, _)| class)
    }

    /// The class and the place whose thumbnail it is.
    #[must_use]
    pub fn thumbnail_place(&self) -> Option<(ClassId, usize)> {
        let (class, place) = self.class_of_kind("thumbnail")?;
        Some((class, place?.parse().ok()?))
    }

    /// The prop it is.
    #[must_use]
    pub fn prop_place(&self) -> Option<usize> {
        self.of_kind("prop")?.parse().ok()
    }
}

impl From<String> for ControlName {
    fn from(name: String) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for ControlName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Fact: a control is touched, by whatever means.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct Pressed {
    /// The control.
    pub control: ControlName,
}

/// Fact: a control is let go of.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct Released {
    /// The control.
    pub control: ControlName,
    /// How long it was touched, seconds.
    pub held_secs: f32,
    /// Whether the touch ended on it; `false` when it slid off or was lost.
    pub inside: bool,
}

/// Fact: a control is to do what it is there for: it was tapped, or, where it has to be held, held long enough.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct Activated {
    /// The control.
    pub control: ControlName,
}

/// A control that works only when it is held this long, seconds: what it does should not happen by a passing touch.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub struct HoldToActivate(pub f32);

/// On the hand that shows what to do: the control it points at.
#[derive(Component, Debug, Clone, PartialEq, Eq)]
pub struct PointsAt(pub ControlName);

/// Where the controls of the workshop stand, by their names, logical pixels of the window.
#[derive(Resource, Debug, Clone, Default)]
pub struct WorkshopControls(pub HashMap<String, Rect>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<WorkshopControls>()
        .add_message::<Pressed>()
        .add_message::<Released>()
        .add_message::<Activated>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_as_what_they_were_made_of() {
        let class = ClassId(12);
        assert_eq!(ControlName::hold(class).held_class(), Some(class));
        assert_eq!(ControlName::creature(class).creature_class(), Some(class));
        assert_eq!(ControlName::rename(class).renamed_class(), Some(class));
        assert_eq!(ControlName::thumbnail(class, 3).thumbnail_place(), Some((class, 3)));
        assert_eq!(ControlName::prop(2).prop_place(), Some(2));
        assert_eq!(ControlName::language("nl").of_kind("language"), Some("nl"));
    }

    #[test]
    fn other_names_are_none_of_them() {
        for name in ["holder/1", "hold", "hold/x", "lamp/switch", "thumbnail/1", "thumbnail/1/x"] {
            let control = ControlName::new(name);
            assert_eq!((control.held_class(), control.thumbnail_place()), (None, None), "{name}");
        }
    }
}
