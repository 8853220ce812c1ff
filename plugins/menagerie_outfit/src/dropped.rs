//! A file that is dropped onto the screen: it answers for whoever is dressed.

use bevy::prelude::*;
use bevy::window::FileDragAndDrop;
use menagerie_core::prelude::*;

use crate::choice::Choice;

pub(super) fn take(
    mut drops: MessageReader<FileDragAndDrop>,
    choice: Res<Choice>,
    mut wishes: MessageWriter<FileWish>,
) {
    for drop in drops.read() {
        if let (FileDragAndDrop::DroppedFile { path_buf, .. }, Some(class)) = (drop, choice.class) {
            wishes.write(FileWish::Answer { class, path: path_buf.clone() });
        }
    }
}
