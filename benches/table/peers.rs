//! The other engines, `benches/peers/`: each is a process that prints its timing as one line of JSON. One that is not
//! installed is left out.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use crate::Settings;
use crate::rows::{ENOUGH_FOR_P99, Measured, say};

/// What a peer, or `menagerie bench network`, says of one process.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Timing {
    pub(crate) median_ms: f64,
    p99_ms: f64,
}

impl Timing {
    /// Of several processes of `runs` each: the median of their medians, and of their 99th percentiles. Processes print
    /// no single samples, so those cannot be pooled; what stands in the table is the 99th percentile of a typical
    /// process, and nothing where one has too few runs to have any. `None` of no processes.
    pub(crate) fn typical(timings: &[Self], runs: usize) -> Option<Measured> {
        let median = |of: fn(&Self) -> f64| Measured::of(timings.iter().map(of).collect()).median;
        let p99 = || median(|timing| timing.p99_ms);
        let measured =
            || Measured { median: median(|timing| timing.median_ms), p99: (runs >= ENOUGH_FOR_P99).then(p99) };
        (!timings.is_empty()).then(measured)
    }
}

/// Another engine.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    command: Vec<PathBuf>,
    most_threads: usize,
}

impl Peer {
    /// Whether it can use so many threads.
    pub(crate) fn can_use(&self, threads: usize) -> bool {
        threads <= self.most_threads
    }

    /// Its timing on so many threads.
    pub(crate) fn time(&self, threads: usize, runs: usize) -> Result<Timing, String> {
        let mut command = Command::new(&self.command[0]);
        command.args(&self.command[1..]).args(["--runs", &runs.to_string()]);
        if self.most_threads > 1 {
            command.args(["--threads", &threads.to_string()]);
        }
        serde_json::from_value(last_line(&mut command)?).map_err(|error| error.to_string())
    }
}

/// The peers that can be tried here. `MENAGERIE_PEERS` names the program that `cargo xtask bench` builds.
pub(crate) fn find(settings: &Settings) -> Result<Vec<Peer>, String> {
    let Some(program) = std::env::var_os("MENAGERIE_PEERS").map(PathBuf::from) else {
        say("MENAGERIE_PEERS names no program (`cargo xtask bench` sets it): no other engine is measured");
        return Ok(Vec::new());
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = root.join("assets/models/efficientnet-lite0");
    let onnx = settings.out.join("network.onnx");
    std::fs::create_dir_all(&settings.out).map_err(|error| format!("{}: {error}", settings.out.display()))?;
    let mut write = Command::new(&program);
    write.arg("write-onnx").arg("--model").arg(&model).arg("--out").arg(&onnx);
    match write.status() {
        Ok(status) if status.success() => {}
        other => return Err(format!("{}: cannot write the network as ONNX ({other:?})", program.display())),
    }
    let script = |name: &str| root.join("benches/peers").join(name);
    let python = || PathBuf::from("python3");
    let tract = vec![program, "tract".into(), "--json".into(), "--onnx".into(), onnx.clone()];
    let onnx_runtime = vec![python(), script("onnxruntime_peer.py"), "--onnx".into(), onnx];
    let litert = vec![python(), script("litert_peer.py"), "--model".into(), model];
    Ok(vec![
        Peer { name: "tract", command: tract, most_threads: 1 },
        Peer { name: "ONNX Runtime", command: onnx_runtime, most_threads: 256 },
        Peer { name: "LiteRT", command: litert, most_threads: 256 },
    ])
}

/// Runs a command and reads the JSON on its last line.
pub(crate) fn last_line(command: &mut Command) -> Result<Value, String> {
    let output = command.output().map_err(|error| format!("{:?} cannot be started: {error}", command.get_program()))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    let reason = || errors.lines().last().unwrap_or("it says nothing").to_owned();
    if !output.status.success() {
        return Err(reason());
    }
    let line = said.lines().rev().find(|line| line.starts_with('{')).ok_or_else(reason)?;
    serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))
}
