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
