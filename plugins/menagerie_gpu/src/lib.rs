//! The one door between the graphics device that Bevy made and Burn: the device itself, frame to tensor, tensor to
//! texture, and what happens when the device is lost.
//!
//! Invariants: only this room names `wgpu`; pixels go up once and never come back; nothing here makes the render thread
//! wait; Burn is called by the worker's thread alone, through [`TensorDoor`].

mod canvas;
mod choice;
mod compute;
mod door;
mod frame_buffer;
mod frame_pass;
mod layer_canvas;
mod layer_pass;
mod loss;
mod loss_watch;
mod mirror;
mod tensor_door;
mod tensor_place;
mod traffic;
mod traffic_report;

use bevy::prelude::*;

pub use choice::{DeviceDecision, decide_device};
pub use door::{GpuError, GraphicsDoor};
pub use mirror::MIRROR_SIDE_PX;
pub use tensor_door::{SeenFrame, TensorDoor};
pub use traffic_report::{BYTES_READ_BACK, BYTES_UPLOADED};

/// Opens the door: after it, other rooms find [`GraphicsDoor`] in the main world, if there is a renderer at all.
pub struct GpuPlugin;

impl Plugin for GpuPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((loss::plugin, traffic_report::plugin));
    }

    fn finish(&self, app: &mut App) {
        door::open(app);
        mirror::join_renderer(app);
        layer_canvas::join_renderer(app);
    }
}
