// A painting on its node: one of its texels is one of the screen's pixels, so nothing is smoothed, tinted or rounded. The
// interface's own shader does all of that for every pixel, which takes a software rasteriser twice as long.

@group(1) @binding(0) var painting: texture_2d<f32>;

@fragment
fn fragment(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    return textureLoad(painting, vec2<i32>(uv * vec2<f32>(textureDimensions(painting))), 0);
}
