//! The whole app: rehearsals of visits, off-screen and in a window on a virtual screen.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use common::screen::VirtualScreen;
use common::{command, fresh_dir, root, stderr};
use serde_json::Value;

fn report(out: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(out.join("report.json")).unwrap()).unwrap()
}

/// Three hand poses are taught, thirty pictures each; at least 95 % of unseen ones get the right creature.
#[test]
fn three_hand_poses_are_learned() {
    let out = fresh_dir("hands");
    let output = common::menagerie(&["rehearse", "tests/visits/hands.ron", "--out", &out.display().to_string()]);
    assert!(output.status.success(), "{}: {}", output.status, stderr(&output));
    let report = report(&out);
    assert_eq!(report["passed"], true);
    let shares: Vec<f64> =
        report["steps"].as_array().unwrap().iter().filter_map(|step| step["share"].as_f64()).collect();
    assert_eq!(shares.len(), 4, "{report}");
    for name in ["1-before.png", "3-taught.png", "7-forgotten.png"] {
        assert!(fs::metadata(out.join(name)).unwrap().len() > 10_000, "{name}");
    }
    let recordings = report["steps"].as_array().unwrap().len();
    assert!(recordings > 20, "every step is in the report: {recordings}");
    assert!(is_heard(&out.join("sound.wav")), "the creatures are heard");
}

/// What a visitor does first: one press of three seconds for each of three things that drift a little in the hand. The same
/// things are known again, others of their kinds are no strangers, not in other light either, and things of another kind
/// are.
#[test]
fn things_held_for_three_seconds_are_known_again() {
    for (visit, expectations) in [("held_hands", 9), ("held_fruit", 7), ("held_waste", 7)] {
        let out = fresh_dir(visit);
        let script = format!("tests/visits/{visit}.ron");
        let output = common::menagerie(&["rehearse", &script, "--out", &out.display().to_string()]);
        assert!(output.status.success(), "{visit}: {}", stderr(&output));
        let report = report(&out);
        let shares = report["steps"].as_array().unwrap().iter().filter(|step| step["share"].is_f64()).count();
        assert_eq!((&report["passed"], shares), (&Value::Bool(true), expectations), "{visit}: {report}");
    }
}

/// Plays visits of `tests/visits`, each of which has to pass.
fn all_pass(visits: &[&str]) {
    for visit in visits {
        let out = fresh_dir(visit);
        let script = format!("tests/visits/{visit}.ron");
        let output = common::menagerie(&["rehearse", &script, "--out", &out.display().to_string()]);
        assert!(output.status.success(), "{visit}: {}: {}", output.status, stderr(&output));
    }
}

/// Whoever comes with a keyboard, with two switches or with one finger teaches, names and starts over, as everybody does.
#[test]
fn a_visit_goes_by_keyboard_alone_by_two_switches_and_by_touch_alone() {
    all_pass(&["keyboard", "two_switches", "touch", "whole_visit"]);
}

/// Somebody who reads nothing, and touches only what the hand points at, is in play within a minute.
#[test]
fn the_first_minute_needs_no_reading() {
    let out = fresh_dir("first-minute");
    let folder = out.display().to_string();
    let output = common::menagerie(&["rehearse", "tests/visits/first_minute.ron", "--out", &folder]);
    assert!(output.status.success(), "{}: {}", output.status, stderr(&output));
    let secs = report(&out)["secs"].as_f64().unwrap();
    assert!(secs < 60.0, "it took {secs:.1} seconds");
}

/// What one plays with besides: experiments, how sure, what answers.
#[test]
fn experiments_and_outputs_are_played_with() {
    all_pass(&["limits", "few", "sureness", "outfit"]);
}

/// The way through the network, alone and led.
#[test]
fn one_walks_through_the_network() {
    all_pass(&["inside", "tour"]);
}

/// Plays a visit on a screen of this size in this language; where what it wrote lies.
fn played((visit, size, language): (&str, &str, &str)) -> PathBuf {
    let out = fresh_dir(visit);
    let (script, folder) = (format!("tests/visits/{visit}.ron"), out.display().to_string());
    let output = common::menagerie(&["rehearse", &script, "--out", &folder, "--size", size, "--language", language]);
    assert!(output.status.success(), "{visit}: {}: {}", output.status, stderr(&output));
    out
}

/// Teams play from the card of a challenge to the score board, with ready-made pictures and with a teacher's own, on a screen
/// of either shape; the lesson comes back, and the table of the teacher's game lies beside its file.
#[test]
fn teams_play_challenges_and_the_lesson_comes_back() {
    let visits = [("challenge", "1280x720", "en"), ("challenge_own", "768x1024", "de")];
    let [_, own] = visits.map(played);
    let table = fs::read_to_string(own.join("desk-best-200.csv")).unwrap();
    assert_eq!(table.lines().filter(|line| line.starts_with("\"1\"")).count(), 2, "both teams are first");
}

