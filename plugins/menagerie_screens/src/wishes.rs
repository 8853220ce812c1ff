//! What touching a control asks for.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::cards::CardPage;
use crate::touch::{Pressed, Released};

/// A press shorter than this is a tap: people press once instead of holding, and get a short burst.
const TAP_SECS: f32 = 0.35;

/// Presses and releases become wishes.
pub(super) fn speak_wishes(
    mut pressed: MessageReader<Pressed>,
    mut released: MessageReader<Released>,
    classes: Res<Classes>,
    shelf: Res<PropShelf>,
    album: Res<Album>,
    mut page: ResMut<CardPage>,
    mut overlay: ResMut<NextState<Overlay>>,
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
            wishes.start.write(StartCapturing { class, split: Split::Teach });
        }
    }
    for release in released.read() {
        match release.control {
            ControlId::Hold(class) if *held == Some(class) => {
                *held = None;
                wishes.stop.write(StopCapturing);
                if release.inside && release.held_secs < TAP_SECS {
                    wishes.burst.write(CaptureBurst { class, split: Split::Teach });
                }
            }
            _ if !release.inside => {}
            ControlId::Hold(_) => {}
            ControlId::Reset => {
                wishes.change.write(ChangeLesson::StartOver);
            }
            ControlId::AddClass => {
                wishes.change.write(ChangeLesson::AddClass { name: None, quiet: false });
                // The new card stands on the last page.
                page.0 = usize::MAX;
            }
            ControlId::Undo => {
                wishes.change.write(ChangeLesson::Undo);
            }
            ControlId::TurnCards(pages) => page.0 = page.0.saturating_add_signed(isize::from(pages)),
            ControlId::Workshop => overlay.set(Overlay::Workshop),
            ControlId::Prop(place) => {
                if let Some(prop) = shelf.props.get(place) {
                    wishes.show.write(ShowSource(CameraChoice::Folder(prop.folder.clone())));
                }
            }
            ControlId::Thumbnail(class, place) => {
                if let Some((example, _)) = album.of(class, Split::Teach).nth_back(place) {
                    wishes.change.write(ChangeLesson::RemovePictures(vec![example]));
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
    change: MessageWriter<'w, ChangeLesson>,
    show: MessageWriter<'w, ShowSource>,
}
