//! From a tensor to a texture, on the device: how anything of the network comes onto the screen.

use std::ops::Range;

use burn::tensor::Tensor;

use crate::compute::ComputePass;
use crate::door::{GpuError, GraphicsDoor};
use crate::tensor_door::TensorPlace;

/// A texture that shows one channel of a tensor, grey.
#[derive(Debug)]
pub struct TensorTexture {
    door: GraphicsDoor,
    texture: wgpu::Texture,
    pass: ComputePass,
}

impl TensorTexture {
    /// A black texture, `[height, width]` in pixels: `Rgba8Unorm`, to be shown and copied.
    pub fn new(door: &GraphicsDoor, height: usize, width: usize) -> Self {
        let device = door.device();
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("activation"),
            size: wgpu::Extent3d { width: width as u32, height: height as u32, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::STORAGE_BINDING
                | wgpu::TextureUsages::TEXTURE_BINDING
                | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        });
        let pass = door.compute_pass(include_str!("../../../shaders/activation.wgsl"), "activation");
        Self { door: door.clone(), texture, pass }
    }

    /// The texture.
    pub fn texture(&self) -> &wgpu::Texture {
        &self.texture
    }

    /// Draws a channel of the first picture of a batch; the ends of `values` become black and white.
    ///
    /// # Shapes
    /// - `tensor`: `[batch, channels, height, width]`, of the texture's height and width
    ///
    /// # Errors
    /// [`GpuError::NotUsable`] when the tensor has no such channel, another size, or lies elsewhere.
    pub fn draw(&self, tensor: Tensor<4>, channel: usize, values: Range<f32>) -> Result<(), GpuError> {
        let [_, channels, height, width] = tensor.dims();
        let size = [height as u32, width as u32];
        if channel >= channels || size != [self.texture.height(), self.texture.width()] {
            let reason = format!("channel {channel} of {:?} does not match the texture", tensor.dims());
            return Err(GpuError::NotUsable { reason });
        }
        let place = TensorPlace::of(&self.door, tensor)?;
        let [_, channels_apart, rows_apart, columns_apart] = place.strides();
        let start = place.start_in_binding() + channel as u32 * channels_apart;
        let [black, white] = [values.start, values.end].map(f32::to_bits);
        let channel = [start, size[1], size[0], rows_apart, black, white, columns_apart, 0];
        let view = self.texture.create_view(&wgpu::TextureViewDescriptor::default());
        let output = wgpu::BindGroupEntry { binding: 2, resource: wgpu::BindingResource::TextureView(&view) };
        self.pass.submit(channel, place.binding(0), output, [size[1], size[0]]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor_door::TensorDoor;

    /// The bytes of a texture, `[height, width, 4]`.
    fn pixels_of(door: &GraphicsDoor, texture: &wgpu::Texture) -> Vec<u8> {
        // A row of a copy is a multiple of 256 bytes.
        let row = (texture.width() * 4).next_multiple_of(256);
        let buffer = door.device().create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: u64::from(row * texture.height()),
            usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
            mapped_at_creation: false,
        });
        let layout = wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(row), rows_per_image: None };
        let target = wgpu::TexelCopyBufferInfo { buffer: &buffer, layout };
        let mut encoder = door.device().create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        encoder.copy_texture_to_buffer(texture.as_image_copy(), target, texture.size());
        door.setup().queue.submit([encoder.finish()]);
        buffer.map_async(wgpu::MapMode::Read, .., |mapped| mapped.unwrap());
        door.device().poll(wgpu::PollType::wait_indefinitely()).unwrap();
        let bytes = buffer.get_mapped_range(..).unwrap();
        bytes.chunks(row as usize).flat_map(|bytes| &bytes[..texture.width() as usize * 4]).copied().collect()
    }

    #[test]
    fn a_channel_becomes_grey_pixels() {
        let door = GraphicsDoor::open_alone().unwrap();
        let tensors = TensorDoor::open(&door, 8).unwrap();
        // Two channels of 2 x 3; the second from 0 to 5.
        let numbers: Vec<f32> = (0..6).map(|_| 99.0).chain((0..6).map(|n| n as f32)).collect();
        let data = burn::tensor::TensorData::new(numbers, [1, 2, 2, 3]);
        let tensor = Tensor::<4>::from_data(data, tensors.device());
        let texture = TensorTexture::new(&door, 2, 3);
        texture.draw(tensor.clone() * 2.0, 1, 2.0..8.0).unwrap();
        let pixels = pixels_of(&door, texture.texture());
        // Values 0, 2, 4, 6, 8, 10, black at 2 and white at 8.
        let reds: Vec<u8> = pixels.iter().step_by(4).copied().collect();
        assert_eq!(reds, [0, 0, 85, 170, 255, 255]);
        assert!(texture.draw(tensor.clone(), 2, 0.0..1.0).is_err(), "there is no third channel");
        // A view of another order, as convolutions return, shows the same: here all channels of a pixel lie together.
        let numbers: Vec<f32> = (0..6).flat_map(|n| [99.0, n as f32]).collect();
        let data = burn::tensor::TensorData::new(numbers, [1, 2, 3, 2]);
        let view = Tensor::<4>::from_data(data, tensors.device()).permute([0, 3, 1, 2]);
        texture.draw(view, 1, 1.0..4.0).unwrap();
        let again: Vec<u8> = pixels_of(&door, texture.texture()).iter().step_by(4).copied().collect();
        assert_eq!(again, reds);
        assert!(texture.draw(tensor.reshape([1, 2, 3, 2]), 0, 0.0..1.0).is_err(), "another size");
    }
}
