//! Both paths agree: a frame that goes through the graphics device gives what it gives on the CPU.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one. There a pass over the whole network takes about a
//! second, so everything that needs the network is one test.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use menagerie_brain::{Backbone, INPUT_PX, NetworkDevice, NetworkInput};
use menagerie_core::photographs::read_picture;
use menagerie_core::prelude::{FrameCoding, FrameId, Layer, RawFrame};
use menagerie_gpu::{GraphicsDoor, TensorDoor};
use menagerie_learning::load_backbone;

/// The resampler of the CPU path rounds its weights to 15 bits; pixels on an edge of rounding come out one step apart,
/// between rows and columns and once more at the end.
const STEPS_BETWEEN_PATHS: f32 = 2.01;

/// The bound that the exhibit promises. Seen here: 0.9999 and more.
const COSINE_BETWEEN_PATHS: f32 = 0.999;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn photographs() -> Vec<(String, Arc<RawFrame>)> {
    let folder = repository().join("tests/fixtures/lite0");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with("_orig.jpg"));
    paths.sort();
    let named = |path: PathBuf| {
        let frame = RawFrame::from(read_picture(&path).unwrap());
        (path.file_name().unwrap().to_string_lossy().into_owned(), Arc::new(frame))
    };
    paths.into_iter().map(named).collect()
}

fn on_cpu(raw: &RawFrame) -> NetworkInput {
    let square = raw.square();
    NetworkInput::from_rgb(square.rgb(), square.width(), square.height()).unwrap()
}

/// The largest difference between the inputs of both paths, in steps of 255.
fn steps_apart(tensors: &TensorDoor, id: u64, raw: &Arc<RawFrame>) -> f32 {
    let (tensor, seen) = tensors.input_from_frame(FrameId(id), raw).unwrap();
    assert_eq!((seen.id, tensor.dims()), (FrameId(id), [1, 3, INPUT_PX, INPUT_PX]));
    let found = tensor.into_data().try_to_vec::<f32>().unwrap();
    let expected = on_cpu(raw);
    let steps = found.iter().zip(expected.values()).map(|(a, b)| 128.0 * (a - b).abs());
    steps.fold(0.0, f32::max)
}

/// A frame of any coding with edges and colours in it.
fn patterned(coding: FrameCoding, width: u32, height: u32) -> Arc<RawFrame> {
    let stride = width * coding.bytes_per_pixel() as u32 + 6;
    let rows = height + if coding == FrameCoding::Nv12 { height.div_ceil(2) } else { 0 };
    let byte = |at: u32| {
        let (x, y) = (at % stride, at / stride);
        (40 + (x / 23 * 37 + y / 31 * 61) % 170) as u8
    };
    let bytes = (0..stride * rows).map(byte).collect();
    Arc::new(RawFrame::new(coding, width, height, stride, bytes).unwrap())
}

#[test]
fn a_frame_becomes_the_same_input_whatever_its_coding_and_size() {
    let door = GraphicsDoor::open_alone().unwrap();
    let tensors = TensorDoor::open(&door, INPUT_PX).unwrap();
    let mut id = 0;
    for coding in [FrameCoding::Rgb, FrameCoding::Yuyv, FrameCoding::Nv12] {
        for [width, height] in [[640, 480], [480, 640], [226, 224], [100, 80], [1280, 722]] {
            id += 1;
            let steps = steps_apart(&tensors, id, &patterned(coding, width, height));
            assert!(steps <= STEPS_BETWEEN_PATHS, "{coding:?} {width} x {height}: {steps} steps apart");
        }
    }
    // A frame asked for again, or an older one, is not uploaded again.
    let [before, _] = door.bytes_moved();
    let (_, seen) = tensors.input_from_frame(FrameId(1), &patterned(FrameCoding::Rgb, 640, 480)).unwrap();
    assert_eq!(seen.id, FrameId(id));
    assert!(door.bytes_moved()[0] - before < 100, "only the pass's parameters go up");
}

#[test]
fn the_network_sees_the_same_on_both_devices() {
    let door = GraphicsDoor::open_alone().unwrap();
    let tensors = TensorDoor::open(&door, INPUT_PX).unwrap();
    let model = repository().join("assets/models/efficientnet-lite0");
    let on_gpu = load_backbone(&model, &NetworkDevice::Burn(tensors.device().clone())).unwrap();
    let cpu: Backbone = load_backbone(&model, &NetworkDevice::Cpu { threads: 2 }).unwrap();
    for (number, (name, raw)) in (1..).zip(photographs()) {
        let (input, _) = tensors.input_from_frame(FrameId(number), &raw).unwrap();
        // What is watched stays there; what is known of it here is what its numbers say.
        let layer = Layer::Depthwise(5);
        let (output, maps, watched) = on_gpu.forward_tensor_watching(input, &[layer], Some(layer)).unwrap();
        let (watched, summary) = (watched.unwrap(), maps[0].summary());
        assert_eq!(watched.map.dims(), [1, 240, 14, 14]);
        assert_eq!((watched.summary.shape, watched.summary.channels.len()), (summary.shape, 240));
        for (channel, (there, here)) in watched.summary.channels.iter().zip(&summary.channels).enumerate() {
            // Of several places of the same strength either may be named.
            assert_eq!(maps[0].channel(channel)[there.place], here.peak);
            assert_eq!(there.peak, here.peak);
            assert!((there.sum - here.sum).abs() <= 1e-4 * (1.0 + here.sum), "{there:?} {here:?}");
        }
        let cosine = output.embedding.cosine(&cpu.forward(&on_cpu(&raw)).unwrap().embedding);
        assert!(cosine >= COSINE_BETWEEN_PATHS, "{name}: cosine {cosine}");
    }
}

#[test]
fn a_lost_device_is_an_error_and_no_panic() {
    let door = GraphicsDoor::open_alone().unwrap();
    let tensors = TensorDoor::open(&door, INPUT_PX).unwrap();
    let raw = patterned(FrameCoding::Rgb, 64, 64);
    tensors.input_from_frame(FrameId(1), &raw).unwrap();
    door.destroy();
    // wgpu says so when what was submitted has ended.
    let error = (2..500).find_map(|id| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        Some(tensors.input_from_frame(FrameId(id), &raw).err()?.to_string())
    });
    assert!(error.as_ref().is_some_and(|error| error.contains("must be restarted")), "{error:?}");
}
