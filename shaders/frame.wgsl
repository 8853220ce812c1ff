// From a camera's frame, as it was uploaded, to the network's input and to the mirror's texture.
//
// Called by: plugins/menagerie_gpu/src/frame_pass.rs, `input_tensor` by the worker for every frame that the network
// looks at, `mirror` by the render world for every frame. Workgroups of 8 x 8 output pixels.
//
// Bindings, group 0
//   0  frame    the frame's bytes as its source sent them, [rows, stride], four to a word, the first in the lowest bits;
//               for NV12 the colour plane below Y. A buffer and no texture: docs/decisions/0006
//   1  window   what to take of it, see Window
//   2  tensor   f32, [3, 224, 224] from `tensor_start` on, the square, (u8 - 127) / 128  (input_tensor only)
//   3  picture  rgba8unorm, the mirrored square, values as the source coded them      (mirror only)
//
// The input is resized like the CPU path does it (menagerie_brain/src/preprocess.rs): Pillow's antialiased bicubic, rows
// first, then columns, each rounded to a byte.

struct Window {
    // Column and row of the square's top left, pixels.
    left: u32,
    top: u32,
    // Side of the square, pixels.
    side: u32,
    // 0 RGB, 1 YUYV, 2 NV12.
    coding: u32,
    // Bytes from a row to the next.
    stride: u32,
    // Row at which the colour plane of NV12 begins.
    colour_row: u32,
    // First number of the tensor in its buffer.
    tensor_start: u32,
    // Side of the output, pixels.
    output_side: u32,
}

@group(0) @binding(0) var<storage, read> frame: array<u32>;
@group(0) @binding(1) var<uniform> window: Window;
@group(0) @binding(2) var<storage, read_write> tensor: array<f32>;
@group(0) @binding(3) var picture: texture_storage_2d<rgba8unorm, write>;

// Four bytes from any place on. One word more than the frame has is there to be read.
fn bytes_at(place: u32) -> vec4<i32> {
    let word = place / 4u;
    let shift = (place % 4u) * 8u;
    var bits = frame[word] >> shift;
    if shift > 0u {
        bits |= frame[word + 1u] << (32u - shift);
    }
    return vec4<i32>((vec4<u32>(bits) >> vec4<u32>(0u, 8u, 16u, 24u)) & vec4<u32>(255u));
}

// BT.601 at limited range, in 8-bit fixed point; the same as menagerie_core/src/raw_frame.rs.
fn rgb_from_yuv(y: i32, u: i32, v: i32) -> vec3<f32> {
    let c = 298 * (y - 16) + 128;
    let d = u - 128;
    let e = v - 128;
    let rgb = vec3<i32>(c + 409 * e, c - 100 * d - 208 * e, c + 516 * d) >> vec3<u32>(8u);
    return vec3<f32>(clamp(rgb, vec3<i32>(0), vec3<i32>(255)));
}

// A pixel of the square, 0..255.
fn pixel_at(column: i32, line: i32) -> vec3<f32> {
    let x = window.left + u32(column);
    let y = window.top + u32(line);
    let row = y * window.stride;
    if window.coding == 0u {
        return vec3<f32>(bytes_at(row + x * 3u).xyz);
    }
    if window.coding == 1u {
        let pair = bytes_at(row + (x / 2u) * 4u);
        return rgb_from_yuv(select(pair.x, pair.z, x % 2u == 1u), pair.y, pair.w);
    }
    let colour = bytes_at((window.colour_row + y / 2u) * window.stride + (x / 2u) * 2u);
    return rgb_from_yuv(bytes_at(row + x).x, colour.x, colour.y);
}

// Keys' cubic with a = -0.5 (Keys 1981), which Pillow calls BICUBIC.
fn cubic(distance: f32) -> f32 {
    let x = abs(distance);
    if x < 1.0 {
        return (1.5 * x - 2.5) * x * x + 1.0;
    }
    if x < 2.0 {
        return ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0;
    }
    return 0.0;
}

// The input pixels that make one output pixel along an axis: the first, and the one after the last.
fn taps(centre: f32, support: f32) -> vec2<i32> {
    let first = max(i32(centre - support + 0.5), 0);
    let end = min(i32(centre + support + 0.5), i32(window.side));
    return vec2<i32>(first, end);
}

fn to_byte(value: vec3<f32>) -> vec3<f32> {
    return clamp(floor(value + 0.5), vec3<f32>(0.0), vec3<f32>(255.0));
}

fn bicubic(output: vec2<u32>) -> vec3<f32> {
    let scale = f32(window.side) / f32(window.output_side);
    let stretch = max(scale, 1.0);
    let centre = (vec2<f32>(output) + 0.5) * scale;
    let columns = taps(centre.x, 2.0 * stretch);
    let rows = taps(centre.y, 2.0 * stretch);
    var sum = vec3<f32>(0.0);
    var weights = 0.0;
    for (var y = rows.x; y < rows.y; y++) {
        var row_sum = vec3<f32>(0.0);
        var row_weights = 0.0;
        for (var x = columns.x; x < columns.y; x++) {
            let weight = cubic((f32(x) + 0.5 - centre.x) / stretch);
            row_sum += weight * pixel_at(x, y);
            row_weights += weight;
        }
        let weight = cubic((f32(y) + 0.5 - centre.y) / stretch);
        sum += weight * to_byte(row_sum / row_weights);
        weights += weight;
    }
    return to_byte(sum / weights);
}

@compute @workgroup_size(8, 8)
fn input_tensor(@builtin(global_invocation_id) id: vec3<u32>) {
    if id.x >= window.output_side || id.y >= window.output_side {
        return;
    }
    let value = (bicubic(id.xy) - 127.0) / 128.0;
    let plane = window.output_side * window.output_side;
    let at = window.tensor_start + id.y * window.output_side + id.x;
    tensor[at] = value.r;
    tensor[at + plane] = value.g;
    tensor[at + 2u * plane] = value.b;
}

// Bilinear, antialiased when it shrinks: the mirror is for eyes, so a cheaper filter does.
@compute @workgroup_size(8, 8)
fn mirror(@builtin(global_invocation_id) id: vec3<u32>) {
    if id.x >= window.output_side || id.y >= window.output_side {
        return;
    }
    let scale = f32(window.side) / f32(window.output_side);
    let stretch = max(scale, 1.0);
    // Only here left and right change places: the network sees what the camera sees.
    let source = vec2<u32>(window.output_side - 1u - id.x, id.y);
    let centre = (vec2<f32>(source) + 0.5) * scale;
    let columns = taps(centre.x, stretch);
    let rows = taps(centre.y, stretch);
    var sum = vec3<f32>(0.0);
    var weights = 0.0;
    for (var y = rows.x; y < rows.y; y++) {
        let row_weight = max(1.0 - abs(f32(y) + 0.5 - centre.y) / stretch, 0.0);
        for (var x = columns.x; x < columns.y; x++) {
            let weight = row_weight * max(1.0 - abs(f32(x) + 0.5 - centre.x) / stretch, 0.0);
            sum += weight * pixel_at(x, y);
            weights += weight;
        }
    }
    textureStore(picture, id.xy, vec4<f32>(sum / max(weights, 1e-6) / 255.0, 1.0));
}
