//! The mixer, rendered to samples: in step, giving way, never too loud, silent about what is broken.

use std::f32::consts::TAU;
use std::fs;
use std::path::{Path, PathBuf};

use menagerie_core::prelude::{CreatureEntry, SoundEntry};

use super::*;
use crate::limiter::CEILING;
use crate::mix::ShortSound;
use crate::tape::Tape;

const RATE_HZ: u32 = 44_100;
/// Samples of one channel of a second.
const SECOND: usize = RATE_HZ as usize;
/// Nothing that can happen is louder than this, LUFS integrated (ITU-R BS.1770-4) on two loudspeakers.
const MOST_LUFS: f32 = -14.0;

/// A folder that goes with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("menagerie-mixer-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A WAV file in a folder of its own, of so many seconds; `sample` gives its samples by the second.
    fn wav(&self, name: &str, secs: f32, sample: impl Fn(f32) -> f32) -> PathBuf {
        let file = self.0.join(name).join(LOOP);
        fs::create_dir_all(self.0.join(name)).unwrap();
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: RATE_HZ,
            bits_per_sample: 32,
            sample_format: hound::SampleFormat::Float,
        };
        let mut writer = hound::WavWriter::create(&file, spec).unwrap();
        for i in 0..(secs * RATE_HZ as f32) as u32 {
            writer.write_sample(sample(i as f32 / RATE_HZ as f32)).unwrap();
        }
        writer.finalize().unwrap();
        file
    }

    /// A creature whose loop is such a file.
    fn creature(&self, name: &str, secs: f32, sample: impl Fn(f32) -> f32) -> CreatureEntry {
        self.wav(name, secs, sample);
        CreatureEntry::new(name, self.0.join(name))
    }

    /// A short sound that is such a file.
    fn sound(&self, name: &str, secs: f32, sample: impl Fn(f32) -> f32) -> SoundEntry {
        sound(name, self.wav(name, secs, sample))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn sound(name: &str, file: PathBuf) -> SoundEntry {
    SoundEntry { name: name.into(), in_library: false, family: String::new(), files: vec![file] }
}

/// A mixer on a tape, its loops running.
fn mixer(creatures: Vec<CreatureEntry>, sounds: Vec<SoundEntry>) -> Mixer<Tape> {
    let bank = SoundBank::load(&SoundCatalog(sounds), &CreatureCatalog(creatures));
    let mut mixer = Mixer::open((), &bank, |never| match never {}).unwrap();
    play(&mut mixer, &[], &[], 0.3);
    mixer
}

/// The left loudspeaker for so many seconds of these loops; the short sounds are played at their beginning.
fn play(mixer: &mut Mixer<Tape>, loops: &[f32], sounds: &[&str], secs: f32) -> Vec<f32> {
    let mut heard = Vec::new();
    for step in 0..(secs * 100.0).round() as u32 {
        let sounds = if step == 0 { sounds.iter().map(|name| ShortSound::from(*name)).collect() } else { Vec::new() };
        mixer.play(&Mix { loops: loops.to_vec(), sounds, ..Mix::default() });
        mixer.backend_mut().advance(Duration::from_millis(10));
        heard.extend(mixer.backend_mut().take().chunks_exact(2).map(|pair| {
            assert_eq!(pair[0], pair[1], "both loudspeakers play the same");
            pair[0]
        }));
    }
    heard
}

fn tone(hz: f32, loudness: f32) -> impl Fn(f32) -> f32 {
    move |t| loudness * (TAU * hz * t).sin()
}

fn decibels(samples: &[f32]) -> f32 {
    10.0 * (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32).max(1e-12).log10()
}

/// Loudness of two loudspeakers that play the same.
fn loudness(samples: &[f32]) -> f32 {
    integrated_lufs(samples, samples, RATE_HZ)
}

/// What the exhibit ships: creatures and sounds of all looks.
fn shipped() -> (Vec<CreatureEntry>, Vec<SoundEntry>) {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let (mut creatures, mut sounds) = (Vec::new(), Vec::new());
    for look in ["", "packs/garden", "packs/laboratory"].map(|look| assets.join(look)) {
        for folder in fs::read_dir(look.join("creatures")).unwrap() {
            let folder = folder.unwrap();
            creatures.push(CreatureEntry::new(folder.file_name().into_string().unwrap(), folder.path()));
        }
        let found = SoundCatalog::find(&[look.join("sounds")]).0.into_iter().flat_map(|sound| sound.files);
        sounds.extend(found.map(|file| sound(&file.display().to_string(), file)));
    }
    (creatures, sounds)
}

#[test]
fn all_loops_are_sixteen_beats_long() {
    let (creatures, _) = shipped();
    let bank = SoundBank::load(&SoundCatalog::default(), &CreatureCatalog(creatures.clone()));
    assert!(creatures.len() >= 11);
    for (creature, data) in creatures.iter().zip(&bank.loops) {
        assert_eq!(data.as_ref().map(StaticSoundData::duration), Some(16 * BEAT), "{}", creature.name);
    }
}

/// One that has sung all the time and one that has come and gone are, with the same loop, the same to the sample.
#[test]
fn loops_stay_in_step_however_often_they_enter() {
    let scratch = Scratch::new("step");
    // Chirps: nothing in it is like itself a little later.
    let chirp = |t: f32| 0.1 * (TAU * (200.0 + 700.0 * t) * t).sin();
    let mut mixer = mixer(["one", "other"].map(|name| scratch.creature(name, 2.0, chirp)).into(), Vec::new());
    for round in 0..9_u8 {
        play(&mut mixer, &[1.0, 0.0], &[], 0.37 + 0.11 * f32::from(round));
        play(&mut mixer, &[1.0, 0.3 + 0.05 * f32::from(round)], &[], 0.83);
    }
    let one = play(&mut mixer, &[1.0, 0.0], &[], 4.0);
    let other = play(&mut mixer, &[0.0, 1.0], &[], 4.0);
    // The last two seconds of each: both are all the way in, and it is the same two seconds of the loop.
    let (one, other) = (&one[2 * SECOND..4 * SECOND], &other[2 * SECOND..4 * SECOND]);
    let likeness = |lag: i32| -> f32 {
        let later = |i: usize| other[(i as i32 + lag) as usize];
        (1000..one.len() - 1000).map(|i| one[i] * later(i)).sum()
    };
    let best = (-900..=900).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b))).unwrap();
    assert_eq!(best, 0);
    assert!(one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-3));
}

