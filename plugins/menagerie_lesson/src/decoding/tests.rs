//! Tests with pictures as they come; those in `tests/odd` are from `GroceryStoreDataset` (MIT, see `LICENSE.txt` there).

use std::path::Path;

use image::{ImageFormat, Rgba, RgbaImage};

use super::*;

fn odd(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/odd").join(name)).unwrap()
}

/// A PNG whose header claims `side` x `side` pixels and whose data is missing.
fn png_header(side: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(side.to_be_bytes());
    bytes.extend(side.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0]);
    let crc = crc(&bytes[12..]);
    bytes.extend(crc.to_be_bytes());
    bytes.extend(b"\0\0\0\x01IDAT");
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn said(bytes: &[u8], name: &str) -> String {
    let error = decode_picture(bytes, name).unwrap_err().to_string();
    error.strip_prefix(&format!("{name}: ")).unwrap().to_owned()
}

/// The mean difference of two pictures of one size, in steps of 255.
fn difference(one: &Picture, other: &Picture) -> f64 {
    assert_eq!((one.width(), one.height()), (other.width(), other.height()));
    let sum: u64 = one.rgb().iter().zip(other.rgb()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.rgb().len() as f64
}

#[test]
fn a_huge_picture_is_refused_with_its_size() {
    let error = decode_picture(&png_header(20_000), "huge.png").unwrap_err();
    assert!(matches!(error, PictureError::TooLarge { width: 20_000, height: 20_000, .. }), "{error}");
    assert!(error.to_string().starts_with("huge.png: 20000 x 20000"), "{error}");
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_before_it_does() {
    let mut heavy = png_header(12_000);
    // 16 bits a channel, with opacity; the checksum is not looked at by a header that is refused.
    heavy[24..26].copy_from_slice(&[16, 6]);
    let crc = crc(&heavy[12..29]);
    heavy[29..33].copy_from_slice(&crc.to_be_bytes());
    assert!(said(&heavy, "heavy.png").starts_with("12000 x 12000 pixels take 1098 MiB unpacked"));
}

#[test]
fn what_is_cut_short_is_named_and_a_few_missing_bytes_are_not() {
    let whole = odd("banana_plain_420.jpg");
    let cut = |bytes: &[u8], share: usize| bytes[..bytes.len() * share / 100].to_vec();
    for share in [1, 25, 60, 90] {
        assert!(said(&cut(&whole, share), "cut.jpg").starts_with("is cut short"), "{share}");
    }
    assert!(said(&cut(&odd("banana_progressive_420.jpg"), 25), "cut.jpg").starts_with("is cut short"));
    for missing in [2, 15] {
        assert!(decode_picture(&whole[..whole.len() - missing], "nearly.jpg").is_ok(), "{missing}");
    }
    let mut waste = whole.clone();
    waste.extend([7; 2000]);
    assert!(decode_picture(&waste, "waste.jpg").is_ok());
    let image = RgbaImage::from_fn(64, 64, |x, y| Rgba([x as u8 * 4, y as u8 * 4, (x * y) as u8, 255]));
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::Tiff] {
        let bytes = encoded(&image, format);
        assert!(decode_picture(&bytes, "whole").is_ok(), "{format:?}");
        let said = said(&cut(&bytes, 60), "cut");
        assert!(said.starts_with("is cut short"), "{format:?}: {said}");
    }
}

fn encoded(image: &RgbaImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn rare_jpegs_give_the_pixels_of_the_plain_one() {
    let plain = decode_picture(&odd("banana_plain_420.jpg"), "plain").unwrap();
    for name in
        ["banana_noninterleaved_420.jpg", "banana_noninterleaved_luma_last_420.jpg", "banana_progressive_420.jpg"]
    {
        let far = difference(&plain, &decode_picture(&odd(name), name).unwrap());
        assert!(far < 1.0, "{name}: {far}");
    }
    // Of another quality, but the same photograph.
    let far = difference(&plain, &decode_picture(&odd("banana_mjpeg_without_dht.jpg"), "frame").unwrap());
    assert!(far < 8.0, "{far}");
    assert!(said(&odd("banana_arithmetic_start.jpg"), "a.jpg").contains("arithmetic coding"));
}

#[test]
fn what_is_no_picture_is_called_what_it_is() {
    for (bytes, words) in [
        (odd("photo.avif"), "is an AVIF picture"),
        (b"<html><body>".to_vec(), "is a web page"),
        (Vec::new(), "is empty"),
        (b"hello".to_vec(), "is not a picture, whatever its name says"),
    ] {
        let said = said(&bytes, "x.jpg");
        assert!(said.starts_with(words), "{said}");
    }
}

#[test]
fn grey_shows_behind_what_is_see_through_and_a_canvas_makes_it_black() {
    let image =
        RgbaImage::from_fn(2, 1, |x, _| if x == 0 { Rgba([200, 100, 50, 0]) } else { Rgba([200, 100, 50, 128]) });
    let bytes = encoded(&image, ImageFormat::Png);
    assert_eq!(decode_picture(&bytes, "x").unwrap().rgb(), [127, 127, 127, 164, 113, 88]);
    assert_eq!(decode_as_canvas(&bytes, "x").unwrap().rgb(), [0, 0, 0, 199, 100, 50]);
}

#[test]
fn a_picture_of_a_phone_is_read() {
    let picture = decode_picture(&odd("IMG_0001.HEIC"), "IMG_0001.HEIC").unwrap();
    assert_eq!((picture.width(), picture.height()), (160, 160));
    // Against the pixels of libheif, of which these are the means by channel.
    let mean = |channel: usize| {
        let values = picture.rgb().iter().skip(channel).step_by(3);
        values.map(|value| f64::from(*value)).sum::<f64>() / 25_600.0
    };
    for (channel, expected) in [126.5, 101.4, 43.7].into_iter().enumerate() {
        assert!((mean(channel) - expected).abs() < 2.0, "{channel}: {}", mean(channel));
    }
    let cut = odd("IMG_0001.HEIC");
    for len in (16..cut.len()).step_by(97) {
        drop(decode_picture(&cut[..len], "cut.heic"));
    }
    assert!(decode_picture(&cut[..cut.len() * 6 / 10], "cut.heic").is_err());
}
