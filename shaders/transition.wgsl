// The screen that was there before, out of which the new one opens: a soft round hole that grows from where it was touched.

struct Opening {
    // Its middle, 0..1 from the left and the top.
    middle: vec2<f32>,
    // Width of the screen by its height.
    aspect: f32,
    // How far it reaches, and how soft its edge is, heights of the screen.
    radius: f32,
    softness: f32,
}

@group(1) @binding(0) var before: texture_2d<f32>;
@group(1) @binding(1) var<uniform> opening: Opening;

@fragment
fn fragment(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    let size = vec2<f32>(textureDimensions(before));
    let texel = textureLoad(before, vec2<i32>(min(uv * size, size - 1.0)), 0);
    let away = length((uv - opening.middle) * vec2<f32>(opening.aspect, 1.0));
    let edge = smoothstep(opening.radius - opening.softness, opening.radius, away);
    // A breath of light goes ahead of the edge.
    let light = edge * (1.0 - edge) * 0.25 * vec3<f32>(0.75, 0.6, 1.0);
    // Where nothing could be kept of it, it is transparent.
    return vec4<f32>(texel.rgb + light, texel.a * edge);
}
