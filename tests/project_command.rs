//! `menagerie project`: a whole lesson by command line, and what it says when something is of no use.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::fs;
use std::path::Path;

use common::{fresh_dir, menagerie, root, stderr, stdout};
use menagerie_core::prelude::Picture;
use menagerie_lesson::{EMBEDDING_LEN, Split};
use menagerie_project::Project;
use serde_json::Value;

/// Some of the demonstration's photographs of a class, by name.
fn demo(class: &str, places: std::ops::Range<usize>) -> Vec<String> {
    let entries = fs::read_dir(root().join("assets/demo").join(class)).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names[places].iter().map(|name| format!("assets/demo/{class}/{name}")).collect()
}

/// Runs a command that has to do well, and gives its one JSON document.
fn json(args: &[&str]) -> Value {
    let output = menagerie(&[args, &["--json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", stdout(&output)))
}

/// Runs a command that has to fail, and gives what it says.
fn refusal(args: &[&str]) -> String {
    let output = menagerie(args);
    assert_eq!(output.status.code(), Some(1), "{args:?}: {}", stdout(&output));
    let said = stderr(&output);
    assert!(said.starts_with("error: ") && !said.contains("panicked"), "{args:?}: {said}");
    said
}

fn add(project: &str, pictures: &[String], more: &[&str]) -> Value {
    let pictures: Vec<&str> = pictures.iter().map(String::as_str).collect();
    json(&[&["project", "add", project], &pictures[..], more].concat())
}

/// A project of bananas and oranges, six of each to teach and three to test with.
fn fruit(dir: &Path) -> String {
    let project = dir.join("fruit.menagerie").display().to_string();
    json(&["project", "new", &project, "--class", "Banana", "--class", "Orange", "--name", "Fruit"]);
    for class in ["Banana", "Orange"] {
        let added = add(&project, &demo(class, 0..6), &["--class", class]);
        assert_eq!((&added["added"], &added["by_class"][class]), (&6.into(), &6.into()));
        add(&project, &demo(class, 6..9), &["--class", class, "--test"]);
    }
    project
}

#[test]
fn a_lesson_from_the_first_class_to_the_report() {
    let dir = fresh_dir("lesson");
    let project = fruit(&dir);
    let info = json(&["project", "info", &project]);
    assert_eq!((&info["name"], &info["version"], &info["opened"]), (&"Fruit".into(), &3.into(), &"newest".into()));
    assert_eq!((&info["teach"], &info["test"], &info["head"]), (&12.into(), &6.into(), &Value::Null));
    assert_eq!((&info["classes"][1]["name"], &info["classes"][1]["teach"]), (&"Orange".into(), &6.into()));

    let trained = json(&["project", "train", &project, "--head", "softmax", "--epochs", "60", "--seed", "3"]);
    assert_eq!(
        (&trained["head"], &trained["pictures"], &trained["embedded"]),
        (&"softmax".into(), &12.into(), &18.into())
    );
    let history = trained["history"].as_array().unwrap();
    assert!(history.len() > 3 && history[0]["loss"].as_f64() > history.last().unwrap()["loss"].as_f64(), "{trained}");
    for share in ["accuracy", "cross_validated_accuracy"] {
        assert!(trained[share].as_f64().unwrap() > 0.9, "{share}: {trained}");
    }
    let again = json(&["project", "train", &project]);
    assert_eq!(again["embedded"], 0, "what the network made of the pictures is kept");
    assert_eq!((&again["settings"]["epochs"], &again["history"]), (&60.into(), &trained["history"]), "so are settings");

    let tested = json(&["project", "test", &project]);
    assert_eq!((&tested["pictures"], &tested["head"]), (&6.into(), &"softmax".into()));
    let wrong = tested["wrong"].as_array().unwrap().len() as u64;
    assert_eq!(tested["right"].as_u64().unwrap() + wrong, 6);
    let asked: u64 = tested["per_class"].as_object().unwrap().values().map(|c| c["pictures"].as_u64().unwrap()).sum();
    let rows = tested["confusion"].as_object().unwrap().values().flat_map(|row| row.as_object().unwrap().values());
    let answered: u64 = rows.map(|n| n.as_u64().unwrap()).sum();
    assert_eq!((asked, answered + tested["never_seen"].as_u64().unwrap()), (6, 6));
    for wrong in tested["wrong"].as_array().unwrap() {
        assert_eq!(wrong["best"], wrong["class"], "at worst it was not sure to have seen it: {wrong}");
    }

    let report = dir.join("lesson.html").display().to_string();
    json(&["project", "export", &project, "--report", &report]);
    let page = fs::read_to_string(&report).unwrap();
    for words in ["<html lang=\"en\" dir=\"ltr\">", "Fruit", "Banana", "What was taught", "softmax regression", "12</s"]
    {
        assert!(page.contains(words), "{words}: {} bytes", page.len());
    }
    assert!(!page.contains("report-") && !page.contains("finding-"), "every sentence is there: {page}");
    let said = refusal(&["project", "export", &project, "--report", &report, "--language", "xx"]);
    assert!(said.contains("there is no language \"xx\"; choose --language en"), "{said}");
}

/// A folder of assets with one more language in it.
#[cfg(unix)]
#[test]
fn a_report_comes_in_the_language_that_is_asked_for() {
    let dir = fresh_dir("report-in-dutch");
    let (assets, ours) = (dir.join("assets"), root().join("assets"));
    for folder in ["locales/en", "locales/nl"] {
        fs::create_dir_all(assets.join(folder)).unwrap();
    }
    for folder in ["models", "creatures", "demo"] {
        std::os::unix::fs::symlink(ours.join(folder), assets.join(folder)).unwrap();
    }
    for file in fs::read_dir(ours.join("locales/en")).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), assets.join("locales/en").join(file.file_name())).unwrap();
    }
    fs::write(
        assets.join("locales/nl/lesson.ftl"),
        "report-classes = Wat er is geleerd\nreport-number-taught = { $pictures ->\n    [one] foto\n   *[other] foto's\n}\n",
    )
    .unwrap();
    let (project, report) = (fruit(&dir), dir.join("lesson.html").display().to_string());
    let output = common::command(&["project", "export", &project, "--report", &report, "--language", "nl"])
        .env("MENAGERIE_ASSETS", &assets)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let page = fs::read_to_string(&report).unwrap();
    for words in ["<html lang=\"nl\"", "<h2>Wat er is geleerd</h2>", "<strong>12</strong>foto&#39;s", "How well"] {
        assert!(page.contains(words), "{words}: {} bytes", page.len());
    }
}

