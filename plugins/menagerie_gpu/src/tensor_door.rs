//! The worker's side of the door: Burn on the renderer's device, and the network's input, which the frame pass writes
//! straight into. Lives on the worker's thread and never leaves it, because Burn's streams belong to a thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use burn::tensor::wgpu::MemoryConfiguration;
use burn::tensor::{Device, Tensor};
use menagerie_core::prelude::{FrameId, Layer, RawFrame};

use crate::door::{GpuError, GraphicsDoor};
use crate::frame_pass::FramePass;
use crate::layer_pass::LayerPass;
use crate::tensor_place::TensorPlace;

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
