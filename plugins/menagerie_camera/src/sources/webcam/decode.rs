//! From a camera's bytes to a frame: YUYV and NV12 as they are, MJPEG decoded. Pure functions; every length is checked
//! before it is used.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::{DynamicImage, ImageDecoder};
use menagerie_core::lesson::with_huffman_tables;
use menagerie_core::prelude::{FrameCoding, RawFrame};

use super::modes::PixelCoding;
use super::scan::check_scan;

/// How the pixels of a frame lie in its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameLayout {
    /// How a pixel is coded.
    pub(crate) coding: PixelCoding,
    /// Width, pixels.
    pub(crate) width_px: u32,
    /// Height, pixels.
    pub(crate) height_px: u32,
    /// Bytes from one row to the next, padding included. Without meaning for MJPEG.
    pub(crate) stride_bytes: u32,
}

/// The frame in a camera's bytes, or what is wrong with them.
pub(crate) fn frame_from_bytes(bytes: &[u8], layout: FrameLayout) -> Result<RawFrame, String> {
    let coding = match layout.coding {
        PixelCoding::Yuyv => FrameCoding::Yuyv,
        PixelCoding::Nv12 => FrameCoding::Nv12,
        PixelCoding::Mjpeg => return frame_from_mjpeg(bytes, layout),
    };
    let FrameLayout { width_px, height_px, stride_bytes, .. } = layout;
    RawFrame::new(coding, width_px, height_px, stride_bytes, bytes.to_vec()).map_err(|error| error.to_string())
}

/// A whole JPEG of the agreed size. What a camera pads behind its end is left alone.
fn frame_from_mjpeg(bytes: &[u8], layout: FrameLayout) -> Result<RawFrame, String> {
    // Many cameras leave the Huffman tables out.
    let jpeg = with_huffman_tables(whole_jpeg(bytes)?);
    check_scan(&jpeg)?;
    let decoder = JpegDecoder::new(Cursor::new(&jpeg)).map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    // Checked before memory is taken for it: the agreed size bounds what a broken header can ask for.
    if (width, height) != (layout.width_px, layout.height_px) {
        return Err(format!("it is {width} x {height} instead of {} x {}", layout.width_px, layout.height_px));
    }
    let rgb = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?.into_rgb8().into_raw();
    RawFrame::new(FrameCoding::Rgb, width, height, 0, rgb).map_err(|error| error.to_string())
}

