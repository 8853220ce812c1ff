//! From a layer's tensor to textures, on the device: how the inside of the network comes onto the screen without a way back.

use burn::tensor::Tensor;
use menagerie_core::prelude::{ActivationMap, ActivationScale, Layer, wall_columns};

use crate::canvas::{LayerCanvases, canvas_view};
use crate::compute::ComputePass;
use crate::door::{GpuError, GraphicsDoor};
use crate::tensor_place::TensorPlace;

/// Before anything was shown, as `shaders/layer.wgsl` knows it.
const NOTHING_YET: [u8; 4] = 0_f32.to_le_bytes();

/// The passes of `shaders/layer.wgsl`, and what they remember from one picture to the next.
#[derive(Debug)]
pub(crate) struct LayerPass {
    door: GraphicsDoor,
    range: ComputePass,
    wall: ComputePass,
    glow: ComputePass,
    brightest: wgpu::Buffer,
    scale: wgpu::Buffer,
    drawn: Option<Layer>,
}

impl LayerPass {
    pub(crate) fn new(door: &GraphicsDoor) -> Self {
        let pass = |entry_point| door.compute_pass(include_str!("../../../shaders/layer.wgsl"), entry_point);
        Self {
            door: door.clone(),
            range: pass("range"),
            wall: pass("wall"),
            glow: pass("glow"),
            brightest: door.buffer("brightest", &NOTHING_YET),
            scale: door.buffer("activation scale", ActivationScale::default().colors().as_flattened()),
            drawn: None,
        }
    }

