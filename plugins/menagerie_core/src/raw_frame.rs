//! A frame as its source sent it: pixels not converted, cropped or mirrored yet. The GPU path uploads it as it is; the
//! CPU path, and whoever needs a picture, take its square. Only the screen is mirrored (`docs/decisions/0011-one-lesson.md`).
//!
//! Colours of YUV: ITU-R BT.601 at limited range in integers (Y 16..235, U and V 16..240), as UVC cameras send them.

use menagerie_lesson::Picture;

/// How the pixels of a frame lie in its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameCoding {
    /// Three bytes a pixel.
    Rgb,
    /// Packed 4:2:2: two pixels share U and V, in the order Y0 U Y1 V.
    Yuyv,
    /// A plane of Y, then one of U and V side by side at half the width and height; both have the same stride.
    Nv12,
}

impl FrameCoding {
    /// Bytes of a pixel in a row of the first plane.
    #[must_use]
    pub fn bytes_per_pixel(self) -> usize {
        match self {
            Self::Rgb => 3,
            Self::Yuyv => 2,
            Self::Nv12 => 1,
        }
    }
}

/// A frame as its source sent it. Every byte that its size and coding call for is present.
#[derive(Clone, PartialEq, Eq)]
pub struct RawFrame {
    coding: FrameCoding,
    width: usize,
    height: usize,
    stride: usize,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for RawFrame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawFrame({} x {}, {:?})", self.width, self.height, self.coding)
    }
}

/// Why the bytes are not a valid frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RawFrameError {
    /// No pixels, or an odd width where two pixels share their colour.
    #[error("{width} x {height} is not a valid size for {coding:?}")]
    Size {
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
        /// The coding.
        coding: FrameCoding,
    },
    /// Bytes are missing.
    #[error("{bytes} bytes are too few for {width} x {height} {coding:?}")]
    TooShort {
        /// Bytes found.
        bytes: usize,
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
        /// The coding.
        coding: FrameCoding,
    },
}

/// The largest square in the middle of a frame, pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CentreSquare {
    /// Columns before it.
    pub left: usize,
    /// Rows above it.
    pub top: usize,
    /// Its side.
    pub side: usize,
}

impl RawFrame {
    /// A frame from a source's bytes; `stride` is the distance of its rows in bytes, 0 for rows without padding.
    ///
    /// # Errors
    /// [`RawFrameError`] when the size is invalid or bytes are missing. The padding of the last row may be missing.
    pub fn new(
        coding: FrameCoding,
        width: u32,
        height: u32,
        stride: u32,
        mut bytes: Vec<u8>,
    ) -> Result<Self, RawFrameError> {
        let shares_colour = coding != FrameCoding::Rgb;
        if width == 0 || height == 0 || (shares_colour && width % 2 == 1) {
            return Err(RawFrameError::Size { width, height, coding });
        }
        let (columns, lines) = (width as usize, height as usize);
        let row = columns * coding.bytes_per_pixel();
        let stride = (stride as usize).max(row);
        let rows = if coding == FrameCoding::Nv12 { lines + lines.div_ceil(2) } else { lines };
        if bytes.len() < stride * (rows - 1) + row {
            return Err(RawFrameError::TooShort { bytes: bytes.len(), width, height, coding });
        }
        bytes.resize(stride * rows, 0);
        Ok(Self { coding, width: columns, height: lines, stride, bytes })
    }

    /// How its pixels lie in its bytes.
    #[must_use]
    pub fn coding(&self) -> FrameCoding {
        self.coding
    }

    /// Width, pixels; at least 1.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height, pixels; at least 1.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Bytes from a row to the next, in every plane.
    #[must_use]
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// All planes, `[rows, stride]`: `height` rows, for [`FrameCoding::Nv12`] half as many more.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The largest square in the middle.
    #[must_use]
    pub fn centre_square(&self) -> CentreSquare {
        let side = self.width.min(self.height);
        CentreSquare { left: (self.width - side) / 2, top: (self.height - side) / 2, side }
    }

