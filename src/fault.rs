//! Faults on purpose, so that what must survive them can be tried out: `MENAGERIE_FAULT=device-lost@SECONDS` destroys
//! the graphics device so long after the start, in the first life under a supervisor only; `device-lost-always@SECONDS`
//! in every one.

use std::time::Duration;

use bevy::prelude::*;
use bevy::time::common_conditions::once_after_real_delay;
use menagerie_gpu::GraphicsDoor;

use crate::{say, supervisor};

/// The variable that asks for a fault.
const VARIABLE: &str = "MENAGERIE_FAULT";

pub(super) fn plugin(app: &mut App) {
    let Ok(fault) = std::env::var(VARIABLE) else { return };
    let parsed = fault.split_once('@').and_then(|(name, secs)| Some((name, secs.parse::<f32>().ok()?)));
    match parsed {
        Some((name @ ("device-lost" | "device-lost-always"), secs)) if (0.0..1e6).contains(&secs) => {
            if supervisor::restarts() == 0 || name.ends_with("always") {
                let delay = Duration::from_secs_f32(secs);
                app.add_systems(Update, destroy_device.run_if(once_after_real_delay(delay)));
            }
        }
        _ => say::error(format_args!("{VARIABLE}={fault} is unknown; write device-lost@<seconds>")),
    }
}

fn destroy_device(graphics: Option<Res<GraphicsDoor>>) {
    if let Some(graphics) = graphics {
        warn!("{VARIABLE}: the graphics device is destroyed now");
        graphics.destroy();
    }
}
