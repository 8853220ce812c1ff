//! The one persistent buffer into which every frame goes, once, byte by byte as its source sent it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use menagerie_core::prelude::{CentreSquare, FrameCoding, FrameId, RawFrame};

use crate::traffic::Traffic;

/// Bytes that wgpu copies at least.
const WORD: usize = wgpu::COPY_BUFFER_ALIGNMENT as usize;

/// The buffer and its queue.
#[derive(Debug)]
pub(crate) struct FrameBuffer {
    device: wgpu::Device,
    queue: wgpu::Queue,
    traffic: Traffic,
    held: Mutex<Option<UploadedFrame>>,
}

/// What is in the buffer.
#[derive(Debug)]
pub(crate) struct UploadedFrame {
    pub(crate) id: FrameId,
    pub(crate) raw: Arc<RawFrame>,
    pub(crate) buffer: wgpu::Buffer,
}

impl FrameBuffer {
    pub(crate) fn new(device: wgpu::Device, queue: wgpu::Queue, traffic: Traffic) -> Self {
        Self { device, queue, traffic, held: Mutex::default() }
    }

    /// Makes sure that this frame, or a newer one, is in the buffer, and says which. As long as the answer is held,
    /// nobody puts in another; submit what reads it meanwhile.
    pub(crate) fn upload(&self, id: FrameId, raw: &Arc<RawFrame>) -> FrameGuard<'_> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().is_none_or(|held| held.id < id) {
            let raw = self.fitting(raw);
            // The shader reads up to a word beyond the last byte.
            let size = (raw.bytes().len().next_multiple_of(WORD) + WORD) as u64;
            let buffer = match held.take() {
                Some(held) if held.buffer.size() >= size => held.buffer,
                _ => self.make(size),
            };
            self.write(&buffer, raw.bytes());
            *held = Some(UploadedFrame { id, raw, buffer });
        }
        FrameGuard(held)
    }

    /// The frame, or for one that no binding holds (a photograph of more than a hundred megabytes) its square made
    /// smaller.
    fn fitting(&self, raw: &Arc<RawFrame>) -> Arc<RawFrame> {
        let most = self.device.limits().max_storage_buffer_binding_size as usize - 2 * WORD;
        if raw.bytes().len() <= most {
            return raw.clone();
        }
        let side = (most / FrameCoding::Rgb.bytes_per_pixel()).isqrt();
        let CentreSquare { side: whole, .. } = raw.centre_square();
        Arc::new(RawFrame::from(raw.square().thumbnail(side.min(whole) as u32)))
    }

    fn make(&self, size: u64) -> wgpu::Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("camera frame"),
            size,
            usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    }

    fn write(&self, buffer: &wgpu::Buffer, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<WORD>();
        self.queue.write_buffer(buffer, 0, words.as_flattened());
        if !rest.is_empty() {
            let mut last = [0; WORD];
            last[..rest.len()].copy_from_slice(rest);
            self.queue.write_buffer(buffer, (words.len() * WORD) as u64, &last);
        }
        self.traffic.add_uploaded(bytes.len());
    }
}

/// Keeps what is in the buffer there.
pub(crate) struct FrameGuard<'a>(MutexGuard<'a, Option<UploadedFrame>>);

impl FrameGuard<'_> {
    /// What is in the buffer; never `None` after an upload.
    pub(crate) fn frame(&self) -> Option<&UploadedFrame> {
        self.0.as_ref()
    }
}
