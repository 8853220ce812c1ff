//! The sounds that visitors may give to a class: each is heard for a moment, known at once, and like no other.

mod animals;
mod instruments;
mod machines;
mod toys;
mod voices;
mod weather;

use super::tape::Tape;
// Signs that are made with the same voices.
pub(super) use instruments::{applause, wrong};

/// Name of each, the family in whose folder it lies, and how it is made. In this order they are made, not shown.
pub(super) const LIBRARY: [(&str, &str, fn() -> Tape); 33] = [
    ("boing", "toys", toys::boing),
    ("spring", "toys", toys::spring),
    ("pop", "toys", toys::pop),
    ("rattle", "toys", toys::rattle),
    ("kazoo", "toys", toys::kazoo),
    ("whistle", "toys", toys::whistle),
    ("music-box", "toys", toys::music_box),
    ("squeak", "toys", toys::squeak),
    ("raspberry", "toys", toys::raspberry),
    ("giggle", "toys", toys::giggle),
    ("owl", "animals", animals::owl),
    ("cat", "animals", animals::cat),
    ("bird", "animals", animals::bird),
    ("frog", "animals", animals::frog),
    ("cow", "animals", animals::cow),
    ("duck", "animals", animals::duck),
    ("dog", "animals", animals::dog),
    ("bell", "instruments", instruments::bell),
    ("gong", "instruments", instruments::gong),
    ("fanfare", "instruments", instruments::fanfare),
    ("drum-roll", "instruments", instruments::drum_roll),
    ("harp", "instruments", instruments::harp),
    ("splash", "weather", weather::splash),
    ("bubbles", "weather", weather::bubbles),
    ("wind", "weather", weather::wind),
    ("thunder", "weather", weather::thunder),
    ("heartbeat", "weather", weather::heartbeat),
    ("laser", "machines", machines::laser),
    ("robot", "machines", machines::robot),
    ("train", "machines", machines::train),
    ("horn", "machines", machines::horn),
    ("cuckoo", "machines", machines::cuckoo),
    ("firework", "machines", machines::firework),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;
    use crate::sounds::tape::Resonator;
    use crate::sounds::{Kind, RATE_HZ, all, finish};

    fn library() -> Vec<(&'static str, Vec<f32>)> {
        all().filter(|sound| matches!(sound.kind, Kind::Library(_))).map(|sound| (sound.name, finish(&sound))).collect()
    }

    /// How loud a sound is in each of twelve bands and each tenth of its first second, decibels: what it is known by.
    fn likeness(samples: &[f32]) -> Vec<f32> {
        let mut loudness = Vec::new();
        for band in 0..12_u8 {
            let hz = 100.0 * 1.5_f32.powi(i32::from(band));
            let (mut ear, mut again) = (Resonator::default(), Resonator::default());
            let mut heard = samples.iter().map(|sample| again.step(ear.step(*sample, hz, 4.0).1, hz, 4.0).1.powi(2));
            for _ in 0..10 {
                let slice = RATE_HZ as usize / 10;
                let power = heard.by_ref().take(slice).sum::<f32>() / slice as f32;
                loudness.push(10.0 * power.max(1e-7).log10());
            }
        }
        loudness
    }

    #[test]
    fn no_two_sounds_are_alike() {
        let sounds: Vec<_> = library().into_iter().map(|(name, samples)| (name, likeness(&samples))).collect();
        for (place, (one, like_one)) in sounds.iter().enumerate() {
            for (other, like_other) in &sounds[..place] {
                let square: f32 = like_one.iter().zip(like_other).map(|(a, b)| (a - b).powi(2)).sum();
                let apart_db = (square / like_one.len() as f32).sqrt();
                assert!(apart_db > 6.0, "{one} and {other} are {apart_db:.1} dB apart");
            }
        }
    }

    #[test]
    fn sounds_are_short_and_take_little_space() {
        let mut bytes = 0;
        for (name, samples) in library() {
            let secs = samples.len() as f32 / RATE_HZ as f32;
            assert!((0.4..=2.5).contains(&secs), "{name} takes {secs} s");
            bytes += 2 * samples.len();
        }
        assert!(bytes < 4_000_000, "{bytes} bytes");
    }

    #[test]
    fn every_sound_has_a_name_and_a_caption_in_every_language() {
        for language in ["en", "nl", "fr", "de", "es"] {
            let file = files::repository().join(format!("assets/locales/{language}/sounds.ftl"));
            let words = files::read_text(&file).unwrap();
            for (name, ..) in LIBRARY {
                for key in [format!("sound-{name} = "), format!("caption-{name} = ")] {
                    assert_eq!(words.lines().filter(|line| line.starts_with(&key)).count(), 1, "{language}: {key}");
                }
            }
        }
    }
}
