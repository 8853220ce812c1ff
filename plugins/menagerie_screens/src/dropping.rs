//! Files that are dropped onto the window: pictures for a class or for the lesson, or a whole project.

use std::path::PathBuf;

use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use bevy::window::FileDragAndDrop;
use menagerie_core::prelude::*;

use crate::ScreensSettings;
use crate::card::Card;

/// Ending of a project's file.
const PROJECT_ENDING: &str = "menagerie";

/// What was dropped onto a card belongs to its class, what was dropped elsewhere says itself what it is.
pub(super) fn take_dropped_files(
    mut drops: MessageReader<FileDragAndDrop>,
    settings: Res<ScreensSettings>,
    windows: Query<&Window>,
    cards: Query<(&Card, &ComputedNode, &UiGlobalTransform)>,
    mut wishes: MessageWriter<FileWish>,
) {
    // Visitors of a kiosk have no files to drop; the workshop takes its own.
    if !settings.workshop {
        drops.clear();
        return;
    }
    let mut pictures = Vec::<PathBuf>::new();
    let mut class = None;
    for drop in drops.read() {
        let FileDragAndDrop::DroppedFile { window, path_buf } = drop else { continue };
        if path_buf.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(PROJECT_ENDING)) {
            wishes.write(FileWish::Open(path_buf.clone()));
            continue;
        }
        let position = windows.get(*window).ok().and_then(Window::physical_cursor_position);
        class = position.and_then(|position| {
            let under = |(_, node, transform): &(&Card, &ComputedNode, &UiGlobalTransform)| {
                node.contains_point(**transform, position)
            };
            cards.iter().find(under).map(|(card, ..)| card.0)
        });
        pictures.push(path_buf.clone());
    }
    if !pictures.is_empty() {
        wishes.write(FileWish::Import { paths: pictures, class, split: Split::Teach });
    }
}
