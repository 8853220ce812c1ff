//! Where a tensor of Burn's lies, so that a pass of ours reads or writes it in its place.

use burn::backend::Cube;
use burn::cubecl::wgpu::{AutoCompiler, WgpuServer};
use burn::tensor::Tensor;

use crate::door::{GpuError, GraphicsDoor};

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