#[test]
fn a_voice_enters_and_leaves_within_a_beat_without_a_click() {
    let scratch = Scratch::new("beat");
    let mut mixer = mixer(vec![scratch.creature("hum", 2.0, tone(220.0, 0.15))], Vec::new());
    let enters = play(&mut mixer, &[1.0], &[], 1.0);
    let leaves = play(&mut mixer, &[0.0], &[], 1.0);
    let full = decibels(&enters[SECOND * 6 / 10..]);
    let after = |samples: &[f32], secs: f32| decibels(&samples[(secs * SECOND as f32) as usize..][..SECOND / 20]);
    assert!((full - 20.0 * (0.15 / 2.0_f32.sqrt()).log10()).abs() < 0.1, "{full}");
    assert!(after(&enters, 0.0) < full - 30.0 && after(&enters, 0.3) > full - 12.0);
    assert!(after(&leaves, 0.1) > full - 6.0 && after(&leaves, 0.3) < full - 15.0 && after(&leaves, 0.55) < -100.0);
    let whole: Vec<f32> = enters.into_iter().chain(leaves).collect();
    let bend = 1.3 * 0.15 * (TAU * 220.0 / RATE_HZ as f32).powi(2);
    assert!(whole.windows(3).all(|three| (three[0] - 2.0 * three[1] + three[2]).abs() < bend));
}

#[test]
fn loops_give_way_to_a_short_sound_and_come_back_but_not_to_a_tick() {
    let scratch = Scratch::new("duck");
    let sounds = vec![scratch.sound("silence", 1.0, |_| 0.0), scratch.sound("tick", 0.1, |_| 0.0)];
    let mut mixer = mixer(vec![scratch.creature("hum", 2.0, tone(220.0, 0.15))], sounds);
    let before = decibels(&play(&mut mixer, &[1.0], &[], 1.0)[SECOND / 2..]);
    let ticked = decibels(&play(&mut mixer, &[1.0], &["tick"], 0.5));
    let given = play(&mut mixer, &[1.0], &["silence"], 1.0);
    let back = play(&mut mixer, &[1.0], &[], 1.5);
    assert!((ticked - before).abs() < 0.1, "{ticked} {before}");
    assert!((decibels(&given[SECOND / 2..]) - before + 8.0).abs() < 0.2);
    let soon = decibels(&back[SECOND * 4 / 10..SECOND / 2]);
    assert!((before - 6.5..before - 2.0).contains(&soon), "softly: {soon}");
    assert!((decibels(&back[SECOND * 5 / 4..]) - before).abs() < 0.1);
}

