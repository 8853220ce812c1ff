//! What touching a control asks for.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::touch::{Pressed, Released};

/// A press shorter than this is a tap: people press once instead of holding, and get a short burst.
const TAP_SECS: f32 = 0.35;

/// Presses and releases become wishes.
pub(super) fn speak_wishes(
    mut pressed: MessageReader<Pressed>,
    mut released: MessageReader<Released>,
    classes: Res<Classes>,
    shelf: Res<PropShelf>,
    thumbnails: Res<crate::thumbnails::Thumbnails>,
    mut held: Local<Option<ClassId>>,
    mut wishes: Wishes,
) {
    for press in pressed.read() {
        // One class at a time: a second button held at the same time waits for its own turn.
        if let ControlId::Hold(class) = press.control
            && held.is_none()
            && classes.get(class).is_some()
        {
            *held = Some(class);
            wishes.start.write(StartCapturing { class });
        }
    }
    for release in released.read() {
        match release.control {
            ControlId::Hold(class) if *held == Some(class) => {
                *held = None;
                wishes.stop.write(StopCapturing);
                if release.inside && release.held_secs < TAP_SECS {
                    wishes.burst.write(CaptureBurst { class });
                }
            }
            _ if !release.inside => {}
            ControlId::Hold(_) => {}
            ControlId::ForgetClass(class) => {
                wishes.forget_class.write(ForgetClass { class });
            }
            ControlId::Reset => {
                wishes.forget_everything.write(ForgetEverything);
            }
            ControlId::Prop(place) => {
                if let Some(prop) = shelf.props.get(place) {
                    wishes.show.write(ShowSource(CameraChoice::Folder(prop.folder.clone())));
                }
            }
            ControlId::Thumbnail(class, place) => {
                if let Some(example) = thumbnails.example(class, place) {
                    wishes.forget_example.write(ForgetExample { example });
                }
            }
        }
    }
}

/// The wishes this screen can speak.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Wishes<'w> {
    start: MessageWriter<'w, StartCapturing>,
    stop: MessageWriter<'w, StopCapturing>,
    burst: MessageWriter<'w, CaptureBurst>,
    forget_class: MessageWriter<'w, ForgetClass>,
    forget_everything: MessageWriter<'w, ForgetEverything>,
    forget_example: MessageWriter<'w, ForgetExample>,
    show: MessageWriter<'w, ShowSource>,
}
