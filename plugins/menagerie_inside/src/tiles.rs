//! From numbers to pictures: the colours of an activation, the tiles of a wall, and where they stand.

use bevy::asset::RenderAssetUsages;
use bevy::image::ImageSampler;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use menagerie_core::prelude::{ActivationMap, ActivationScale, ClassId, ClassMaps, wall_columns};

/// Red, green and blue.
const COLOURS: usize = 3;

/// The tiles of some channels beside and below each other.
#[derive(Debug, Clone, PartialEq)]
pub struct WallPicture {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// `[height, width, 4]`: red, green, blue and alpha.
    pub pixels: Vec<u8>,
    /// Where the tile of each channel is, pixels.
    pub places: Vec<Rect>,
    /// The number with the brightest colour; nothing and less is dark.
    pub brightest: f32,
}

impl WallPicture {
    /// As a texture in which a point of the map is a point, whatever its size.
    pub(super) fn into_image(self) -> (Image, Vec<Rect>) {
        let mut image = picture(self.width, self.height, self.pixels);
        image.sampler = ImageSampler::nearest();
        (image, self.places)
    }
}

/// All channels of a layer, as the network has them: not as in a mirror.
#[must_use]
pub fn whole_wall(map: &ActivationMap) -> WallPicture {
    let channels: Vec<usize> = (0..map.shape[0]).collect();
    draw_wall(map, &channels, &ActivationScale::default(), map.brightest(), false)
}

/// The tiles of these channels, on request as in a mirror.
pub(super) fn draw_wall(
    map: &ActivationMap,
    channels: &[usize],
    scale: &ActivationScale,
    brightest: f32,
    mirrored: bool,
) -> WallPicture {
    let [_, height, width] = map.shape;
    let columns = wall_columns(channels.len());
    let rows = channels.len().div_ceil(columns).max(1);
    let row = columns * width;
    let mut pixels = vec![0; row * rows * height * 4];
    let mut places = Vec::with_capacity(channels.len());
    for (place, channel) in channels.iter().enumerate() {
        let (left, top) = corner_of_tile(place, columns, [height, width]);
        for (y, line) in map.channel(*channel).chunks_exact(width).enumerate() {
            let start = ((top + y) * row + left) * 4;
            scale.paint(line, brightest, mirrored, &mut pixels[start..start + width * 4]);
        }
        places.push(tile_rect(place, columns, [height, width]));
    }
    WallPicture { width: row, height: rows * height, pixels, places, brightest }
}

/// Column and row of the first pixel of a tile on a wall.
fn corner_of_tile(tile: usize, columns: usize, [height, width]: [usize; 2]) -> (usize, usize) {
    (tile % columns * width, tile / columns * height)
}

/// Where a tile is on a wall, pixels.
pub(super) fn tile_rect(tile: usize, columns: usize, size: [usize; 2]) -> Rect {
    let (left, top) = corner_of_tile(tile, columns, size);
    let corner = Vec2::new(left as f32, top as f32);
    Rect::from_corners(corner, corner + Vec2::new(size[1] as f32, size[0] as f32))
}

/// One channel as light that lies over the mirror: clear where it reacts no more than in half of the picture.
pub(super) fn glow(map: &ActivationMap, channel: usize, brightest: f32) -> Image {
    let [_, height, width] = map.shape;
    let values = map.channel(channel);
    let usual = map.usual(channel).max(0.0);
    let light = |value: &f32| ActivationScale::glow(*value, usual, brightest);
    let lines = values.chunks_exact(width);
    picture(width, height, lines.flat_map(|line| line.iter().rev().flat_map(light)).collect())
}

/// The filter of a channel of the first convolution, out of all `[32][3, 3, 3]`, as a picture of 3 x 3 points: grey is nothing.
pub(super) fn filter_picture(filters: &[f32], channel: usize) -> Option<Image> {
    const SIDE: usize = 3;
    let size = COLOURS * SIDE * SIDE;
    let filter = filters.get(channel * size..(channel + 1) * size)?;
    let largest = filter.iter().fold(f32::EPSILON, |largest, weight| largest.max(weight.abs()));
    let byte = |weight: f32| ((0.5 + 0.5 * weight / largest) * 255.0) as u8;
    let point = |at: usize| [byte(filter[at]), byte(filter[9 + at]), byte(filter[18 + at]), 255];
    let mut image = picture(SIDE, SIDE, (0..SIDE * SIDE).flat_map(point).collect());
    image.sampler = ImageSampler::nearest();
    Some(image)
}

/// Where it is that speaks for each class, as light in its colour that lies over the mirror: at each place that of the class
/// which is furthest ahead there, the stronger the further.
pub(super) fn reasons_picture(maps: &ClassMaps<ClassId>, color_of: impl Fn(ClassId) -> Option<[u8; 3]>) -> Image {
    let [height, width] = maps.size;
    let leads: Vec<(Option<[u8; 3]>, Vec<f32>)> =
        maps.labels.iter().filter_map(|class| Some((color_of(*class), maps.lead(class)?))).collect();
    let largest = leads.iter().flat_map(|(_, lead)| lead).fold(f32::EPSILON, |most, lead| most.max(*lead));
    let light = |place: usize| {
        let ahead = leads.iter().max_by(|a, b| a.1[place].total_cmp(&b.1[place]));
        let (color, lead) = ahead.map_or((None, 0.0), |(color, lead)| (*color, lead[place]));
        let [red, green, blue] = color.unwrap_or([255; 3]);
        [red, green, blue, ((lead / largest).clamp(0.0, 1.0) * 200.0) as u8]
    };
    let rows = (0..height).flat_map(|y| (0..width).rev().map(move |x| y * width + x));
    picture(width, height, rows.flat_map(light).collect())
}