    /// Draws all channels of a layer as a wall, or one of them as light.
    ///
    /// # Shapes
    /// - `map`: `[1, channels, side, side]`
    ///
    /// # Errors
    /// [`GpuError::NotUsable`] when the tensor has no such channel, does not fit, or lies elsewhere.
    pub(crate) fn draw(
        &mut self,
        canvases: &LayerCanvases,
        layer: Layer,
        map: Tensor<4>,
        channel: Option<usize>,
    ) -> Result<(), GpuError> {
        let [_, channels, height, width] = map.dims();
        let columns = wall_columns(channels);
        let fits = height == width && columns * width <= canvases.wall.width() as usize;
        if !fits || channel.is_some_and(|channel| channel >= channels) {
            let reason = format!("channel {channel:?} of {layer}, {:?}, cannot be drawn", map.dims());
            return Err(GpuError::NotUsable { reason });
        }
        if self.drawn.replace(layer) != Some(layer) {
            self.door.write_buffer(&self.brightest, &NOTHING_YET);
        }
        let place = TensorPlace::of(&self.door, map)?;
        let [_, channel_stride, row_stride, column_stride] = place.strides();
        let parameters = [
            place.start_in_binding(),
            channels as u32,
            width as u32,
            columns as u32,
            channel_stride,
            row_stride,
            column_stride,
            channel.unwrap_or(0) as u32,
            ActivationMap::BRIGHTEST_SHARE.to_bits(),
            ActivationScale::EASING.to_bits(),
            u32::from_le_bytes(ActivationScale::LIGHT),
            0,
        ];
        let brightest = wgpu::BindGroupEntry { binding: 2, resource: self.brightest.as_entire_binding() };
        self.range.submit(parameters, &[place.binding(0), brightest.clone()], [1, 1]);
        let canvas = if channel.is_some() { &canvases.glow } else { &canvases.wall };
        let view = canvas_view(canvas);
        let picture = wgpu::BindGroupEntry { binding: 4, resource: wgpu::BindingResource::TextureView(&view) };
        if channel.is_some() {
            self.glow.submit(parameters, &[place.binding(0), brightest, picture], [1, 1]);
        } else {
            let scale = wgpu::BindGroupEntry { binding: 3, resource: self.scale.as_entire_binding() };
            let side = (columns * width) as u32;
            self.wall.submit(parameters, &[place.binding(0), brightest, scale, picture], [side; 2]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use burn::tensor::TensorData;

    use super::*;
    use crate::layer_canvas::LIGHT_PX;
    use crate::tensor_door::TensorDoor;

    fn canvas(door: &GraphicsDoor, side: u32) -> wgpu::Texture {
        door.device().create_texture(&wgpu::TextureDescriptor {
            label: None,
            size: wgpu::Extent3d { width: side, height: side, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::Rgba8Unorm,
            usage: wgpu::TextureUsages::STORAGE_BINDING | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        })
    }

    /// The pixels of a texture, row by row.
    fn pixels_of(door: &GraphicsDoor, texture: &wgpu::Texture) -> Vec<[u8; 4]> {
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
        let rows = bytes.chunks(row as usize).map(|row| &row[..texture.width() as usize * 4]);
        rows.flat_map(|row| row.as_chunks::<4>().0).copied().collect()
    }

    /// Numbers of both signs, of channels that differ.
    fn map(channels: usize, side: usize) -> ActivationMap {
        let number = |at: usize| ((at * 7919 % 1009) as f32 / 1009.0 - 0.4) * (1.0 + (at / (side * side)) as f32);
        let values = (0..channels * side * side).map(number).collect();
        ActivationMap { layer: Layer::Head, shape: [channels, side, side], values }
    }

    /// The same numbers as a view of another order, as convolutions return them: all channels of a place lie together.
    fn tensor_of(map: &ActivationMap, tensors: &TensorDoor) -> Tensor<4> {
        let [channels, side, _] = map.shape;
        let numbers: Vec<f32> =
            (0..side * side).flat_map(|place| (0..channels).map(move |channel| map.channel(channel)[place])).collect();
        let data = TensorData::new(numbers, [1, side, side, channels]);
        Tensor::<4>::from_data(data, tensors.device()).permute([0, 3, 1, 2])
    }

    #[test]
    fn a_layer_becomes_the_wall_that_its_numbers_make() {
        let door = GraphicsDoor::open_alone().unwrap();
        let tensors = TensorDoor::open(&door, 8).unwrap();
        let mut pass = LayerPass::new(&door);
        let canvases = LayerCanvases { wall: canvas(&door, 24), glow: canvas(&door, LIGHT_PX) };
        let [channels, side] = [7, 6];
        let map = map(channels, side);
        pass.draw(&canvases, map.layer, tensor_of(&map, &tensors), None).unwrap();
        let (pixels, scale) = (pixels_of(&door, &canvases.wall), ActivationScale::default());
        let columns = wall_columns(channels);
        for (channel, y, x) in
            (0..channels).flat_map(|c| (0..side).flat_map(move |y| (0..side).map(move |x| (c, y, x))))
        {
            let left = channel % columns * side + side - 1 - x;
            let top = channel / columns * side + y;
            let drawn = pixels[top * 24 + left];
            let share = map.channel(channel)[y * side + x] / map.brightest();
            // A bin of 256 between the brightest number found here and there, and rounding.
            let is_near = (-5_i8..=5).any(|step| scale.color(share + f32::from(step) / 255.0) == drawn);
            assert!(is_near, "channel {channel} ({y}, {x}): {drawn:?}, not {:?}", scale.color(share));
        }
        let before = pixels.clone();
        // The next picture is twice as strong; its brightest colour follows slowly, so that all of it is brighter at first.
        let doubled = tensor_of(&map, &tensors) * 2.0;
        pass.draw(&canvases, map.layer, doubled.clone(), None).unwrap();
        assert_ne!(pixels_of(&door, &canvases.wall), before);
        // Another layer begins anew.
        pass.draw(&canvases, Layer::Stem, doubled, None).unwrap();
        assert_eq!(pixels_of(&door, &canvases.wall), before);
    }

    #[test]
    fn a_channel_becomes_light_where_it_reacts_more_than_usual() {
        let door = GraphicsDoor::open_alone().unwrap();
        let tensors = TensorDoor::open(&door, 8).unwrap();
        let mut pass = LayerPass::new(&door);
        let canvases = LayerCanvases { wall: canvas(&door, 24), glow: canvas(&door, LIGHT_PX) };
        let side = 7;
        let map = map(3, side);
        pass.draw(&canvases, map.layer, tensor_of(&map, &tensors), Some(1)).unwrap();
        let pixels = pixels_of(&door, &canvases.glow);
        let usual = map.usual(1).max(0.0);
        for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
            // The middle of a place of 16 pixels; half a pixel is between it and its neighbour.
            let pixel = pixels[(y * 16 + 8) * LIGHT_PX as usize + LIGHT_PX as usize - 1 - (x * 16 + 8)];
            let expected = ActivationScale::glow(map.channel(1)[y * side + x], usual, map.brightest());
            assert_eq!(pixel[..3], expected[..3]);
            assert!(pixel[3].abs_diff(expected[3]) < 24, "({y}, {x}): {pixel:?}, not {expected:?}");
        }
        let silent = tensor_of(&map, &tensors).clamp_max(0.0);
        pass.draw(&canvases, Layer::Stem, silent, Some(1)).unwrap();
        assert!(pixels_of(&door, &canvases.glow).iter().all(|pixel| pixel[3] == 0));
    }

    #[test]
    fn what_cannot_be_drawn_is_an_error() {
        let door = GraphicsDoor::open_alone().unwrap();
        let tensors = TensorDoor::open(&door, 8).unwrap();
        let mut pass = LayerPass::new(&door);
        let canvases = LayerCanvases { wall: canvas(&door, 24), glow: canvas(&door, LIGHT_PX) };
        for (shape, channel) in [([1, 2, 6, 6], Some(2)), ([1, 2, 6, 5], None), ([1, 20, 6, 6], None)] {
            let tensor = Tensor::<4>::zeros(shape, tensors.device());
            assert!(pass.draw(&canvases, Layer::Stem, tensor, channel).is_err(), "{shape:?} {channel:?}");
        }
    }
}
