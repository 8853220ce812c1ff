//! From a camera's bytes to RGB: YUYV, NV12 and MJPEG. Pure functions; every length is checked before it is used.
//!
//! Colours: ITU-R BT.601 at limited range in integers (Y 16..235, U and V 16..240), as UVC cameras send them.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::{DynamicImage, ImageDecoder};
use menagerie_core::prelude::Picture;

use super::modes::PixelCoding;

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

/// The picture in a frame's bytes, or what is wrong with them.
pub(crate) fn picture_from_frame(bytes: &[u8], layout: FrameLayout) -> Result<Picture, String> {
    match layout.coding {
        PixelCoding::Yuyv => picture_from_yuyv(bytes, layout),
        PixelCoding::Nv12 => picture_from_nv12(bytes, layout),
        PixelCoding::Mjpeg => picture_from_mjpeg(bytes, layout),
    }
}

/// Packed 4:2:2: two pixels share U and V, in the order Y0 U Y1 V.
fn picture_from_yuyv(bytes: &[u8], layout: FrameLayout) -> Result<Picture, String> {
    let (width, height, stride) = checked_rows(layout, 2)?;
    let rows = bytes.get(..stride * (height - 1) + width * 2).ok_or_else(|| too_short(bytes, layout))?;
    let mut rgb = vec![0; width * height * 3];
    for (rgb_row, row) in rgb.chunks_exact_mut(width * 3).zip(rows.chunks(stride)) {
        for (to, pair) in rgb_row.chunks_exact_mut(6).zip(row.chunks_exact(4)) {
            to[..3].copy_from_slice(&rgb_from_yuv(pair[0], pair[1], pair[3]));
            to[3..].copy_from_slice(&rgb_from_yuv(pair[2], pair[1], pair[3]));
        }
    }
    Picture::new(layout.width_px, layout.height_px, rgb).map_err(|error| error.to_string())
}

/// A plane of Y, then one of U and V side by side at half the width and height; both have the same stride.
fn picture_from_nv12(bytes: &[u8], layout: FrameLayout) -> Result<Picture, String> {
    let (width, height, stride) = checked_rows(layout, 1)?;
    let chroma_rows = height.div_ceil(2);
    let needed = stride * (height + chroma_rows - 1) + width;
    let planes = bytes.get(..needed).ok_or_else(|| too_short(bytes, layout))?;
    let (luma, chroma) = planes.split_at(stride * height);
    let mut rgb = vec![0; width * height * 3];
    for (y, (rgb_row, row)) in rgb.chunks_exact_mut(width * 3).zip(luma.chunks(stride)).enumerate() {
        let chroma_row = &chroma[y / 2 * stride..][..width];
        for ((to, pair), uv) in rgb_row.chunks_exact_mut(6).zip(row.chunks_exact(2)).zip(chroma_row.chunks_exact(2)) {
            to[..3].copy_from_slice(&rgb_from_yuv(pair[0], uv[0], uv[1]));
            to[3..].copy_from_slice(&rgb_from_yuv(pair[1], uv[0], uv[1]));
        }
    }
    Picture::new(layout.width_px, layout.height_px, rgb).map_err(|error| error.to_string())
}

/// Width, height and stride that make sense together.
fn checked_rows(layout: FrameLayout, bytes_per_pixel: usize) -> Result<(usize, usize, usize), String> {
    let (width, height) = (layout.width_px as usize, layout.height_px as usize);
    let row_bytes = width * bytes_per_pixel;
    let stride = (layout.stride_bytes as usize).max(row_bytes);
    if width == 0 || height == 0 || width % 2 == 1 {
        return Err(format!("{width} x {height} is no size for {}", layout.coding));
    }
    Ok((width, height, stride))
}

fn too_short(bytes: &[u8], layout: FrameLayout) -> String {
    let FrameLayout { coding, width_px, height_px, .. } = layout;
    format!("{} bytes are too few for {width_px} x {height_px} {coding}", bytes.len())
}

/// BT.601 at limited range, in 8-bit fixed point.
fn rgb_from_yuv(y: u8, u: u8, v: u8) -> [u8; 3] {
    let (c, d, e) = (298 * (i32::from(y) - 16) + 128, i32::from(u) - 128, i32::from(v) - 128);
    [c + 409 * e, c - 100 * d - 208 * e, c + 516 * d].map(|channel| (channel >> 8).clamp(0, 255) as u8)
}

/// A whole JPEG of the agreed size. What a camera pads behind its end is left alone.
fn picture_from_mjpeg(bytes: &[u8], layout: FrameLayout) -> Result<Picture, String> {
    let jpeg = with_huffman_tables(whole_jpeg(bytes)?);
    let decoder = JpegDecoder::new(Cursor::new(&jpeg)).map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    // Checked before memory is taken for it: the agreed size bounds what a broken header can ask for.
    if (width, height) != (layout.width_px, layout.height_px) {
        return Err(format!("it is {width} x {height} instead of {} x {}", layout.width_px, layout.height_px));
    }
    let rgb = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?.into_rgb8().into_raw();
    Picture::new(width, height, rgb).map_err(|error| error.to_string())
}

/// From the start marker to the end marker. The decoder fills a cut-off picture with grey and calls it good, so a
/// picture without an end is refused here; an end marker cannot occur within coded pixels.
fn whole_jpeg(bytes: &[u8]) -> Result<&[u8], String> {
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return Err("it does not begin like a JPEG picture".to_owned());
    }
    let end = bytes.windows(2).rposition(|pair| pair == [0xff, 0xd9]);
    end.map(|end| &bytes[..end + 2]).ok_or_else(|| "the end of the picture is missing".to_owned())
}

