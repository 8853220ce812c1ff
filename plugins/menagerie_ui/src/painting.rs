//! Pictures that do not move, painted once into one texture of the size they have on the screen.
//!
//! A weak GPU then draws one picture instead of ten on top of each other, at one texel to a pixel, and every picture is as
//! sharp as it can be on any screen. The painting is made on a thread of its own whenever its layers or its size change; until
//! then the old one stays.

use bevy::asset::RenderAssetUsages;
use bevy::image::{ImageLoaderSettings, ImageSampler};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use bevy::tasks::{AsyncComputeTaskPool, Task, futures_lite::future};
use fast_image_resize::images::{Image as Pixels, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use menagerie_core::pixels::lay_over;
use menagerie_core::prelude::{Pace, Pack};

/// Shape of the scene's background.
const BACKGROUND_ASPECT: f32 = 16.0 / 9.0;

/// What is painted: pictures and colours, the first at the bottom. Belongs on a node with an [`ImageNode`].
#[derive(Component, Debug, Clone, Default, PartialEq)]
pub struct Painting {
    /// The layers.
    pub layers: Vec<Layer>,
}

/// One layer of a painting.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// What it shows.
    pub paint: Paint,
    /// Where, as shares of the painting's width and height. What lies outside is cut off.
    pub at: Rect,
}

impl Layer {
    /// The scene's background, which covers a screen of this size whatever its shape, like CSS `cover`, and stands on its
    /// lower edge.
    #[must_use]
    pub fn background(picture: Handle<Image>, size: Vec2) -> Self {
        let height = size.y.max(size.x / BACKGROUND_ASPECT);
        let width = height * BACKGROUND_ASPECT;
        let left = (size.x - width) / 2.0;
        let at = Rect::new(left, size.y - height, left + width, size.y);
        Self { paint: Paint::Picture(picture), at: Rect::from_corners(at.min / size, at.max / size) }
    }
}

/// A picture of the scene for a painting, the pack's where it has one: its pixels stay in memory, and only the painting goes to
/// the GPU.
#[must_use]
pub fn scene_picture(name: &str, pack: &Pack, assets: &AssetServer) -> Handle<Image> {
    let in_memory = |settings: &mut ImageLoaderSettings| settings.asset_usage = RenderAssetUsages::MAIN_WORLD;
    assets.load_builder().with_settings(in_memory).load(pack.scene_asset(name))
}

/// What a layer shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Paint {
    /// A picture, stretched to its place.
    Picture(Handle<Image>),
    /// One colour.
    Color(Srgba),
}

/// A painting on its way.
#[derive(Component)]
struct InWork(Task<Option<Image>>);

/// What was painted last, so that nothing is painted twice.
#[derive(Component, Debug, Clone, PartialEq)]
struct Painted {
    painting: Painting,
    size: UVec2,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, (hang_paintings, begin_paintings).chain().after(bevy::ui::UiSystems::PostLayout));
}

/// Begins what is to be painted anew, once all its pictures are there.
fn begin_paintings(
    paintings: Query<(Entity, &Painting, &ComputedNode, Option<&Painted>), Without<InWork>>,
    mut images: ResMut<Assets<Image>>,
    pace: Res<Pace>,
    mut events: MessageReader<AssetEvent<Image>>,
    mut nodes: Query<&mut ImageNode>,
    mut commands: Commands,
) {
    // A picture that was drawn anew is painted anew.
    let modified = events.read().filter_map(|event| match event {
        AssetEvent::Modified { id } => Some(*id),
        _ => None,
    });
    let modified: Vec<AssetId<Image>> = modified.collect();
    for (entity, painting, node, painted) in &paintings {
        let size = node.size().round().as_uvec2();
        let is_painted = painted.is_some_and(|painted| painted.size == size && painted.painting == *painting);
        let is_in_it =
            |layer: &Layer| matches!(&layer.paint, Paint::Picture(picture) if modified.contains(&picture.id()));
        let is_painted = is_painted && !painting.layers.iter().any(is_in_it);
        if is_painted || size.min_element() == 0 {
            continue;
        }
        let sources: Option<Vec<Source>> = painting.layers.iter().map(|layer| Source::of(layer, &images)).collect();
        let Some(sources) = sources else { continue };
        commands.entity(entity).insert(Painted { painting: painting.clone(), size });
        if pace.is_lock_step() {
            // A rehearsal's pictures never depend on how fast something is painted.
            if let (Some(image), Ok(mut node)) = (paint(&sources, size), nodes.get_mut(entity)) {
                node.image = images.add(image);
            }
            continue;
        }
        let task = AsyncComputeTaskPool::get().spawn(async move { paint(&sources, size) });
        commands.entity(entity).insert(InWork(task));
    }
}

