//! The buttons beside the mirror, always in the same places: start over, undo, one more class, the workshop.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::ScreensSettings;
use crate::card::ButtonFace;
use crate::layout::{CANVAS_PX, at};
use crate::text::{Fonts, text};
use crate::{palette, words};

/// Width of a button, canvas pixels.
const WIDTH_PX: f32 = 300.0;
/// Height of a button, canvas pixels: 23 mm on a 24 inch screen.
const HEIGHT_PX: f32 = 84.0;

pub(super) fn spawn_side(
    commands: &mut Commands,
    canvas: Entity,
    assets: &AssetServer,
    fonts: &Fonts,
    settings: &ScreensSettings,
) {
    let buttons = [
        (ControlId::Reset, words::RESET, "icons/reset.png"),
        (ControlId::Undo, words::UNDO, "icons/undo.png"),
        (ControlId::AddClass, words::ADD_CLASS, "icons/plus.png"),
        (ControlId::Workshop, words::WORKSHOP, "icons/workshop.png"),
    ];
    let shown = buttons.into_iter().filter(|(control, ..)| settings.workshop || *control != ControlId::Workshop);
    for (place, (control, words, icon)) in shown.enumerate() {
        let top = 36.0 + place as f32 * (HEIGHT_PX + 22.0);
        let button = commands
            .spawn((
                Name::new(words),
                ControlPlace(control),
                ButtonFace(control),
                ChildOf(canvas),
                Node {
                    border: UiRect::all(px(4)),
                    border_radius: BorderRadius::MAX,
                    align_items: AlignItems::Center,
                    justify_content: JustifyContent::Center,
                    column_gap: px(18),
                    ..at(CANVAS_PX.x - 60.0 - WIDTH_PX, top, WIDTH_PX, HEIGHT_PX)
                },
                UiTransform::IDENTITY,
                BackgroundColor(palette::PLATE),
                BorderColor::all(palette::GROOVE),
            ))
            .id();
        commands.spawn((
            ChildOf(button),
            Node { width: px(48), height: px(48), ..default() },
            ImageNode::new(assets.load(icon)),
        ));
        commands.spawn((ChildOf(button), text(words, &fonts.bold, 32.0, palette::WHITE)));
    }
}

/// Undo is there only while there is something to bring back.
pub(super) fn show_undo(offer: Res<UndoOffer>, mut buttons: Query<(&ControlPlace, &mut Visibility)>) {
    for (place, mut visibility) in &mut buttons {
        if place.0 == ControlId::Undo {
            visibility.set_if_neq(if offer.0.is_some() { Visibility::Inherited } else { Visibility::Hidden });
        }
    }
}
