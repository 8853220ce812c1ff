//! What can be opened and taken in, what is refused, and that nothing is written on the way.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Scratch, archive, files_below, jpeg, lesson, png};
use menagerie_lesson::Split;
use menagerie_project::{Document, ImportError, LeftOutAnswer, Opened, Pictures, list_sets, open, read_set, save};

/// Class, part and source of every picture; the error where one is of no use.
fn listed(pictures: Pictures) -> Vec<String> {
    let total = pictures.total();
    let words = pictures.map(|found| match found {
        Ok(found) => {
            let class = found.class.unwrap_or_else(|| "-".into());
            let split = if found.split == Split::Test { "test " } else { "" };
            format!("{split}{class} {}", found.source)
        }
        Err(error) => format!("! {error}"),
    });
    let words: Vec<String> = words.collect();
    assert_eq!(words.len(), total);
    words
}

fn pictures(path: &Path) -> Pictures {
    match open(path).unwrap() {
        Document::Pictures(pictures) => pictures,
        other => panic!("{other:?}"),
    }
}

fn refusal(path: &Path) -> String {
    let said = open(path).unwrap_err().to_string();
    assert!(said.starts_with(&path.display().to_string()), "{said}");
    said
}

fn zipped(scratch: &Scratch, name: &str, entries: &[(&str, &[u8])]) -> PathBuf {
    let path = scratch.join(name);
    fs::write(&path, archive(entries)).unwrap();
    path
}

#[test]
fn a_project_is_told_by_what_is_in_it() {
    let scratch = Scratch::new("project");
    let path = scratch.join("lesson.menagerie");
    save(&lesson(), &path).unwrap();
    save(&lesson(), &path).unwrap();
    let renamed = scratch.join("lesson.zip");
    fs::copy(&path, &renamed).unwrap();
    for path in [&path, &renamed] {
        let Document::Project(project, opened) = open(path).unwrap() else { panic!() };
        assert_eq!((*project, opened), (lesson(), Opened::Newest));
    }
    fs::write(&path, b"damaged").unwrap();
    assert!(matches!(open(&path).unwrap(), Document::Project(_, Opened::Previous(_))));
    // Unpacked, it would be taken for pictures of a class called "pictures".
    let scratch = Scratch::new("unpacked");
    scratch.with(&[("project.json", b"{}"), ("pictures/0.png", &png(0))]);
    assert!(refusal(&scratch.0).contains("an unpacked project. Open the .menagerie file"));
}

#[test]
fn folders_are_classes_and_parts_in_a_natural_order() {
    let (a, b) = (png(1), jpeg(2));
    let scratch = Scratch::new("folders");
    scratch.with(&[("Pens/10.png", &a), ("Pens/2.png", &b), ("Books/deep/0.jpg", &b), ("notes.txt", b"x")]);
    let name = scratch.0.file_name().unwrap().to_string_lossy().into_owned();
    let expected = ["Books {}/Books/deep/0.jpg", "Pens {}/Pens/2.png", "Pens {}/Pens/10.png"];
    assert_eq!(listed(pictures(&scratch.0)), expected.map(|line| line.replace("{}", &name)));
    assert_eq!(listed(pictures(&scratch.join("Pens"))), ["- Pens/2.png", "- Pens/10.png"]);
    assert_eq!(listed(pictures(&scratch.join("Pens/2.png"))), ["- 2.png"]);

    let scratch = Scratch::new("parts");
    scratch.with(&[("Train/Pens/0.png", &a), ("test/Pens/1.png", &b), ("test/Books/0.png", &a), ("LICENCE", b"x")]);
    let found = listed(pictures(&scratch.0));
    assert!(found[0].starts_with("test Books ") && found[1].starts_with("test Pens ") && found[2].starts_with("Pens "));
}

#[test]
fn archives_of_the_same_layouts_are_taken_in() {
    let (a, b) = (png(1), jpeg(2));
    let scratch = Scratch::new("archives");
    let path = zipped(&scratch, "tm.zip", &[("Class 1/0.png", &a), ("Class 1/1.png", &a), ("Class 2/0.png", &b)]);
    let expected = ["Class 1 tm.zip/Class 1/0.png", "Class 1 tm.zip/Class 1/1.png", "Class 2 tm.zip/Class 2/0.png"];
    assert_eq!(listed(pictures(&path)), expected);
    let path = zipped(&scratch, "Pens-samples.zip", &[("10.jpg", &b), ("9.jpg", &b)]);
    assert_eq!(listed(pictures(&path)), ["Pens Pens-samples.zip/9.jpg", "Pens Pens-samples.zip/10.jpg"]);
    let path = zipped(&scratch, "flat.zip", &[("0.jpg", &b)]);
    assert_eq!(listed(pictures(&path)), ["- flat.zip/0.jpg"]);
    // One more folder around everything, and what systems leave behind.
    let path = zipped(
        &scratch,
        "wrapped.zip",
        &[
            ("My set/train/Pens/0.png", &a),
            ("My set/test/Pens/0.png", &a),
            ("My set/.DS_Store", b"x"),
            ("__MACOSX/My set/._0.png", b"x"),
        ],
    );
    assert_eq!(listed(pictures(&path)), ["test Pens wrapped.zip/test/Pens/0.png", "Pens wrapped.zip/train/Pens/0.png"]);
    let path = zipped(&scratch, "one.zip", &[("Pens/0.png", &a)]);
    assert_eq!(listed(pictures(&path)), ["Pens one.zip/Pens/0.png"]);
    // An ending that lies does not matter.
    let disguised = scratch.join("picture.dat");
    fs::write(&disguised, &a).unwrap();
    assert_eq!(listed(pictures(&disguised)), ["- picture.dat"]);
}