    /// The centre square as the camera takes it: what the network sees.
    #[must_use]
    pub fn square(&self) -> Picture {
        let CentreSquare { left, top, side } = self.centre_square();
        let mut rgb = vec![0; side * side * 3];
        for (y, line) in (top..).zip(rgb.chunks_exact_mut(side * 3)) {
            let pixels = line.as_chunks_mut::<3>().0.iter_mut();
            let row = &self.bytes[y * self.stride..][..self.stride];
            match self.coding {
                FrameCoding::Rgb => {
                    for (pixel, from) in pixels.zip(row[left * 3..(left + side) * 3].as_chunks::<3>().0) {
                        *pixel = *from;
                    }
                }
                FrameCoding::Yuyv => {
                    let pairs = row.as_chunks::<4>().0;
                    for (pixel, x) in pixels.zip(left..left + side) {
                        let pair = pairs[x / 2];
                        *pixel = rgb_from_yuv(pair[x % 2 * 2], pair[1], pair[3]);
                    }
                }
                FrameCoding::Nv12 => {
                    let colours = self.bytes[(self.height + y / 2) * self.stride..][..self.stride].as_chunks::<2>().0;
                    for (pixel, x) in pixels.zip(left..left + side) {
                        let [u, v] = colours[x / 2];
                        *pixel = rgb_from_yuv(row[x], u, v);
                    }
                }
            }
        }
        Picture::square(side as u32, rgb)
    }

    /// The centre square mirrored left to right: what a visitor sees of themselves.
    #[must_use]
    pub fn mirrored_square(&self) -> Picture {
        self.square().mirrored()
    }

    /// The centre square as in a mirror, `side` pixels wide, as 8-bit red, green, blue and alpha: between pixels where it
    /// grows, their mean where it shrinks. As fast as a processor does it, for where the graphics device is one.
    #[must_use]
    pub fn mirror_pixels(&self, side: u32) -> Vec<u8> {
        let square = self.square();
        let (from, side) = (square.width() as usize, side as usize);
        let rgb = square.rgb();
        let mut pixels = Vec::with_capacity(side * side * 4);
        for y in 0..side {
            for x in (0..side).rev() {
                let [red, green, blue] =
                    if from < side { between(rgb, from, side, x, y) } else { mean_of(rgb, from, side, x, y) };
                pixels.extend([red, green, blue, 255]);
            }
        }
        pixels
    }

    /// Brightness, 0..255, at `points` x `points` places spread over the frame: enough to see that somebody moves. Of RGB it
    /// is the green.
    #[must_use]
    pub fn brightness(&self, points: u32) -> Vec<u8> {
        let points = points as usize;
        let spread = |point: usize, length: usize| (2 * point + 1) * length / (2 * points.max(1));
        let byte = |x: usize, y: usize| match self.coding {
            FrameCoding::Rgb => y * self.stride + x * 3 + 1,
            FrameCoding::Yuyv => y * self.stride + x * 2,
            FrameCoding::Nv12 => y * self.stride + x,
        };
        let rows = (0..points).map(|row| spread(row, self.height));
        rows.flat_map(|y| (0..points).map(move |column| (spread(column, self.width), y)))
            .map(|(x, y)| self.bytes.get(byte(x, y)).copied().unwrap_or_default())
            .collect()
    }
}

/// The colour between the four pixels nearest to this place of a larger square, in 1/256 of a pixel.
fn between(rgb: &[u8], from: usize, side: usize, x: usize, y: usize) -> [u8; 3] {
    let place = |at: usize| {
        let middle = ((2 * at + 1) * from * 128 / side).saturating_sub(128).min((from - 1) * 256);
        (middle / 256, middle % 256, (middle / 256 + 1).min(from - 1))
    };
    let ((left, right_share, right), (top, low_share, low)) = (place(x), place(y));
    let channel = |row: usize, column: usize, channel: usize| usize::from(rgb[(row * from + column) * 3 + channel]);
    std::array::from_fn(|c| {
        let above = channel(top, left, c) * (256 - right_share) + channel(top, right, c) * right_share;
        let below = channel(low, left, c) * (256 - right_share) + channel(low, right, c) * right_share;
        ((above * (256 - low_share) + below * low_share) >> 16) as u8
    })
}

/// The mean of the pixels that this one of a smaller square covers.
fn mean_of(rgb: &[u8], from: usize, side: usize, x: usize, y: usize) -> [u8; 3] {
    let span = |at: usize| at * from / side..((at + 1) * from / side).max(at * from / side + 1).min(from);
    let (columns, rows) = (span(x), span(y));
    let count = (columns.len() * rows.len()).max(1);
    let mut sums = [0_usize; 3];
    for row in rows {
        for pixel in rgb[(row * from + columns.start) * 3..(row * from + columns.end) * 3].as_chunks::<3>().0 {
            sums.iter_mut().zip(pixel).for_each(|(sum, channel)| *sum += usize::from(*channel));
        }
    }
    sums.map(|sum| (sum / count) as u8)
}

impl From<Picture> for RawFrame {
    fn from(picture: Picture) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        Self { coding: FrameCoding::Rgb, width, height, stride: width * 3, bytes: picture.into_rgb() }
    }
}

