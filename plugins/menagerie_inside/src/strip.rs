//! The way through the network as a strip: each layer as high as its maps are wide and as wide as it has maps, to scale; a light
//! runs along the wire from the picture to the answer, the brighter the more flows through the layer where one stands.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, PressFace, TARGET_MM, control, corner, mm};

use crate::walk::{STOP, STOPS, Shown, Stop};

/// Width of the widest layer and height of the highest, units; what would be thinner than a line is a line.
const LARGEST: Vec2 = Vec2::new(13.0, 12.0);
const LINE: f32 = 0.7;
/// Of the network's layers: most channels, and widest map.
const MOST: [f32; 2] = [1280.0, 112.0];
/// How long the light takes from end to end, seconds.
const LIGHT_SECS: f32 = 2.4;
/// Side of the light, units, and how opaque it is where next to nothing flows.
const LIGHT: f32 = 3.0;
const FAINT: f32 = 0.15;
/// What counts as much: the most that has flowed, which is forgotten by this share with each picture.
const FORGOTTEN: f32 = 0.01;

/// The light.
#[derive(Component)]
pub(super) struct RunningLight;

/// Width and height of a layer on the strip, units.
fn size(stop: &Stop) -> Vec2 {
    let [channels, side] = stop.size.map(|number| number as f32);
    (LARGEST * Vec2::new(channels / MOST[0], side / MOST[1])).max(Vec2::splat(LINE))
}

/// The strip; where one stands is bright.
pub(super) fn spawn(row: &mut ChildSpawnerCommands, kit: &Kit, place: usize) {
    let strip = Node { align_items: AlignItems::Center, ..default() };
    row.spawn((Name::new("strip"), strip)).with_children(|strip| {
        let wire = Node {
            position_type: PositionType::Absolute,
            left: mm(TARGET_MM / 2.0),
            right: mm(TARGET_MM / 2.0),
            height: mm(LINE),
            ..default()
        };
        strip.spawn((wire, BackgroundColor(kit.palette.groove))).with_child((
            RunningLight,
            Node {
                position_type: PositionType::Absolute,
                width: mm(LIGHT),
                height: mm(LIGHT),
                top: mm((LINE - LIGHT) / 2.0),
                border_radius: BorderRadius::MAX,
                ..default()
            },
            BackgroundColor(kit.palette.focus),
        ));
        for (at, stop) in STOPS.iter().enumerate() {
            spawn_stop(strip, kit, at, stop, at == place);
        }
    });
}

fn spawn_stop(strip: &mut ChildSpawnerCommands, kit: &Kit, at: usize, stop: &Stop, is_here: bool) {
    let name = ControlName::from(format!("{STOP}/{at}"));
    let face = Node {
        width: mm(TARGET_MM),
        height: mm(TARGET_MM),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        border: UiRect::all(mm(0.5)),
        border_radius: corner(3.0),
        ..default()
    };
    let edge = if is_here { kit.palette.paper } else { Color::NONE };
    let face = (control(name.clone(), Phrase::new(stop.sentence)), PressFace(name), face, BorderColor::all(edge));
    let mut stop_node = strip.spawn(face);
    let color = if is_here { kit.palette.paper } else { kit.palette.soft_white };
    let icon = match stop.shown {
        Shown::Layer(_) => {
            let size = size(stop);
            let layer = Node { width: mm(size.x), height: mm(size.y), ..default() };
            stop_node.with_child((layer, BackgroundColor(color)));
            return;
        }
        Shown::Known => "book",
        Shown::Reasons => "question",
    };
    stop_node.with_child(kit.icon(icon, 8.0));
}

/// How much flows through the layer where one stands.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Flow {
    layer: Option<Layer>,
    most: f32,
    now: f32,
}

impl Flow {
    fn follow(&mut self, summary: &LayerSummary) {
        if self.layer != Some(summary.layer) {
            *self = Self { layer: Some(summary.layer), ..Self::default() };
        }
        self.now = summary.flow();
        self.most = self.now.max(self.most * (1.0 - FORGOTTEN));
    }

    /// As a share of the most.
    fn share(&self) -> f32 {
        if self.most > 0.0 { self.now / self.most } else { 1.0 }
    }
}

/// The light runs from the picture to the answer; those who want less movement see none.
pub(super) fn run_light(
    time: Res<Time>,
    access: Res<Access>,
    view: Res<NetworkView>,
    mut flow: Local<Flow>,
    mut lights: Query<(&mut Node, &mut Visibility, &mut BackgroundColor), With<RunningLight>>,
) {
    match &view.summary {
        Some(summary) if view.is_changed() => flow.follow(summary),
        Some(_) => {}
        None => *flow = Flow::default(),
    }
    let alpha = FAINT + (1.0 - FAINT) * flow.share();
    for (mut node, mut visibility, mut color) in &mut lights {
        visibility.set_if_neq(if access.reduced_motion { Visibility::Hidden } else { Visibility::Inherited });
        node.left = percent((time.elapsed_secs() / LIGHT_SECS).fract() * 100.0);
        color.0.set_alpha(alpha);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_light_is_faint_where_little_flows() {
        let summary = |value: f32, layer| {
            ActivationMap { layer, shape: [1, 2, 2], values: vec![value, 0.0, 0.0, value] }.summary()
        };
        let mut flow = Flow::default();
        assert_eq!(flow.share(), 1.0, "nothing is known yet");
        flow.follow(&summary(2.0, Layer::Stem));
        flow.follow(&summary(0.2, Layer::Stem));
        assert!((flow.share() - 0.1).abs() < 0.01, "a hand over the camera: {flow:?}");
        flow.follow(&summary(0.2, Layer::Head));
        assert_eq!(flow.share(), 1.0, "another layer has a measure of its own");
    }

    #[test]
    fn layers_are_to_scale_and_never_invisible() {
        let sizes = STOPS.map(|stop| size(&stop));
        assert!(sizes.iter().all(|size| size.min_element() >= LINE && size.x <= TARGET_MM && size.y <= TARGET_MM));
        assert_eq!((sizes[0].y, sizes[5].x), (LARGEST.y, LARGEST.x));
        assert!((sizes[4].x / sizes[3].x - 1152.0 / 672.0).abs() < 1e-3);
    }
}
