//! Left stays left: the network sees what a camera takes, and only the screen is a mirror.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::fs;
use std::path::Path;

use common::{fresh_dir, play_well};
use image::{Rgb, RgbImage, imageops};

/// Arrows that point to the left, each a little higher and larger than the one before.
fn left_arrows(dir: &Path, count: u32) {
    fs::create_dir_all(dir).unwrap();
    for arrow in 0..count {
        let (middle, reach) = (i64::from(90 + 12 * arrow), i64::from(50 + 4 * arrow));
        let is_arrow = |x: i64, y: i64| {
            let (along, across) = (x - (110 - reach), (y - middle).abs());
            let head = (0..reach).contains(&along) && across <= along;
            let shaft = (reach..2 * reach).contains(&along) && across <= 14;
            head || shaft
        };
        let paint = |x: u32, y: u32| {
            if is_arrow(i64::from(x), i64::from(y)) { Rgb([20, 30, 60]) } else { Rgb([235, 230, 215]) }
        };
        RgbImage::from_fn(240, 240, paint).save(dir.join(format!("{arrow}.png"))).unwrap();
    }
}

#[test]
fn an_arrow_taught_from_a_file_is_answered_alike_before_the_camera() {
    let out = fresh_dir("arrows");
    let (left, right) = (out.join("left"), out.join("right"));
    left_arrows(&left, 10);
    fs::create_dir_all(&right).unwrap();
    for entry in fs::read_dir(&left).unwrap() {
        let path = entry.unwrap().path();
        let turned = imageops::flip_horizontal(&image::open(&path).unwrap().to_rgb8());
        turned.save(right.join(path.file_name().unwrap())).unwrap();
    }
    let [left, right] = [left, right].map(|dir| dir.display().to_string());
    play_well(
        &out,
        &format!(
            "DropOn(0, {left:?}), DropOn(2, {right:?}), Settle(60.0), \
             Show({left:?}), Expect(0, 0.95), Show({right:?}), Expect(2, 0.95)"
        ),
    );
}
