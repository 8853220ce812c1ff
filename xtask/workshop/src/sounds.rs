//! Synthesises everything that is heard: a loop for each creature, short signals for each look, and the library of sounds
//! that visitors may give to a class.
//!
//! The loops have one tempo, one length and one harmony, so any of them may sound together when started together. What
//! rings past the end of a loop is laid over its beginning, so there is no seam to hear. Every run gives the same bytes.

mod bobo;
mod dax;
mod garden;
mod gyro;
mod koro;
mod laboratory;
mod library;
mod luma;
mod nilo;
mod pim;
mod prism;
mod shots;
mod tape;
mod tuft;
mod volt;
mod zumi;

use std::io::Cursor;
use std::path::Path;

use menagerie_loudness::mean_lufs;

use crate::files;
use library::LIBRARY;
use tape::Tape;

/// Samples a second: enough for soft sounds, and keeps the files small.
pub(crate) const RATE_HZ: u32 = 32_000;
/// Beats a minute of all loops.
pub(crate) const TEMPO_BPM: f32 = 120.0;
/// A loop: four bars of four beats, eight seconds.
pub(crate) const LOOP_BEATS: usize = 16;
/// How loud the loops are: soft enough to stand beside all day, and equal, so that no creature wins by shouting.
const LOOP_LUFS: f32 = -20.0;
/// How loud the sounds of the library are: short and hard ones would be bent out of shape if they were as loud as loops, which
/// give way to them by much more than that.
const LIBRARY_LUFS: f32 = -22.0;
/// No sample is louder: -3 dB below the most that fits.
const PEAK: f32 = 0.707;

/// Where sounds lie in the assets: the exhibit's own, and those that come with a pack.
const EXHIBIT: &str = "";
const GARDEN: &str = "packs/garden/";
const LABORATORY: &str = "packs/laboratory/";

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// The loop of a creature of this name.
    Loop,
    /// A signal, and how loud it is.
    Sign(f32),
    /// A sound that visitors may give to a class.
    Library(&'static str),
}

/// One file.
struct Sound {
    folder: &'static str,
    name: &'static str,
    kind: Kind,
    make: fn() -> Tape,
}

impl Sound {
    fn lufs(&self) -> f32 {
        match self.kind {
            Kind::Loop => LOOP_LUFS,
            Kind::Sign(lufs) => lufs,
            Kind::Library(_) => LIBRARY_LUFS,
        }
    }

    /// Where it lies in the assets: a loop with its creature, everything else among the sounds.
    fn file(&self) -> String {
        let Self { folder, name, .. } = self;
        match self.kind {
            Kind::Loop => format!("{folder}creatures/{name}/loop.wav"),
            Kind::Sign(_) => format!("{folder}sounds/{name}.wav"),
            Kind::Library(family) => format!("{folder}sounds/library/{family}/{name}.wav"),
        }
    }
}

/// Loops and signals.
const SOUNDS: [Sound; 23] = [
    Sound { folder: EXHIBIT, name: "pim", kind: Kind::Loop, make: pim::play },
    Sound { folder: EXHIBIT, name: "tuft", kind: Kind::Loop, make: tuft::play },
    Sound { folder: EXHIBIT, name: "bobo", kind: Kind::Loop, make: bobo::play },
    Sound { folder: EXHIBIT, name: "koro", kind: Kind::Loop, make: koro::play },
    Sound { folder: EXHIBIT, name: "luma", kind: Kind::Loop, make: luma::play },
    Sound { folder: EXHIBIT, name: "dax", kind: Kind::Loop, make: dax::play },
    // Under every finger, hundreds of times an hour.
    Sound { folder: EXHIBIT, name: "touch", kind: Kind::Sign(-38.0), make: shots::touch },
    // Ticks up to ten times a second while a button is held, so it must be hardly there.
    Sound { folder: EXHIBIT, name: "capture", kind: Kind::Sign(-30.0), make: shots::capture },
    Sound { folder: EXHIBIT, name: "done", kind: Kind::Sign(-22.0), make: shots::done },
    Sound { folder: EXHIBIT, name: "reset", kind: Kind::Sign(-21.0), make: shots::reset },
    Sound { folder: EXHIBIT, name: "wrong", kind: Kind::Sign(-22.0), make: library::wrong },
    Sound { folder: EXHIBIT, name: "applause", kind: Kind::Sign(-21.0), make: library::applause },
    Sound { folder: GARDEN, name: "zumi", kind: Kind::Loop, make: zumi::play },
    Sound { folder: GARDEN, name: "nilo", kind: Kind::Loop, make: nilo::play },
    Sound { folder: GARDEN, name: "capture", kind: Kind::Sign(-30.0), make: garden::capture },
    Sound { folder: GARDEN, name: "done", kind: Kind::Sign(-22.0), make: garden::done },
    Sound { folder: GARDEN, name: "reset", kind: Kind::Sign(-21.0), make: garden::reset },
    Sound { folder: LABORATORY, name: "volt", kind: Kind::Loop, make: volt::play },
    Sound { folder: LABORATORY, name: "prism", kind: Kind::Loop, make: prism::play },
    Sound { folder: LABORATORY, name: "gyro", kind: Kind::Loop, make: gyro::play },
    // Everything short is a step softer than in the other looks.
    Sound { folder: LABORATORY, name: "capture", kind: Kind::Sign(-32.0), make: laboratory::capture },
    Sound { folder: LABORATORY, name: "done", kind: Kind::Sign(-24.0), make: laboratory::done },
    Sound { folder: LABORATORY, name: "reset", kind: Kind::Sign(-23.0), make: laboratory::reset },
];