#[test]
fn the_exported_head_gives_the_probabilities_of_the_exhibit() {
    let dir = fresh_dir("exported-head");
    let project = fruit(&dir);
    let head_dir = dir.join("head").display().to_string();
    for head in ["softmax", "ridge"] {
        json(&["project", "train", &project, "--head", head]);
        drop(fs::remove_dir_all(&head_dir));
        json(&["project", "export", &project, "--head", &head_dir]);
        let exported = ExportedHead::read(&dir.join("head/head.safetensors"));
        let asked = Project::read(Path::new(&project)).unwrap();
        for (class, place) in [("Banana", 6), ("Orange", 8)] {
            let path = &demo(class, place..place + 1)[0];
            let answered = json(&["classify", "--model", &project, path]);
            let bytes = fs::read(root().join(path)).unwrap();
            let picture = asked.pictures.iter().find(|picture| *picture.file == *bytes).unwrap();
            assert_eq!(picture.split, Split::Test);
            for (label, probability) in exported.probabilities(picture.embedding.as_ref().unwrap()) {
                let top = answered["top"].as_array().unwrap().iter().find(|line| line["label"] == label.as_str());
                let said = top.unwrap()["probability"].as_f64().unwrap();
                assert!((said - probability).abs() < 1e-4, "{head}, {path}: {label} {said} {probability}");
            }
        }
    }
    // A picture more: the head that is kept no longer belongs to what is there.
    add(&project, &demo("Avocado", 0..5), &["--class", "Avocado"]);
    drop(fs::remove_dir_all(&head_dir));
    let export = json(&["project", "export", &project, "--head", &head_dir]);
    assert_eq!(export["trained"], true);
    assert_eq!(ExportedHead::read(&dir.join("head/head.safetensors")).labels, ["Banana", "Orange", "Avocado"]);

    json(&["project", "train", &project, "--head", "knn"]);
    drop(fs::remove_dir_all(&head_dir));
    let said = refusal(&["project", "export", &project, "--head", &head_dir]);
    assert!(said.contains("fruit.menagerie") && said.contains("--head softmax"), "{said}");
}

