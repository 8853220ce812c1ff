//! For developers, with the feature `dev`: the frame rate on the screen, from Bevy's own diagnostics.

use bevy::diagnostic::{DiagnosticsStore, FrameTimeDiagnosticsPlugin};
use bevy::prelude::*;

#[derive(Component)]
struct FrameRate;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(FrameTimeDiagnosticsPlugin::default())
        .add_systems(Startup, spawn_frame_rate)
        .add_systems(Update, show_frame_rate);
}

fn spawn_frame_rate(mut commands: Commands) {
    let corner = Node { position_type: PositionType::Absolute, top: px(4), right: px(8), ..default() };
    commands.spawn((FrameRate, Text::new(""), corner, GlobalZIndex(i32::MAX)));
}

fn show_frame_rate(diagnostics: Res<DiagnosticsStore>, mut texts: Query<&mut Text, With<FrameRate>>) {
    let rate = diagnostics.get(&FrameTimeDiagnosticsPlugin::FPS).and_then(|rate| rate.smoothed());
    for mut text in &mut texts {
        text.0 = rate.map_or_else(String::new, |rate| format!("{rate:.0} frames a second"));
    }
}
