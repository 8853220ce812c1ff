//! A finger on the screen, as the window system would report it.

use std::path::Path;

use bevy::ecs::system::SystemParam;
use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use bevy::window::{FileDragAndDrop, PrimaryWindow};
use menagerie_core::prelude::*;

use crate::keys::ScriptKey;

/// Number of the rehearsal's finger, unlike any a touchscreen gives.
const FINGER: u64 = u64::MAX;
const NO_SCREEN: &str = "there is no screen to touch";

/// Where a control of the visitors' screen stands, and how it wants to be touched.
type Place =
    (&'static ControlName, &'static UiGlobalTransform, &'static InheritedVisibility, Option<&'static HoldToActivate>);

/// Finds controls on the screen and touches them.
#[derive(SystemParam)]
pub(super) struct Finger<'w, 's> {
    places: Query<'w, 's, Place>,
    workshop: Res<'w, WorkshopControls>,
    windows: Query<'w, 's, (Entity, &'static mut Window), With<PrimaryWindow>>,
    touches: MessageWriter<'w, TouchInput>,
    keys: MessageWriter<'w, KeyboardInput>,
    drops: MessageWriter<'w, FileDragAndDrop>,
    /// Where the finger is, logical pixels of the window.
    at: Local<'s, Vec2>,
}

impl Finger<'_, '_> {
    /// Puts the finger on the middle of a control.
    ///
    /// # Errors
    /// Why it cannot be touched, in words.
    pub(super) fn press(&mut self, target: &str) -> Result<(), String> {
        *self.at = self.middle_of(target)?;
        self.touch(TouchPhase::Started)
    }

    /// How long a control has to be touched to do something, seconds; 0 for one that a tap suffices for.
    pub(super) fn needed_secs(&self, target: &str) -> f32 {
        let found = self.places.iter().find(|(name, ..)| name.as_str() == target);
        found.and_then(|(.., hold)| hold).map_or(0.0, |hold| hold.0)
    }

    /// Lifts it off again. A control that went away meanwhile is let go of where it was.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub(super) fn lift(&mut self, target: &str) -> Result<(), String> {
        *self.at = self.middle_of(target).unwrap_or(*self.at);
        self.touch(TouchPhase::Ended)
    }

    /// Drops a file onto the window, over a control if one is named.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub(super) fn drop_file(&mut self, path: &Path, over: Option<&str>) -> Result<(), String> {
        let position = over.map(|control| self.middle_of(control)).transpose()?;
        let (window, mut properties) = self.windows.single_mut().map_err(|_| NO_SCREEN.to_owned())?;
        let scale = properties.scale_factor();
        properties.set_physical_cursor_position(position.map(|position| (position * scale).as_dvec2()));
        self.drops.write(FileDragAndDrop::DroppedFile { window, path_buf: path.to_owned() });
        Ok(())
    }

    /// Presses a key, or lets go of it.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub(super) fn key(&mut self, key: ScriptKey, state: ButtonState) -> Result<(), String> {
        let (window, _) = self.windows.single().map_err(|_| NO_SCREEN.to_owned())?;
        let ScriptKey { code, logical } = key;
        let text = match &logical {
            Key::Character(letter) => Some(letter.clone()),
            _ => None,
        };
        self.keys.write(KeyboardInput { key_code: code, logical_key: logical, state, text, repeat: false, window });
        Ok(())
    }

    fn touch(&mut self, phase: TouchPhase) -> Result<(), String> {
        let (window, _) = self.windows.single().map_err(|_| NO_SCREEN.to_owned())?;
        self.touches.write(TouchInput { phase, position: *self.at, window, force: None, id: FINGER });
        Ok(())
    }

    /// Where a control is, logical pixels of the window.
    fn middle_of(&self, target: &str) -> Result<Vec2, String> {
        let (_, properties) = self.windows.single().map_err(|_| NO_SCREEN.to_owned())?;
        let on_screen = self
            .places
            .iter()
            .find(|(name, _, visible, _)| name.as_str() == target && visible.get())
            .map(|(_, transform, ..)| transform.translation / properties.scale_factor());
        let found = on_screen.or_else(|| self.workshop.0.get(target).map(Rect::center));
        found.ok_or_else(|| format!("\"{target}\" is not on the screen"))
    }
}
