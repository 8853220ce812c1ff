// The night behind the exhibit's own garden, alive: stars twinkle slowly, lanterns breathe, fireflies wander in the bushes, and
// light drifts along the horizon. It is added to the painting, and knows where on it everything is. Most pixels are none of
// these, so each part asks first whether it can be here.

struct Sky {
    // Where the picture of the background lies on the node: left, top, width, height, shares of the node's.
    cover: vec4<f32>,
    // Where on that picture each firefly is, and how bright; every second one is on the right.
    fireflies: array<vec4<f32>, 14>,
}

// As much of `bevy_render::globals` as is needed.
struct Globals {
    time: f32,
    delta_time: f32,
    frame_count: u32,
}

@group(0) @binding(1) var<uniform> globals: Globals;
@group(1) @binding(0) var<uniform> sky: Sky;

const TURN: f32 = 6.2831853;
// Width of the picture by its height.
const ASPECT: f32 = 1.7777778;
// Cells of stars to the height of the picture.
const CELLS: f32 = 24.0;
const FIREFLIES: i32 = 14;

fn random(place: vec2<f32>) -> f32 {
    return fract(sin(dot(place, vec2<f32>(127.1, 311.7))) * 43758.547);
}

fn bell(x: f32) -> f32 {
    return exp(-x * x);
}

// One star in some of the cells; each twinkles in ten seconds or more.
fn stars(place: vec2<f32>) -> vec3<f32> {
    let cell = floor(place * CELLS);
    let luck = random(cell);
    if luck > 0.3 {
        return vec3<f32>(0.0);
    }
    let middle = vec2<f32>(0.25 + 0.5 * random(cell + 17.0), 0.25 + 0.5 * random(cell + 31.0));
    let away = fract(place * CELLS) - middle;
    if max(abs(away.x), abs(away.y)) > 0.25 {
        return vec3<f32>(0.0);
    }
    let large = random(cell + 5.0);
    let size = 0.022 + 0.03 * large * large;
    let disc = bell(length(away) / size);
    // The largest have four points.
    let points = bell(away.x / (size * 0.4)) * bell(away.y / (size * 5.0)) +
        bell(away.y / (size * 0.4)) * bell(away.x / (size * 5.0));
    let twinkle = 0.5 + 0.5 * sin(globals.time * (0.25 + 0.35 * random(cell + 3.0)) + luck * TURN * 9.0);
    let tint = mix(vec3<f32>(0.75, 0.8, 1.0), vec3<f32>(1.0, 0.9, 0.75), random(cell + 11.0));
    return tint * (disc + points * 0.5 * smoothstep(0.55, 0.9, large)) * twinkle * twinkle;
}

fn fireflies(place: vec2<f32>) -> f32 {
    var sum = 0.0;
    for (var at = select(0, 1, place.x > 0.5); at < FIREFLIES; at += 2) {
        let firefly = sky.fireflies[at];
        let way = (place - firefly.xy) * vec2<f32>(ASPECT, 1.0);
        let away = dot(way, way);
        if away < 0.002 {
            sum += (exp(-away / 0.000012) + 0.3 * exp(-away / 0.00026)) * firefly.z;
        }
    }
    return sum;
}

// The six lanterns, three on each side.
fn lanterns(place: vec2<f32>) -> f32 {
    let folded = vec2<f32>(min(place.x, 1.0 - place.x), place.y);
    var sum = 0.0;
    for (var at = 0; at < 3; at++) {
        let middle = vec2<f32>(0.03 + 0.08 * f32(at), select(0.165, 0.195, at == 1));
        let away = length((folded - middle) * vec2<f32>(ASPECT, 1.0));
        let side = select(0.0, 2.0, place.x > 0.5);
        sum += bell(away / 0.085) * (0.5 + 0.5 * sin(globals.time * 0.7 + f32(at) * 2.1 + side));
    }
    return sum;
}

@fragment
fn fragment(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> {
    let place = (uv - sky.cover.xy) / sky.cover.zw;
    let aside = abs(place.x - 0.5);
    var sum = vec3<f32>(0.0);
    // The dome of glass, through which the sky is seen.
    let dome = (place - vec2<f32>(0.5, 0.64)) / vec2<f32>(0.36, 0.62);
    let open = smoothstep(1.0, 0.8, length(dome)) * smoothstep(0.64, 0.5, place.y);
    if open > 0.0 {
        sum += stars(place * vec2<f32>(ASPECT, 1.0)) * open * 0.8;
    }
    if aside < 0.5 && abs(place.y - 0.66) < 0.2 {
        let drift = 0.6 + 0.4 * sin(place.x * 5.0 + globals.time * 0.11) * sin(place.x * 2.0 - globals.time * 0.07);
        sum += vec3<f32>(0.63, 0.12, 0.27) * bell((place.y - 0.66) / 0.09) * smoothstep(0.5, 0.2, aside) * drift * 0.13;
    }
    if aside > 0.2 && place.y > 0.3 && place.y < 0.8 {
        sum += vec3<f32>(1.0, 0.72, 0.32) * fireflies(place) * 0.75;
    }
    if aside > 0.18 && place.y < 0.4 {
        sum += vec3<f32>(1.0, 0.42, 0.12) * lanterns(place) * 0.09;
    }
    return vec4<f32>(sum, 0.0);
}
