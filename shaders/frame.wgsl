// From a camera's frame, as it was uploaded, to the network's input and to the mirror's texture.
//
// Called by: plugins/menagerie_gpu/src/frame_pass.rs, `input_tensor` by the worker for every frame that the network
// looks at, `mirror` by the render world for every frame. Workgroups of 8 x 8 output pixels.
//
// Bindings, group 0
//   0  frame    R8Uint, the frame's bytes as its source sent them: [rows, stride]; for NV12 the colour plane below Y
//   1  window   what to take of it, see Window
//   2  tensor   f32, [3, 224, 224] from `tensor_start` on, (u8 - 127) / 128          (input_tensor only)
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
    // Row at which the colour plane of NV12 begins.
    colour_row: u32,
    // First number of the tensor in its buffer.
    tensor_start: u32,
    // Side of the output, pixels.
    output_side: u32,
    padding: u32,
}

@group(0) @binding(0) var frame: texture_2d<u32>;
@group(0) @binding(1) var<uniform> window: Window;
@group(0) @binding(2) var<storage, read_write> tensor: array<f32>;
@group(0) @binding(3) var picture: texture_storage_2d<rgba8unorm, write>;

fn byte_at(x: u32, y: u32) -> i32 {
    return i32(textureLoad(frame, vec2<u32>(x, y), 0).r);
}

// BT.601 at limited range, in 8-bit fixed point; the same as menagerie_core/src/raw_frame.rs.
fn rgb_from_yuv(y: i32, u: i32, v: i32) -> vec3<f32> {
    let c = 298 * (y - 16) + 128;
    let d = u - 128;
    let e = v - 128;
    let rgb = vec3<i32>(c + 409 * e, c - 100 * d - 208 * e, c + 516 * d) >> vec3<u32>(8u);
    return vec3<f32>(clamp(rgb, vec3<i32>(0), vec3<i32>(255)));
}

// A pixel of the mirrored square, 0..255.
fn pixel_at(mirrored_x: i32, row: i32) -> vec3<f32> {
    let x = window.left + window.side - 1u - u32(mirrored_x);
    let y = window.top + u32(row);
    if window.coding == 0u {
        let first = x * 3u;
        return vec3<f32>(f32(byte_at(first, y)), f32(byte_at(first + 1u, y)), f32(byte_at(first + 2u, y)));
    }
    if window.coding == 1u {
        let pair = (x / 2u) * 4u;
        return rgb_from_yuv(byte_at(x * 2u, y), byte_at(pair + 1u, y), byte_at(pair + 3u, y));
    }
    let pair = (x / 2u) * 2u;
    let colour_row = window.colour_row + y / 2u;
    return rgb_from_yuv(byte_at(x, y), byte_at(pair, colour_row), byte_at(pair + 1u, colour_row));
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
    let centre = (vec2<f32>(id.xy) + 0.5) * scale;
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
