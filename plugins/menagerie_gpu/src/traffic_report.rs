//! The bytes that go to the graphics device and come back, among Bevy's diagnostics.

use bevy::diagnostic::{Diagnostic, DiagnosticPath, Diagnostics, RegisterDiagnostic};
use bevy::prelude::*;
use menagerie_core::prelude::ExhibitSystems;

use crate::door::GraphicsDoor;

/// Bytes uploaded for the newest update.
pub const BYTES_UPLOADED: DiagnosticPath = DiagnosticPath::const_new("gpu/bytes_uploaded");
/// Bytes read back for the newest update.
pub const BYTES_READ_BACK: DiagnosticPath = DiagnosticPath::const_new("gpu/bytes_read_back");

pub(super) fn plugin(app: &mut App) {
    app.register_diagnostic(Diagnostic::new(BYTES_UPLOADED).with_suffix(" bytes"))
        .register_diagnostic(Diagnostic::new(BYTES_READ_BACK).with_suffix(" bytes"))
        .add_systems(Update, report_traffic.in_set(ExhibitSystems::Report));
}

fn report_traffic(door: Option<Res<GraphicsDoor>>, mut before: Local<[u64; 2]>, mut diagnostics: Diagnostics) {
    let Some(door) = door else { return };
    let now = door.traffic().totals();
    diagnostics.add_measurement(&BYTES_UPLOADED, || (now[0] - before[0]) as f64);
    diagnostics.add_measurement(&BYTES_READ_BACK, || (now[1] - before[1]) as f64);
    *before = now;
}
