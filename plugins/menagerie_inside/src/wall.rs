//! The wall: a tile for each channel of a layer, live; beside it, perhaps, that of another network or of another moment.

use std::mem::take;
use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, PressFace, ScreenLayout, TARGET_MM, TextRole, control, mm, phrase};

use crate::room::room;
use crate::tiles::{Grid, draw_wall, glow, tile_rect};
use crate::time::KeptMoment;
use crate::walk::{Beside, TILE, Walk};

/// Between tiles, units.
const GAP: f32 = 1.0;
/// Between two walls, and the height of the line that says which is which, units.
const BETWEEN: f32 = 6.0;
const TITLE: f32 = 9.0;
/// The walls of the stop: which tiles, and the pictures that they are drawn in.
#[derive(Resource, Debug, Default)]
pub(super) struct Wall {
    /// The layer whose tiles these are; none while its first map is on its way.
    pub(super) layer: Option<Layer>,
    /// Channels of the layer and the side of each map.
    pub(super) size: [usize; 2],
    pub(super) beside: Option<Beside>,
    live: Hung,
    other: Hung,
    glow: Handle<Image>,
}

/// Tiles on a wall.
#[derive(Debug, Default)]
struct Hung {
    channels: Vec<usize>,
    /// The number with the brightest colour, which follows the newest one slowly.
    brightest: Option<f32>,
    picture: Handle<Image>,
}

impl Hung {
    fn follow(&mut self, newest: f32) -> f32 {
        let before = self.brightest.unwrap_or(newest);
        *self.brightest.insert(before + (newest - before) * ActivationScale::EASING)
    }
}

/// A tile: its place on its wall.
#[derive(Component)]
pub(super) struct Tile {
    place: usize,
    /// Whether it hangs on the wall beside.
    is_other: bool,
}

/// What lights up on the mirror.
#[derive(Component)]
pub(super) struct Glow;

impl Wall {
    /// An empty one, with the textures that tiles and glow are drawn in.
    pub(super) fn new(images: &mut Assets<Image>) -> Self {
        let mut blank = || images.add(Image { asset_usage: RenderAssetUsages::RENDER_WORLD, ..default() });
        let hung = |picture| Hung { picture, ..default() };
        Self { live: hung(blank()), other: hung(blank()), glow: blank(), ..default() }
    }

    /// How many tiles hang there.
    pub(super) fn tiles(&self) -> usize {
        self.live.channels.len()
    }

    /// The light that lies over the mirror, from corner to corner.
    pub(super) fn glow_node(&self) -> impl Bundle + use<> {
        let filling =
            Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
        (Glow, Visibility::Hidden, filling, ImageNode::new(self.glow.clone()).with_mode(NodeImageMode::Stretch))
    }
}

/// The room of one of two walls.
fn half(room: Vec2) -> Vec2 {
    Vec2::new((room.x - BETWEEN) / 2.0, room.y - TITLE)
}

/// Chooses what hangs there as soon as something is known of the layer of the stop.
pub(super) fn choose_tiles(
    walk: Res<Walk>,
    view: Res<NetworkView>,
    kept: Res<KeptMoment>,
    layout: Res<ScreenLayout>,
    mut wall: ResMut<Wall>,
) {
    let wanted = walk.layer();
    let of_layer = |map: &&Arc<ActivationMap>| Some(map.layer) == wanted;
    let other = match walk.beside {
        Some(Beside::Kept) => kept.map().filter(of_layer),
        Some(Beside::Random) => view.random_map.as_ref().filter(of_layer),
        None => None,
    };
    let beside = walk.beside.filter(|_| other.is_some());
    if wall.layer == wanted && wall.beside == beside && !layout.is_changed() {
        return;
    }
    let live = view.summary.as_ref().filter(|live| Some(live.layer) == wanted);
    wall.layer = live.map(|live| live.layer);
    wall.beside = beside.filter(|_| live.is_some());
    let Some(live) = live else { return };
    let [channels, side, _] = live.shape;
    let room = if wall.beside.is_some() { half(room(&layout)) } else { room(&layout) };
    let most = Grid::of(room, channels, GAP, TARGET_MM).tiles;
    wall.size = [channels, side];
    wall.live = Hung { channels: live.strongest(most), brightest: None, ..take(&mut wall.live) };
    if let Some(other) = other {
        // The channels of two networks have nothing to do with each other.
        let same = wall.beside == Some(Beside::Kept);
        let channels = if same { wall.live.channels.clone() } else { other.summary().strongest(most) };
        wall.other = Hung { channels, brightest: None, ..take(&mut wall.other) };
    }
}

/// Hangs the tiles, on one wall or on two.
pub(super) fn spawn_walls(page: &mut ChildSpawnerCommands, kit: &Kit, wall: &Wall) {
    let Some(beside) = wall.beside else {
        spawn_wall(page, kit, &wall.live, room(&kit.layout), false);
        return;
    };
    let [here, there] = match beside {
        Beside::Random => ["inside-trained", "inside-untrained"],
        Beside::Kept => ["inside-now", "inside-kept"],
    };
    let row = Node { flex_grow: 1.0, column_gap: mm(BETWEEN), ..default() };
    let column = Node { flex_direction: FlexDirection::Column, width: percent(50), ..default() };
    page.spawn(row).with_children(|row| {
        for (title, hung, is_other) in [(here, &wall.live, false), (there, &wall.other, true)] {
            row.spawn(column.clone()).with_children(|column| {
                column.spawn((
                    phrase(Phrase::new(title), &kit.fonts.medium, TextRole::Label, kit.palette.white),
                    TextLayout::no_wrap(),
                    Node { height: mm(TITLE), ..default() },
                ));
                spawn_wall(column, kit, hung, half(room(&kit.layout)), is_other);
            });
        }
    });
}