/// Hangs what is finished.
fn hang_paintings(
    mut paintings: Query<(Entity, &mut InWork, &mut ImageNode)>,
    mut images: ResMut<Assets<Image>>,
    mut commands: Commands,
) {
    for (entity, mut work, mut node) in &mut paintings {
        let Some(finished) = future::block_on(future::poll_once(&mut work.0)) else { continue };
        commands.entity(entity).remove::<InWork>();
        match finished {
            Some(image) => node.image = images.add(image),
            None => warn!("a painting could not be made; the screen goes on without it"),
        }
    }
}

/// A layer with its pixels at hand.
struct Source {
    pixels: Option<(UVec2, Vec<u8>)>,
    color: Srgba,
    at: Rect,
}

impl Source {
    /// `None` while its picture is not there yet.
    fn of(layer: &Layer, images: &Assets<Image>) -> Option<Self> {
        let pixels = match &layer.paint {
            Paint::Color(_) => None,
            Paint::Picture(handle) => {
                let image = images.get(handle)?;
                Some((image.size(), image.data.clone()?))
            }
        };
        let color = match layer.paint {
            Paint::Color(color) => color,
            Paint::Picture(_) => Srgba::WHITE,
        };
        Some(Self { pixels, color, at: layer.at })
    }
}

/// Paints the layers over each other; `None` where a picture is not one of 8-bit red, green, blue and alpha.
fn paint(layers: &[Source], size: UVec2) -> Option<Image> {
    let mut canvas = vec![0_u8; size.x as usize * size.y as usize * 4];
    for layer in layers {
        let place = Rect::from_corners(layer.at.min * size.as_vec2(), layer.at.max * size.as_vec2());
        let (min, max) = (place.min.round().as_ivec2(), place.max.round().as_ivec2());
        let wanted = (max - min).max(IVec2::ONE).as_uvec2();
        let pixels = match &layer.pixels {
            Some((source, bytes)) => resized(*source, bytes, wanted)?,
            None => layer.color.to_u8_array().repeat(wanted.x as usize * wanted.y as usize),
        };
        lay_over(&mut canvas, size.into(), &pixels, wanted.into(), min.into());
    }
    let extent = Extent3d { width: size.x, height: size.y, depth_or_array_layers: 1 };
    let format = TextureFormat::Rgba8UnormSrgb;
    let mut image = Image::new(extent, TextureDimension::D2, canvas, format, RenderAssetUsages::RENDER_WORLD);
    // One of its pixels is one of the screen's: smoothing changes nothing, and costs a software rasteriser most of a frame.
    image.sampler = ImageSampler::nearest();
    Some(image)
}

/// A picture in another size, without jagged edges.
fn resized(source: UVec2, bytes: &[u8], wanted: UVec2) -> Option<Vec<u8>> {
    // Behind the picture itself may be its mip levels.
    let bytes = bytes.get(..source.x as usize * source.y as usize * 4)?;
    let picture = ImageRef::new(source.x, source.y, bytes, PixelType::U8x4).ok()?;
    let mut outcome = Pixels::new(wanted.x, wanted.y, PixelType::U8x4);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom)).use_alpha(true);
    Resizer::new().resize(&picture, &mut outcome, &options).ok()?;
    Some(outcome.into_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(color: [u8; 4], at: Rect) -> Source {
        Source { pixels: Some((UVec2::splat(2), color.repeat(4))), color: Srgba::WHITE, at }
    }

    fn pixel(image: &Image, x: u32, y: u32) -> [u8; 4] {
        let at = ((y * image.width() + x) * 4) as usize;
        image.data.as_ref().unwrap()[at..at + 4].try_into().unwrap()
    }

    #[test]
    fn layers_lie_over_each_other_and_what_is_outside_is_cut_off() {
        let whole = Rect::new(0.0, 0.0, 1.0, 1.0);
        let layers = [
            source([10, 20, 30, 255], whole),
            source([210, 220, 230, 255], Rect::new(0.5, -0.5, 1.5, 0.5)),
            source([255, 255, 255, 128], Rect::new(0.0, 0.5, 0.5, 1.0)),
            Source { pixels: None, color: Srgba::RED, at: Rect::new(0.75, 0.75, 1.0, 1.0) },
        ];
        let painted = paint(&layers, UVec2::splat(8)).unwrap();
        assert_eq!(pixel(&painted, 1, 1), [10, 20, 30, 255]);
        assert_eq!(pixel(&painted, 6, 1), [210, 220, 230, 255]);
        assert_eq!(pixel(&painted, 7, 7), [255, 0, 0, 255]);
        let mixed = pixel(&painted, 1, 6);
        assert!(mixed[3] == 255 && (131..=134).contains(&mixed[0]), "{mixed:?}");
    }

    #[test]
    fn what_is_no_picture_of_ours_is_no_painting() {
        let layers = [Source {
            pixels: Some((UVec2::splat(9), vec![0; 7])),
            color: Srgba::WHITE,
            at: Rect::new(0.0, 0.0, 1.0, 1.0),
        }];
        assert!(paint(&layers, UVec2::splat(4)).is_none());
    }
}
