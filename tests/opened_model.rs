//! A model made with Teachable Machine, run in the whole app: live frames get the answers that TensorFlow.js gives.

mod common;

use std::fmt::Write;
use std::fs;

use common::{fresh_dir, root, stderr};
use serde_json::Value;

/// What the screen may differ by: the recorded numbers hold to 1e-3, smoothing over time never ends altogether.
const TOLERANCE: f64 = 2e-3;

#[test]
fn a_teachable_machine_export_answers_live_as_it_did_where_it_was_made() {
    let out = fresh_dir("opened-model");
    let fixtures = root().join("tests/fixtures");
    let export = fixtures.join("teachable_machine/export.zip");
    let expected = fs::read_to_string(fixtures.join("teachable_machine/expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let mut steps = format!("Drop({:?}), Settle(60.0), Screenshot(\"opened.png\"),", export.display().to_string());
    let mut shown = 0;
    for (name, probabilities) in expected["probabilities"].as_object().unwrap() {
        let photo = fixtures.join("lite0").join(name);
        if !photo.exists() {
            continue;
        }
        // The exhibit is a mirror, so what comes before it must be mirrored to be seen as recorded.
        let mirrored = out.join(name);
        image::open(&photo).unwrap().fliph().save(&mirrored).unwrap();
        let path = mirrored.display().to_string();
        for (label, probability) in expected["labels"].as_array().unwrap().iter().zip(probabilities.as_array().unwrap())
        {
            let (label, probability) = (label.as_str().unwrap(), probability.as_f64().unwrap());
            write!(steps, "Show({path:?}), Wait(2.5), ExpectConfidence({label:?}, {probability}, {TOLERANCE}),")
                .unwrap();
        }
        shown += 1;
    }
    assert!(shown >= 4, "{shown} of the recorded photographs are there");
    // From the first picture on the lesson on the screen answers, not the model.
    steps.push_str(
        "Hold(\"Class 1\", 1.0), Settle(30.0), ExpectConfidence(\"Class 1\", 1.0, 0.001), Screenshot(\"taught.png\")",
    );
    let script = out.join("visit.ron");
    fs::write(&script, format!("(size: (640, 360), steps: [{steps}])")).unwrap();
    let output = common::menagerie(&["rehearse", &script.display().to_string(), "--out", &out.display().to_string()]);
    assert!(output.status.success(), "{}", stderr(&output));
}

/// A model that cannot run here is refused in words, and whoever answered before goes on.
#[test]
fn a_model_that_is_refused_leaves_the_exhibit_as_it_was() {
    let out = fresh_dir("refused-model");
    let export = root().join("tests/fixtures/teachable_machine/export.zip").display().to_string();
    let refused = out.join("refused");
    fs::create_dir_all(&refused).unwrap();
    let topology = r#"{"modelTopology": {"model_config": {"class_name": "Sequential", "config": {"layers": [
        {"class_name": "LSTM", "config": {"name": "remembers", "units": 3}}]}}},
        "weightsManifest": [{"paths": ["weights.bin"], "weights": []}]}"#;
    fs::write(refused.join("model.json"), topology).unwrap();
    fs::write(refused.join("weights.bin"), []).unwrap();
    fs::write(refused.join("metadata.json"), r#"{"labels": ["A", "B"]}"#).unwrap();
    let refused = refused.display().to_string();
    let hands = root().join("tests/visits/hands");
    let [zero, unseen] = ["taught/0", "unseen/0"].map(|pose| hands.join(pose).display().to_string());
    let photograph = root().join("tests/fixtures/lite0");
    let photograph = fs::read_dir(photograph).unwrap().map(|entry| entry.unwrap().path());
    let photograph = photograph.filter(|path| path.extension().is_some_and(|end| end == "jpg" || end == "png")).min();
    let photograph = photograph.unwrap().display().to_string();
    // What the model said of a picture before, it says again; then the taught head answers, before and after.
    let report = common::play_well(
        &out.join("visit"),
        &format!(
            "Drop({export:?}), Settle(60.0), Show({photograph:?}), Wait(2.5), ExpectConfidence(0, 0.5, 0.5), \
             Drop({refused:?}), Settle(60.0), Wait(2.5), ExpectConfidence(0, 0.5, 0.5), \
             Show({zero:?}), Hold(0, 1.0), Settle(30.0), Show({unseen:?}), Expect(0, 0.9), \
             Drop({refused:?}), Settle(30.0), Expect(0, 0.9)"
        ),
    );
    let shares: Vec<f64> =
        report["steps"].as_array().unwrap().iter().filter_map(|step| step["share"].as_f64()).collect();
    assert!((shares[0] - shares[1]).abs() < TOLERANCE, "the same model answers: {shares:?}");
    assert_eq!(report["examples"].as_array().unwrap().len(), 2, "its classes stay: {report}");
}

/// Such a model was taught by a webcam that mirrors, and one of these photographs it calls otherwise when it is turned: live
/// and as a picture to test with, the same thing before the camera gets the same answer.
#[test]
fn a_camera_picture_to_test_with_is_answered_as_it_was_live() {
    let out = fresh_dir("opened-model-tested");
    let fixtures = root().join("tests/fixtures");
    let export = fixtures.join("teachable_machine/export.zip").display().to_string();
    let photo = out.join("lemon.png");
    image::open(fixtures.join("lite0/1_grocery_Lemon.png")).unwrap().fliph().save(&photo).unwrap();
    let photo = photo.display().to_string();
    common::play_well(
        &out,
        &format!(
            "Drop({export:?}), Settle(60.0), Show({photo:?}), Wait(2.5), ExpectConfidence(\"Class 1\", 0.594, {TOLERANCE}), \
             Key(\"F2\"), Wait(0.5), Tap(Control(\"tab/pictures\")), Wait(0.5), Tap(Control(\"part/test\")), Wait(0.5), \
             Tap(Control(\"record/hold\")), Wait(1.0), Settle(60.0), Screenshot(\"tested.png\"), ExpectTest(1.0)"
        ),
    );
}
