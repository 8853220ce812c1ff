//! The worker's side of the door: Burn on the renderer's device, and the network's input, which the frame pass writes
//! straight into. Lives on the worker's thread and never leaves it, because Burn's streams belong to a thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use burn::backend::Cube;
use burn::cubecl::wgpu::{AutoCompiler, WgpuServer};
use burn::tensor::wgpu::MemoryConfiguration;
use burn::tensor::{Device, Tensor};
use menagerie_core::prelude::{FrameId, Layer, RawFrame};

use crate::door::{GpuError, GraphicsDoor};
use crate::frame_pass::FramePass;
use crate::layer_pass::LayerPass;

/// Red, green and blue.
const COLOURS: usize = 3;

/// Burn on the graphics device, with the network's input tensor.
pub struct TensorDoor {
    door: GraphicsDoor,
    device: Device,
    input: Tensor<4>,
    pass: FramePass,
    layer_pass: LayerPass,
}

/// The frame that the network looks at: the one asked for, or a newer one.
#[derive(Debug, Clone)]
pub struct SeenFrame {
    /// Its number.
    pub id: FrameId,
    /// Its pixels.
    pub raw: Arc<RawFrame>,
}

impl TensorDoor {
    /// Registers the graphics device with Burn and makes the input tensor, `[1, 3, input_px, input_px]`.
    ///
    /// # Errors
    /// [`GpuError::NotUsable`] when Burn cannot use the device.
    pub fn open(door: &GraphicsDoor, input_px: usize) -> Result<Self, GpuError> {
        // Burn and its kernels panic where they cannot go on; here that only means that there is no GPU path.
        catch_unwind(AssertUnwindSafe(|| {
            let device = Device::wgpu_options()
                .setup(door.setup())
                // Tensors in pages of their own begin where every adapter can bind them.
                .memory_config(MemoryConfiguration::ExclusivePages)
                .init()
                .map_err(|error| GpuError::NotUsable { reason: error.to_string() })?;
            // Burn has put its own callbacks there, which panic.
            door.loss().install(door.device());
            let input = Tensor::zeros([1, COLOURS, input_px, input_px], &device);
            let pass = FramePass::new(door, "input_tensor", input_px as u32);
            Ok(Self { door: door.clone(), device, input, pass, layer_pass: LayerPass::new(door) })
        }))
        .unwrap_or_else(|_| Err(GpuError::NotUsable { reason: "it failed during setup".into() }))
    }

    /// The device as Burn knows it.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Writes a frame into the network's input, on the device, and returns that tensor, `[1, 3, input_px, input_px]`,
    /// with the frame that is in it. Valid until the next call.
    ///
    /// # Errors
    /// [`GpuError::Lost`], or [`GpuError::NotUsable`] when the tensor is not where it should be.
    pub fn input_from_frame(&self, id: FrameId, raw: &Arc<RawFrame>) -> Result<(Tensor<4>, SeenFrame), GpuError> {
        self.check()?;
        // Burn may have to be waited for here, so it comes before the frame is held, for which the renderer may wait.
        let place = TensorPlace::of(&self.door, self.input.clone())?;
        let guard = self.door.frames().upload(id, raw);
        let frame = guard.frame().ok_or_else(|| GpuError::NotUsable { reason: "no frame was uploaded".into() })?;
        self.pass.submit(frame, place.binding(2), place.start_in_binding());
        Ok((self.input.clone(), SeenFrame { id: frame.id, raw: frame.raw.clone() }))
    }

    /// The network's input before the first frame: zeros.
    pub fn blank_input(&self) -> Tensor<4> {
        self.input.clone()
    }

    /// Draws a layer that is watched where [`LayerTextures`](menagerie_core::prelude::LayerTextures) are shown: all channels as a
    /// wall, or one of them as light. Before the renderer has made those textures nothing is drawn.
    ///
    /// # Shapes
    /// - `map`: `[1, channels, side, side]`
    ///
    /// # Errors
    /// [`GpuError::NotUsable`] when the tensor has no such channel, does not fit, or lies elsewhere.
    pub fn draw_layer(&mut self, layer: Layer, map: Tensor<4>, channel: Option<usize>) -> Result<(), GpuError> {
        match self.door.layers().get() {
            Some(canvases) => self.layer_pass.draw(canvases, layer, map, channel),
            None => Ok(()),
        }
    }

    /// Counts what was read back from the device.
    pub fn count_read_back(&self, bytes: usize) {
        self.door.traffic().add_read_back(bytes);
    }

    /// Whether the device is still there.
    ///
    /// # Errors
    /// [`GpuError::Lost`].
    pub fn check(&self) -> Result<(), GpuError> {
        match self.door.loss().check(self.door.device()) {
            Some(reason) => Err(GpuError::Lost { reason: reason.to_owned() }),
            None => Ok(()),
        }
    }
}

/// Where the numbers of a tensor lie on the device. Keeps them there.
pub(crate) struct TensorPlace {
    buffer: wgpu::Buffer,
    /// Where a binding can begin: at or before the tensor, bytes.
    binding_start: u64,
    binding_len: u64,
    /// The tensor's first byte within the binding.
    offset: u64,
    /// Numbers from one picture, channel, row and column to the next.
    strides: [u32; 4],
    _tensor: Tensor<4>,
}

impl TensorPlace {
    /// Finds a tensor's memory. Work of Burn's that is still to be submitted is, so that what reads the memory next
    /// sees it.
    pub(crate) fn of(door: &GraphicsDoor, tensor: Tensor<4>) -> Result<Self, GpuError> {
        let not_usable = |reason: String| GpuError::NotUsable { reason };
        let cube = tensor.clone().try_into_primitive::<Cube>().map_err(|error| not_usable(format!("{error:?}")))?;
        let mut strides = [0; 4];
        for (stride, of_tensor) in strides.iter_mut().zip(cube.meta.strides().iter()) {
            *stride = *of_tensor as u32;
        }
        let resource = cube
            .client
            .get_resource::<WgpuServer<AutoCompiler>>(cube.handle)
            .map_err(|error| not_usable(format!("{error:?}")))?;
        let resource = resource.resource();
        let alignment = u64::from(door.device().limits().min_storage_buffer_offset_alignment).max(1);
        let binding_start = resource.offset - resource.offset % alignment;
        let offset = resource.offset - binding_start;
        Ok(Self {
            buffer: resource.buffer.clone(),
            binding_start,
            binding_len: (offset + resource.size).next_multiple_of(4),
            offset,
            strides,
            _tensor: tensor,
        })
    }

    /// Numbers from one picture, channel, row and column to the next. A tensor may be a view of another order: whoever reads
    /// its memory goes by these.
    pub(crate) fn strides(&self) -> [u32; 4] {
        self.strides
    }

    pub(crate) fn binding(&self, binding: u32) -> wgpu::BindGroupEntry<'_> {
        let size = std::num::NonZeroU64::new(self.binding_len);
        let buffer = wgpu::BufferBinding { buffer: &self.buffer, offset: self.binding_start, size };
        wgpu::BindGroupEntry { binding, resource: wgpu::BindingResource::Buffer(buffer) }
    }

    /// The tensor's first number, counted from the start of the binding.
    pub(crate) fn start_in_binding(&self) -> u32 {
        (self.offset / size_of::<f32>() as u64) as u32
    }
}