/// Everything there is.
fn all() -> impl Iterator<Item = Sound> {
    let sound = |(name, family, make)| Sound { folder: EXHIBIT, name, kind: Kind::Library(family), make };
    let library = LIBRARY.into_iter().map(sound);
    SOUNDS.into_iter().chain(library)
}

/// Makes all sounds whose path contains the first argument.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let only = args.first().map_or("", String::as_str);
    let assets = files::repository().join("assets");
    for sound in all().filter(|sound| sound.file().contains(only)) {
        let samples = finish(&sound);
        let file = assets.join(sound.file());
        let bytes = wav(&samples, &file)?;
        files::write(&file, &bytes)?;
        let secs = samples.len() as f32 / RATE_HZ as f32;
        let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        let note =
            format!("{secs:.2} s  {:.1} LUFS  peak {:.1} dBFS", mean_lufs(&samples, RATE_HZ), 20.0 * peak.log10());
        files::report(&file, bytes.len(), &note);
    }
    Ok(())
}

/// Brings a sound to its loudness; peaks that would then be too high are bent over softly, not cut.
fn finish(sound: &Sound) -> Vec<f32> {
    let mut samples = (sound.make)().into_samples();
    // Bending takes a little loudness away, hence a few rounds.
    for _ in 0..4 {
        let gain = 10.0_f32.powf((sound.lufs() - mean_lufs(&samples, RATE_HZ)) / 20.0);
        for sample in &mut samples {
            *sample = soft_limit(*sample * gain);
        }
    }
    samples
}

/// Straight up to half of [`PEAK`], then ever flatter towards it.
fn soft_limit(sample: f32) -> f32 {
    let knee = PEAK * 0.5;
    let over = sample.abs() - knee;
    if over <= 0.0 { sample } else { sample.signum() * (knee + (PEAK - knee) * (over / (PEAK - knee)).tanh()) }
}

fn wav(samples: &[f32], file: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: hound::Error| format!("{}: cannot be encoded as WAV: {error}", file.display());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: RATE_HZ,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).map_err(cannot)?;
    for sample in samples {
        writer.write_sample((sample * f32::from(i16::MAX)).round() as i16).map_err(cannot)?;
    }
    writer.finalize().map_err(cannot)?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loops() -> impl Iterator<Item = (&'static str, Vec<f32>)> {
        all().filter(|sound| sound.kind == Kind::Loop).map(|sound| (sound.name, finish(&sound)))
    }

    #[test]
    fn loops_are_equally_long_and_equally_loud_and_never_too_loud() {
        let expected = (RATE_HZ as f32 * 60.0 / TEMPO_BPM) as usize * LOOP_BEATS;
        for (name, samples) in loops() {
            assert_eq!(samples.len(), expected, "{name}");
            let lufs = mean_lufs(&samples, RATE_HZ);
            assert!((lufs - LOOP_LUFS).abs() < 0.3, "{name}: {lufs} LUFS");
            assert!(samples.iter().all(|sample| sample.abs() <= PEAK), "{name}: too high a peak");
        }
    }

    /// Across the seam the signal bends no more than it does elsewhere: the second difference there stays below the
    /// largest one of the whole loop's quietest-edged notes, here the 99.9th percentile.
    #[test]
    fn loops_have_no_click_at_the_seam() {
        for (name, samples) in loops() {
            let n = samples.len();
            let bend = |i: usize| (samples[(i + 1) % n] - 2.0 * samples[i % n] + samples[(i + n - 1) % n]).abs();
            let mut bends: Vec<f32> = (0..n).map(bend).collect();
            let seam = bends[n - 1].max(bends[0]);
            bends.sort_by(f32::total_cmp);
            assert!(seam <= bends[n * 999 / 1000], "{name}: {seam} at the seam");
        }
    }

    #[test]
    fn sounds_of_the_library_are_equally_loud_and_never_too_loud() {
        for sound in all().filter(|sound| matches!(sound.kind, Kind::Library(_))) {
            let samples = finish(&sound);
            let lufs = mean_lufs(&samples, RATE_HZ);
            assert!((lufs - LIBRARY_LUFS).abs() < 0.3, "{}: {lufs} LUFS", sound.name);
            assert!(samples.iter().all(|sample| sample.abs() <= PEAK), "{}: too high a peak", sound.name);
        }
    }

    #[test]
    fn short_sounds_begin_and_end_in_silence() {
        for sound in all().filter(|sound| sound.kind != Kind::Loop) {
            let samples = finish(&sound);
            assert!(samples[0].abs() < 0.01 && samples[samples.len() - 1].abs() < 0.003, "{} clicks", sound.name);
            assert!(samples.len() < 3 * RATE_HZ as usize, "{} is long", sound.name);
        }
    }
}
