//! What screens are made of: their root, buttons, icons, panels. Functions that return bundles.

use accesskit::Role;
use bevy::a11y::AccessibilityNode;
use bevy::ecs::system::SystemParam;
use bevy::input_focus::tab_navigation::{TabGroup, TabIndex};
use bevy::prelude::*;
use bevy::ui::auto_directional_navigation::AutoDirectionalNavigation;
use menagerie_core::prelude::*;

use crate::contacts::Contacts;
use crate::layout::{ScreenLayout, TARGET_MM, corner, mm};
use crate::painting::{Layer, Paint, Painting, scene_picture};
use crate::palette::{self, Palette};
use crate::text::{Fonts, TextRole, phrase, text};

/// How far a touched control gives way.
const PRESSED_SCALE: f32 = 0.94;

/// Everything it takes to build a screen.
#[derive(SystemParam)]
pub struct Kit<'w> {
    /// Files.
    pub assets: Res<'w, AssetServer>,
    /// Fonts.
    pub fonts: Res<'w, Fonts>,
    /// The room there is.
    pub layout: Res<'w, ScreenLayout>,
    /// What is said.
    pub words: Res<'w, Words>,
    /// What it is drawn in.
    pub palette: Res<'w, Palette>,
    /// The pack in force.
    pub pack: Res<'w, Pack>,
}

/// The root of a screen: everything that leaves with it.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenRoot(pub ScreenId);

/// What a control is, for those who have it read to them.
#[derive(Component, Debug, Clone, PartialEq)]
pub struct Spoken(pub Phrase);

/// A node that gives way while this control is touched.
#[derive(Component, Debug, Clone, PartialEq)]
#[require(UiTransform)]
pub struct PressFace(pub ControlName);

/// The part of a control that fills while it is held, from 0 to 100 % of its width.
#[derive(Component, Debug, Clone, PartialEq)]
pub struct HoldFill(pub ControlName);

/// The whole room of a screen. Spawn it on entering, it leaves by itself.
pub fn screen_root(id: ScreenId) -> impl Bundle {
    (
        Name::new(format!("screen {}", id.0)),
        ScreenRoot(id),
        DespawnOnExit(CurrentScreen(id)),
        TabGroup::new(0),
        Node { width: percent(100), height: percent(100), overflow: Overflow::clip(), ..default() },
    )
}

/// What makes any node a control: its name, its place in the order of keys and switches, and what it is called.
pub fn control(name: ControlName, spoken: Phrase) -> impl Bundle {
    (
        Name::new(name.to_string()),
        name,
        Spoken(spoken),
        TabIndex(0),
        AutoDirectionalNavigation::default(),
        AccessibilityNode::from(accesskit::Node::new(Role::Button)),
    )
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ButtonLook {
    is_loud: bool,
}

impl ButtonLook {
    /// One of many.
    pub const QUIET: Self = Self { is_loud: false };
    /// The one that is chosen, or that is next.
    pub const LOUD: Self = Self { is_loud: true };

    /// Its ground, its edge, its words.
    fn colors(self, palette: &Palette) -> [Color; 3] {
        match self.is_loud {
            false => [palette.plate, palette.groove, palette.white],
            true => [palette.paper, palette.paper, palette.ink],
        }
    }
}

impl Kit<'_> {
    /// Whether screens look other than before, so that what stands is laid anew.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.layout.is_changed() || self.palette.is_changed() || self.pack.is_changed()
    }

    /// A picture from `assets/scene`, or the pack's in its place.
    #[must_use]
    pub fn scene(&self, name: &str) -> Handle<Image> {
        self.assets.load(self.pack.scene_asset(name))
    }

    /// The scene's background in the dark, behind a screen with words on it. Belongs first on the screen's root.
    pub fn quiet_background(&self) -> impl Bundle + use<> {
        let whole = Layer { paint: Paint::Color(self.palette.dim.into()), at: Rect::new(0.0, 0.0, 1.0, 1.0) };
        let picture = scene_picture("background", &self.pack, &self.assets);
        let layers = vec![Layer::background(picture, self.layout.size), whole];
        (
            Name::new("background"),
            Painting { layers },
            Node {
                position_type: PositionType::Absolute,
                left: mm(0.0),
                top: mm(0.0),
                width: percent(100),
                height: percent(100),
                ..default()
            },
        )
    }

    /// A picture from `assets/icons`.
    pub fn icon(&self, name: &str, side: f32) -> impl Bundle + use<> {
        (
            Node { width: mm(side), height: mm(side), flex_shrink: 0.0, ..default() },
            ImageNode::new(self.assets.load(format!("icons/{name}.png"))),
        )
    }

    /// A button with words, and an icon before them.
    pub fn button(&self, name: ControlName, label: Phrase, icon: &str, look: ButtonLook) -> impl Bundle + use<> {
        let [.., ink] = look.colors(&self.palette);
        (
            control(name.clone(), label.clone()),
            button_face(name, look.colors(&self.palette)),
            children![
                self.icon(icon, 8.0),
                (phrase(label, &self.fonts.bold, TextRole::Label, ink), TextLayout::no_wrap())
            ],
        )
    }

    /// A button with words alone, in a language of their own perhaps.
    pub fn text_button(&self, name: ControlName, words: &str, look: ButtonLook) -> impl Bundle + use<> {
        let spoken = Phrase::new("spoken-name").with("name", words);
        let colors = look.colors(&self.palette);
        (
            control(name.clone(), spoken),
            button_face(name, colors),
            children![(text(words.to_owned(), &self.fonts.bold, TextRole::Label, colors[2]), TextLayout::no_wrap())],
        )
    }

    /// A button with an icon alone.
    pub fn icon_button(&self, name: ControlName, spoken: Phrase, icon: &str) -> impl Bundle + use<> {
        let face = button_face(name.clone(), ButtonLook::QUIET.colors(&self.palette));
        (control(name, spoken), face, children![self.icon(icon, 8.5)])
    }

    /// A button that has to be held for so many seconds; it fills meanwhile. Without `label` its icon has to say it.
    pub fn held_button(
        &self,
        name: ControlName,
        spoken: Phrase,
        label: Option<&str>,
        icon: &str,
        secs: f32,
    ) -> impl Bundle + use<> {
        let filling = Node {
            position_type: PositionType::Absolute,
            left: mm(0.0),
            top: mm(0.0),
            width: percent(0),
            height: percent(100),
            border_radius: BorderRadius::MAX,
            ..default()
        };
        let icon = self.icon(icon, 8.0);
        let label = label.map(|key| {
            let words = phrase(Phrase::new(key), &self.fonts.bold, TextRole::Label, self.palette.white);
            (words, TextLayout::no_wrap())
        });
        let face = (HoldFill(name.clone()), filling, BackgroundColor(palette::deep(self.palette.warning)));
        (
            control(name.clone(), spoken),
            HoldToActivate(secs),
            button_face(name, ButtonLook::QUIET.colors(&self.palette)),
            Children::spawn(SpawnWith(move |button: &mut ChildSpawner| {
                button.spawn(face);
                button.spawn(icon);
                if let Some(label) = label {
                    button.spawn(label);
                }
            })),
        )
    }
}

