//! The last pictures of each class, small. Touching one takes it out of what was taught.

use std::collections::HashMap;

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use menagerie_core::prelude::*;

use crate::card_layout::MOST_THUMBNAILS;

/// The textures of the pictures that stand on the cards; in memory only, gone with what was taught.
#[derive(Resource, Debug, Default)]
pub(crate) struct Thumbnails(HashMap<ExampleId, Handle<Image>>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Thumbnails>();
}

/// A texture of a picture.
pub(crate) fn image_of(picture: &Picture) -> Image {
    let rgba = picture.rgb().chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
    let size = Extent3d { width: picture.width(), height: picture.height(), depth_or_array_layers: 1 };
    Image::new(size, TextureDimension::D2, rgba, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::RENDER_WORLD)
}

/// Keeps the thumbnails true to what is taught.
pub(super) fn show_thumbnails(
    album: Res<Album>,
    added: Query<(), Added<ControlName>>,
    mut thumbnails: ResMut<Thumbnails>,
    mut images: ResMut<Assets<Image>>,
    mut places: Query<(&ControlName, &mut ImageNode, &mut Visibility)>,
) {
    if !album.is_changed() && added.is_empty() {
        return;
    }
    let mut shown = HashMap::new();
    let mut newest = HashMap::<ClassId, Vec<(ExampleId, &AlbumPicture)>>::new();
    for (place, mut node, mut visibility) in &mut places {
        let Some((class, place)) = place.thumbnail_place() else { continue };
        let row =
            newest.entry(class).or_insert_with(|| album.of(class, Split::Teach).rev().take(MOST_THUMBNAILS).collect());
        let Some((id, picture)) = row.get(place) else {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        };
        let image = thumbnails.0.get(id).cloned().unwrap_or_else(|| images.add(image_of(&picture.thumbnail)));
        node.image = image.clone();
        // On this screen visitors see themselves as in a mirror.
        node.flip_x = picture.is_by_camera();
        visibility.set_if_neq(Visibility::Inherited);
        shown.insert(*id, image);
    }
    thumbnails.0 = shown;
}
