//! Saving survives: a program that saves without pause is killed again and again, and every time the newest lesson, or the
//! one before, opens whole. A disk that is full leaves what was there.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]
#![cfg(unix)]

mod common;

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{Scratch, files_below, lesson};
use menagerie_project::{Project, open_newest, save};

/// Tells a child what to save into.
const FILE: &str = "MENAGERIE_TEST_SAVE_INTO";
/// Saves, at least.
const SAVES: u64 = 1000;
/// Children killed, at least.
const KILLS: u64 = 60;
/// By then a machine is too slow for a thousand.
const PATIENCE: Duration = Duration::from_secs(120);

/// The same lesson with a number, and everything in it depending on that number.
fn numbered(number: u64) -> Project {
    let mut project = Project { name: number.to_string(), ..lesson() };
    project.classes[0].says = format!("Number {number}. ").repeat(1 + (number % 50) as usize);
    project.settings.training.seed = number;
    project
}

/// Which number a lesson has; fails if it is not that lesson from beginning to end.
fn number_of(project: &Project) -> u64 {
    let number = project.name.parse().unwrap();
    assert_eq!(*project, numbered(number));
    number
}

fn child(file: &Path) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "a_child_saves_until_it_is_killed", "--nocapture"]).env(FILE, file);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// Does nothing unless it is a child.
#[test]
fn a_child_saves_until_it_is_killed() {
    let Some(file) = env::var_os(FILE).map(PathBuf::from) else { return };
    let start = open_newest(&file).map_or(0, |(project, _)| number_of(&project));
    let mut told = std::io::stdout().lock();
    for number in start + 1.. {
        save(&numbered(number), &file).unwrap_or_else(|error| panic!("{error}"));
        if writeln!(told, "\nsaved {number}").and_then(|()| told.flush()).is_err() {
            return;
        }
    }
}

#[test]
fn a_thousand_saves_survive_being_killed() {
    let scratch = Scratch::new("killed");
    let file = scratch.join("lesson.menagerie");
    save(&numbered(0), &file).unwrap();
    let (mut newest, mut kills, mut previous_opened) = (0, 0, 0);
    let began = Instant::now();
    while newest < SAVES || kills < KILLS {
        assert!(began.elapsed() < PATIENCE, "only {newest} saves and {kills} kills");
        let mut child = child(&file);
        let said = child.stdout.take().unwrap();
        // Reads on a thread of its own: a full pipe would hold the child up, always at the same place.
        let reader = thread::Builder::new().name("listening".into()).spawn(move || {
            let numbers = BufReader::new(said).lines().map_while(Result::ok);
            numbers.filter_map(|line| line.strip_prefix("saved ")?.parse::<u64>().ok()).last()
        });
        // Without pattern, some before the first save has ended, the others anywhere in one.
        let scrambled = (kills + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        thread::sleep(Duration::from_micros(20_000 + (scrambled >> 40) % 90_000));
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let told = reader.unwrap().join().unwrap().unwrap_or(newest);
        let (project, opened) = open_newest(&file).unwrap();
        let found = number_of(&project);
        // What was told as saved is there; one more may have been under way, and its word lost.
        assert!((told..=told + 1).contains(&found), "told {told}, found {found}");
        previous_opened += u64::from(opened != menagerie_project::Opened::Newest);
        newest = found;
    }
    println!(
        "{newest} saves, {kills} kills in {:.1} s; the one before opened {previous_opened} times",
        began.elapsed().as_secs_f64()
    );
    // Whatever the kills left lying goes away with the next saves.
    for number in newest + 1..newest + 3 {
        save(&numbered(number), &file).unwrap();
    }
    let left: Vec<String> = files_below(&scratch.0).into_iter().map(|(name, _)| name).collect();
    assert_eq!(left, ["lesson.menagerie", "lesson.menagerie.bak"]);
}

#[test]
fn a_newest_that_is_cut_anywhere_leaves_the_one_before() {
    let scratch = Scratch::new("cut");
    let file = scratch.join("lesson.menagerie");
    save(&numbered(1), &file).unwrap();
    save(&numbered(2), &file).unwrap();
    let whole = std::fs::read(&file).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 50) {
        std::fs::write(&file, &whole[..at]).unwrap();
        assert_eq!(number_of(&open_newest(&file).unwrap().0), 1);
    }
}

/// A limit on the size of files stands in for a disk that is full: writing fails in the middle.
#[test]
fn a_full_disk_leaves_what_was_there() {
    let scratch = Scratch::new("full");
    let file = scratch.join("lesson.menagerie");
    save(&numbered(1), &file).unwrap();
    save(&numbered(2), &file).unwrap();
    let before = files_below(&scratch.0);
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" --exact a_child_saves_until_it_is_killed --nocapture";
    let program = env::current_exe().unwrap();
    let run = Command::new("sh").args(["-c", script]).arg(program).env(FILE, &file).output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr) + String::from_utf8_lossy(&run.stdout);
    assert!(!run.status.success() && said.contains("writing failed"), "{said}");
    assert!(!said.contains("ZipWriter"), "nobody but us talks to people: {said}");
    assert_eq!(files_below(&scratch.0), before);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let scratch = Scratch::new("nowhere");
    let said = save(&numbered(1), &scratch.join("gone/lesson.menagerie")).unwrap_err().to_string();
    assert!(said.contains("gone/lesson.menagerie: writing failed"), "{said}");
    assert!(files_below(&scratch.0).is_empty());
}
