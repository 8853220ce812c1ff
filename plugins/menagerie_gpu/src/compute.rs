//! A compute pass over a square or a rectangle of pixels, with a few numbers as its parameters.

use crate::traffic::Traffic;

/// Pixels of a workgroup's side, in every shader of this room.
const WORKGROUP_PX: u32 = 8;

/// Most numbers of parameters.
const MOST_PARAMETERS: usize = 12;

/// The binding of the parameters, in every shader of this room.
const PARAMETERS: u32 = 1;

/// A pipeline with the buffer of its parameters.
#[derive(Debug)]
pub(crate) struct ComputePass {
    device: wgpu::Device,
    queue: wgpu::Queue,
    traffic: Traffic,
    pipeline: wgpu::ComputePipeline,
    parameters: wgpu::Buffer,
}

impl ComputePass {
    /// The pass `entry_point` of a shader.
    pub(crate) fn new(
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        traffic: &Traffic,
        shader: &str,
        entry_point: &str,
    ) -> Self {
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some(entry_point),
            source: wgpu::ShaderSource::Wgsl(shader.into()),
        });
        let pipeline = device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(entry_point),
            layout: None,
            module: &module,
            entry_point: Some(entry_point),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            cache: None,
        });
        let parameters = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("parameters"),
            size: size_of::<[u32; MOST_PARAMETERS]>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        Self { device: device.clone(), queue: queue.clone(), traffic: traffic.clone(), pipeline, parameters }
    }

    /// Submits the pass for an output of that width and height in pixels. Beside its parameters it has these bindings.
    pub(crate) fn submit<const COUNT: usize>(
        &self,
        parameters: [u32; COUNT],
        bindings: &[wgpu::BindGroupEntry<'_>],
        size: [u32; 2],
    ) {
        const { assert!(COUNT <= MOST_PARAMETERS) };
        let bytes = parameters.map(u32::to_le_bytes);
        self.queue.write_buffer(&self.parameters, 0, bytes.as_flattened());
        self.traffic.add_uploaded(bytes.as_flattened().len());
        let parameters = wgpu::BindGroupEntry { binding: PARAMETERS, resource: self.parameters.as_entire_binding() };
        let entries: Vec<_> = bindings.iter().cloned().chain([parameters]).collect();
        let bindings = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: None,
            layout: &self.pipeline.get_bind_group_layout(0),
            entries: &entries,
        });
        let mut encoder = self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        {
            let mut pass = encoder.begin_compute_pass(&wgpu::ComputePassDescriptor::default());
            pass.set_pipeline(&self.pipeline);
            pass.set_bind_group(0, &bindings, &[]);
            let [columns, rows] = size.map(|pixels| pixels.div_ceil(WORKGROUP_PX));
            pass.dispatch_workgroups(columns, rows, 1);
        }
        self.queue.submit([encoder.finish()]);
    }
}
