// From a layer's tensor to pictures: a wall with a tile for each channel, and one channel as light.
//
// Called by: plugins/menagerie_gpu/src/layer_pass.rs. `wall` in workgroups of 8 x 8 pixels; `range` and `glow` in a single
// workgroup each, which counts in memory of its own.
//
// Bindings, group 0
//   0  tensor     f32, the numbers of the layer from `start` on, as far apart as the strides say
//   1  layer      where they lie and how they are shown, see Layer
//   2  brightest  f32, the number that has the brightest colour; kept from one picture to the next
//   3  scale      the colours from nothing to much, 256 of four bytes: red, green, blue, alpha
//   4  picture    rgba8unorm

struct Layer {
    // First number in the buffer.
    start: u32,
    channels: u32,
    // Rows and columns of each channel.
    side: u32,
    // Tiles beside each other on the wall.
    columns: u32,
    // Numbers from one channel, row and column to the next: a tensor may be a view of another order.
    channel_stride: u32,
    row_stride: u32,
    column_stride: u32,
    // The channel that is shown as light.
    channel: u32,
    // Share of the positive numbers that are below the brightest colour.
    share: f32,
    // How much of the newest brightest number counts.
    easing: f32,
    // Colour of the light, and how opaque it is at most: red, green, blue, alpha from the lowest byte on.
    light: u32,
    padding: u32,
}

@group(0) @binding(0) var<storage, read> tensor: array<f32>;
@group(0) @binding(1) var<uniform> layer: Layer;
@group(0) @binding(2) var<storage, read_write> brightest: array<f32>;
@group(0) @binding(3) var<storage, read> scale: array<u32>;
@group(0) @binding(4) var picture: texture_storage_2d<rgba8unorm, write>;

const THREADS: u32 = 256;
const BINS: u32 = 256;
// Side of the light's picture.
const LIGHT_PX: u32 = 112;

var<workgroup> bins: array<atomic<u32>, BINS>;
// The largest positive number: such numbers are in order as bits, too.
var<workgroup> largest: atomic<u32>;

fn value(channel: u32, row: u32, column: u32) -> f32 {
    return tensor[layer.start + channel * layer.channel_stride + row * layer.row_stride + column * layer.column_stride];
}

// The number at a place of a channel, row by row.
fn value_at(channel: u32, place: u32) -> f32 {
    return value(channel, place / layer.side, place % layer.side);
}

// Puts the positive numbers of some channels into bins, from nothing to the largest.
fn count_positive(thread: u32, first: u32, channels: u32) {
    let places = layer.side * layer.side;
    var most = 0.0;
    for (var at = thread; at < channels * places; at += THREADS) {
        most = max(most, value_at(first + at / places, at % places));
    }
    atomicMax(&largest, bitcast<u32>(most));
    workgroupBarrier();
    let width = bitcast<f32>(atomicLoad(&largest)) / f32(BINS);
    for (var at = thread; at < channels * places; at += THREADS) {
        let number = value_at(first + at / places, at % places);
        if number > 0.0 {
            atomicAdd(&bins[min(u32(number / width), BINS - 1u)], 1u);
        }
    }
    workgroupBarrier();
}

// What so many of the counted numbers are below: the upper end of the bin in which the last of them lies.
fn counted(below: u32) -> f32 {
    var seen = 0u;
    for (var bin = 0u; bin < BINS; bin += 1u) {
        seen += atomicLoad(&bins[bin]);
        if seen > below {
            return f32(bin + 1u) / f32(BINS) * bitcast<f32>(atomicLoad(&largest));
        }
    }
    return 0.0;
}

// What nearly all positive numbers of the layer are below.
@compute @workgroup_size(THREADS)
fn range(@builtin(local_invocation_index) thread: u32) {
    count_positive(thread, 0u, layer.channels);
    if thread == 0u {
        var count = 0u;
        for (var bin = 0u; bin < BINS; bin += 1u) {
            count += atomicLoad(&bins[bin]);
        }
        // Where all is silent any number will do.
        let newest = select(1.0, counted(u32(f32(max(count, 1u) - 1u) * layer.share)), count > 0u);
        // Nothing was shown of this layer before.
        let before = select(newest, brightest[0], brightest[0] > 0.0);
        brightest[0] = mix(before, newest, layer.easing);
    }
}

// A tile for each channel, as in a mirror.
@compute @workgroup_size(8, 8)
fn wall(@builtin(global_invocation_id) id: vec3<u32>) {
    let channel = id.y / layer.side * layer.columns + id.x / layer.side;
    if id.x >= layer.columns * layer.side || channel >= layer.channels {
        return;
    }
    let number = value(channel, id.y % layer.side, layer.side - 1u - id.x % layer.side);
    let step = u32(clamp(number / brightest[0], 0.0, 1.0) * 255.0);
    textureStore(picture, id.xy, unpack4x8unorm(scale[step]));
}

// One channel as light that fills the picture, as in a mirror: clear where it reacts no more than in half of the places.
@compute @workgroup_size(THREADS)
fn glow(@builtin(local_invocation_index) thread: u32) {
    count_positive(thread, layer.channel, 1u);
    let places = layer.side * layer.side;
    var positive = 0u;
    for (var bin = 0u; bin < BINS; bin += 1u) {
        positive += atomicLoad(&bins[bin]);
    }
    // The median, where it is positive: what half of all places are below, those that are not positive among them.
    let half = places / 2u;
    var usual = 0.0;
    if places - positive <= half {
        usual = counted(half - (places - positive));
    }
    let most = max(brightest[0] - usual, 1e-6);
    let light = unpack4x8unorm(layer.light);
    for (var at = thread; at < LIGHT_PX * LIGHT_PX; at += THREADS) {
        let pixel = vec2<u32>(at % LIGHT_PX, at / LIGHT_PX);
        // Between the middles of the four places around it.
        let last = f32(layer.side - 1u);
        let exact = clamp((vec2<f32>(pixel) + 0.5) / f32(LIGHT_PX) * f32(layer.side) - 0.5, vec2(0.0), vec2(last));
        let low = vec2<u32>(exact);
        let high = min(low + 1u, vec2<u32>(layer.side - 1u));
        let between = exact - vec2<f32>(low);
        let upper = mix(value(layer.channel, low.y, low.x), value(layer.channel, low.y, high.x), between.x);
        let lower = mix(value(layer.channel, high.y, low.x), value(layer.channel, high.y, high.x), between.x);
        let share = clamp((mix(upper, lower, between.y) - usual) / most, 0.0, 1.0);
        let mirrored = vec2<u32>(LIGHT_PX - 1u - pixel.x, pixel.y);
        textureStore(picture, mirrored, vec4<f32>(light.rgb, light.a * share));
    }
}