/// A head read by its description alone, without any code of ours.
struct ExportedHead {
    labels: Vec<String>,
    weights: Vec<f32>,
    intercepts: Vec<f32>,
    sharpness: f64,
}

impl ExportedHead {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let data = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        let header: Value = serde_json::from_slice(&bytes[8..data]).unwrap();
        let about: Value = serde_json::from_str(header["__metadata__"]["head"].as_str().unwrap()).unwrap();
        let floats = |name: &str| -> Vec<f32> {
            let at = |end: usize| data + header[name]["data_offsets"][end].as_u64().unwrap() as usize;
            bytes[at(0)..at(1)].as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
        };
        Self {
            labels: serde_json::from_value(about["labels"].clone()).unwrap(),
            weights: floats("weights"),
            intercepts: floats("intercepts"),
            sharpness: about["sharpness"].as_f64().unwrap(),
        }
    }

    fn probabilities(&self, embedding: &[f32]) -> Vec<(String, f64)> {
        // Square roots; the head's 1280 numbers and the middle's 1152, each scaled to the same length, together one long.
        let scaled = |part: &[f32]| {
            let length = part.iter().map(|value| f64::from(*value)).sum::<f64>().sqrt() * 2.0_f64.sqrt();
            part.iter().map(|value| f64::from(*value).sqrt() / length).collect::<Vec<f64>>()
        };
        let features = [scaled(&embedding[..1280]), scaled(&embedding[1280..])].concat();
        let rows = self.weights.chunks_exact(EMBEDDING_LEN).zip(&self.intercepts);
        let powers: Vec<f64> = rows
            .map(|(row, intercept)| {
                let dot: f64 = row.iter().zip(&features).map(|(weight, value)| f64::from(*weight) * value).sum();
                (self.sharpness * (dot + f64::from(*intercept))).exp()
            })
            .collect();
        let sum: f64 = powers.iter().sum();
        self.labels.iter().cloned().zip(powers.iter().map(|power| power / sum)).collect()
    }
}

#[test]
fn what_was_exported_as_folders_comes_back_as_a_project() {
    let dir = fresh_dir("there-and-back");
    let project = fruit(&dir);
    let mut speaking = Project::read(Path::new(&project)).unwrap();
    speaking.classes[1].says = "Juicy!".into();
    menagerie_project::save(&speaking, Path::new(&project)).unwrap();
    let folders = dir.join("pictures").display().to_string();
    let back = dir.join("back.menagerie").display().to_string();
    json(&["project", "export", &project, "--folders", &folders]);
    let imported = json(&["project", "import", &back, &folders, "--name", "Back"]);
    assert_eq!((&imported["name"], &imported["skipped"]), (&"Back".into(), &Value::Array(Vec::new())));
    assert_eq!(imported["classes"][1]["says"], "Juicy!");
    let [before, after] = [&project, &back].map(|file| {
        let project = Project::read(Path::new(file)).unwrap();
        let name = |id| project.classes.iter().find(|class| class.id == id).unwrap().name.clone();
        let mut pictures: Vec<_> =
            project.pictures.iter().map(|picture| (name(picture.class), picture.split, picture.file.clone())).collect();
        pictures.sort_by(|a, b| (&a.0, a.1 == Split::Test, &a.2).cmp(&(&b.0, b.1 == Split::Test, &b.2)));
        pictures
    });
    assert_eq!(before.len(), 18);
    assert!(before == after, "{before:.40?} {after:.40?}");
}

#[test]
fn settings_stay_with_the_project_until_the_defaults_are_asked_for() {
    let project = fresh_dir("settings").join("a.menagerie").display().to_string();
    json(&["project", "import", &project, "assets/demo"]);
    let chosen = ["--batch-size", "8", "--learning-rate", "0.01", "--epochs", "3", "--no-early-stopping"];
    let trained = json(&[&["project", "train", &project, "--augmentation"], &chosen[..]].concat());
    assert_eq!(trained["history"].as_array().unwrap().len(), 4, "three epochs, and how it was before: {trained}");
    assert!(trained["validation_accuracy"].is_f64(), "of twelve pictures, two are kept back: {trained}");
    let settings = json(&["project", "info", &project])["settings"].clone();
    assert_eq!((&settings["batch_size"], &settings["augmentation"]), (&8.into(), &true.into()));
    assert_eq!((&settings["early_stopping"], &settings["epochs"]), (&false.into(), &3.into()));
    let trained = json(&["project", "train", &project, "--defaults", "--head", "knn"]);
    assert_eq!((&trained["settings"]["epochs"], &trained["settings"]["head"]), (&100.into(), &"knn".into()));
    assert_eq!((&trained["history"], &trained["settings"]["augmentation"]), (&Value::Array(Vec::new()), &false.into()));
    assert_eq!(json(&["project", "info", &project])["head"], Value::Null, "neighbours are no numbers to keep");
}

