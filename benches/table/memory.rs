//! Memory in the steady state: ten thousand examples and twenty thousand classifications later it is flat.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use menagerie_brain::{Classifier, Device, INPUT_PX, NetworkDevice, NetworkInput};
use menagerie_learning::load_backbone;
use menagerie_lesson::{HeadChoice, LessonSettings};

use crate::Settings;
use crate::learning::embedding;
use crate::rows::{Measured, Table, say};

/// Classifications after which everything that is made once has been made.
const WARM_UP: usize = 1_000;

/// Adds this file's rows, where the system says how much memory a process has.
pub(crate) fn measure(settings: &Settings, table: &mut Table) -> Result<(), String> {
    if resident_mib().is_none() {
        say("memory: this system does not say; left out");
        return Ok(());
    }
    let (examples, looks) = if settings.quick { (1_000, 2_000) } else { (10_000, 20_000) };
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models/efficientnet-lite0");
    let backbone = load_backbone(&model, &NetworkDevice::all_cores())?;
    let mut classifier = Classifier::new(
        &Device::flex(),
        LessonSettings { head: HeadChoice::Knn, ..LessonSettings::default() },
        Arc::default(),
    );
    for example in 0..examples {
        classifier.teach((example % 10) as u16, embedding(example)?);
    }
    let inputs: Vec<NetworkInput> = (0..8_u32)
        .filter_map(|seed| {
            let side = INPUT_PX as u32;
            let rgb: Vec<u8> = (0..side * side * 3).map(|byte| (byte / 29 * (seed + 3) % 251) as u8).collect();
            NetworkInput::from_rgb(&rgb, side, side).ok()
        })
        .collect();
    let mut look = |number: usize| {
        let output = backbone.forward(&inputs[number % inputs.len()]);
        drop(black_box(output.map(|output| classifier.answer(&output.embedding))));
    };
    (0..WARM_UP.min(looks)).for_each(&mut look);
    let before = resident_mib().unwrap_or_default();
    (0..looks).for_each(&mut look);
    let after = resident_mib().unwrap_or_default();
    let name = format!("resident memory after {looks} classifications, {examples} examples");
    table.add_against(&name, "MiB", Measured::of(vec![after]), &format!("after {WARM_UP}"), before);
    Ok(())
}

/// Linux says it in `/proc` (proc(5): `VmRSS`, in KiB).
fn resident_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}
