//! Why it answers as it does: where in the picture it is that speaks for each class, and what a finger on the mirror does to that.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use menagerie_core::classes::color;
use menagerie_core::prelude::*;
use menagerie_ui::{Contacts, Kit, control, corner, mm};

use crate::tiles::reasons_picture;
use crate::walk::{MIRROR, Shown, Walk};

/// Side of a creature at the end of the way, units, and how many there is room for.
const CREATURE: f32 = 44.0;
const CREATURES: usize = 4;
/// Height of the bar below each, units.
const BAR: f32 = 5.0;
/// Places that a key covers one after the other, in each direction.
const KEY_PLACES: usize = 3;

/// The light over the mirror, in the colours of the classes.
#[derive(Component)]
pub(super) struct Reasons;

/// The moving part of a class's bar.
#[derive(Component)]
pub(super) struct Bar(ClassId);

/// The grey square where a finger is.
#[derive(Component)]
pub(super) struct Covered;

/// The texture of the light, and the place that a key has covered.
#[derive(Resource, Debug, Default)]
pub(super) struct Light {
    picture: Handle<Image>,
    by_key: Option<usize>,
}

impl Light {
    pub(super) fn new(images: &mut Assets<Image>) -> Self {
        let blank = Image { asset_usage: RenderAssetUsages::RENDER_WORLD, ..Image::transparent() };
        Self { picture: images.add(blank), by_key: None }
    }
}

/// The mirror, within reach of every finger, with what lies over it.
pub(super) fn spawn_mirror(space: &mut ChildSpawnerCommands, mirror: &MirrorTexture, light: &Light, room: Vec2) {
    let side = mm(room.min_element());
    let square = Node { width: side, height: side, margin: UiRect::horizontal(auto()), ..default() };
    space
        .spawn((
            control(MIRROR, Phrase::new("inside-mirror")),
            Node { overflow: Overflow::clip(), border_radius: corner(4.0), ..square },
            ImageNode::new(mirror.0.clone()).with_mode(NodeImageMode::Stretch),
        ))
        .with_children(|mirror| spawn_over_mirror(mirror, light));
}

fn spawn_over_mirror(mirror: &mut ChildSpawnerCommands, light: &Light) {
    let filling =
        Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    mirror.spawn((Reasons, filling, ImageNode::new(light.picture.clone()).with_mode(NodeImageMode::Stretch)));
    let side = percent(CoverPicture::SHARE * 100.0);
    let square = Node { position_type: PositionType::Absolute, width: side, height: side, ..default() };
    let grey = Color::srgb_u8(127, 127, 127);
    mirror.spawn((Covered, Visibility::Hidden, Node { border_radius: corner(1.0), ..square }, BackgroundColor(grey)));
}

/// At the end of the way stand those who answer.
pub(super) fn spawn_creatures(page: &mut ChildSpawnerCommands, kit: &Kit, classes: &Classes) {
    let row = Node {
        flex_grow: 1.0,
        column_gap: mm(6.0),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..default()
    };
    page.spawn(row).with_children(|row| {
        for class in classes.0.iter().filter(|class| !class.is_quiet()).take(CREATURES) {
            let column = Node { flex_direction: FlexDirection::Column, row_gap: mm(2.0), ..default() };
            row.spawn(column).with_children(|column| {
                let node = Node { width: mm(CREATURE), height: mm(CREATURE), ..default() };
                column.spawn((CreatureSpot { class: class.id }, node));
                spawn_bar(column, kit, class);
            });
        }
    });
}

/// How sure the network is of a class: one sees it fall.
fn spawn_bar(column: &mut ChildSpawnerCommands, kit: &Kit, class: &Class) {
    let groove = Node { width: mm(CREATURE), height: mm(BAR), border_radius: BorderRadius::MAX, ..default() };
    let filling = Node { width: percent(0), height: percent(100), border_radius: BorderRadius::MAX, ..default() };
    column.spawn((
        Node { overflow: Overflow::clip(), ..groove },
        BackgroundColor(kit.palette.groove),
        children![(Bar(class.id), filling, BackgroundColor(color(class.color)))],
    ));
}