#[test]
fn pictures_from_a_folder_are_tested_without_being_taken_in() {
    let dir = fresh_dir("tested-from-a-folder");
    let project = fruit(&dir);
    let others = dir.join("others");
    for class in ["Banana", "Orange"] {
        fs::create_dir_all(others.join(class)).unwrap();
        for (place, path) in demo(class, 9..11).iter().enumerate() {
            fs::copy(root().join(path), others.join(class).join(format!("{place}.jpg"))).unwrap();
        }
    }
    let before = fs::read(&project).unwrap();
    let others_shown = others.display().to_string();
    let tested = json(&["project", "test", &project, "--pictures", &others_shown]);
    assert_eq!((&tested["pictures"], &tested["per_class"]["Orange"]["pictures"]), (&4.into(), &2.into()));
    assert_eq!(fs::read(&project).unwrap(), before, "a test changes nothing");

    fs::rename(others.join("Orange"), others.join("Apple")).unwrap();
    let said = refusal(&["project", "test", &project, "--pictures", &others_shown]);
    assert!(said.contains("no enabled class `Apple`") && said.contains("Rename"), "{said}");
}

#[test]
fn bad_pictures_are_named_and_left_out() {
    let dir = fresh_dir("bad-pictures-added");
    let project = dir.join("a.menagerie").display().to_string();
    json(&["project", "new", &project]);
    let noise: Vec<u8> = (0..600_u64 * 400 * 3).map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect();
    let large = Picture::new(600, 400, noise).unwrap().to_png().unwrap();
    assert!(large.len() > 256 << 10);
    fs::create_dir_all(dir.join("Things")).unwrap();
    fs::write(dir.join("Things/text.jpg"), "no picture").unwrap();
    fs::write(dir.join("Things/noise.png"), &large).unwrap();
    let folder = dir.join("Things").display().to_string();

    let output = menagerie(&["project", "add", &project, &folder, "--class", "Things", "--json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let added: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&added["added"], added["skipped"].as_array().unwrap().len()), (&1.into(), 1));
    assert!(stderr(&output).contains("text.jpg"), "{}", stderr(&output));
    let kept = Project::read(Path::new(&project)).unwrap().pictures.remove(0);
    let kept = menagerie_lesson::decode_picture(&kept.file, "kept").unwrap();
    assert_eq!((kept.width(), kept.height()), (224, 224), "a large one is kept as the network sees it");

    let before = fs::read(&project).unwrap();
    let said = refusal(&["project", "add", &project, &format!("{folder}/text.jpg"), "--class", "Things"]);
    assert!(said.contains("text.jpg"), "{said}");
    let said = refusal(&["project", "add", &project, &demo("Banana", 0..1)[0], "no/such/folder", "--class", "Things"]);
    assert!(said.contains("no/such/folder"), "{said}");
    assert_eq!(fs::read(&project).unwrap(), before, "nothing was changed");
}

/// Recorded in a browser with TensorFlow.js.
#[test]
fn a_teachable_machine_model_answers_as_it_did_where_it_was_made() {
    let expected = fs::read(root().join("tests/fixtures/teachable_machine/expected.json")).unwrap();
    let expected: Value = serde_json::from_slice(&expected).unwrap();
    let export = "tests/fixtures/teachable_machine/export.zip";
    for (name, probabilities) in expected["probabilities"].as_object().unwrap() {
        let answered = json(&["classify", "--model", export, &format!("tests/fixtures/lite0/{name}")]);
        for (label, probability) in expected["labels"].as_array().unwrap().iter().zip(probabilities.as_array().unwrap())
        {
            let line = answered["top"].as_array().unwrap().iter().find(|line| line["label"] == *label).unwrap();
            let [said, recorded] = [&line["probability"], probability].map(|share| share.as_f64().unwrap());
            assert!((said - recorded).abs() < 1e-3, "{name}: {label} {said} {recorded}");
        }
    }
    let project = fresh_dir("no-pictures").join("a.menagerie").display().to_string();
    for said in [refusal(&["project", "import", &project, export]), {
        json(&["project", "new", &project]);
        refusal(&["project", "add", &project, export])
    }] {
        assert!(said.contains(export) && said.contains("classify --model"), "{said}");
    }
}

#[test]
fn a_folder_of_loose_pictures_is_a_class_of_its_name() {
    let dir = fresh_dir("loose-folder");
    let project = dir.join("a.menagerie").display().to_string();
    json(&["project", "new", &project, "--class", "2"]);
    let folder = root().join("tests/visits/hands/taught/2").display().to_string();
    let added = json(&["project", "add", &project, &folder]);
    assert!(added["added"].as_u64() > Some(20) && added["by_class"]["2"] == added["added"], "{added}");
    // A single picture says nothing of the folder it happens to lie in.
    let single = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path().display().to_string();
    assert!(refusal(&["project", "add", &project, &single]).contains("belongs to no class"));
}

#[test]
fn refusals_name_the_file_the_place_and_what_to_do() {
    let dir = fresh_dir("project-refusals");
    let project = dir.join("a.menagerie").display().to_string();
    json(&["project", "new", &project, "--class", "Pens"]);
    let said = refusal(&["project", "new", &project]);
    assert!(said.contains("a.menagerie: already exists") && said.contains("--force"), "{said}");
    json(&["project", "new", &project, "--class", "Pens", "--force"]);
    let said = refusal(&["project", "new", &format!("{project}2"), "--class", "Pe\u{301}ns", "--class", "P\u{e9}ns"]);
    assert!(said.contains("--class P\u{e9}ns: appears twice"), "{said}");
    let said = refusal(&["project", "train", &project]);
    assert!(said.contains("a.menagerie: there is no picture to teach") && said.contains("project add"), "{said}");
    let said = refusal(&["project", "train", &project, "--epochs", "0"]);
    assert!(said.contains("epochs is 0; choose 1 to 10000"), "{said}");
    let said = refusal(&["project", "test", &project]);
    assert!(said.contains("a.menagerie: contains no test pictures") && said.contains("--pictures"), "{said}");
    let said = refusal(&["project", "info", "no/such.menagerie"]);
    assert!(said.contains("no/such.menagerie: opening failed"), "{said}");
    let said = refusal(&["project", "info", &dir.display().to_string()]);
    assert!(said.contains("is a folder") && said.contains("project import"), "{said}");
    for args in [&["project"][..], &["project", "export", &project], &["project", "add", &project]] {
        assert_eq!(menagerie(args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn where_the_newest_is_damaged_the_one_before_opens_and_is_said_to() {
    let dir = fresh_dir("damaged-project");
    let project = dir.join("a.menagerie").display().to_string();
    json(&["project", "new", &project, "--class", "Pens"]);
    json(&["project", "new", &project, "--class", "Books", "--force"]);
    let whole = fs::read(&project).unwrap();
    fs::write(&project, &whole[..whole.len() / 2]).unwrap();
    let output = menagerie(&["project", "info", &project, "--json"]);
    let info: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&info["opened"], &info["classes"][0]["name"]), (&"previous".into(), &"Pens".into()));
    assert!(info["problem"].as_str().unwrap().contains("a.menagerie"), "{info}");
    assert!(stderr(&output).contains("The previous version was opened instead"), "{}", stderr(&output));
}

#[test]
fn a_project_that_is_open_elsewhere_is_neither_changed_nor_damaged() {
    let dir = fresh_dir("two-writers");
    let project = fruit(&dir);
    let before = fs::read(&project).unwrap();
    let held = menagerie_project::ProjectLock::acquire(Path::new(&project)).unwrap();
    let refused = menagerie(&["project", "add", &project, "assets/demo"]);
    assert!(!refused.status.success());
    assert!(stderr(&refused).contains("is open in another program"), "{}", stderr(&refused));
    assert_eq!(fs::read(&project).unwrap(), before);
    drop(held);
    assert!(menagerie(&["project", "add", &project, "assets/demo"]).status.success());
    assert!(!dir.join(".fruit.menagerie.lock").exists());
}