/// Each picture of a duel is a point for one of the two teams; at a memory chain those who remember keep their lives.
#[test]
fn teams_fool_each_other_and_keep_a_chain_in_mind() {
    let visits = [("challenge_fool", "1280x720", "en"), ("challenge_chain", "768x1024", "de")];
    let [fooled, chain] = visits.map(played);
    let column = |path: &Path, column: usize| -> Vec<usize> {
        let table = fs::read_to_string(path).unwrap();
        let cell = |line: &str| line.split(',').nth(column).unwrap().trim_matches('"').parse().unwrap();
        table.lines().skip(2).map(cell).collect()
    };
    let table = fooled.join("owls-fool-400.csv");
    let points: usize = [3, 4].iter().flat_map(|place| column(&table, *place)).sum();
    assert_eq!(points, 8, "two duels of four pictures");
    let lives = column(&chain.join("chain-chain-500.csv"), 2);
    assert_eq!(lives, [2, 2, 0], "the bees broke it twice");
}

/// A rehearsal that expects the wrong creature fails, and says which pictures it was.
#[test]
fn a_wrong_expectation_fails() {
    let out = fresh_dir("wrong-expectation");
    let script = out.join("visit.ron");
    let hands = root().join("tests/visits/hands");
    let steps = format!(
        "Show({taught:?}), Hold(0, 0.6), Expect(\"tuft\", 0.5)",
        taught = hands.join("taught/0").display().to_string()
    );
    fs::write(&script, format!("(size: (640, 360), steps: [{steps}])")).unwrap();
    let output = common::menagerie(&["rehearse", &script.display().to_string(), "--out", &out.display().to_string()]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let report = report(&out);
    assert_eq!(report["passed"], false);
    let last = report["steps"].as_array().unwrap().last().unwrap();
    assert_eq!(last["share"], 0.0);
    assert_eq!(last["otherwise"].as_array().unwrap().len(), 30);
    assert_eq!(last["otherwise"][0][1], "Pim", "with one class taught, it always wins");
}

/// The same visit gives the same report twice, whatever else the machine does.
#[test]
fn a_visit_can_be_repeated() {
    let reports = ["first", "second"].map(|name| {
        let out = fresh_dir(&format!("repeated-{name}"));
        let script = root().join("tests/visits/short.ron").display().to_string();
        let output = common::menagerie(&["rehearse", &script, "--out", &out.display().to_string()]);
        assert!(output.status.success(), "{}", stderr(&output));
        let report = fs::read_to_string(out.join("report.json")).unwrap();
        report.replace(&out.display().to_string(), "OUT")
    });
    assert_eq!(reports[0], reports[1]);
}

/// The same visit, in a real window.
#[test]
#[cfg(target_os = "linux")]
fn a_visit_plays_in_a_window() {
    let screen = VirtualScreen::start();
    let out = fresh_dir("window");
    let script = root().join("tests/visits/short.ron").display().to_string();
    let output = command(&["rehearse", &script, "--window", "--out", &out.display().to_string()])
        .env("DISPLAY", &screen.display)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(report(&out)["passed"], true);
}

/// With neither screen, camera nor sound device, `menagerie` plays the demonstration and says where its pictures lie.
#[test]
fn without_a_screen_the_demonstration_plays() {
    let temp = fresh_dir("demonstration");
    let output = command(&[]).env("TMPDIR", &temp).output().unwrap();
    let said = stderr(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("No screen here"), "{said}");
    let out = temp.join("menagerie-demonstration");
    assert!(said.contains(&out.canonicalize().unwrap().display().to_string()), "{said}");
    assert_eq!(report(&out)["passed"], true);
}

/// Started as a visitor meets it, in real time, without camera or sound: it goes on, and says so in friendly lines.
#[test]
#[cfg(target_os = "linux")]
fn the_exhibit_runs_without_camera_and_sound() {
    let screen = VirtualScreen::start();
    let log = fresh_dir("real-time").join("log.txt");
    let mut exhibit = command(&["--camera", "name:no such camera"])
        .env("DISPLAY", &screen.display)
        .stderr(fs::File::create(&log).unwrap())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let ready = |log: &str| log.contains("is ready on the") && log.contains("no camera named");
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(90) && !ready(&fs::read_to_string(&log).unwrap()) {
        thread::sleep(Duration::from_millis(200));
    }
    thread::sleep(Duration::from_secs(2));
    let running = exhibit.try_wait().unwrap().is_none();
    exhibit.kill().unwrap();
    exhibit.wait().unwrap();
    let said = fs::read_to_string(&log).unwrap();
    assert!(running && ready(&said), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// Whether a 16-bit WAV file has sound in it that is neither silence nor clipped.
fn is_heard(wav: &Path) -> bool {
    let bytes = fs::read(wav).unwrap();
    let samples: Vec<i16> = bytes[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    let loudest = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or_default();
    let square: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / samples.len() as f64;
    (1_000..32_700).contains(&loudest) && square.sqrt() > 50.0
}