/// Moves the bars.
pub(super) fn show_bars(prediction: Res<LatestPrediction>, mut bars: Query<(&Bar, &mut Node)>) {
    for (Bar(class), mut node) in &mut bars {
        let width = percent((prediction.confidence_in(*class) * 200.0).round() / 2.0);
        if node.width != width {
            node.width = width;
        }
    }
}

/// A finger on the mirror covers the picture there; a key covers one place after the other, and at last none.
pub(super) fn cover(
    walk: Res<Walk>,
    contacts: Res<Contacts>,
    mut activated: MessageReader<Activated>,
    mut touched: Local<bool>,
    mut light: ResMut<Light>,
    mut cover: ResMut<CoverPicture>,
) {
    let is_here = walk.stop().shown == Shown::Reasons;
    let finger = contacts.place_on(&MIRROR).filter(|_| is_here);
    for Activated { control } in activated.read() {
        // A finger that is lifted activates it, too.
        if *control == MIRROR && is_here && !*touched {
            let next = light.by_key.map_or(0, |place| place + 1);
            light.by_key = (next < KEY_PLACES * KEY_PLACES).then_some(next);
        }
    }
    *touched = finger.is_some();
    if finger.is_some() || !is_here {
        light.by_key = None;
    }
    let by_key = light.by_key.map(|place| {
        let at = |index: usize| (index as f32 + 0.5) / KEY_PLACES as f32;
        Vec2::new(at(place % KEY_PLACES), at(place / KEY_PLACES))
    });
    // The camera does not see as the mirror shows.
    cover.set_if_neq(CoverPicture(finger.or(by_key).map(|place| Vec2::new(1.0 - place.x, place.y))));
}

/// Shows what is covered.
pub(super) fn show_cover(cover: Res<CoverPicture>, mut squares: Query<(&mut Node, &mut Visibility), With<Covered>>) {
    for (mut node, mut visibility) in &mut squares {
        visibility.set_if_neq(if cover.0.is_some() { Visibility::Inherited } else { Visibility::Hidden });
        let Some(place) = cover.0 else { continue };
        let edge = |at: f32| percent((at - CoverPicture::SHARE / 2.0) * 100.0);
        let (left, top) = (edge(1.0 - place.x), edge(place.y));
        if (node.left, node.top) != (left, top) {
            (node.left, node.top) = (left, top);
        }
    }
}

/// Draws the light anew with each answer.
pub(super) fn draw_light(
    walk: Res<Walk>,
    view: Res<NetworkView>,
    classes: Res<Classes>,
    light: Res<Light>,
    mut images: ResMut<Assets<Image>>,
    mut nodes: Query<&mut Visibility, With<Reasons>>,
) {
    if walk.stop().shown != Shown::Reasons {
        return;
    }
    for mut node in &mut nodes {
        node.set_if_neq(if view.reasons.is_some() { Visibility::Inherited } else { Visibility::Hidden });
    }
    let Some(maps) = view.reasons.as_ref().filter(|_| view.is_changed()) else { return };
    let picture = reasons_picture(maps, |class| classes.get(class).map(|class| class.color));
    if let Err(error) = images.insert(light.picture.id(), picture) {
        debug!("why it answers so is not drawn: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::STOPS;

    #[test]
    fn keys_cover_one_place_after_the_other_and_at_last_none() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .init_resource::<Contacts>()
            .init_resource::<Light>()
            .insert_resource(Walk { place: STOPS.len() - 1, ..Walk::default() })
            .add_systems(Update, cover);
        let mut covered = Vec::new();
        for _ in 0..11 {
            app.world_mut().write_message(Activated { control: MIRROR });
            app.update();
            covered.push(app.world().resource::<CoverPicture>().0);
        }
        assert!(
            (covered[0].unwrap() - Vec2::new(5.0 / 6.0, 1.0 / 6.0)).length() < 1e-4,
            "the upper left of the mirror"
        );
        assert_eq!((covered[8].is_some(), covered[9], covered[10]), (true, None, covered[0]));
        app.world_mut().resource_mut::<Walk>().place = 0;
        app.update();
        assert_eq!(app.world().resource::<CoverPicture>().0, None, "nothing stays covered elsewhere");
    }
}
