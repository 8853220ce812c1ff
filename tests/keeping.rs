//! A lesson and its file, in the whole app: written by itself, left alone when a new lesson begins, opened again.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::fs;
use std::path::Path;

use common::{fresh_dir, menagerie, play_well, root, stderr, stdout};
use menagerie_project::{open_newest, save};
use serde_json::Value;

/// Pictures taught in a class of a project's file.
fn taught_in(project: &Path, class: &str) -> u64 {
    let info = menagerie(&["project", "info", &project.display().to_string(), "--json"]);
    assert!(info.status.success(), "{}", stderr(&info));
    let info: Value = serde_json::from_str(&stdout(&info)).unwrap();
    let classes = info["classes"].as_array().unwrap();
    classes.iter().find(|other| other["name"] == class).unwrap()["teach"].as_u64().unwrap()
}

#[test]
fn a_lesson_with_a_file_is_kept_by_itself_and_opened_again() {
    let out = fresh_dir("keeping");
    let taught = |pose: &str| root().join("tests/visits/hands/taught").join(pose).display().to_string();
    let (zero, five) = (taught("0"), taught("5"));
    // What is taught after saving is kept without anybody asking, also when everything was forgotten and brought back.
    let first = out.join("first");
    play_well(
        &first,
        &format!(
            "Show({zero:?}), Hold(\"pim\", 1.0), Save(\"kept.menagerie\"), Tap(Reset), Wait(0.3), Tap(Undo), \
             Show({five:?}), Hold(\"bobo\", 1.0), Wait(4.0)"
        ),
    );
    let kept = first.join("kept.menagerie");
    let (pim, bobo) = (taught_in(&kept, "Pim"), taught_in(&kept, "Bobo"));
    assert!(pim >= 9 && bobo >= 9, "{pim} and {bobo}");
    // Opened again, it answers at once, with what was taught; starting over leaves the file alone.
    let unseen = root().join("tests/visits/hands/unseen/5").display().to_string();
    let second = out.join("second");
    play_well(
        &second,
        &format!(
            "Show({unseen:?}), Drop({:?}), Settle(60.0), ExpectPictures(\"Pim\", {pim}), \
             ExpectPictures(\"Bobo\", {bobo}), Expect(\"bobo\", 0.9), Tap(Reset), Wait(4.0), \
             ExpectPictures(\"Pim\", 0)",
            kept.display().to_string()
        ),
    );
    assert_eq!((taught_in(&kept, "Pim"), taught_in(&kept, "Bobo")), (pim, bobo));
}

#[test]
fn a_file_that_is_no_project_is_refused_and_the_lesson_goes_on() {
    let out = fresh_dir("refused");
    let broken = out.join("broken.menagerie");
    fs::write(&broken, "not a project").unwrap();
    let zero = root().join("tests/visits/hands/taught/0").display().to_string();
    let steps = format!(
        "Show({zero:?}), Hold(\"pim\", 0.5), Drop({:?}), Settle(30.0), Expect(\"pim\", 1.0)",
        broken.display().to_string()
    );
    play_well(&out, &steps);
    assert_eq!(fs::read_to_string(&broken).unwrap(), "not a project");
}

/// Autosave waits for a moment of calm; whoever opens the file or leaves within that moment loses nothing.
#[test]
fn what_was_taught_just_before_opening_the_file_or_leaving_is_in_it() {
    let out = fresh_dir("just-before");
    let taught = |pose: &str| root().join("tests/visits/hands/taught").join(pose).display().to_string();
    let [zero, two, five] = ["0", "2", "5"].map(taught);
    let kept = out.join("kept.menagerie");
    play_well(&out, &format!("Show({zero:?}), Hold(0, 1.0), Save(\"kept.menagerie\")"));
    let file = kept.display().to_string();
    let report = play_well(
        &out.join("second"),
        &format!(
            "Drop({file:?}), Settle(60.0), Show({five:?}), Hold(2, 0.6), Drop({file:?}), Settle(60.0), \
             Show({two:?}), Hold(1, 0.6)"
        ),
    );
    let on_screen = |place: usize| report["examples"][place][1].as_u64().unwrap();
    assert!(on_screen(2) >= 5, "what was taught before opening the same file again is still there: {report}");
    assert!(on_screen(1) >= 5, "{report}");
    for (place, class) in ["Pim", "Tuft", "Bobo"].into_iter().enumerate() {
        assert_eq!(taught_in(&kept, class), on_screen(place), "{class}");
    }
}

/// The embeddings of another network say nothing: with them exchanged, only a network that looks again answers rightly.
#[test]
fn what_another_network_made_of_pictures_is_made_again() {
    let out = fresh_dir("another-network");
    let hands = root().join("tests/visits/hands");
    let [zero, five] = ["taught/0", "taught/5"].map(|pose| hands.join(pose).display().to_string());
    let unseen = hands.join("unseen/5").display().to_string();
    let path = out.join("kept.menagerie");
    play_well(&out, &format!("Show({zero:?}), Hold(0, 1.0), Show({five:?}), Hold(2, 1.0), Save(\"kept.menagerie\")"));
    let (mut project, _) = open_newest(&path).unwrap();
    assert!(project.embedded_by.take().is_some());
    let mut embeddings: Vec<_> = project.pictures.iter().map(|picture| picture.embedding.clone()).collect();
    embeddings.reverse();
    for (picture, embedding) in project.pictures.iter_mut().zip(embeddings) {
        assert!(embedding.is_some());
        picture.embedding = embedding;
    }
    project.embedded_by = Some("another".into());
    save(&project, &path).unwrap();
    let steps = format!("Show({unseen:?}), Drop({:?}), Settle(60.0), Expect(2, 0.9)", path.display().to_string());
    play_well(&out.join("again"), &steps);
    // The command line looks again, too, and keeps that.
    for embedded in [project.pictures.len() as u64, 0] {
        let trained = menagerie(&["project", "train", &path.display().to_string(), "--json"]);
        let trained: Value = serde_json::from_str(&stdout(&trained)).unwrap();
        assert_eq!(trained["embedded"].as_u64(), Some(embedded), "{trained}");
    }
}
