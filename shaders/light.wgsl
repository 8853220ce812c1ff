// Light from the mirror to a creature, and behind the creature: as strong as the network is sure. It runs along the wire in
// beads, and is added to what lies behind it.

const SEGMENTS: i32 = 16;

struct Light {
    color: vec4<f32>,
    // Width and height of the node, units; every length below is in units, too.
    size: vec2<f32>,
    // How strong it is on the wire and behind the creature, 0..1.
    wire: f32,
    glow: f32,
    // The middle of the creature, and how far its glow reaches.
    middle: vec2<f32>,
    reach: f32,
    // How far the beads have run.
    flow: f32,
    // The wire: where it goes by, and how long it is up to there.
    points: array<vec4<f32>, 17>,
}

// As much of `bevy_render::globals` as is needed.
struct Globals {
    time: f32,
    delta_time: f32,
    frame_count: u32,
}

@group(0) @binding(1) var<uniform> globals: Globals;
@group(1) @binding(0) var<uniform> light: Light;

// Between two beads, units.
const SPACING: f32 = 16.0;

// How far a place is from the wire, and how far along it the nearest point is.
fn wire_at(place: vec2<f32>) -> vec2<f32> {
    var nearest = vec2<f32>(1.0e6, 0.0);
    for (var at = 0; at < SEGMENTS; at++) {
        let begin = light.points[at];
        let end = light.points[at + 1];
        let way = end.xy - begin.xy;
        let share = clamp(dot(place - begin.xy, way) / max(dot(way, way), 1.0e-4), 0.0, 1.0);
        let away = distance(place, begin.xy + way * share);
        if away < nearest.x {
            nearest = vec2<f32>(away, mix(begin.z, end.z, share));
        }
    }
    return nearest;
}

fn bell(x: f32) -> f32 {
    return exp(-x * x);
}

@fragment
fn fragment(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    let place = uv * light.size;
    var sum = vec3<f32>(0.0);

    // Its lower end is the last of its points.
    if light.wire > 0.0 && place.y < light.points[SEGMENTS].y + 6.0 {
        let wire = wire_at(place);
        let bead = bell((fract(wire.y / SPACING - light.flow) - 0.5) * 5.0);
        let core = bell(wire.x / 0.55);
        let halo = bell(wire.x / 2.4);
        let hot = mix(light.color.rgb, vec3<f32>(1.0), 0.45);
        sum += light.wire * (hot * core * (0.3 + 0.9 * bead) + light.color.rgb * halo * (0.12 + 0.5 * bead));
    }

    if light.glow > 0.0 {
        let away = (place - light.middle) / light.reach;
        let rest = max(1.0 - length(away), 0.0);
        let angle = atan2(away.y, away.x);
        let rays = 0.82 + 0.18 * sin(angle * 9.0 + globals.time * 0.23) * sin(angle * 4.0 - globals.time * 0.16);
        let breath = 1.0 + 0.06 * sin(globals.time * 1.2);
        sum += light.color.rgb * light.glow * rest * sqrt(rest) * rays * breath * 0.8;
    }
    return vec4<f32>(sum, 0.0);
}
