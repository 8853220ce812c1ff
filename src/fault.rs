//! Fault injection, to test what must survive them: `MENAGERIE_FAULT=device-lost@SECONDS` destroys
//! the graphics device so long after the start, in the first life under a supervisor only; `device-lost-always@SECONDS`
//! in every one. `network-panic@SECONDS` and `network-hang@SECONDS` break the worker thread.

use std::time::Duration;

use bevy::prelude::*;
use bevy::time::common_conditions::once_after_real_delay;
use menagerie_gpu::GraphicsDoor;
use menagerie_learning::{BreakWorker, WorkerFault};

use crate::{console, supervisor};

/// The variable that asks for a fault.
const VARIABLE: &str = "MENAGERIE_FAULT";
/// What can be asked for.
const FAULTS: &str = "device-lost, device-lost-always, network-panic or network-hang";

pub(super) fn plugin(app: &mut App) {
    let Ok(fault) = std::env::var(VARIABLE) else { return };
    let parsed = fault.split_once('@').and_then(|(name, secs)| Some((name, secs.parse::<f32>().ok()?)));
    let Some((name, secs)) = parsed.filter(|(_, secs)| (0.0..1e6).contains(secs)) else {
        console::error(format_args!("{VARIABLE}={fault} is unknown; write {FAULTS}, each with @<seconds>"));
        return;
    };
    let when = once_after_real_delay(Duration::from_secs_f32(secs));
    match name {
        "device-lost" if supervisor::restarts() > 0 => {}
        "device-lost" | "device-lost-always" => drop(app.add_systems(Update, destroy_device.run_if(when))),
        "network-panic" => break_worker(app, WorkerFault::Panic, when),
        "network-hang" => break_worker(app, WorkerFault::Hang, when),
        _ => console::error(format_args!("{VARIABLE}={fault} is unknown; write {FAULTS}, each with @<seconds>")),
    }
}

fn break_worker<Marker>(app: &mut App, fault: WorkerFault, when: impl SystemCondition<Marker>) {
    let system = move |mut wishes: MessageWriter<BreakWorker>| {
        warn!("{VARIABLE}: the worker thread breaks now");
        wishes.write(BreakWorker(fault));
    };
    app.add_systems(Update, system.run_if(when));
}

fn destroy_device(graphics: Option<Res<GraphicsDoor>>) {
    if let Some(graphics) = graphics {
        warn!("{VARIABLE}: the graphics device is destroyed now");
        graphics.destroy();
    }
}
