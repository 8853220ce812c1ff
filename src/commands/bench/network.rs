//! `menagerie bench network`: how long the network takes for one picture.

use std::process::ExitCode;
use std::time::Instant;

use menagerie_brain::{BLOCK_COUNT, Backbone, INPUT_PX, NetworkDevice, NetworkInput};
use menagerie_core::prelude::{DeviceChoice, Layer};
use menagerie_learning::load_backbone;
use serde::Serialize;

use super::median_and_p99;
use crate::cli::{BenchNetworkArgs, DeviceArg};
use crate::commands::network;
use crate::{assets, console};

/// The answer.
#[derive(Serialize)]
struct Timing {
    device: &'static str,
    /// Threads of the CPU engine, 1 where a GPU computes.
    threads: usize,
    median_ms: f64,
    p99_ms: f64,
}

pub(crate) fn run(args: &BenchNetworkArgs) -> Result<ExitCode, String> {
    let device = match (args.device, args.threads) {
        (DeviceArg::Cpu, Some(threads)) => NetworkDevice::Cpu { threads: usize::from(threads) },
        (device, _) => network::device(DeviceChoice::from(device))?,
    };
    let backbone = load_backbone(&assets::model_dir(&assets::find()?), &device)?;
    let (name, threads) = match device {
        NetworkDevice::Cpu { threads } => ("cpu", threads),
        NetworkDevice::Burn(_) => ("gpu", 1),
    };
    let millis = time(&backbone, args.runs as usize, args.maps)?;
    let [median_ms, p99_ms] = median_and_p99(&millis);
    let timing = Timing { device: name, threads, median_ms, p99_ms };
    if args.json {
        console::answer(serde_json::to_string(&timing).map_err(|error| error.to_string())?);
    } else {
        console::answer(format_args!(
            "EfficientNet-Lite0 on the {name}, {threads} threads: median {:.2} ms, 99th percentile {:.2} ms of {} pictures",
            timing.median_ms, timing.p99_ms, args.runs
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Times so many pictures, milliseconds each, after a tenth as many to warm up.
fn time(backbone: &Backbone, runs: usize, maps: bool) -> Result<Vec<f64>, String> {
    let side = INPUT_PX as u32;
    // Some picture with edges in it; what it shows does not matter to the time.
    let rgb: Vec<u8> = (0..side * side * 3).map(|byte| (byte / 29 * 37 % 251) as u8).collect();
    let input = NetworkInput::from_rgb(&rgb, side, side).map_err(|error| error.to_string())?;
    let blocks: Vec<Layer> = if maps { (0..BLOCK_COUNT).map(Layer::Block).collect() } else { Vec::new() };
    let look = || backbone.forward_with_maps(&input, &blocks).map(drop).map_err(|error| error.to_string());
    for _ in 0..runs.div_ceil(10) {
        look()?;
    }
    let mut millis = Vec::with_capacity(runs);
    for _ in 0..runs {
        let begun = Instant::now();
        look()?;
        millis.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(millis)
}
