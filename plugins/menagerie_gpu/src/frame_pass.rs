//! The compute passes over an uploaded frame: `shaders/frame.wgsl`.

use menagerie_core::prelude::{CentreSquare, FrameCoding};

use crate::frame_buffer::UploadedFrame;

/// Pixels of a workgroup's side.
const WORKGROUP_PX: u32 = 8;

/// One pass with its pipeline and its parameters' buffer.
#[derive(Debug)]
pub(crate) struct FramePass {
    pipeline: wgpu::ComputePipeline,
    window: wgpu::Buffer,
    output_side: u32,
}

impl FramePass {
    /// The pass `entry_point` of the shader, for an output of that side in pixels.
    pub(crate) fn new(device: &wgpu::Device, entry_point: &str, output_side: u32) -> Self {
        let source = include_str!("../../../shaders/frame.wgsl");
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("frame.wgsl"),
            source: wgpu::ShaderSource::Wgsl(source.into()),
        });
        let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(entry_point),
            layout: None,
            module: &module,
            entry_point: Some(entry_point),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        });
        let window = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("frame window"),
            size: size_of::<[u32; 8]>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        Self { pipeline, window, output_side }
    }

    /// Submits the pass over a frame. `output` is the binding it writes to; `tensor_start` says where in it a tensor
    /// begins, in numbers. Returns the bytes uploaded for it.
    pub(crate) fn submit(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        frame: &UploadedFrame,
        output: wgpu::BindGroupEntry<'_>,
        tensor_start: u32,
    ) -> usize {
        let coding = match frame.raw.coding() {
            FrameCoding::Rgb => 0,
            FrameCoding::Yuyv => 1,
            FrameCoding::Nv12 => 2,
        };
        let CentreSquare { left, top, side } = frame.raw.centre_square();
        let [left, top, side, stride, colour_row] =
            [left, top, side, frame.raw.stride(), frame.raw.height()].map(|number| number as u32);
        let window = [left, top, side, coding, stride, colour_row, tensor_start, self.output_side];
        let bytes: Vec<u8> = window.iter().flat_map(|number| number.to_le_bytes()).collect();
        queue.write_buffer(&self.window, 0, &bytes);
        let bindings = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("frame"),
            layout: &self.pipeline.get_bind_group_layout(0),
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: frame.buffer.as_entire_binding() },
                wgpu::BindGroupEntry { binding: 1, resource: self.window.as_entire_binding() },
                output,
            ],
        });
        let groups = self.output_side.div_ceil(WORKGROUP_PX);
        submit_compute(device, queue, &self.pipeline, &bindings, [groups, groups]);
        bytes.len()
    }
}

/// Submits one compute pass.
pub(crate) fn submit_compute(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    pipeline: &wgpu::ComputePipeline,
    bindings: &wgpu::BindGroup,
    groups: [u32; 2],
) {
    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    {
        let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
        pass.set_pipeline(pipeline);
        pass.set_bind_group(0, bindings, &[]);
        pass.dispatch_workgroups(groups[0], groups[1], 1);
    }
    queue.submit([encoder.finish()]);
}