#[test]
fn a_bad_picture_is_named_and_the_rest_goes_on() {
    let scratch = Scratch::new("bad");
    let path = zipped(
        &scratch,
        "set.zip",
        &[("A/0.png", &png(1)), ("A/1.png", b"none"), ("A/2.webp", b"x"), ("A/3.jpg", &jpeg(1))],
    );
    let found = listed(pictures(&path));
    // What cannot be taken comes first, so that it is said even if somebody stops in the middle.
    assert!(found[0].contains("set.zip: A/1.png: is not a picture, whatever its name says"), "{found:?}");
    assert!(found[1].contains("set.zip: A/2.webp: is no"), "{found:?}");
    assert!(found[2].starts_with("A ") && found[3].starts_with("A "), "{found:?}");
}

#[test]
fn genai_projects_come_with_what_they_say() {
    let picture = png(1);
    let behaviours = br#"{"version": 1, "behaviours": [
        {"label": "Pens", "text": {"text": "A pen!"}, "image": {"uri": "data:image/png;base64,AAAA"}},
        {"label": "Books", "embed": {"url": "https://example.org"}}]}"#;
    let entries: &[(&str, &[u8])] = &[
        ("samples/1_0.png", &picture),
        ("samples/0_10.png", &picture),
        ("samples/0_9.png", &picture),
        ("samples/2_0.png", &picture),
        ("behaviours.json", behaviours),
        ("metadata.json", br#"{"labels": ["Pens", "Books"], "imageSize": 224}"#),
        ("model.json", br#"{"modelTopology": {}, "weightsManifest": [{"paths": ["./weights.bin"], "weights": []}]}"#),
        ("weights.bin", b"1234"),
    ];
    let scratch = Scratch::new("genai");
    let found = pictures(&zipped(&scratch, "lesson.zip", entries));
    assert_eq!(
        (found.outputs()["Pens"].says.as_str(), &found.outputs()["Pens"].left_out[..]),
        ("A pen!", &[LeftOutAnswer::Picture][..])
    );
    assert_eq!(found.outputs()["Books"].left_out, [LeftOutAnswer::WebPage]);
    let expected = [
        "Pens lesson.zip/samples/0_9.png",
        "Pens lesson.zip/samples/0_10.png",
        "Books lesson.zip/samples/1_0.png",
        "Class 3 lesson.zip/samples/2_0.png",
    ];
    assert_eq!(listed(found), expected);
    // Without pictures it is a model, and still says what it says.
    let Document::Model(model) = open(&zipped(&scratch, "bare.zip", &entries[4..])).unwrap() else { panic!() };
    assert_eq!((model.name.as_str(), model.outputs["Pens"].says.as_str()), ("bare", "A pen!"));
    let path = zipped(&scratch, "broken.zip", &[("samples/0_0.png", &picture), ("metadata.json", b"{")]);
    assert!(refusal(&path).contains("broken.zip: metadata.json: EOF while parsing"));
}

#[test]
fn tensorflow_js_exports_are_models() {
    let topology = br#"{"modelTopology": {}, "weightsManifest": [
        {"paths": ["./group1-shard1of2.bin", "group1-shard2of2.bin"], "weights": []}, {"paths": ["b.bin"], "weights": []}]}"#;
    let files: &[(&str, &[u8])] = &[
        ("model.json", topology),
        ("b.bin", b"56"),
        ("group1-shard2of2.bin", b"34"),
        ("group1-shard1of2.bin", b"12"),
        ("metadata.json", br#"{"labels": ["a", "b"], "modelName": "My pens"}"#),
        ("icon.png", &png(1)),
    ];
    let scratch = Scratch::new("model");
    let folder = scratch.join("export");
    for (name, bytes) in files {
        scratch.with(&[(&format!("export/{name}"), bytes)]);
    }
    let path = zipped(&scratch, "export.zip", files);
    for path in [&path, &folder, &folder.join("model.json")] {
        let Document::Model(model) = open(path).unwrap() else { panic!() };
        assert_eq!(
            (model.name.as_str(), &model.weights[..], &model.model_json[..]),
            ("My pens", &b"123456"[..], &topology[..])
        );
        assert!(model.metadata_json.is_some());
    }
    let path = zipped(&scratch, "cut.zip", &files[..2]);
    assert!(
        refusal(&path).contains("cut.zip: model.json: names the weights `./group1-shard1of2.bin`, which are not there")
    );
    let out = br#"{"weightsManifest": [{"paths": ["../../secret.bin"]}]}"#;
    assert!(
        refusal(&zipped(&scratch, "out.zip", &[("model.json", out)]))
            .contains("`../../secret.bin`, which are not there")
    );
    let path = zipped(&scratch, "odd.zip", &[("model.json", b"{\"weights\": 1}")]);
    assert!(refusal(&path).contains("model.json: is not a TensorFlow.js model"));
}

