//! The compute passes over an uploaded frame: `shaders/frame.wgsl`.

use menagerie_core::prelude::{CentreSquare, FrameCoding};

use crate::compute::ComputePass;
use crate::door::GraphicsDoor;
use crate::frame_buffer::UploadedFrame;

/// A pass that makes a square picture of a frame.
#[derive(Debug)]
pub(crate) struct FramePass {
    pass: ComputePass,
    output_side: u32,
}

impl FramePass {
    /// The pass `entry_point` of the shader, for an output of that side in pixels.
    pub(crate) fn new(door: &GraphicsDoor, entry_point: &str, output_side: u32) -> Self {
        let pass = door.compute_pass(include_str!("../../../shaders/frame.wgsl"), entry_point);
        Self { pass, output_side }
    }

    /// Submits the pass over a frame. `output` is the binding it writes to; `tensor_start` says where in it a tensor
    /// begins, in numbers.
    pub(crate) fn submit(&self, frame: &UploadedFrame, output: wgpu::BindGroupEntry<'_>, tensor_start: u32) {
        let coding = match frame.raw.coding() {
            FrameCoding::Rgb => 0,
            FrameCoding::Yuyv => 1,
            FrameCoding::Nv12 => 2,
        };
        let CentreSquare { left, top, side } = frame.raw.centre_square();
        let [left, top, side, stride, colour_row] =
            [left, top, side, frame.raw.stride(), frame.raw.height()].map(|number| number as u32);
        let window = [left, top, side, coding, stride, colour_row, tensor_start, self.output_side];
        let input = wgpu::BindGroupEntry { binding: 0, resource: frame.buffer.as_entire_binding() };
        self.pass.submit(window, &[input, output], [self.output_side; 2]);
    }
}
