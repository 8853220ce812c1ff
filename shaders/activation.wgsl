// From a channel of a tensor to a texture: how anything of the network comes onto the screen.
//
// Called by: plugins/menagerie_gpu/src/tensor_pass.rs. Workgroups of 8 x 8 pixels.
//
// Bindings, group 0
//   0  tensor   f32, the channel's numbers from `start` on, as far apart as `row` and `column` say
//   1  channel  where the channel lies and which values become black and white, see Channel
//   2  picture  rgba8unorm, [height, width], grey

struct Channel {
    // First number of the channel in the buffer.
    start: u32,
    // Size of the channel, pixels.
    width: u32,
    height: u32,
    // Numbers from one row to the next: a tensor may be a view of another order.
    row: u32,
    // Values that become black and white; what lies beyond is clamped.
    low: f32,
    high: f32,
    // Numbers from one column to the next.
    column: u32,
    padding: u32,
}

@group(0) @binding(0) var<storage, read> tensor: array<f32>;
@group(0) @binding(1) var<uniform> channel: Channel;
@group(0) @binding(2) var picture: texture_storage_2d<rgba8unorm, write>;

@compute @workgroup_size(8, 8)
fn activation(@builtin(global_invocation_id) id: vec3<u32>) {
    if id.x >= channel.width || id.y >= channel.height {
        return;
    }
    let value = tensor[channel.start + id.y * channel.row + id.x * channel.column];
    let grey = clamp((value - channel.low) / (channel.high - channel.low), 0.0, 1.0);
    textureStore(picture, id.xy, vec4<f32>(vec3<f32>(grey), 1.0));
}
