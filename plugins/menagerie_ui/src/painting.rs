//! Pictures that do not move, painted once into one texture of the size they have on the screen.
//!
//! A weak GPU then draws one picture instead of ten on top of each other, at one texel to a pixel, and every picture is as
//! sharp as it can be on any screen. The painting is made on a thread of its own whenever its layers or its size change; until
//! then the old one stays.

use std::collections::VecDeque;

use bevy::asset::RenderAssetUsages;
use bevy::asset::uuid_handle;
use bevy::image::ImageLoaderSettings;
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, Extent3d, RenderPipelineDescriptor, TextureDimension, TextureFormat};
use bevy::shader::ShaderRef;
use bevy::tasks::{AsyncComputeTaskPool, Task, futures_lite::future};
use fast_image_resize::images::{Image as Pixels, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use menagerie_core::pixels::lay_over;
use menagerie_core::prelude::{Pace, Pack};

use crate::effects::{bring_shader, draw_opaque};

/// Shape of the scene's background.
const BACKGROUND_ASPECT: f32 = 16.0 / 9.0;

/// What is painted: pictures and colours, the first at the bottom. Belongs on a node with a [`Name`];
/// until it is finished the last one of that name stands there.
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

/// How a painting is drawn: as it is, over whatever was there.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
struct PaintingMaterial {
    #[texture(0)]
    image: Handle<Image>,
}

const SHADER: Handle<Shader> = uuid_handle!("5a3a6a5e-2c0f-4a0b-9a1f-6f6d1f0c7b21");

impl UiMaterial for PaintingMaterial {
    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn specialize(descriptor: &mut RenderPipelineDescriptor, _: UiMaterialKey<Self>) {
        draw_opaque(descriptor);
    }
}

/// A painting on its way.
#[derive(Component)]
struct InWork(Task<Option<Image>>);

/// What was painted last, so that nothing is painted twice.
#[derive(Component, Debug, Clone, PartialEq)]
struct Painted {
    /// That of its node.
    name: Name,
    painting: Painting,
    size: UVec2,
}

/// What hung lately, the newest first: a screen that comes back shows its painting at once, and one that looks a little
/// other than before shows the old one until the new one is finished.
#[derive(Resource, Default)]
struct Lately(VecDeque<(Painted, MaterialNode<PaintingMaterial>)>);

/// Paintings that are kept.
const KEPT: usize = 4;

impl Lately {
    fn keep(&mut self, painted: Painted, image: MaterialNode<PaintingMaterial>) {
        self.0.retain(|(other, _)| *other != painted);
        self.0.push_front((painted, image));
        self.0.truncate(KEPT);
    }

    /// The very same, finished already.
    fn same(&self, wanted: &Painted) -> Option<MaterialNode<PaintingMaterial>> {
        self.0.iter().find(|(painted, _)| painted == wanted).map(|(_, image)| image.clone())
    }

    /// The newest of this name with as many pixels.
    fn alike(&self, wanted: &Painted) -> Option<MaterialNode<PaintingMaterial>> {
        let is_alike = |painted: &Painted| painted.size == wanted.size && painted.name == wanted.name;
        self.0.iter().find(|(painted, _)| is_alike(painted)).map(|(_, image)| image.clone())
    }
}

pub(super) fn plugin(app: &mut App) {
    bring_shader(app, &SHADER, include_str!("../../../shaders/painting.wgsl"), "shaders/painting.wgsl");
    app.add_plugins(UiMaterialPlugin::<PaintingMaterial>::default())
        .init_resource::<Lately>()
        .add_systems(PostUpdate, (begin_paintings, hang_paintings).chain().after(bevy::ui::UiSystems::PostLayout));
}

/// Begins what is to be painted anew, once all its pictures are there.
fn begin_paintings(
    paintings: Query<(Entity, &Name, &Painting, &ComputedNode, Option<&Painted>), Without<InWork>>,
    images: Res<Assets<Image>>,
    mut events: MessageReader<AssetEvent<Image>>,
    mut lately: ResMut<Lately>,
    mut commands: Commands,
) {
    // A picture that was drawn anew is painted anew.
    let modified = events.read().filter_map(|event| match event {
        AssetEvent::Modified { id } => Some(*id),
        _ => None,
    });
    let modified: Vec<AssetId<Image>> = modified.collect();
    if !modified.is_empty() {
        // What hung lately and has them in it is true no longer; it may still stand there until the new one is finished.
        let is_old =
            |layer: &Layer| matches!(&layer.paint, Paint::Picture(picture) if modified.contains(&picture.id()));
        for (painted, _) in &mut lately.0 {
            if painted.painting.layers.iter().any(is_old) {
                painted.painting.layers.clear();
            }
        }
    }
    for (entity, name, painting, node, painted) in &paintings {
        let size = node.size().round().as_uvec2();
        let is_painted = painted.is_some_and(|painted| painted.size == size && painted.painting == *painting);
        let is_in_it =
            |layer: &Layer| matches!(&layer.paint, Paint::Picture(picture) if modified.contains(&picture.id()));
        let is_painted = is_painted && !painting.layers.iter().any(is_in_it);
        if is_painted || painting.layers.is_empty() || size.min_element() == 0 {
            continue;
        }
        let wanted = Painted { name: name.clone(), painting: painting.clone(), size };
        if let Some(finished) = lately.same(&wanted) {
            commands.entity(entity).insert((wanted, finished));
            continue;
        }
        if painted.is_none()
            && let Some(old) = lately.alike(&wanted)
        {
            commands.entity(entity).insert(old);
        }
        let sources: Option<Vec<Source>> = painting.layers.iter().map(|layer| Source::of(layer, &images)).collect();
        let Some(sources) = sources else { continue };
        commands.entity(entity).insert(wanted.clone());
        let work = AsyncComputeTaskPool::get().spawn(async move { paint(&sources, size) });
        commands.entity(entity).insert(InWork(work));
    }
}

/// Hangs what is finished. A rehearsal's pictures never depend on how fast something is painted: there it waits.
fn hang_paintings(
    mut paintings: Query<(Entity, &mut InWork, &Painted)>,
    pace: Res<Pace>,
    mut images: ResMut<Assets<Image>>,
    mut materials: ResMut<Assets<PaintingMaterial>>,
    mut lately: ResMut<Lately>,
    mut commands: Commands,
) {
    for (entity, mut work, painted) in &mut paintings {
        let finished = if pace.is_lock_step() {
            future::block_on(&mut work.0)
        } else {
            let Some(finished) = future::block_on(future::poll_once(&mut work.0)) else { continue };
            finished
        };
        commands.entity(entity).remove::<InWork>();
        match finished {
            Some(image) => {
                let hung = MaterialNode(materials.add(PaintingMaterial { image: images.add(image) }));
                lately.keep(painted.clone(), hung.clone());
                commands.entity(entity).insert(hung);
            }
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
    Some(Image::new(extent, TextureDimension::D2, canvas, format, RenderAssetUsages::RENDER_WORLD))
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
