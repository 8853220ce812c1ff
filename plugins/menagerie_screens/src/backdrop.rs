//! What stands behind everything and does not move: background, ground, the mirror's frame, the creatures' shadows. It is
//! one painting, so that a weak GPU draws one picture.

use bevy::prelude::*;
use bevy::ui::UiGlobalTransform;
use menagerie_core::prelude::*;
use menagerie_ui::{Layer, Paint, Painting, Palette, ScreenLayout, scene_picture};

use crate::card_layout::CardLayout;
use crate::cards::{CARDS, CardPage, Grid, on_page};
use crate::mirror::MirrorPlace;
use crate::rooms::{GAP, Rooms};

/// Height of the ground's picture, and how much of it is above the line on which creatures stand, units.
const GROUND: (f32, f32) = (26.0, 9.6);
/// Shape of the ground's picture.
const GROUND_ASPECT: f32 = 1024.0 / 160.0;
/// Width of a shadow, share of the creature's, and its shape.
const SHADOW: (f32, f32) = (0.78, 4.0);
/// How far down its picture a creature's feet are, share of its height.
pub(crate) const FEET_SHARE: f32 = 0.93;
/// How far above the line on which a creature stands its shadow lies, share of its height.
const SHADOW_RISE: f32 = 0.06;

/// The node of the painting.
#[derive(Component)]
pub(super) struct Backdrop;

/// The pictures it is made of, those of the pack where it has some; only the painting of them goes to the GPU.
#[derive(Resource)]
pub(super) struct ScenePictures {
    background: Handle<Image>,
    ground: Handle<Image>,
    shadow: Handle<Image>,
    mirror_frame: Handle<Image>,
}

impl ScenePictures {
    /// What is behind everything.
    pub(crate) fn background(&self) -> Handle<Image> {
        self.background.clone()
    }

    fn of(pack: &Pack, assets: &AssetServer) -> Self {
        let load = |name: &str| scene_picture(name, pack, assets);
        Self {
            background: load("background"),
            ground: load("ground"),
            shadow: load("shadow"),
            mirror_frame: load("mirror_frame"),
        }
    }
}

/// Fetches the pictures of the pack in force.
pub(super) fn fetch_pictures(pack: Res<Pack>, assets: Res<AssetServer>, mut commands: Commands) {
    commands.insert_resource(ScenePictures::of(&pack, &assets));
}

/// The node of the painting, over the whole screen.
pub(super) fn backdrop() -> impl Bundle {
    (
        Name::new("backdrop"),
        Backdrop,
        Painting::default(),
        Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() },
    )
}

/// Keeps the painting true to where everything stands.
pub(super) fn compose_backdrop(
    layout: Res<ScreenLayout>,
    (pictures, palette): (Res<ScenePictures>, Res<Palette>),
    classes: Res<Classes>,
    page: Res<CardPage>,
    mirrors: Query<(&ComputedNode, &UiGlobalTransform), With<MirrorPlace>>,
    mut backdrops: Query<&mut Painting, With<Backdrop>>,
) {
    let Ok((mirror, place)) = mirrors.single() else { return };
    let unit_px = mirror.inverse_scale_factor;
    let mirror = Rect::from_center_size(place.translation * unit_px, mirror.size() * unit_px);
    if mirror.is_empty() {
        return;
    }
    let shown: Vec<&Class> = classes.0.iter().skip(page.0.saturating_mul(CARDS)).take(CARDS).collect();
    let cards = on_page(page.0, classes.0.len());
    let stands = |place: usize| shown.get(place).is_some_and(|class| !class.is_quiet());
    let layers = layers(&layout, cards, stands, mirror, &pictures, palette.below_ground);
    for mut painting in &mut backdrops {
        if painting.layers != layers {
            painting.layers.clone_from(&layers);
        }
    }
}

/// The layers, from the back to the front. `stands` says on which cards a creature stands.
fn layers(
    layout: &ScreenLayout,
    cards: usize,
    stands: impl Fn(usize) -> bool,
    mirror: Rect,
    pictures: &ScenePictures,
    below_ground: Color,
) -> Vec<Layer> {
    let size = layout.size;
    let frame = layer(size, Paint::Picture(pictures.mirror_frame.clone()), mirror);
    let mut layers = vec![Layer::background(pictures.background.clone(), size), frame];
    let rooms = Rooms::of(layout, cards);
    let grid = Grid::of(layout, cards);
    let top = size.y - rooms.lower + rooms.bar() + GAP;
    let card = CardLayout::of(grid.card.x, grid.card.y);
    for row in 0..grid.rows {
        let row_top = top + row as f32 * (grid.card.y + GAP);
        let below = if row + 1 == grid.rows { size.y } else { row_top + grid.card.y + GAP };
        let band = Rect::new(0.0, row_top + card.ground, size.x, below);
        layers.extend(ground_layers(size, band, pictures, below_ground));
    }
    for place in (0..cards).filter(|place| stands(*place)) {
        let corner = grid.corner(place) + Vec2::new(0.0, top);
        let creature = card.creature;
        let feet = corner + Vec2::new(creature.center().x, card.ground);
        layers.push(shadow_layer(size, feet, creature.size(), pictures));
    }
    layers
}

fn layer(size: Vec2, paint: Paint, at: Rect) -> Layer {
    Layer { paint, at: Rect::from_corners(at.min / size, at.max / size) }
}

/// The ground on a screen of this size: `band` begins at the line on which creatures stand, and ends where the ground does.
pub(crate) fn ground_layers(
    size: Vec2,
    band: Rect,
    pictures: &ScenePictures,
    below_ground: Color,
) -> impl Iterator<Item = Layer> {
    let tile = GROUND.0 * GROUND_ASPECT;
    let top = band.min.y - GROUND.1;
    let below = Rect::new(band.min.x, top + GROUND.0 - 0.5, band.max.x, band.max.y);
    let tiles = (0..(band.width() / tile).ceil() as usize).map(move |place| {
        let left = band.min.x + place as f32 * tile;
        layer(size, Paint::Picture(pictures.ground.clone()), Rect::new(left, top, left + tile, top + GROUND.0))
    });
    [layer(size, Paint::Color(below_ground.into()), below)].into_iter().chain(tiles)
}

/// The shadow of a creature of this size whose feet are there.
pub(crate) fn shadow_layer(size: Vec2, feet: Vec2, creature: Vec2, pictures: &ScenePictures) -> Layer {
    let shadow = Vec2::new(creature.x * SHADOW.0, creature.x * SHADOW.0 / SHADOW.1);
    let middle = feet - Vec2::new(0.0, creature.y * SHADOW_RISE);
    layer(size, Paint::Picture(pictures.shadow.clone()), Rect::from_center_size(middle, shadow))
}