fn picture(width: usize, height: usize, pixels: Vec<u8>) -> Image {
    let size = Extent3d { width: width as u32, height: height as u32, depth_or_array_layers: 1 };
    Image::new(size, TextureDimension::D2, pixels, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::RENDER_WORLD)
}

/// How tiles stand in a room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Grid {
    /// Side of a tile, units.
    pub(super) side: f32,
    /// Tiles that there is room for, at most as many as were asked for.
    pub(super) tiles: usize,
}

impl Grid {
    /// As large as so many square tiles can be in this room with a gap around each, but not smaller than `least`.
    pub(super) fn of(room: Vec2, tiles: usize, gap: f32, least: f32) -> Self {
        let fitting = |side: f32| (room / (side + gap)).floor();
        let mut side = room.min_element();
        while side > least && fitting(side).element_product() < tiles as f32 {
            side -= 0.5;
        }
        let side = side.max(least);
        Self { side, tiles: tiles.min(fitting(side).element_product() as usize) }
    }
}

#[cfg(test)]
mod tests {
    use menagerie_core::prelude::Layer;

    use super::*;

    fn map() -> ActivationMap {
        // Channel 0 is silent, 1 grows to the right, 2 is negative but for one place.
        let values = [vec![0.0; 6], vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0], vec![-1.0, -1.0, -1.0, -1.0, -1.0, 9.0]];
        ActivationMap { layer: Layer::Stem, shape: [3, 2, 3], values: values.concat() }
    }

    #[test]
    fn tiles_are_the_channels_as_in_a_mirror() {
        let (map, scale) = (map(), ActivationScale::default());
        let wall = draw_wall(&map, &[1, 2], &scale, 5.0, true);
        assert_eq!([wall.width, wall.height], [6, 2]);
        assert_eq!(wall.places, [Rect::new(0.0, 0.0, 3.0, 2.0), Rect::new(3.0, 0.0, 6.0, 2.0)]);
        let data = wall.pixels;
        let pixel = |x: usize, y: usize| <[u8; 4]>::try_from(&data[(y * 6 + x) * 4..][..4]).unwrap();
        // The second row of channel 1 is 3, 4, 5, and in a mirror 5, 4, 3.
        assert_eq!([pixel(0, 1), pixel(2, 1)], [scale.color(1.0), scale.color(0.6)]);
        // Below nothing is nothing, above everything is everything.
        assert_eq!([pixel(3, 1), pixel(5, 1)], [scale.color(1.0), scale.color(0.0)]);
        // All of them as they are: three channels, two beside each other.
        let whole = whole_wall(&map);
        assert_eq!(([whole.width, whole.height], whole.places.len()), ([6, 4], 3));
        assert_eq!(whole.pixels[5 * 4..6 * 4], scale.color(2.0 / whole.brightest));
    }

    #[test]
    fn a_glow_is_clear_where_nothing_reacts() {
        let image = glow(&map(), 2, 9.0);
        let alphas: Vec<u8> = image.data.unwrap().chunks_exact(4).map(|pixel| pixel[3]).collect();
        assert_eq!(alphas, [0, 0, 0, 215, 0, 0]);
    }

    #[test]
    fn tiles_fill_their_room_and_are_never_too_small_for_a_finger() {
        for (room, tiles) in [((330.0, 70.0), 16), ((330.0, 70.0), 80), ((180.0, 140.0), 192), ((250.0, 75.0), 40)] {
            let room = Vec2::from(room);
            let grid = Grid::of(room, tiles, 1.0, 15.0);
            let fit = (room / (grid.side + 1.0)).floor().element_product() as usize;
            assert!(grid.side >= 15.0 && grid.tiles <= fit && grid.tiles > 0, "{grid:?}");
            assert!(grid.tiles == tiles || grid.side < 15.6, "{grid:?}");
        }
    }

    #[test]
    fn a_filter_is_a_picture_of_its_weights() {
        let mut filters = vec![0.0; 2 * 27];
        (filters[27], filters[27 + 9]) = (0.5, -0.5);
        let pixels = filter_picture(&filters, 1).unwrap().data.unwrap();
        assert_eq!((pixels.len(), &pixels[..8]), (36, &[255, 0, 127, 255, 127, 127, 127, 255][..]));
        assert!(filter_picture(&filters, 2).is_none());
    }

    #[test]
    fn each_place_has_the_colour_of_the_class_that_is_ahead_there() {
        let maps = ClassMaps {
            size: [1, 3],
            labels: vec![ClassId(0), ClassId(1)],
            maps: vec![vec![4.0, 0.0, 1.0], vec![0.0, 2.0, 1.0]],
        };
        let color = |class: ClassId| Some([class.0 as u8, 0, 0]);
        let pixels = reasons_picture(&maps, color).data.unwrap();
        // As in a mirror: the last place comes first, where neither is ahead.
        assert_eq!([pixels[3], pixels[4], pixels[7], pixels[8], pixels[11]], [0, 1, 100, 0, 200]);
    }
}
