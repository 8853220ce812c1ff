//! The last nine pictures of each class, small. Touching one takes it out of what was taught.

use std::collections::HashMap;

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use menagerie_core::prelude::*;

/// Thumbnails shown for each class.
pub(crate) const THUMBNAILS: usize = 9;

/// What stands in the thumbnails, newest first; in memory only, gone with what was taught.
#[derive(Resource, Debug, Default)]
pub(crate) struct Thumbnails(HashMap<ClassId, Vec<(ExampleId, Handle<Image>)>>);

impl Thumbnails {
    /// The example in a class's thumbnail, 0 = newest.
    pub(crate) fn example(&self, class: ClassId, place: usize) -> Option<ExampleId> {
        self.0.get(&class)?.get(place).map(|(example, _)| *example)
    }

    fn image(&self, class: ClassId, place: usize) -> Option<&Handle<Image>> {
        self.0.get(&class)?.get(place).map(|(_, image)| image)
    }
}

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
    mut captured: MessageReader<ExampleCaptured>,
    mut forgotten: MessageReader<ExampleForgotten>,
    mut classes_forgotten: MessageReader<ClassForgotten>,
    mut thumbnails: ResMut<Thumbnails>,
    mut images: ResMut<Assets<Image>>,
    mut places: Query<(&ControlPlace, &mut ImageNode, &mut Visibility)>,
) {
    if captured.is_empty() && forgotten.is_empty() && classes_forgotten.is_empty() {
        return;
    }
    for forgotten in classes_forgotten.read() {
        thumbnails.0.remove(&forgotten.class);
    }
    for forgotten in forgotten.read() {
        for row in thumbnails.0.values_mut() {
            row.retain(|(example, _)| *example != forgotten.example);
        }
    }
    for example in captured.read() {
        let row = thumbnails.0.entry(example.class).or_default();
        row.insert(0, (example.example, images.add(image_of(&example.thumbnail))));
        row.truncate(THUMBNAILS);
    }
    for (place, mut node, mut visibility) in &mut places {
        let ControlId::Thumbnail(class, place) = place.0 else { continue };
        match thumbnails.image(class, place) {
            Some(image) => {
                node.image = image.clone();
                visibility.set_if_neq(Visibility::Inherited);
            }
            None => {
                visibility.set_if_neq(Visibility::Hidden);
            }
        }
    }
}
