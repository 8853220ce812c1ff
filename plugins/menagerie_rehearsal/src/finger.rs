//! A finger on the screen, as the window system would report it.

use std::path::Path;

use bevy::ecs::system::SystemParam;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use bevy::window::{FileDragAndDrop, PrimaryWindow};
use menagerie_core::prelude::*;

/// Number of the rehearsal's finger, unlike any a touchscreen gives.
const FINGER: u64 = u64::MAX;
const NO_SCREEN: &str = "there is no screen to touch";

/// Something that can be touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Touchable {
    /// A control of the visitors' screen.
    Control(ControlId),
    /// A control of the workshop, by its name.
    Workshop(String),
}

/// Finds controls on the screen and touches them.
#[derive(SystemParam)]
pub(super) struct Finger<'w, 's> {
    places: Query<'w, 's, (&'static ControlPlace, &'static UiGlobalTransform, &'static InheritedVisibility)>,
    workshop: Res<'w, WorkshopControls>,
    windows: Query<'w, 's, (Entity, &'static mut Window), With<PrimaryWindow>>,
    touches: MessageWriter<'w, TouchInput>,
    drops: MessageWriter<'w, FileDragAndDrop>,
}

impl Finger<'_, '_> {
    /// Puts the finger on the middle of a control.
    ///
    /// # Errors
    /// Why it cannot be touched, in words.
    pub(super) fn press(&mut self, target: &Touchable) -> Result<(), String> {
        self.touch(target, TouchPhase::Started)
    }

    /// Lifts it off again. A control that went away meanwhile is let go of where it was.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub(super) fn lift(&mut self, target: &Touchable) -> Result<(), String> {
        self.touch(target, TouchPhase::Ended)
    }

    /// Drops a file onto the window, over a control if one is named.
    ///
    /// # Errors
    /// Why it cannot, in words.
    pub(super) fn drop_file(&mut self, path: &Path, over: Option<ControlId>) -> Result<(), String> {
        let position = over.map(|control| self.middle_of(&Touchable::Control(control))).transpose()?;
        let (window, mut properties) = self.windows.single_mut().map_err(|_| NO_SCREEN.to_owned())?;
        let scale = properties.scale_factor();
        properties.set_physical_cursor_position(position.map(|position| (position * scale).as_dvec2()));
        self.drops.write(FileDragAndDrop::DroppedFile { window, path_buf: path.to_owned() });
        Ok(())
    }

    fn touch(&mut self, target: &Touchable, phase: TouchPhase) -> Result<(), String> {
        let position = self.middle_of(target)?;
        let (window, _) = self.windows.single().map_err(|_| NO_SCREEN.to_owned())?;
        self.touches.write(TouchInput { phase, position, window, force: None, id: FINGER });
        Ok(())
    }

    /// Where a control is, logical pixels of the window.
    fn middle_of(&self, target: &Touchable) -> Result<Vec2, String> {
        let (_, properties) = self.windows.single().map_err(|_| NO_SCREEN.to_owned())?;
        let found = match target {
            Touchable::Control(control) => self
                .places
                .iter()
                .find(|(place, _, visible)| place.0 == *control && visible.get())
                .map(|(_, transform, _)| transform.translation / properties.scale_factor()),
            Touchable::Workshop(name) => self.workshop.0.get(name).map(Rect::center),
        };
        found.ok_or_else(|| format!("{target:?} is not on the screen"))
    }
}
