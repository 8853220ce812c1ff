//! Which device runs the network, and why.

use menagerie_core::prelude::DeviceChoice;

use crate::door::GraphicsDoor;

/// What was decided, with the reason in words for staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceDecision {
    /// Whether the network runs on the graphics device.
    pub on_gpu: bool,
    /// Why.
    pub reason: String,
}

/// Decides by the choice of staff and by what is there: `auto` takes the GPU unless it is a software rasteriser, which
/// computes on the same processor, but slower than the CPU engine.
pub fn decide_device(choice: DeviceChoice, door: Option<&GraphicsDoor>) -> DeviceDecision {
    decide(choice, door.map(|door| (door.name(), door.is_software())))
}

fn decide(choice: DeviceChoice, adapter: Option<(String, bool)>) -> DeviceDecision {
    let (on_gpu, reason) = match (choice, adapter) {
        (DeviceChoice::Cpu, _) => (false, "requested with --device cpu".to_owned()),
        (DeviceChoice::Gpu, None) => (false, "--device gpu was requested, but there is no graphics device".to_owned()),
        (DeviceChoice::Auto, None) => (false, "there is no graphics device".to_owned()),
        (DeviceChoice::Gpu, Some((name, _))) => (true, format!("requested with --device gpu: {name}")),
        (DeviceChoice::Auto, Some((name, true))) => {
            (false, format!("{name} is a software rasteriser, which would be slower"))
        }
        (DeviceChoice::Auto, Some((name, false))) => (true, format!("{name} is a GPU")),
    };
    DeviceDecision { on_gpu, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auto_takes_a_real_gpu_only() {
        let (real, software) = (Some(("A".to_owned(), false)), Some(("B".to_owned(), true)));
        let on_gpu = |choice, adapter: &Option<(String, bool)>| decide(choice, adapter.clone()).on_gpu;
        assert!(on_gpu(DeviceChoice::Auto, &real));
        assert!(!on_gpu(DeviceChoice::Auto, &software));
        assert!(!on_gpu(DeviceChoice::Auto, &None));
        assert!(on_gpu(DeviceChoice::Gpu, &software));
        assert!(!on_gpu(DeviceChoice::Gpu, &None));
        assert!(!on_gpu(DeviceChoice::Cpu, &real));
    }

    #[test]
    fn the_reason_names_the_device() {
        let decision = decide(DeviceChoice::Auto, Some(("llvmpipe".to_owned(), true)));
        assert!(decision.reason.contains("llvmpipe") && decision.reason.contains("software"), "{}", decision.reason);
    }
}