#[test]
fn several_short_sounds_are_as_loud_as_one_and_the_oldest_goes() {
    let scratch = Scratch::new("several");
    let hz = [310.0, 430.0, 570.0, 690.0, 830.0, 970.0];
    let names = ["a", "b", "c", "d", "e", "f"];
    let sounds = names.iter().zip(hz).map(|(name, hz)| scratch.sound(name, 2.0, tone(hz, 0.1))).collect();
    let mut mixer = mixer(Vec::new(), sounds);
    let one = decibels(&play(&mut mixer, &[], &names[..1], 2.5)[SECOND / 2..SECOND]);
    let all = play(&mut mixer, &[], &names, 2.5);
    let all = &all[SECOND / 2..SECOND * 3 / 2];
    assert!((decibels(all) - one).abs() < 0.3, "{} {one}", decibels(all));
    let share = |hz: f32| {
        let turn = |i: usize| TAU * hz * i as f32 / RATE_HZ as f32;
        let (cos, sin) = all
            .iter()
            .enumerate()
            .fold((0.0, 0.0), |(cos, sin), (i, sample)| (cos + sample * turn(i).cos(), sin + sample * turn(i).sin()));
        f32::hypot(cos, sin) * 2.0 / all.len() as f32
    };
    let heard: Vec<bool> = hz.into_iter().map(|hz| share(hz) > 0.025).collect();
    assert_eq!(heard, [false, false, true, true, true, true]);
}

/// Ours are made for it, and what a pack brings is turned down to it.
#[test]
fn no_file_is_louder_than_set_and_ours_are_left_as_they_are() {
    let (creatures, mut sounds) = shipped();
    let scratch = Scratch::new("level");
    sounds.push(scratch.sound("too-loud", 2.0, tone(997.0, 1.0)));
    let bank = SoundBank::load(&SoundCatalog(sounds.clone()), &CreatureCatalog(creatures.clone()));
    let files = creatures.iter().map(|creature| creature.folder.join(LOOP)).zip(bank.loops.iter().flatten());
    let files = files.chain(sounds.iter().map(|sound| (sound.files[0].clone(), &bank.sounds[&sound.name])));
    for (file, data) in files {
        let (left, right): (Vec<f32>, Vec<f32>) = data.frames.iter().map(|frame| (frame.left, frame.right)).unzip();
        let loudness = integrated_lufs(&left, &right, data.sample_rate);
        assert!(loudness < MOST_FILE_LUFS + 0.01, "{}: {loudness}", file.display());
        let is_changed = data.frames != StaticSoundData::from_file(&file).unwrap().frames;
        assert_eq!(is_changed, file.starts_with(&scratch.0), "{}", file.display());
    }
}

#[test]
fn one_voice_is_as_loud_as_its_file() {
    let (creatures, _) = shipped();
    let pim = creatures.iter().find(|creature| creature.name == "pim").unwrap().clone();
    let made = StaticSoundData::from_file(pim.folder.join(LOOP)).unwrap();
    let samples: Vec<f32> = made.frames.iter().map(|frame| frame.left).collect();
    let made = integrated_lufs(&samples, &samples, made.sample_rate);
    let heard = loudness(&play(&mut mixer(vec![pim], Vec::new()), &[1.0], &[], 9.0)[SECOND..]);
    println!("one voice: {heard:.1} LUFS");
    assert!((heard - made).abs() < 0.4, "{made} {heard}");
}

/// All loops at once, and a new short sound four times a second, so that four are heard all the time.
#[test]
fn at_its_worst_it_stays_below_the_ceiling_and_below_a_set_loudness() {
    let (creatures, sounds) = shipped();
    let voices = vec![1.0; creatures.len()];
    let names: Vec<String> = sounds.iter().map(|sound| sound.name.clone()).collect();
    let mut mixer = mixer(creatures, sounds);
    let choir = play(&mut mixer, &voices, &[], 8.0);
    let mut worst = Vec::new();
    for name in &names {
        worst.extend(play(&mut mixer, &voices, &[name], 0.25));
    }
    // At once, as if everybody had waited for everybody.
    for names in names.chunks(4) {
        worst.extend(play(&mut mixer, &voices, &names.iter().map(String::as_str).collect::<Vec<_>>(), 1.0));
    }
    for (what, samples) in [("all loops", &choir), ("all loops and four short sounds", &worst)] {
        let loudness = loudness(samples);
        let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        println!("{what}: {loudness:.1} LUFS, peak {:.2} dBFS", 20.0 * peak.log10());
        assert!(peak <= CEILING, "{what}: {peak}");
        assert!(loudness < MOST_LUFS, "{what}: {loudness} LUFS");
    }
}