/// Many cameras leave the Huffman tables out, as Motion JPEG in AVI allows. The mark `AVI1` behind the start tells
/// the decoder to use the standard ones.
fn with_huffman_tables(jpeg: &[u8]) -> Vec<u8> {
    const AVI1: [u8; 18] = *b"\xff\xe0\x00\x10AVI1\0\0\0\0\0\0\0\0\0\0";
    if has_huffman_tables(jpeg) {
        return jpeg.to_vec();
    }
    [&jpeg[..2], &AVI1, &jpeg[2..]].concat()
}

/// Walks the segments from the start to the coded pixels.
fn has_huffman_tables(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, marker, high, low]) = jpeg.get(at..at + 4) {
        match marker {
            0xc4 => return true,
            0xda => return false,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
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
    fn colours_agree_with_the_standard() {
        // BT.601, limited range: the 75 % and 100 % values of the colour bars; computed by hand from
        // R = 1.164 (Y - 16) + 1.596 (V - 128), G = .. - 0.392 (U - 128) - 0.813 (V - 128), B = .. + 2.017 (U - 128).
        let cases = [
            ((16, 128, 128), [0, 0, 0]),
            ((235, 128, 128), [255, 255, 255]),
            ((126, 128, 128), [128, 128, 128]),
            ((81, 90, 240), [255, 0, 0]),
            ((145, 54, 34), [0, 255, 1]),
            ((41, 240, 110), [0, 0, 255]),
            ((0, 128, 128), [0, 0, 0]),
            ((255, 128, 128), [255, 255, 255]),
        ];
        for ((y, u, v), rgb) in cases {
            assert_eq!(rgb_from_yuv(y, u, v), rgb, "Y {y} U {u} V {v}");
        }
    }

    #[test]
    fn yuyv_pairs_share_their_colour_and_padding_is_left_out() {
        // Two pixels a row: red with white's brightness is none; so grey 126 and white, then red twice; 2 bytes padding.
        let bytes = [126, 128, 235, 128, 9, 9, 81, 90, 81, 240, 9, 9];
        let picture = picture_from_frame(&bytes, layout(PixelCoding::Yuyv, 2, 2, 6)).unwrap();
        assert_eq!(picture.rgb(), [128, 128, 128, 255, 255, 255, 255, 0, 0, 255, 0, 0]);
        // The padding of the last row may be missing.
        assert!(picture_from_frame(&bytes[..10], layout(PixelCoding::Yuyv, 2, 2, 6)).is_ok());
    }

    #[test]
    fn nv12_planes_share_their_stride() {
        // 2 x 2, stride 4: luma rows, one chroma row.
        let bytes = [81, 81, 9, 9, 81, 16, 9, 9, 90, 240, 9, 9];
        let picture = picture_from_frame(&bytes, layout(PixelCoding::Nv12, 2, 2, 4)).unwrap();
        assert_eq!(picture.rgb()[..9], [255, 0, 0, 255, 0, 0, 255, 0, 0]);
        assert_eq!(picture.rgb()[9..], rgb_from_yuv(16, 90, 240));
    }

    #[test]
    fn short_frames_and_odd_sizes_are_refused_in_words() {
        let cases = [
            (vec![0; 7], layout(PixelCoding::Yuyv, 2, 2, 4), "7 bytes are too few for 2 x 2 YUYV"),
            (vec![0; 5], layout(PixelCoding::Nv12, 2, 2, 2), "5 bytes are too few for 2 x 2 NV12"),
            (vec![0; 99], layout(PixelCoding::Yuyv, 3, 2, 6), "3 x 2 is no size for YUYV"),
            (vec![], layout(PixelCoding::Nv12, 0, 2, 0), "0 x 2 is no size for NV12"),
        ];
        for (bytes, layout, words) in cases {
            assert_eq!(picture_from_frame(&bytes, layout).unwrap_err(), words);
        }
    }

    #[test]
    fn a_whole_jpeg_is_read_whatever_stands_behind_its_end() {
        let mut bytes = jpeg(16, 8);
        bytes.extend([0; 100]);
        let picture = picture_from_frame(&bytes, layout(PixelCoding::Mjpeg, 16, 8, 0)).unwrap();
        assert_eq!((picture.width(), picture.height()), (16, 8));
    }

    #[test]
    fn half_a_jpeg_and_one_of_another_size_are_refused() {
        let bytes = jpeg(64, 64);
        let half = &bytes[..bytes.len() / 2];
        let cut = picture_from_frame(half, layout(PixelCoding::Mjpeg, 64, 64, 0)).unwrap_err();
        assert_eq!(cut, "the end of the picture is missing");
        let other = picture_from_frame(&bytes, layout(PixelCoding::Mjpeg, 64, 32, 0)).unwrap_err();
        assert_eq!(other, "it is 64 x 64 instead of 64 x 32");
        assert!(picture_from_frame(b"no jpeg", layout(PixelCoding::Mjpeg, 64, 64, 0)).is_err());
        assert!(picture_from_frame(&[0xff, 0xd8, 0xff, 0xd9], layout(PixelCoding::Mjpeg, 64, 64, 0)).is_err());
    }

    #[test]
    fn a_jpeg_without_huffman_tables_gets_the_standard_ones() {
        let whole = jpeg(64, 64);
        let bare = without_huffman_tables(&whole);
        assert!(bare.len() < whole.len() && !has_huffman_tables(&bare));
        let layout = layout(PixelCoding::Mjpeg, 64, 64, 0);
        assert_eq!(picture_from_frame(&bare, layout).unwrap(), picture_from_frame(&whole, layout).unwrap());
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
