//! The atlas that ships: which photographs excited each channel most.

use std::path::Path;

use bevy::asset::io::Reader;
use bevy::asset::{AssetLoader, LoadContext, RenderAssetUsages};
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use menagerie_core::lesson::{ATLAS_FILE, Atlas, AtlasLayer, AtlasPatch, decode_picture, optimised_file};
use menagerie_core::prelude::*;

/// Folder of the atlas among the assets.
const FOLDER: &str = "atlas";

/// The atlas, as an asset.
#[derive(Asset, TypePath, Debug)]
pub(super) struct AtlasAsset(pub(super) Atlas);

/// The atlas on its way, or here; begins to load when somebody first looks inside.
#[derive(Resource, Debug, Default)]
pub(super) struct AtlasFile(Option<Handle<AtlasAsset>>);

/// What is wrong with a file of the atlas.
#[derive(Debug, thiserror::Error)]
pub enum AtlasError {
    /// The file cannot be read.
    #[error("cannot be read: {0}. Install the exhibit's assets again")]
    Unreadable(#[from] std::io::Error),
    /// It is something else.
    #[error("is no atlas: {0}. Install the exhibit's assets again, or make it with `cargo xtask atlas`")]
    Malformed(#[from] serde_json::Error),
    /// It speaks of what is not there.
    #[error("does not fit together: {0}. Make it again with `cargo xtask atlas`")]
    Broken(String),
    /// A photograph of it is broken.
    #[error("{0}")]
    Picture(String),
    /// Any of these, with the file.
    #[error("{0}: {1}")]
    In(String, Box<Self>),
}

/// Reads an atlas.
///
/// # Errors
/// The file, what is wrong with it, and the remedy.
pub fn read_atlas(file: &Path) -> Result<Atlas, AtlasError> {
    let read = std::fs::read(file).map_err(AtlasError::from).and_then(|bytes| parse(&bytes));
    read.map(|asset| asset.0).map_err(|error| AtlasError::In(file.display().to_string(), Box::new(error)))
}

/// Begins to load it.
pub(super) fn load(assets: Res<AssetServer>, mut file: ResMut<AtlasFile>) {
    file.0.get_or_insert_with(|| assets.load(format!("{FOLDER}/{ATLAS_FILE}")));
}

/// The atlas, for whoever draws.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct AtlasPages<'w> {
    file: Res<'w, AtlasFile>,
    atlases: Res<'w, Assets<AtlasAsset>>,
    assets: Res<'w, AssetServer>,
}

impl AtlasPages<'_> {
    fn atlas(&self) -> Option<&Atlas> {
        self.file.0.as_ref().and_then(|file| self.atlases.get(file)).map(|asset| &asset.0)
    }

    /// The layer, and the patches of one of its channels; `None` while the atlas is on its way and for layers it does not have.
    pub(super) fn channel(&self, layer: Layer, channel: usize) -> Option<(&AtlasLayer, &[AtlasPatch])> {
        let layer = self.atlas()?.layer(layer)?;
        Some((layer, layer.channels.get(channel)?))
    }

    /// The picture that was made to please a neuron, which may be on its way; `None`: none was made.
    pub(super) fn optimised(&self, (layer, channel): (Layer, usize)) -> Option<Handle<Image>> {
        let has_one = self.atlas()?.layer(layer)?.optimised.contains(&channel);
        has_one.then(|| self.assets.load(format!("{FOLDER}/{}", optimised_file(layer, channel))))
    }

    /// How many photographs it was made of.
    pub(super) fn looked_at(&self) -> usize {
        self.atlas().map_or(0, |atlas| atlas.looked_at)
    }

    /// The photograph of a patch, which may be on its way.
    pub(super) fn photograph(&self, patch: &AtlasPatch) -> Option<Handle<Image>> {
        let file = &self.atlas()?.photographs.get(patch.photograph)?.file;
        Some(self.assets.load(format!("{FOLDER}/{file}")))
    }
}

#[derive(Default, TypePath)]
struct AtlasLoader;

impl AssetLoader for AtlasLoader {
    type Asset = AtlasAsset;
    type Settings = ();
    type Error = AtlasError;

    async fn load(
        &self,
        reader: &mut dyn Reader,
        _settings: &(),
        _context: &mut LoadContext<'_>,
    ) -> Result<AtlasAsset, AtlasError> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).await?;
        parse(&bytes)
    }

    fn extensions(&self) -> &[&str] {
        &["json"]
    }
}

fn parse(bytes: &[u8]) -> Result<AtlasAsset, AtlasError> {
    let atlas: Atlas = serde_json::from_slice(bytes)?;
    match atlas.problem() {
        Some(problem) => Err(AtlasError::Broken(problem)),
        None => Ok(AtlasAsset(atlas)),
    }
}

/// Photographs as textures whose pixels stay at hand: the network looks at them again.
#[derive(Default, TypePath)]
struct PhotographLoader;

impl AssetLoader for PhotographLoader {
    type Asset = Image;
    type Settings = ();
    type Error = AtlasError;

    async fn load(
        &self,
        reader: &mut dyn Reader,
        _settings: &(),
        context: &mut LoadContext<'_>,
    ) -> Result<Image, AtlasError> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).await?;
        let path = context.path().to_string();
        let picture = decode_picture(&bytes, &path).map_err(|error| AtlasError::Picture(error.to_string()))?;
        Ok(image_of(&picture))
    }

    fn extensions(&self) -> &[&str] {
        &["jpg"]
    }
}

/// A picture as a texture.
pub(super) fn image_of(picture: &Picture) -> Image {
    let pixels = picture.rgb().as_chunks::<3>().0.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, 255]);
    let size = Extent3d { width: picture.width(), height: picture.height(), depth_or_array_layers: 1 };
    let usage = RenderAssetUsages::default();
    Image::new(size, TextureDimension::D2, pixels.collect(), TextureFormat::Rgba8UnormSrgb, usage)
}

/// A square texture as a picture; `None` while its pixels are not there.
pub(super) fn picture_of(image: &Image) -> Option<Picture> {
    let pixels = image.data.as_ref()?.as_chunks::<4>().0;
    let rgb = pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
    (image.width() == image.height()).then(|| Picture::square(image.width(), rgb))
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<AtlasFile>()
        .init_asset::<AtlasAsset>()
        .init_asset_loader::<AtlasLoader>()
        .init_asset_loader::<PhotographLoader>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_atlas_is_told_with_what_to_do() {
        let said = |text: &str| parse(text.as_bytes()).map_or_else(|error| error.to_string(), |_| String::new());
        assert!(said("{").contains("cargo xtask atlas"));
        let empty = r#"{"looked_at":1,"photographs":[],"layers":{}}"#;
        assert_eq!(said(empty), "");
        let broken =
            r#"{"looked_at":1,"photographs":[],"layers":{"stem":{"step":2,"side":24,"channels":[[[0,1,1,90]]]}}}"#;
        assert!(said(broken).starts_with("does not fit together: stem, channel 0"), "{}", said(broken));
    }

    #[test]
    fn a_picture_stays_what_it_is_as_a_texture() {
        let picture = Picture::square(2, (0..12).collect());
        assert_eq!(picture_of(&image_of(&picture)).unwrap(), picture);
    }
}
