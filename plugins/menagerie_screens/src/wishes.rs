//! What touching a control asks for.

use std::collections::HashMap;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{AskText, TextTyped};

use crate::cards::CardPage;

/// A press shorter than this is a tap: people press once instead of holding, and get a short burst.
pub(crate) const TAP_SECS: f32 = 0.35;

/// When each class was tapped last, seconds since the start: whoever taps does not know yet that one can hold.
#[derive(Resource, Debug, Default)]
pub(crate) struct Bursts(HashMap<ClassId, f64>);

impl Bursts {
    /// The class that was tapped last, not longer than `within_secs` ago.
    pub(crate) fn newest(&self, now_secs: f64, within_secs: f32) -> Option<ClassId> {
        let newest = self.0.iter().max_by(|one, other| one.1.total_cmp(other.1))?;
        (now_secs - newest.1 <= f64::from(within_secs)).then_some(*newest.0)
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
    ask: MessageWriter<'w, AskText>,
    touched: MessageWriter<'w, CreatureTouched>,
}

/// What visitors did.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Done<'w, 's> {
    pressed: MessageReader<'w, 's, Pressed>,
    released: MessageReader<'w, 's, Released>,
    activated: MessageReader<'w, 's, Activated>,
    typed: MessageReader<'w, 's, TextTyped>,
}

/// Presses and releases become wishes.
pub(super) fn speak_wishes(
    mut done: Done,
    (classes, shelf, album, time): (Res<Classes>, Res<PropShelf>, Res<Album>, Res<Time>),
    mut page: ResMut<CardPage>,
    mut bursts: ResMut<Bursts>,
    mut held: Local<Option<ClassId>>,
    mut wishes: Wishes,
) {
    for press in done.pressed.read() {
        // One class at a time: a second button held at the same time waits for its own turn.
        if let Some(class) = press.control.held_class()
            && held.is_none()
            && classes.get(class).is_some()
        {
            *held = Some(class);
            wishes.start.write(StartCapturing { class, split: Split::Teach });
        }
    }
    for release in done.released.read() {
        if let Some(class) = release.control.held_class()
            && *held == Some(class)
        {
            *held = None;
            wishes.stop.write(StopCapturing);
            if release.inside && release.held_secs < TAP_SECS {
                wishes.burst.write(CaptureBurst { class, split: Split::Teach });
                bursts.0.insert(class, time.elapsed_secs_f64());
            }
        }
    }
    for Activated { control } in done.activated.read() {
        if *control == ControlName::START_OVER {
            wishes.change.write(ChangeLesson::StartOver);
        } else if *control == ControlName::ADD_CLASS {
            wishes.change.write(ChangeLesson::AddClass { name: None, quiet: false });
            // The new card stands on the last page.
            page.0 = usize::MAX;
        } else if *control == ControlName::UNDO {
            wishes.change.write(ChangeLesson::Undo);
        } else if *control == ControlName::NEXT_CARDS {
            page.0 += 1;
        } else if *control == ControlName::PREVIOUS_CARDS {
            page.0 = page.0.saturating_sub(1);
        } else if let Some(class) = control.creature_class() {
            wishes.touched.write(CreatureTouched { class });
        } else if let Some(class) = control.renamed_class().and_then(|class| classes.get(class)) {
            wishes.ask.write(AskText { asked_by: control.clone(), text: class.name.clone() });
        } else if let Some(prop) = control.prop_place().and_then(|place| shelf.props.get(place)) {
            wishes.show.write(ShowSource(CameraChoice::Folder(prop.folder.clone())));
        } else if let Some((class, place)) = control.thumbnail_place()
            && let Some((example, _)) = album.of(class, Split::Teach).nth_back(place)
        {
            wishes.change.write(ChangeLesson::RemovePictures(vec![example]));
        }
    }
    for TextTyped { asked_by, text } in done.typed.read() {
        if let Some(class) = asked_by.renamed_class() {
            wishes.change.write(ChangeLesson::RenameClass(class, text.clone()));
        }
    }
}
