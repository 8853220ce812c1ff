//! Textures that our compute passes draw and the renderer shows.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use wgpu::{TextureFormat, TextureUsages};

/// The textures in which a watched layer is shown.
#[derive(Debug)]
pub(crate) struct LayerCanvases {
    pub(crate) wall: wgpu::Texture,
    pub(crate) glow: wgpu::Texture,
}

/// A square texture that a compute pass may write and that is shown with the colours of a photograph.
pub(crate) fn blank_canvas(side: u32, color: [u8; 4]) -> Image {
    let (stored, shown) = (TextureFormat::Rgba8Unorm, TextureFormat::Rgba8UnormSrgb);
    let mut image = Image::new_target_texture(side, side, stored, Some(shown));
    image.data = Some(color.repeat((side * side) as usize));
    image.asset_usage = RenderAssetUsages::RENDER_WORLD;
    image.copy_on_resize = false;
    image.texture_descriptor.usage |=
        TextureUsages::STORAGE_BINDING | TextureUsages::COPY_SRC | TextureUsages::COPY_DST;
    if let Some(view) = &mut image.texture_view_descriptor {
        // Photographs' colours cannot be stored by a shader, so this view is for showing only.
        view.usage = Some(TextureUsages::TEXTURE_BINDING);
    }
    image
}

/// How a compute pass sees such a texture.
pub(crate) fn canvas_view(texture: &wgpu::Texture) -> wgpu::TextureView {
    texture
        .create_view(&wgpu::TextureViewDescriptor { usage: Some(TextureUsages::STORAGE_BINDING), ..Default::default() })
}