fn spawn_wall(parent: &mut ChildSpawnerCommands, kit: &Kit, hung: &Hung, room: Vec2, is_other: bool) {
    let grid = Grid::of(room, hung.channels.len(), GAP, TARGET_MM);
    let rows = Node {
        flex_grow: 1.0,
        flex_wrap: FlexWrap::Wrap,
        align_content: AlignContent::FlexStart,
        justify_content: JustifyContent::Center,
        column_gap: mm(GAP),
        row_gap: mm(GAP),
        ..default()
    };
    parent.spawn((Name::new("wall"), rows)).with_children(|rows| {
        for (place, channel) in hung.channels.iter().copied().enumerate().take(grid.tiles) {
            let face = (
                Tile { place, is_other },
                Node { width: mm(grid.side), height: mm(grid.side), border: UiRect::all(mm(0.6)), ..default() },
                BorderColor::all(kit.palette.groove),
                ImageNode::new(hung.picture.clone()).with_mode(NodeImageMode::Stretch),
            );
            // What hangs beside is looked at, not touched.
            if is_other {
                rows.spawn(face);
            } else {
                let name = ControlName::from(format!("{TILE}/{channel}"));
                let spoken = Phrase::new("inside-tile").with("channel", channel);
                rows.spawn((control(name.clone(), spoken), PressFace(name), face));
            }
        }
    });
}

/// Draws what came, for the tiles that hang there, and what the neuron that was touched says on the mirror. What lies on the
/// graphics device is drawn there already.
pub(super) fn draw(
    walk: Res<Walk>,
    view: Res<NetworkView>,
    kept: Res<KeptMoment>,
    scale: Res<ActivationScale>,
    drawn: Res<LayerTextures>,
    mut wall: ResMut<Wall>,
    mut images: ResMut<Assets<Image>>,
    mut tiles: Query<(&Tile, &mut ImageNode)>,
    mut glows: Query<&mut ImageNode, (With<Glow>, Without<Tile>)>,
) {
    let live = view.summary.as_ref().filter(|live| Some(live.layer) == wall.layer);
    let Some(live) = live.filter(|_| view.is_changed() || walk.is_changed() || wall.is_changed()) else { return };
    let shown = wall.bypass_change_detection();
    let mut put = |handle: &Handle<Image>, picture: Image| {
        if let Err(error) = images.insert(handle.id(), picture) {
            debug!("the wall is not drawn: {error}");
        }
        handle.clone()
    };
    let newest = view.map.as_ref().map(|map| (map, shown.live.follow(map.brightest())));
    if let Some(channel) = walk.channel {
        let light = match newest {
            Some((map, brightest)) => put(&shown.glow, glow(map, channel, brightest)),
            None => drawn.glow.clone(),
        };
        glows.iter_mut().for_each(|mut node| show(&mut node, &light, None));
        return;
    }
    let mut draw_hung = |hung: &Hung, map: &ActivationMap, brightest: f32| {
        let (picture, places) = draw_wall(map, &hung.channels, &scale, brightest, true).into_image();
        (put(&hung.picture, picture), places)
    };
    let live = match newest {
        Some((map, brightest)) => draw_hung(&shown.live, map, brightest),
        None => {
            let [channels, height, width] = live.shape;
            let place = |channel: &usize| tile_rect(*channel, wall_columns(channels), [height, width]);
            (drawn.wall.clone(), shown.live.channels.iter().map(place).collect())
        }
    };
    let other = match (shown.beside, kept.map(), &view.random_map) {
        // Kept tiles are as bright as the live ones beside them for the same number.
        (Some(Beside::Kept), Some(map), _) => newest.map(|(_, brightest)| (map, brightest)),
        (Some(Beside::Random), _, Some(map)) => Some((map, shown.other.follow(map.brightest()))),
        _ => None,
    };
    let other = other.map(|(map, brightest)| draw_hung(&shown.other, map, brightest));
    for (tile, mut node) in &mut tiles {
        let wall = if tile.is_other { other.as_ref() } else { Some(&live) };
        if let Some((picture, places)) = wall {
            show(&mut node, picture, places.get(tile.place));
        }
    }
}

/// Shows this part of a picture; a node that shows it already is not changed.
fn show(node: &mut Mut<ImageNode>, picture: &Handle<Image>, part: Option<&Rect>) {
    if node.image != *picture {
        node.image = picture.clone();
    }
    if node.rect.as_ref() != part {
        node.rect = part.copied();
    }
}

/// The light lies on the mirror while a neuron is looked at.
pub(super) fn show_glow(walk: Res<Walk>, mut glows: Query<&mut Visibility, With<Glow>>) {
    for mut glow in &mut glows {
        glow.set_if_neq(if walk.channel.is_some() { Visibility::Inherited } else { Visibility::Hidden });
    }
}