/// From the start marker to the end marker, which cannot occur within coded pixels.
fn whole_jpeg(bytes: &[u8]) -> Result<&[u8], String> {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return Err("it does not start like a JPEG picture".to_owned());
    }
    let end = bytes.windows(2).rposition(|pair| pair == [0xff, 0xd9]);
    end.map(|end| &bytes[..end + 2]).ok_or_else(|| "the end of the picture is missing".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(coding: PixelCoding, width_px: u32, height_px: u32, stride_bytes: u32) -> FrameLayout {
        FrameLayout { coding, width_px, height_px, stride_bytes }
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let image = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8 * 4, y as u8 * 4, 128]));
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_the_bytes_lack_is_said() {
        let error = frame_from_bytes(&[0; 7], layout(PixelCoding::Yuyv, 2, 2, 4)).unwrap_err();
        assert_eq!(error, "7 bytes are too few for 2 x 2 Yuyv");
        assert!(frame_from_bytes(&[0; 8], layout(PixelCoding::Yuyv, 2, 2, 4)).is_ok());
        assert!(frame_from_bytes(&[0; 6], layout(PixelCoding::Nv12, 2, 2, 2)).is_ok());
    }

    #[test]
    fn a_whole_jpeg_is_read_whatever_stands_behind_its_end() {
        let mut bytes = jpeg(16, 8);
        bytes.extend([0; 100]);
        let picture = frame_from_bytes(&bytes, layout(PixelCoding::Mjpeg, 16, 8, 0)).unwrap();
        assert_eq!((picture.width(), picture.height()), (16, 8));
    }

    #[test]
    fn half_a_jpeg_and_one_of_another_size_are_refused() {
        let bytes = jpeg(64, 64);
        let half = &bytes[..bytes.len() / 2];
        let cut = frame_from_bytes(half, layout(PixelCoding::Mjpeg, 64, 64, 0)).unwrap_err();
        assert_eq!(cut, "the end of the picture is missing");
        let other = frame_from_bytes(&bytes, layout(PixelCoding::Mjpeg, 64, 32, 0)).unwrap_err();
        assert_eq!(other, "it is 64 x 64 instead of 64 x 32");
        assert!(frame_from_bytes(b"no jpeg", layout(PixelCoding::Mjpeg, 64, 64, 0)).is_err());
        assert!(frame_from_bytes(&[0xff, 0xd8, 0xff, 0xd9], layout(PixelCoding::Mjpeg, 64, 64, 0)).is_err());
    }

    /// A picture with much to code, in which a part that is missing or noisy shows.
    fn detailed_jpeg() -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let shade = |x: u32, y: u32| [(x * y) as u8, (x * 7 + y * 3) as u8, (x ^ y) as u8];
        let image = image::RgbImage::from_fn(160, 120, |x, y| image::Rgb(shade(x, y)));
        image.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_cut_jpeg_with_a_good_end_is_refused() {
        let whole = detailed_jpeg();
        let layout = layout(PixelCoding::Mjpeg, 160, 120, 0);
        assert!(frame_from_bytes(&whole, layout).is_ok());
        for percent in [50, 70, 90, 98] {
            let mut cut = whole[..whole.len() * percent / 100].to_vec();
            cut.extend([0xff, 0xd9]);
            let error = frame_from_bytes(&cut, layout).unwrap_err();
            assert!(error.starts_with("it is cut short or noisy"), "{percent} %: {error}");
        }
    }

    #[test]
    fn a_noisy_jpeg_with_a_good_end_is_refused() {
        let whole = detailed_jpeg();
        let layout = layout(PixelCoding::Mjpeg, 160, 120, 0);
        for (turn, percent) in (40..90).step_by(5).enumerate() {
            let mut noisy = whole.clone();
            let from = whole.len() * percent / 100;
            for (place, byte) in noisy[from..from + 200].iter_mut().enumerate() {
                // Anything but 0xff, behind which markers begin.
                *byte = ((place * 151 + turn * 67 + place * place * 13) % 251) as u8;
            }
            assert!(frame_from_bytes(&noisy, layout).is_err(), "noise from {percent} %");
        }
    }

    #[test]
    fn a_few_bytes_of_waste_before_the_end_are_a_habit_of_webcams() {
        let mut bytes = detailed_jpeg();
        let end = bytes.len() - 2;
        bytes.splice(end..end, [0, 0x12, 0x34]);
        let layout = layout(PixelCoding::Mjpeg, 160, 120, 0);
        assert!(frame_from_bytes(&bytes, layout).is_ok());
        bytes.splice(end..end, [0x55; 200]);
        assert!(frame_from_bytes(&bytes, layout).unwrap_err().contains("bytes"));
    }

    /// 4:2:0 and 4:2:2 with restart markers, as cameras send them.
    #[test]
    fn restart_markers_are_followed_and_a_missing_one_is_seen() {
        for whole in [
            include_bytes!("../../../testdata/restarts_420.jpg").as_slice(),
            include_bytes!("../../../testdata/restarts_422.jpg"),
        ] {
            let layout = layout(PixelCoding::Mjpeg, 72, 56, 0);
            assert_eq!(frame_from_bytes(whole, layout).map(|frame| frame.width()), Ok(72));
            let marker = |kind| whole.windows(2).position(|pair| pair == [0xff, kind]).unwrap();
            // A lost packet: a part between two restart markers is gone.
            let mut lost = whole.to_vec();
            lost.drain(marker(0xd1)..marker(0xd2));
            assert!(frame_from_bytes(&lost, layout).is_err());
        }
    }

    #[test]
    fn a_jpeg_without_huffman_tables_gets_the_standard_ones() {
        let whole = jpeg(64, 64);
        let bare = without_huffman_tables(&whole);
        assert!(bare.len() < whole.len());
        let layout = layout(PixelCoding::Mjpeg, 64, 64, 0);
        assert_eq!(frame_from_bytes(&bare, layout).unwrap(), frame_from_bytes(&whole, layout).unwrap());
    }

    /// `image` writes the standard tables, so that taking them out changes nothing else.
    fn without_huffman_tables(jpeg: &[u8]) -> Vec<u8> {
        let mut bare = jpeg[..2].to_vec();
        let mut at = 2;
        while jpeg[at + 1] != 0xda {
            let length = 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
            if jpeg[at + 1] != 0xc4 {
                bare.extend_from_slice(&jpeg[at..at + length]);
            }
            at += length;
        }
        bare.extend_from_slice(&jpeg[at..]);
        bare
    }
}
