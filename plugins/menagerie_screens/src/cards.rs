//! Which cards stand on the screen: as many as fit, the rest on further pages; laid anew when the classes change.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::card;
use crate::layout::{CANVAS_PX, at};
use crate::palette;
use crate::scene::Canvas;
use crate::text::Fonts;

/// Cards that stand side by side.
pub(crate) const CARDS: usize = 3;

/// The page of cards that is shown, 0 = first. May be beyond the last for a moment.
#[derive(Resource, Debug, Default)]
pub(crate) struct CardPage(pub(crate) usize);

/// The node that holds all cards.
#[derive(Component)]
pub(super) struct CardRow;

/// What is written on a card that cannot change while it stands.
type Face = (ClassId, String, String, [u8; 3], bool);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<CardPage>();
}

/// Lays the cards when classes or page are others than those that stand.
pub(super) fn lay_cards(
    classes: Res<Classes>,
    mut page: ResMut<CardPage>,
    mut laid: Local<(usize, Vec<Face>)>,
    canvas: Single<Entity, With<Canvas>>,
    rows: Query<Entity, With<CardRow>>,
    assets: Res<AssetServer>,
    fonts: Res<Fonts>,
    mut commands: Commands,
) {
    let last = classes.0.len().saturating_sub(1) / CARDS;
    if page.0 > last {
        page.0 = last;
    }
    let faces: Vec<Face> = classes.0.iter().map(face).collect();
    if *laid == (page.0, faces.clone()) {
        return;
    }
    for row in &rows {
        commands.entity(row).despawn();
    }
    let row =
        commands.spawn((Name::new("cards"), CardRow, ChildOf(*canvas), at(0.0, 0.0, CANVAS_PX.x, CANVAS_PX.y))).id();
    let shown: Vec<&Class> = classes.0.iter().skip(page.0 * CARDS).take(CARDS).collect();
    for (place, class) in shown.iter().enumerate() {
        card::spawn_card(&mut commands, row, &assets, &fonts, class, place, shown.len());
    }
    if page.0 > 0 {
        spawn_turn(&mut commands, row, &assets, -1);
    }
    if page.0 < last {
        spawn_turn(&mut commands, row, &assets, 1);
    }
    *laid = (page.0, faces);
}

fn face(class: &Class) -> Face {
    (class.id, class.name.clone(), class.creature.clone(), class.color, class.enabled)
}

/// The arrow to the cards before (-1) or after (1).
fn spawn_turn(commands: &mut Commands, row: Entity, assets: &AssetServer, pages: i8) {
    let (left, icon) =
        if pages < 0 { (6.0, "icons/arrow_left.png") } else { (CANVAS_PX.x - 90.0, "icons/arrow_right.png") };
    let control = ControlId::TurnCards(pages);
    let button = commands
        .spawn((
            Name::new("turn cards"),
            ControlPlace(control),
            card::ButtonFace(control),
            ChildOf(row),
            Node {
                border_radius: BorderRadius::MAX,
                align_items: AlignItems::Center,
                justify_content: JustifyContent::Center,
                ..at(left, CANVAS_PX.y - 560.0, 84.0, 84.0)
            },
            UiTransform::IDENTITY,
            BackgroundColor(palette::PLATE),
        ))
        .id();
    commands.spawn((
        ChildOf(button),
        Node { width: px(48), height: px(48), ..default() },
        ImageNode::new(assets.load(icon)),
    ));
}
