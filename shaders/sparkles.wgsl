// Sparks that fly off from the middle of a node, slow down and go out, once.

struct Sparkles {
    color: vec4<f32>,
    // How much of their time has passed, 0..1.
    share: f32,
}

@group(1) @binding(0) var<uniform> sparkles: Sparkles;

const SPARKS: i32 = 18;
// No two fly the same way: the golden angle, radians.
const GOLDEN: f32 = 2.399963;

fn bell(x: f32) -> f32 {
    return exp(-x * x);
}

@fragment
fn fragment(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    let place = uv * 2.0 - 1.0;
    let rest = 1.0 - sparkles.share;
    let far = 1.0 - rest * rest * rest;
    var sum = vec3<f32>(0.0);
    for (var at = 0; at < SPARKS; at++) {
        let angle = f32(at) * GOLDEN;
        let own = 0.5 + 0.5 * sin(f32(at) * 12.9);
        // They begin on the edge of the button, which is about half as wide as the node.
        let reach = 0.4 + (0.15 + 0.4 * own) * far;
        let middle = vec2<f32>(cos(angle), sin(angle)) * reach + vec2<f32>(0.0, 0.12 * sparkles.share * sparkles.share);
        let away = place - middle;
        let size = (0.02 + 0.025 * own) * (0.4 + 0.6 * rest);
        let points = bell(away.x / (size * 0.35)) * bell(away.y / (size * 2.6)) +
            bell(away.y / (size * 0.35)) * bell(away.x / (size * 2.6));
        let tint = mix(sparkles.color.rgb, vec3<f32>(1.0, 0.95, 0.8), 0.35 + 0.5 * own);
        sum += tint * (bell(length(away) / size) + points);
    }
    let lit = min(sparkles.share * 12.0, 1.0) * min(rest * 1.6, 1.0);
    return vec4<f32>(sum * lit, 0.0);
}
