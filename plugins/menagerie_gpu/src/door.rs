//! The graphics device, shared: the renderer's own handles and what of ours lives on it.

use std::sync::{Arc, OnceLock};

use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::renderer::{RenderAdapter, RenderDevice, RenderInstance, RenderQueue};
use menagerie_core::prelude::SoftwareGraphics;
use thiserror::Error;

use crate::canvas::LayerCanvases;
use crate::compute::ComputePass;
use crate::frame_buffer::FrameBuffer;
use crate::loss_watch::LossWatch;
use crate::traffic::Traffic;

/// Why something cannot be done on the graphics device.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GpuError {
    /// There is no graphics device.
    #[error("no graphics device: {reason}. Install the graphics driver, or use --device cpu")]
    NoDevice {
        /// What the system said.
        reason: String,
    },
    /// Burn cannot use it.
    #[error("the network cannot use the graphics device: {reason}. Use --device cpu")]
    NotUsable {
        /// What was said.
        reason: String,
    },
    /// It was lost.
    #[error("the graphics device is lost: {reason}. The exhibit must be restarted")]
    Lost {
        /// What the driver said.
        reason: String,
    },
}

/// The graphics device, in the main world, in the render world and on the worker's thread.
#[derive(Resource, Debug, Clone)]
pub struct GraphicsDoor {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    instance: wgpu::Instance,
    adapter: wgpu::Adapter,
    device: wgpu::Device,
    queue: wgpu::Queue,
    info: wgpu::AdapterInfo,
    frames: FrameBuffer,
    loss: LossWatch,
    traffic: Traffic,
    layers: OnceLock<LayerCanvases>,
}

impl GraphicsDoor {
    fn new(instance: wgpu::Instance, adapter: wgpu::Adapter, device: wgpu::Device, queue: wgpu::Queue) -> Self {
        let (loss, traffic) = (LossWatch::default(), Traffic::default());
        loss.install(&device);
        let info = adapter.get_info();
        let frames = FrameBuffer::new(device.clone(), queue.clone(), traffic.clone());
        let layers = OnceLock::new();
        Self { shared: Arc::new(Shared { instance, adapter, device, queue, info, frames, loss, traffic, layers }) }
    }

    /// A device of its own, for commands that need no exhibit.
    ///
    /// # Errors
    /// [`GpuError::NoDevice`].
    pub fn open_alone() -> Result<Self, GpuError> {
        let no_device = |reason: String| GpuError::NoDevice { reason };
        let instance = wgpu::Instance::default();
        let adapter = bevy::tasks::block_on(instance.request_adapter(&wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..default()
        }))
        .map_err(|error| no_device(error.to_string()))?;
        // Burn writes kernels for what the adapter can do, so the device must be allowed all of it, as Bevy's is.
        let not_wanted = wgpu::Features::MAPPABLE_PRIMARY_BUFFERS | wgpu::Features::all_experimental_mask();
        let (device, queue) = bevy::tasks::block_on(adapter.request_device(&wgpu::DeviceDescriptor {
            required_features: adapter.features() - not_wanted,
            required_limits: adapter.limits(),
            ..default()
        }))
        .map_err(|error| no_device(error.to_string()))?;
        Ok(Self::new(instance, adapter, device, queue))
    }

    /// The adapter's name with its interface, for people.
    pub fn name(&self) -> String {
        format!("{} ({:?})", self.shared.info.name, self.shared.info.backend)
    }

    /// Writes the pixels of a square texture, 8-bit red, green, blue and alpha.
    pub(crate) fn write_texture(&self, texture: &wgpu::Texture, pixels: &[u8], side: u32) {
        let layout = wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(side * 4), rows_per_image: None };
        let size = wgpu::Extent3d { width: side, height: side, depth_or_array_layers: 1 };
        self.shared.queue.write_texture(texture.as_image_copy(), pixels, layout, size);
    }

    /// Whether it computes on the processor: a software rasteriser such as lavapipe.
    pub fn is_software(&self) -> bool {
        self.shared.info.device_type == wgpu::DeviceType::Cpu
    }

    /// Bytes uploaded and read back since the start.
    pub fn bytes_moved(&self) -> [u64; 2] {
        self.shared.traffic.totals()
    }

    /// Destroys the device, as a driver that crashes would: what follows can be tried out.
    pub fn destroy(&self) {
        self.shared.device.destroy();
    }

    pub(crate) fn device(&self) -> &wgpu::Device {
        &self.shared.device
    }

    /// A compute pass of a shader on this device.
    pub(crate) fn compute_pass(&self, shader: &str, entry_point: &str) -> ComputePass {
        ComputePass::new(&self.shared.device, &self.shared.queue, &self.shared.traffic, shader, entry_point)
    }

    pub(crate) fn frames(&self) -> &FrameBuffer {
        &self.shared.frames
    }

    pub(crate) fn loss(&self) -> &LossWatch {
        &self.shared.loss
    }

    pub(crate) fn traffic(&self) -> &Traffic {
        &self.shared.traffic
    }

    /// Where the watched layer is drawn; empty until the renderer has made the textures.
    pub(crate) fn layers(&self) -> &OnceLock<LayerCanvases> {
        &self.shared.layers
    }

    /// A buffer that passes read or write, with these bytes in it.
    pub(crate) fn buffer(&self, label: &str, bytes: &[u8]) -> wgpu::Buffer {
        let buffer = self.shared.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: bytes.len() as u64,
            usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        self.write_buffer(&buffer, bytes);
        buffer
    }

    /// Writes the beginning of a buffer.
    pub(crate) fn write_buffer(&self, buffer: &wgpu::Buffer, bytes: &[u8]) {
        self.shared.queue.write_buffer(buffer, 0, bytes);
        self.shared.traffic.add_uploaded(bytes.len());
    }

    /// The handles as Burn registers them.
    pub(crate) fn setup(&self) -> burn::tensor::wgpu::WgpuSetup {
        burn::tensor::wgpu::WgpuSetup {
            instance: self.shared.instance.clone(),
            adapter: self.shared.adapter.clone(),
            device: self.shared.device.clone(),
            queue: self.shared.queue.clone(),
            backend: self.shared.info.backend,
        }
    }
}

/// Takes the handles from the renderer and puts the door into both worlds. Without a renderer there is no door.
pub(super) fn open(app: &mut App) {
    let Some(render_app) = app.get_sub_app_mut(RenderApp) else { return };
    let world = render_app.world_mut();
    let (Some(instance), Some(adapter), Some(device), Some(queue)) = (
        world.get_resource::<RenderInstance>(),
        world.get_resource::<RenderAdapter>(),
        world.get_resource::<RenderDevice>(),
        world.get_resource::<RenderQueue>(),
    ) else {
        return;
    };
    let (instance, adapter, queue): (&wgpu::Instance, &wgpu::Adapter, &wgpu::Queue) = (instance, adapter, queue);
    let door = GraphicsDoor::new(instance.clone(), adapter.clone(), device.wgpu_device().clone(), queue.clone());
    world.insert_resource(door.clone());
    app.insert_resource(SoftwareGraphics(door.is_software())).insert_resource(door);
}