#[test]
fn every_other_export_is_refused_with_the_remedy() {
    let scratch = Scratch::new("others");
    let weights: (&str, &[u8]) = ("weights.bin", b"1234");
    let topology: (&str, &[u8]) = ("model.json", br#"{"weightsManifest": [{"paths": ["weights.bin"]}]}"#);
    let labels: (&str, &[u8]) = ("labels.txt", b"0 a\n1 b\n");
    for (name, entries, expected) in [
        ("keras.zip", &[("keras_model.h5", &b"x"[..]), labels][..], "is a Keras model (`keras_model.h5`)"),
        ("lite.zip", &[("model_unquant.tflite", b"x"), labels], "is a TensorFlow Lite model (`model_unquant.tflite`)"),
        (
            "saved.zip",
            &[("model.savedmodel/saved_model.pb", b"x"), labels],
            "is a TensorFlow SavedModel (`model.savedmodel/saved_model.pb`)",
        ),
        ("new.keras", &[("config.json", b"{}"), ("model.weights.h5", b"x")], "is a Keras model"),
        ("audio.zip", &[topology, weights, ("metadata.json", br#"{"wordLabels": ["a"]}"#)], "is an audio model"),
        (
            "speech.zip",
            &[topology, weights, ("metadata.json", br#"{"tfjsSpeechCommandsVersion": "0.4.0"}"#)],
            "is an audio model",
        ),
        (
            "pose.zip",
            &[topology, weights, ("metadata.json", br#"{"modelSettings": {"posenet": {}}}"#)],
            "is a pose model",
        ),
        ("text.zip", &[("readme.txt", b"x")], "is without a picture and without a model. Lessons"),
        ("empty.zip", &[], "is without a picture and without a model"),
    ] {
        let said = refusal(&zipped(&scratch, name, entries));
        assert!(said.contains(expected), "{name}: {said}");
        assert!(said.ends_with("open that zip file") || !said.contains("Keras"), "{said}");
    }
    for (name, bytes, expected) in [
        ("model.h5", &b"\x89HDF\r\n\x1a\n"[..], "is a Keras model. Export it once more as TensorFlow.js"),
        ("disguised.png", b"\x89HDF\r\n\x1a\n", "is a Keras model"),
        ("model.bin", b"\x1c\0\0\0TFL3", "is a TensorFlow Lite model"),
        ("saved_model.pb", b"\x08", "is a TensorFlow SavedModel"),
        (
            "photo.jpg",
            b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf",
            "an AVIF picture, which cannot be read here. Open it in an image viewer",
        ),
        ("photo.png", b"hello", "is not a picture, whatever its name says"),
        ("letter.txt", b"hello", "is of an unknown kind. Lessons (.menagerie)"),
        ("nothing", b"", "is empty"),
        ("half.zip", b"PK\x03\x04half", "is not complete"),
        ("pictures.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "is a 7z archive. Unpack it and open the folder"),
        (
            "clip.webm",
            b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm",
            "is a video",
        ),
    ] {
        let path = scratch.join(name);
        fs::write(&path, bytes).unwrap();
        let said = refusal(&path);
        assert!(said.contains(expected), "{name}: {said}");
    }
    assert!(matches!(open(&scratch.join("missing.zip")), Err(ImportError::Io { .. })));
}

#[test]
fn foreign_letters_do_not_stop_anybody() {
    let scratch = Scratch::new("letters");
    let mut bytes = archive(&[("Xpfel/0.png", &png(1)), ("Birnen/0.png", &png(2))]);
    for at in 0..bytes.len() - 5 {
        if bytes[at..].starts_with(b"Xpfel") {
            bytes[at] = 0x8e;
        }
    }
    let path = scratch.join("old.zip");
    fs::write(&path, bytes).unwrap();
    assert_eq!(listed(pictures(&path)), ["Birnen old.zip/Birnen/0.png", "Äpfel old.zip/Äpfel/0.png"]);
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let folder = scratch.join("folder").join(std::ffi::OsStr::from_bytes(b"\x8epfel"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("0.png"), png(1)).unwrap();
        assert_eq!(listed(pictures(&scratch.join("folder"))), ["\u{fffd}pfel folder/\u{fffd}pfel/0.png"]);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_followed() {
    use std::os::unix::fs::symlink;
    let scratch = Scratch::new("links");
    scratch.with(&[("secret/0.png", &png(1)), ("set/Pens/0.png", &png(2))]);
    let set = scratch.join("set");
    symlink(scratch.join("secret"), set.join("Books")).unwrap();
    symlink(scratch.join("secret/0.png"), set.join("Pens/1.png")).unwrap();
    symlink(set.join("Pens"), set.join("Loop")).unwrap();
    symlink(set.join("Pens/0.png"), set.join("Pens/2.png")).unwrap();
    symlink("nowhere", set.join("Pens/3.png")).unwrap();
    assert_eq!(listed(pictures(&set)), ["Pens set/Pens/0.png", "Pens set/Pens/2.png"]);
}

#[test]
fn hostile_archives_are_refused_and_write_nothing() {
    let scratch = Scratch::new("hostile");
    for (name, entries, expected) in [
        ("slip.zip", &[("../slipped.png", &png(1)[..])][..], "entry `../slipped.png` leads out of the archive"),
        ("absolute.zip", &[("/slipped.png", &png(1))], "has an absolute name"),
    ] {
        let said = refusal(&zipped(&scratch, name, entries));
        assert!(said.contains(expected), "{said}");
    }
    let zeros = vec![0; 70 << 20];
    let found = listed(pictures(&zipped(&scratch, "bomb.zip", &[("A/0.png", &zeros), ("A/1.png", &png(1))])));
    assert!(found[0].contains("`A/0.png`") || found[1].starts_with("A "), "{found:?}");
    let names: Vec<String> = (0..100_001).map(|number| format!("{number}.png")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let said = refusal(&zipped(&scratch, "many.zip", &entries));
    assert!(said.contains("it claims 100001 entries, but at most 100000 are allowed"), "{said}");
    assert_eq!(files_below(&scratch.0).len(), 4);
}

#[test]
fn no_cut_and_no_flipped_byte_makes_it_panic() {
    let whole = archive(&[
        ("samples/0_0.png", &png(1)),
        ("metadata.json", br#"{"labels": ["Pens"]}"#),
        ("behaviours.json", br#"{"behaviours": [{"label": "Pens", "text": {"text": "A pen!"}}]}"#),
    ]);
    let read = |bytes: Vec<u8>| {
        if let Ok(Document::Pictures(pictures)) = menagerie_project::open_zip_bytes(bytes, "odd.zip") {
            drop(pictures.collect::<Vec<_>>());
        }
    };
    for at in 0..whole.len() {
        read(whole[..at].to_vec());
        for flip in [0x01, 0x40, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            read(bytes);
        }
    }
}

#[test]
fn ready_made_sets_are_listed_and_wrong_ones_explained() {
    let scratch = Scratch::new("sets");
    let about = br#"{"name": "Fruit", "sentence": "Three kinds of fruit.", "licence": "CC0"}"#;
    scratch.with(&[
        ("fruit/set.json", about),
        ("fruit/teach/Apple/0.png", &png(1)),
        ("fruit/test/Apple/1.png", &png(2)),
        ("fruit/never/2.png", &png(3)),
        ("bare/set.json", about),
        ("wrong/set.json", b"{\n\"name\": 1\n}"),
        ("wrong/teach/A/0.png", &png(1)),
        ("other/readme.txt", b"x"),
    ]);
    let (sets, refused) = list_sets(&scratch.0);
    assert_eq!(sets.len(), 1);
    assert_eq!((sets[0].0.clone(), sets[0].1.name.as_str()), (scratch.join("fruit"), "Fruit"));
    let refused: Vec<String> = refused.iter().map(ToString::to_string).collect();
    assert!(refused[0].contains("bare/set.json: there is no folder `teach`"), "{refused:?}");
    assert!(
        refused[1].contains("wrong/set.json: invalid type: integer `1`, expected a string at line 2"),
        "{refused:?}"
    );
    assert!(read_set(&scratch.join("other")).unwrap_err().to_string().contains("other/set.json: opening failed"));
    assert_eq!(
        listed(pictures(&scratch.join("fruit"))),
        ["Apple fruit/teach/Apple/0.png", "test Apple fruit/test/Apple/1.png"]
    );
    assert!(list_sets(&scratch.join("nowhere")).0.is_empty());
}