/// BT.601 at limited range, in 8-bit fixed point. `shaders/frame.wgsl` has the same.
fn rgb_from_yuv(y: u8, u: u8, v: u8) -> [u8; 3] {
    let (c, d, e) = (298 * (i32::from(y) - 16) + 128, i32::from(u) - 128, i32::from(v) - 128);
    [c + 409 * e, c - 100 * d - 208 * e, c + 516 * d].map(|channel| (channel >> 8).clamp(0, 255) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(coding: FrameCoding, size: [u32; 2], stride: u32, bytes: &[u8]) -> Vec<u8> {
        let frame = RawFrame::new(coding, size[0], size[1], stride, bytes.to_vec()).unwrap();
        frame.mirrored_square().rgb().to_vec()
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
        // Grey 126 and white, then red twice; 2 bytes padding. In the mirror the white stands left.
        let bytes = [126, 128, 235, 128, 9, 9, 81, 90, 81, 240, 9, 9];
        let expected = [255, 255, 255, 128, 128, 128, 255, 0, 0, 255, 0, 0];
        assert_eq!(pixels(FrameCoding::Yuyv, [2, 2], 6, &bytes), expected);
        // The padding of the last row may be missing.
        assert_eq!(pixels(FrameCoding::Yuyv, [2, 2], 6, &bytes[..10]), expected);
    }

    #[test]
    fn nv12_planes_share_their_stride() {
        // 2 x 2, stride 4: luma rows, one chroma row.
        let bytes = [81, 81, 9, 9, 81, 16, 9, 9, 90, 240, 9, 9];
        let found = pixels(FrameCoding::Nv12, [2, 2], 4, &bytes);
        assert_eq!(found[..6], [255, 0, 0, 255, 0, 0]);
        assert_eq!(found[6..], [rgb_from_yuv(16, 90, 240), [255, 0, 0]].concat());
    }

    #[test]
    fn the_square_is_the_middle_of_any_coding() {
        // Columns 1..3 of four: in YUYV they belong to two pairs.
        let rgb: Vec<u8> = (0..24).collect();
        assert_eq!(pixels(FrameCoding::Rgb, [4, 2], 0, &rgb), [6, 7, 8, 3, 4, 5, 18, 19, 20, 15, 16, 17]);
        let yuyv = [16, 128, 235, 128, 126, 128, 16, 128].repeat(2);
        assert_eq!(pixels(FrameCoding::Yuyv, [4, 2], 0, &yuyv)[..6], [128, 128, 128, 255, 255, 255]);
        let frame = RawFrame::new(FrameCoding::Rgb, 2, 5, 0, vec![0; 30]).unwrap();
        assert_eq!(frame.centre_square(), CentreSquare { left: 0, top: 1, side: 2 });
    }

    #[test]
    fn short_frames_and_odd_sizes_are_refused_in_words() {
        let cases = [
            (7, (FrameCoding::Yuyv, 2, 2), "7 bytes are too few for 2 x 2 Yuyv"),
            (5, (FrameCoding::Nv12, 2, 2), "5 bytes are too few for 2 x 2 Nv12"),
            (99, (FrameCoding::Yuyv, 3, 2), "3 x 2 is not a valid size for Yuyv"),
            (0, (FrameCoding::Nv12, 0, 2), "0 x 2 is not a valid size for Nv12"),
        ];
        for (bytes, (coding, width, height), words) in cases {
            assert_eq!(RawFrame::new(coding, width, height, 0, vec![0; bytes]).unwrap_err().to_string(), words);
        }
    }

    #[test]
    fn the_mirror_turns_left_and_right_and_grows_and_shrinks_smoothly() {
        // Dark on the left, bright on the right.
        let picture = |side: u32| {
            let rgb = (0..side * side).flat_map(|at| [((at % side) * 200 / side) as u8; 3]).collect();
            RawFrame::from(Picture::new(side, side, rgb).unwrap())
        };
        for from in [40, 64, 200] {
            let pixels = picture(from).mirror_pixels(64);
            let row: Vec<u8> = pixels[..64 * 4].chunks_exact(4).map(|pixel| pixel[0]).collect();
            assert!(row[0] > 180 && row[63] < 20, "{from}: {row:?}");
            assert!(row.windows(2).all(|pair| pair[0] >= pair[1] && pair[0] - pair[1] <= 6), "{from}: {row:?}");
            assert!(pixels.chunks_exact(4).all(|pixel| pixel[3] == 255));
        }
    }
}
