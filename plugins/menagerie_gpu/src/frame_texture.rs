//! The one persistent texture into which every frame goes, once, as its source sent it: a byte a texel, the centre
//! square only.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use menagerie_core::prelude::{CentreSquare, FrameCoding, FrameId, RawFrame};

use crate::traffic::Traffic;

/// The texture and its queue.
#[derive(Debug)]
pub(crate) struct FrameTexture {
    device: wgpu::Device,
    queue: wgpu::Queue,
    traffic: Traffic,
    held: Mutex<Option<UploadedFrame>>,
}

/// What is in the texture.
#[derive(Debug)]
pub(crate) struct UploadedFrame {
    pub(crate) id: FrameId,
    pub(crate) raw: Arc<RawFrame>,
    pub(crate) view: wgpu::TextureView,
    pub(crate) region: Region,
    texture: wgpu::Texture,
}

/// The part of a frame that is uploaded, and where the square lies in it. Two pixels of YUV share their colour, so it
/// begins on an even column and, for NV12, on an even row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    /// The square's top left in the texture, pixels.
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) side: usize,
    pub(crate) coding: FrameCoding,
    /// Rows of the first plane, and of the colour plane below it.
    rows: usize,
    colour_rows: usize,
    /// Bytes of a row.
    row: usize,
    /// First byte of each plane in the frame.
    start: usize,
    colour_start: usize,
}

impl Region {
    fn of(raw: &RawFrame) -> Self {
        let CentreSquare { left, top, side } = raw.centre_square();
        let coding = raw.coding();
        let even = |position: usize| position - position % 2;
        let (first_column, first_row) = match coding {
            FrameCoding::Rgb => (left, top),
            FrameCoding::Yuyv => (even(left), top),
            FrameCoding::Nv12 => (even(left), even(top)),
        };
        let (left, top) = (left - first_column, top - first_row);
        let columns = if coding == FrameCoding::Rgb { side } else { (left + side).next_multiple_of(2) };
        let rows = top + side;
        let colour_rows = if coding == FrameCoding::Nv12 { rows.div_ceil(2) } else { 0 };
        let bytes = coding.bytes_per_pixel();
        Self {
            left,
            top,
            side,
            coding,
            rows,
            colour_rows,
            row: columns * bytes,
            start: first_row * raw.stride() + first_column * bytes,
            colour_start: (raw.height() + first_row / 2) * raw.stride() + first_column,
        }
    }

    /// The row of the texture at which the colour plane begins.
    pub(crate) fn colour_row(&self) -> usize {
        self.rows
    }

    fn size(&self) -> wgpu::Extent3d {
        extent(self.row, self.rows + self.colour_rows)
    }
}

fn extent(width: usize, height: usize) -> wgpu::Extent3d {
    wgpu::Extent3d { width: width as u32, height: height as u32, depth_or_array_layers: 1 }
}

impl FrameTexture {
    pub(crate) fn new(device: wgpu::Device, queue: wgpu::Queue, traffic: Traffic) -> Self {
        Self { device, queue, traffic, held: Mutex::default() }
    }

    /// Makes sure that this frame, or a newer one, is in the texture, and says which. As long as the answer is held,
    /// nobody puts in another; submit what reads it meanwhile.
    pub(crate) fn upload(&self, id: FrameId, raw: &Arc<RawFrame>) -> FrameGuard<'_> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().is_none_or(|held| held.id < id) {
            let frame = self.fitting(raw);
            let region = Region::of(&frame);
            let uploaded = match held.take() {
                Some(held) if held.texture.size() == region.size() => {
                    UploadedFrame { id, raw: raw.clone(), region, ..held }
                }
                _ => self.make(id, raw.clone(), region),
            };
            self.write(&uploaded.texture, 0, &frame, region.start, region.rows, region);
            if region.colour_rows > 0 {
                self.write(&uploaded.texture, region.rows, &frame, region.colour_start, region.colour_rows, region);
            }
            *held = Some(uploaded);
        }
        FrameGuard(held)
    }

    /// The frame, or for one that no texture holds (a photograph of thousands of pixels) its square made smaller.
    fn fitting(&self, raw: &Arc<RawFrame>) -> Arc<RawFrame> {
        let longest = self.device.limits().max_texture_dimension_2d as usize;
        if Region::of(raw).row <= longest {
            return raw.clone();
        }
        let smaller = raw.mirrored_square().thumbnail((longest / 3) as u32);
        // Mirrored twice is as it was.
        Arc::new(RawFrame::from(RawFrame::from(smaller).mirrored_square()))
    }

    fn make(&self, id: FrameId, raw: Arc<RawFrame>, region: Region) -> UploadedFrame {
        let texture = self.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("camera frame"),
            size: region.size(),
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::R8Uint,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        UploadedFrame { id, raw, view, region, texture }
    }

    fn write(&self, texture: &wgpu::Texture, y: usize, raw: &RawFrame, start: usize, rows: usize, region: Region) {
        let target = wgpu::TexelCopyTextureInfo {
            origin: wgpu::Origin3d { x: 0, y: y as u32, z: 0 },
            ..texture.as_image_copy()
        };
        let layout = wgpu::TexelCopyBufferLayout {
            offset: start as u64,
            bytes_per_row: Some(raw.stride() as u32),
            rows_per_image: None,
        };
        self.queue.write_texture(target, raw.bytes(), layout, extent(region.row, rows));
        self.traffic.add_uploaded(region.row * rows);
    }
}

/// Keeps what is in the texture there.
pub(crate) struct FrameGuard<'a>(MutexGuard<'a, Option<UploadedFrame>>);

impl FrameGuard<'_> {
    /// What is in the texture; never `None` after an upload.
    pub(crate) fn frame(&self) -> Option<&UploadedFrame> {
        self.0.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(coding: FrameCoding, width: u32, height: u32) -> Region {
        let bytes = vec![0; (width * height * 3) as usize];
        Region::of(&RawFrame::new(coding, width, height, 0, bytes).unwrap())
    }

    #[test]
    fn only_the_square_is_uploaded() {
        let wide = region(FrameCoding::Rgb, 640, 480);
        assert_eq!((wide.row, wide.rows, wide.start), (480 * 3, 480, 80 * 3));
        let nv12 = region(FrameCoding::Nv12, 640, 480);
        assert_eq!((nv12.row, nv12.rows, nv12.colour_rows), (480, 480, 240));
        assert_eq!((nv12.start, nv12.colour_start), (80, 480 * 640 + 80));
    }

    #[test]
    fn pairs_of_pixels_stay_together() {
        // The square of 10 x 4 begins at column 3.
        let yuyv = region(FrameCoding::Yuyv, 10, 4);
        assert_eq!((yuyv.left, yuyv.start, yuyv.row), (1, 4, 12));
        // The square of 4 x 10 begins at row 3.
        let nv12 = region(FrameCoding::Nv12, 4, 10);
        assert_eq!((nv12.top, nv12.start, nv12.rows, nv12.colour_rows), (1, 8, 5, 3));
        assert_eq!(nv12.colour_start, (10 + 1) * 4);
    }
}