/// A plate of this size, units, on which an icon and words stand beside each other: a card, a chip.
#[must_use]
pub fn plate_node(size: Vec2) -> Node {
    Node {
        width: mm(size.x),
        height: mm(size.y),
        padding: UiRect::horizontal(mm(3.0)),
        column_gap: mm(3.0),
        align_items: AlignItems::Center,
        border: UiRect::all(mm(0.6)),
        border_radius: corner(5.0),
        overflow: Overflow::clip(),
        ..default()
    }
}

/// The face of a button.
fn button_face(name: ControlName, [ground, edge, _]: [Color; 3]) -> impl Bundle {
    (
        PressFace(name),
        Node {
            min_width: mm(TARGET_MM),
            height: mm(TARGET_MM),
            flex_shrink: 0.0,
            padding: UiRect::horizontal(mm(3.2)),
            border: UiRect::all(mm(0.6)),
            border_radius: BorderRadius::MAX,
            align_items: AlignItems::Center,
            justify_content: JustifyContent::Center,
            column_gap: mm(2.4),
            overflow: Overflow::clip(),
            ..default()
        },
        BackgroundColor(ground),
        BorderColor::all(edge),
    )
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (speak_controls, show_presses, show_holds).in_set(ExhibitSystems::Present));
}

/// Tells screen readers what each control is called.
fn speak_controls(words: Res<Words>, controls: Query<(Entity, Ref<Spoken>)>, mut commands: Commands) {
    for (entity, spoken) in &controls {
        if spoken.is_changed() || words.is_changed() {
            commands.entity(entity).try_insert(AccessibleLabel::new(words.say(&spoken.0)));
        }
    }
}

/// A touched control gives way.
fn show_presses(contacts: Res<Contacts>, mut faces: Query<(&PressFace, &mut UiTransform)>) {
    if !contacts.is_changed() {
        return;
    }
    for (face, mut transform) in &mut faces {
        let scale = Vec2::splat(if contacts.touches(&face.0) { PRESSED_SCALE } else { 1.0 });
        if transform.scale != scale {
            transform.scale = scale;
        }
    }
}

/// What has to be held fills while it is held.
fn show_holds(
    contacts: Res<Contacts>,
    time: Res<Time>,
    held: Query<(&ControlName, &HoldToActivate)>,
    mut fills: Query<(&HoldFill, &mut Node)>,
) {
    for (fill, mut node) in &mut fills {
        let needed = held.iter().find(|(control, _)| **control == fill.0).map_or(1.0, |(_, needed)| needed.0);
        let secs = contacts.held_secs(&fill.0, time.elapsed_secs_f64()).unwrap_or(0.0);
        let width = percent((secs / needed).min(1.0) * 100.0);
        if node.width != width {
            node.width = width;
        }
    }
}
