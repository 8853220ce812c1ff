//! What the program itself measures: the network, and the whole exhibit.

use std::process::Command;

use serde_json::Value;

use crate::Settings;
use crate::peers::{self, Timing};
use crate::rows::{Table, say};

/// The network alone on every device, against the other engines in turn.
pub(crate) fn measure_network(settings: &Settings, table: &mut Table) -> Result<(), String> {
    let (rounds, runs) = if settings.quick { (1, 30) } else { (10, 60) };
    let peers = peers::find(settings)?;
    for threads in [1, 2] {
        // One engine after the other, again and again: what disturbs the machine disturbs all of them alike.
        let mut ours = Vec::new();
        let mut theirs: Vec<Vec<Timing>> = peers.iter().map(|_| Vec::new()).collect();
        for _ in 0..rounds {
            ours.push(network("cpu", threads, runs)?);
            for (peer, timings) in peers.iter().zip(&mut theirs) {
                match peer.time(threads, runs) {
                    Ok(timing) => timings.extend(timing),
                    Err(reason) => say(&format!("{}: {reason}; left out", peer.name)),
                }
            }
        }
        let name = format!("the network on the CPU, {threads} {}", if threads == 1 { "thread" } else { "threads" });
        let best = Timing::best(&ours).ok_or("the network was not measured")?;
        let compared: Vec<(&str, Timing)> =
            peers.iter().zip(&theirs).filter_map(|(peer, timings)| Some((peer.name, Timing::best(timings)?))).collect();
        if compared.is_empty() {
            table.add(&name, "ms", [best.median_ms, best.p99_ms]);
        }
        for (peer, timing) in compared {
            table.add_against(&name, "ms", [best.median_ms, best.p99_ms], peer, timing.median_ms);
        }
    }
    let cpu = network("cpu", 1, runs)?;
    match network("gpu", 1, if settings.quick { 2 } else { 5 }) {
        Ok(gpu) => {
            let ours = [gpu.median_ms, gpu.p99_ms];
            table.add_against(&format!("the network on {}", adapter()), "ms", ours, "CPU, 1 thread", cpu.median_ms);
        }
        Err(reason) => say(&format!("GPU: {reason}; left out")),
    }
    Ok(())
}

/// The exhibit with and without its network.
pub(crate) fn measure_exhibit(settings: &Settings, table: &mut Table) -> Result<(), String> {
    let secs = if settings.quick { "3" } else { "20" };
    let without = menagerie(&["bench", "exhibit", "--no-network", "--secs", secs])?;
    let with = menagerie(&["bench", "exhibit", "--secs", secs])?;
    let number = |answer: &Value, key: &str| answer[key].as_f64().ok_or_else(|| format!("no {key} in {answer}"));
    for (share, key) in [("median", "frame_median_ms"), ("99th percentile", "frame_p99_ms")] {
        let (ours, theirs) = (number(&with, key)?, number(&without, key)?);
        table.add_against(&format!("frame time with the network, {share}"), "ms", [ours, ours], "without", theirs);
    }
    let pictures = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sets/market-stall");
    let importing = menagerie(&["bench", "exhibit", "--import", pictures])?;
    for (share, key) in [("median", "frame_median_ms"), ("99th percentile", "frame_p99_ms")] {
        let (ours, theirs) = (number(&importing, key)?, number(&with, key)?);
        let name = format!("frame time while pictures are taken in, {share}");
        table.add_against(&name, "ms", [ours, ours], "while none are", theirs);
    }
    let look = number(&with, "look_median_ms")?;
    table.add("a look of the network while the exhibit runs", "ms", [look, look]);
    let (picture, prediction) = (number(&with, "first_picture_ms")?, number(&with, "first_prediction_ms")?);
    table.add("start to the first picture", "ms", [picture, picture]);
    table.add_against("start to the first prediction", "ms", [prediction, prediction], "the first picture", picture);
    if let (Ok(ours), Ok(theirs)) = (number(&with, "peak_memory_mib"), number(&without, "peak_memory_mib")) {
        table.add_against("peak memory of the exhibit", "MiB", [ours, ours], "without the network", theirs);
    }
    Ok(())
}

fn network(device: &str, threads: usize, runs: usize) -> Result<Timing, String> {
    let (threads, runs) = (threads.to_string(), runs.to_string());
    let mut args = vec!["bench", "network", "--json", "--device", device, "--runs", &runs];
    if device == "cpu" {
        args.extend(["--threads", &threads]);
    }
    serde_json::from_value(menagerie(&args)?).map_err(|error| error.to_string())
}

/// The graphics adapter's name, as the doctor says it.
fn adapter() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_menagerie")).args(["doctor", "--json"]).output();
    let lines = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let findings = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let graphics = findings.into_iter().find(|finding| finding["part"] == "graphics");
    graphics.and_then(|finding| Some(finding["finding"].as_str()?.to_owned())).unwrap_or_else(|| "the GPU".to_owned())
}

/// Runs the program and reads the JSON on its last line.
fn menagerie(args: &[&str]) -> Result<Value, String> {
    peers::last_line(Command::new(env!("CARGO_BIN_EXE_menagerie")).args(args))
}
