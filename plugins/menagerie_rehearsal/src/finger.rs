//! A finger on the screen, as the window system would report it.

use bevy::ecs::system::SystemParam;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use bevy::window::PrimaryWindow;
use menagerie_core::prelude::*;

/// Number of the rehearsal's finger, unlike any a touchscreen gives.
const FINGER: u64 = u64::MAX;

/// Finds controls on the screen and touches them.
#[derive(SystemParam)]
pub(super) struct Finger<'w, 's> {
    places: Query<'w, 's, (&'static ControlPlace, &'static UiGlobalTransform, &'static InheritedVisibility)>,
    windows: Query<'w, 's, (Entity, &'static Window), With<PrimaryWindow>>,
    touches: MessageWriter<'w, TouchInput>,
}

impl Finger<'_, '_> {
    /// Puts the finger on the middle of a control.
    ///
    /// # Errors
    /// Why it cannot be touched, in words.
    pub(super) fn press(&mut self, control: ControlId) -> Result<(), String> {
        self.touch(control, TouchPhase::Started)
    }

    /// Lifts it off again.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub(super) fn lift(&mut self, control: ControlId) -> Result<(), String> {
        self.touch(control, TouchPhase::Ended)
    }

    fn touch(&mut self, control: ControlId, phase: TouchPhase) -> Result<(), String> {
        let (window, properties) = self.windows.single().map_err(|_| "there is no screen to touch".to_owned())?;
        let (_, transform, _) = self
            .places
            .iter()
            .find(|(place, _, visible)| place.0 == control && visible.get())
            .ok_or_else(|| format!("{control:?} is not on the screen"))?;
        let position = transform.translation / properties.scale_factor();
        self.touches.write(TouchInput { phase, position, window, force: None, id: FINGER });
        Ok(())
    }
}
