//! What becomes of a source's picture: the mirrored centre square, and the same for the mirror's texture.

use std::sync::Arc;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use menagerie_core::prelude::Picture;

/// Side of the mirror's texture, pixels: as much as a 480 line camera gives.
pub const MIRROR_SIDE_PX: u32 = 512;

/// A frame on its way to the exhibit.
#[derive(Debug)]
pub(crate) struct FreshFrame {
    /// The mirrored centre square at the camera's own resolution.
    pub(crate) square: Arc<Picture>,
    /// The same, `[MIRROR_SIDE_PX, MIRROR_SIDE_PX, 4]` bytes, opaque.
    pub(crate) mirror_rgba: Vec<u8>,
}

/// Makes frames of pictures; keeps its buffers from one to the next.
#[derive(Default)]
pub(crate) struct FramePreparer {
    resizer: Resizer,
}

impl FramePreparer {
    /// The frame for a picture, or why there is none.
    pub(crate) fn prepare(&mut self, picture: &Picture) -> Result<FreshFrame, String> {
        let square = picture.mirrored_centre_square();
        let mirror_rgba = self.mirror_rgba(&square)?;
        Ok(FreshFrame { square: Arc::new(square), mirror_rgba })
    }

    fn mirror_rgba(&mut self, square: &Picture) -> Result<Vec<u8>, String> {
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        let source = ImageRef::new(square.width(), square.height(), square.rgb(), PixelType::U8x3)
            .map_err(|error| error.to_string())?;
        let mut resized = Image::new(MIRROR_SIDE_PX, MIRROR_SIDE_PX, PixelType::U8x3);
        self.resizer.resize(&source, &mut resized, &options).map_err(|error| error.to_string())?;
        let mut rgba = vec![255; (MIRROR_SIDE_PX * MIRROR_SIDE_PX * 4) as usize];
        for (to, from) in rgba.chunks_exact_mut(4).zip(resized.buffer().chunks_exact(3)) {
            to[..3].copy_from_slice(from);
        }
        Ok(rgba)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_a_mirrored_square_and_its_texture_is_opaque() {
        // Left half red, right half blue: in the mirror, blue stands left.
        let rgb = (0..4 * 8).flat_map(|at| if at % 8 < 4 { [200, 0, 0] } else { [0, 0, 200] }).collect();
        let frame = FramePreparer::default().prepare(&Picture::new(8, 4, rgb).unwrap()).unwrap();
        assert_eq!((frame.square.width(), frame.square.height()), (4, 4));
        assert_eq!(frame.mirror_rgba.len(), (MIRROR_SIDE_PX * MIRROR_SIDE_PX * 4) as usize);
        assert_eq!(frame.mirror_rgba[..4], [0, 0, 200, 255]);
        assert_eq!(frame.mirror_rgba[frame.mirror_rgba.len() - 4..], [200, 0, 0, 255]);
    }
}
