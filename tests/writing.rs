//! What a visit writes: reports that say nothing old, and exports that are there or fail.

mod common;

use std::fs;

use common::{fresh_dir, menagerie, play, play_well, report, root, stderr};

fn hands(pose: &str) -> String {
    root().join("tests/visits/hands/taught").join(pose).display().to_string()
}

/// While pictures come in, what was measured belongs to those that were there before.
#[test]
fn a_report_asked_for_during_an_import_prints_no_old_scores() {
    let out = fresh_dir("report-during-import");
    let [zero, two, five] = ["0", "2", "5"].map(hands);
    play_well(
        &out,
        &format!(
            "DropOn(0, {zero:?}), DropOn(2, {five:?}), Settle(60.0), Key(\"F2\"), Settle(60.0), \
             WriteReport(\"before.html\"), Drop({two:?}), WriteReport(\"during.html\"), Settle(60.0), \
             WriteReport(\"after.html\")"
        ),
    );
    let has_scores = |name: &str| {
        let page = fs::read_to_string(out.join(name)).unwrap();
        assert!(page.contains("What was taught"), "{name}");
        page.contains("A map of the pictures")
    };
    assert_eq!(["before.html", "during.html", "after.html"].map(has_scores), [true, false, true]);
}

#[test]
fn a_visit_whose_export_writes_nothing_fails() {
    let out = fresh_dir("nothing-written");
    let project = out.join("knn.menagerie").display().to_string();
    for args in [
        &["project", "new", &project, "--class", "Fist", "--class", "Hand"][..],
        &["project", "add", &project, &hands("0"), "--class", "Fist"],
        &["project", "add", &project, &hands("5"), "--class", "Hand"],
        &["project", "train", &project, "--head", "knn"],
    ] {
        let output = menagerie(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    }
    let output =
        play(&out, &format!("Drop({project:?}), Settle(60.0), WriteReport(\"knn.html\"), WriteHead(\"head\")"));
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let report = report(&out);
    let steps = report["steps"].as_array().unwrap();
    assert_eq!(steps[2]["passed"], true, "{report}");
    assert!(steps[3]["failure"].as_str().unwrap().contains("There is no head to export"), "{report}");
    let page = fs::read_to_string(out.join("knn.html")).unwrap();
    assert!(page.contains("knn"), "the report says what answers");
}