/// Hard and short, and several of it on the same sample: the sum is far above the ceiling, the gain moves but never steps.
#[test]
fn what_is_far_too_loud_is_turned_down_without_a_step() {
    let scratch = Scratch::new("loud");
    let names = ["a", "b", "c", "d"];
    let knock = |t: f32| tone(220.0, 1.0)(t) * (-60.0 * (t - 0.15).abs()).exp();
    let sounds = names.iter().map(|name| scratch.sound(name, 0.8, knock)).collect();
    let mut mixer = mixer(vec![scratch.creature("hum", 2.0, tone(220.0, 0.15))], sounds);
    let mut heard = play(&mut mixer, &[1.0], &[], 1.0);
    for _ in 0..5 {
        heard.extend(play(&mut mixer, &[1.0], &names, 0.5));
    }
    let peak = heard.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    assert!((0.9 * CEILING..=CEILING).contains(&peak), "{peak}");
    // The steepest that a tone of this pitch is at the ceiling, and half as much again for gains on the move.
    let most = 1.5 * CEILING * TAU * 220.0 / RATE_HZ as f32;
    let step = heard.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
    assert!(step < most, "{step} {most}");
}

#[test]
fn what_is_missing_or_broken_is_silent_and_the_rest_is_heard() {
    let scratch = Scratch::new("broken");
    let broken = |name: &str, bytes: &[u8]| {
        let file = scratch.wav(name, 0.5, tone(220.0, 0.2));
        fs::write(&file, bytes).unwrap();
        file
    };
    let whole = fs::read(scratch.wav("whole", 0.5, tone(220.0, 0.2))).unwrap();
    let mut files = vec![broken("empty", b""), broken("text", b"RIFF but no more"), broken("cut", &whole[..30])];
    files.extend([scratch.wav("nothing", 0.0, |_| 0.0), scratch.wav("odd", 0.5, |_| f32::NAN), scratch.0.clone()]);
    files.push(scratch.0.join("nowhere.wav"));
    let creatures = files.iter().map(|file| CreatureEntry::new("broken", file.parent().unwrap()));
    let creatures: Vec<_> = creatures.chain([scratch.creature("hum", 2.0, tone(220.0, 0.15))]).collect();
    let names: Vec<String> = (0..files.len()).map(|place| place.to_string()).collect();
    let sounds = names.iter().zip(files).map(|(name, file)| sound(name, file)).collect();
    let mut voices = vec![1.0; creatures.len()];
    let mut mixer = mixer(creatures, sounds);
    for name in &names {
        let heard = play(&mut mixer, &voices, &[name], 1.0);
        assert!(heard.iter().all(|sample| sample.is_finite()), "{name}");
    }
    voices[..names.len()].fill(0.0);
    assert!(decibels(&play(&mut mixer, &voices, &[], 3.0)[2 * SECOND..]) > -30.0, "the one that is whole is heard");
}

#[test]
fn a_visitor_turns_everything_down_or_off_and_up_again() {
    let scratch = Scratch::new("volume");
    let mut mixer = mixer(vec![scratch.creature("one", 2.0, tone(440.0, 0.1))], Vec::new());
    let mut heard = |volume: Volume| {
        mixer.play(&Mix { volume, loops: vec![1.0], ..Mix::default() });
        mixer.backend_mut().advance(Duration::from_secs(1));
        let samples = mixer.backend_mut().take();
        decibels(&samples[samples.len() / 2..])
    };
    let [full, low, muted, again] = [Volume::Full, Volume::Low, Volume::Muted, Volume::Full].map(&mut heard);
    assert!((full - low + LOW_DB).abs() < 0.2, "{full} {low}");
    assert!(muted < -100.0, "{muted}");
    assert!((again - full).abs() < 0.2, "{full} {again}");
}

/// Somebody's own sound is read from its bytes: heard, no louder than a sound of the library may be, and cut off where it goes on.
#[test]
fn somebodys_own_sound_is_played_from_its_bytes_not_too_loud_and_not_for_ever() {
    let scratch = Scratch::new("own");
    let long = fs::read(scratch.wav("long", 30.0, tone(440.0, 0.99))).unwrap();
    let mut mixer = mixer(vec![scratch.creature("one", 2.0, |_| 0.0)], Vec::new());
    let own = ShortSound::Own(long.into());
    mixer.play(&Mix {
        loops: vec![0.0],
        sounds: vec![own, ShortSound::Own(b"no sound".to_vec().into())],
        ..Mix::default()
    });
    let heard = play(&mut mixer, &[0.0], &[], LONGEST_OWN.as_secs_f32() + 1.0);
    let loud = &heard[SECOND..5 * SECOND];
    assert!((loudness(loud) - MOST_FILE_LUFS).abs() < 0.5, "{}", loudness(loud));
    let after = &heard[heard.len() - SECOND / 2..];
    assert!(decibels(after) < -90.0, "{}", decibels(after));
}
