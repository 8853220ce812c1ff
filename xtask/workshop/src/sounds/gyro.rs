//! Gyro turns: a low tone that comes round twice a beat, and a dry tick where it passes.

use super::LOOP_BEATS;
use super::tape::{BEAT_SECS, Noise, Resonator, Tape, pitch_hz, sine, strike, swell};

/// Two tones for each half bar: C, Am, F, G.
const TONES: [[u8; 2]; 8] = [[48, 55], [48, 60], [45, 57], [45, 60], [53, 57], [53, 60], [55, 59], [55, 62]];
/// Ticks of a bar: sixteenth, how hard.
const TICKS: [(u8, f32); 6] = [(0, 1.0), (4, 0.5), (6, 0.35), (8, 0.8), (12, 0.5), (14, 0.35)];

pub(crate) fn play() -> Tape {
    let mut tape = Tape::ring(LOOP_BEATS);
    let half_secs = 2.0 * BEAT_SECS;
    for (half, tones) in TONES.iter().enumerate() {
        for key in tones {
            turn(&mut tape, half as f32 * half_secs, half_secs + 0.3, f32::from(*key));
        }
    }
    for bar in 0..4 {
        for (step, hardness) in TICKS {
            let start = (f32::from(bar) * 16.0 + f32::from(step)) * BEAT_SECS / 4.0;
            tick(&mut tape, start, 0.8 * hardness, u32::from(bar * 16 + step) + 7);
        }
    }
    tape.room(0.26);
    tape
}

/// Something heavy that turns evenly: it is a little nearer twice a beat.
fn turn(tape: &mut Tape, start_secs: f32, length_secs: f32, key: f32) {
    let hz = pitch_hz(key);
    tape.add(start_secs, length_secs, |t| {
        let near = 0.5 - 0.5 * (2.0 * std::f32::consts::TAU * t / BEAT_SECS).cos();
        let tone = sine(hz * t) + 0.34 * sine(2.0 * hz * t) + (0.05 + 0.13 * near) * sine(3.0 * hz * t);
        0.13 * (0.62 + 0.38 * near) * tone * swell(t, length_secs, 0.15)
    });
}

fn tick(tape: &mut Tape, start_secs: f32, loudness: f32, seed: u32) {
    let (mut noise, mut steel) = (Noise::new(seed * 7919), Resonator::default());
    tape.add(start_secs, 0.09, |t| {
        let (_, click) = steel.step(noise.step(), 2100.0, 5.0);
        loudness * (click + 0.16 * sine(1568.0 * t)) * strike(t, 0.002, 0.06) * swell(t, 0.09, 0.002)
    });
}
