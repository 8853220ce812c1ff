//! What people bring: what other programs, phones, browsers, file managers and cloud drives make of pictures and models
//! (`docs/OPENS.md`). Each is opened as what it is, or refused in one sentence.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use common::{Scratch, archive, jpeg, png};
use menagerie_lesson::Split;
use menagerie_project::{Document, ModelExport, Pictures, open};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn pictures(path: &Path) -> Pictures {
    match open(path).unwrap_or_else(|error| panic!("{error}")) {
        Document::Pictures(pictures) => pictures,
        other => panic!("{other:?}"),
    }
}

/// Taught, to validate with and to test with, by class; and what was left out.
fn counted(path: &Path) -> (BTreeMap<String, [usize; 3]>, Vec<String>) {
    let (mut classes, mut left_out) = (BTreeMap::new(), Vec::new());
    for found in pictures(path) {
        match found {
            Ok(found) => {
                let counts: &mut [usize; 3] = classes.entry(found.class.unwrap_or_default()).or_default();
                counts[[Split::Teach, Split::Validate, Split::Test].iter().position(|s| *s == found.split).unwrap()] +=
                    1;
            }
            Err(error) => left_out.push(error.to_string()),
        }
    }
    (classes, left_out)
}

fn check(path: &Path, expected: &[(&str, [usize; 3])]) {
    let (classes, left_out) = counted(path);
    let expected: BTreeMap<String, [usize; 3]> = expected.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
    assert_eq!((classes, left_out), (expected, Vec::new()), "{}", path.display());
}

fn refusal(path: &Path) -> String {
    let said = open(path).unwrap_err().to_string();
    said.strip_prefix(&path.display().to_string()).unwrap_or_else(|| panic!("{said}")).to_owned()
}

fn model(path: &Path) -> ModelExport {
    match open(path).unwrap_or_else(|error| panic!("{error}")) {
        Document::Model(model) => model,
        other => panic!("{other:?}"),
    }
}

fn zipped(scratch: &Scratch, name: &str, entries: &[(&str, &[u8])]) -> PathBuf {
    let path = scratch.join(name);
    fs::write(&path, archive(entries)).unwrap();
    path
}

#[test]
fn a_project_of_teachable_machine_comes_in_the_order_of_its_page() {
    let picture = jpeg(1);
    let manifest = |kind: &str| format!(r#"{{"type":"{kind}","version":"2.4.10","appdata":{{}}}}"#).into_bytes();
    let scratch = Scratch::new("tm");
    let [image, pose, audio, other] = ["image", "pose", "audio", "x-ray"].map(manifest);
    let entries: &[(&str, &[u8])] = &[
        ("Orange -!- new-!-0.jpg", &picture),
        ("Orange -!- new-!-10.jpg", &picture),
        ("Orange -!- new-!-9.jpg", &picture),
        ("りんご-!-0.jpg", &picture),
        ("Banana-!-0.jpg", &picture),
        ("manifest.json", &image),
    ];
    for name in ["project.tm", "project (1).tm", "project.zip"] {
        let found: Vec<_> = pictures(&zipped(&scratch, name, entries)).map(Result::unwrap).collect();
        let classes: Vec<&str> = found.iter().map(|found| found.class.as_deref().unwrap()).collect();
        assert_eq!(classes, ["Orange -!- new", "Orange -!- new", "Orange -!- new", "りんご", "Banana"]);
        assert!(found[1].source.ends_with("-!-9.jpg") && found[2].source.ends_with("-!-10.jpg"));
    }
    for (manifest, words) in [(&pose, "a pose project"), (&audio, "sounds (audio)"), (&other, "of the kind `x-ray`")] {
        let said = refusal(&zipped(&scratch, "other.tm", &[("Up-!-0.jpg", &picture), ("manifest.json", manifest)]));
        assert!(said.contains(words) && said.contains("Only image projects"), "{said}");
    }
    let said = refusal(&zipped(&scratch, "broken.tm", &[("Up-!-0.jpg", &picture), ("manifest.json", b"{")]));
    assert!(said.contains("manifest.json: EOF"), "{said}");
}

#[test]
fn the_samples_of_a_class_bring_its_name_however_they_were_unpacked_or_packed() {
    let picture = jpeg(1);
    let scratch = Scratch::new("samples");
    let one: &[(&str, &[u8])] = &[("0.jpg", &picture), ("1.jpg", &picture)];
    check(&zipped(&scratch, "Class 1-samples.zip", one), &[("Class 1", [2, 0, 0])]);
    // Safari unpacks what it loads; a cloud drive packs what it gives.
    scratch.with(&[
        ("Class 1-samples/0.jpg", &picture),
        ("all/A-samples/0.jpg", &picture),
        ("all/B-samples/0.jpg", &picture),
    ]);
    check(&scratch.join("Class 1-samples"), &[("Class 1", [1, 0, 0])]);
    check(&scratch.join("all"), &[("A", [1, 0, 0]), ("B", [1, 0, 0])]);
    let inner = archive(one);
    let drive: &[(&str, &[u8])] = &[("Class 1-samples.zip", &inner), ("Class 2-samples.zip", &inner)];
    check(&zipped(&scratch, "drive-download.zip", drive), &[("Class 1", [2, 0, 0]), ("Class 2", [2, 0, 0])]);
    let each: &[(&str, &[u8])] = &[("Apples.zip", &inner), ("Pears.zip", &inner)];
    check(&zipped(&scratch, "from-the-drive.zip", each), &[("Apples", [2, 0, 0]), ("Pears", [2, 0, 0])]);
    let sounds = archive(&[("sample-1.webm", b"x"), ("samples.json", b"{}")]);
    fs::write(scratch.join("class_2.zip"), &sounds).unwrap();
    let three: &[(&str, &[u8])] = &[("class_2.zip", &sounds), ("class_3.zip", &sounds)];
    for path in [scratch.join("class_2.zip"), zipped(&scratch, "three-classes.zip", three)] {
        assert!(refusal(&path).contains("sounds of a sound project"), "{}", refusal(&path));
    }
    // Beside pictures an archive is named, not passed over.
    let (classes, left_out) = counted(&zipped(&scratch, "mixed.zip", &[("A/0.jpg", &picture), ("more.zip", &inner)]));
    assert_eq!(classes.len(), 1);
    assert!(left_out[0].contains("more.zip: is an archive among pictures"), "{left_out:?}");
}

#[test]
fn folders_of_datasets_and_leftovers_of_systems_are_understood() {
    let picture = jpeg(1);
    let scratch = Scratch::new("layouts");
    for (top, valid) in [("", "valid"), ("fruit/", "val"), ("fruit/fruit/", "validation_set")] {
        let named = |name: &str| format!("{top}{name}");
        let taken = ["train/A/0.jpg", &format!("{valid}/A/0.jpg"), "test/A/0.jpg"].map(named);
        let leftovers = ["README.txt", "__MACOSX/train/A/._0.jpg", "train/A/.DS_Store", "train/A/Thumbs.db"].map(named);
        let entries: Vec<(&str, &[u8])> = (taken.iter().map(|name| (name.as_str(), picture.as_slice())))
            .chain(leftovers.iter().map(|name| (name.as_str(), &b"x"[..])))
            .collect();
        check(&zipped(&scratch, "set.zip", &entries), &[("A", [1, 1, 1])]);
    }
    // What only looks the same is not the same.
    let entries: &[(&str, &[u8])] =
        &[("A/IMG.jpg", &picture), ("A/IMG.JPG", &picture), ("a/0.jpg", &picture), ("1: Banana/0.jpg", &picture)];
    check(&zipped(&scratch, "names.zip", entries), &[("A", [2, 0, 0]), ("a", [1, 0, 0]), ("1: Banana", [1, 0, 0])]);
}

#[test]
fn pictures_are_told_by_content_and_everything_else_is_called_what_it_is() {
    let (scratch, picture) = (Scratch::new("endings"), jpeg(1));
    let names = ["a.jpg_large", "b.jpe", "c.jfif", "d.JPG", "e", "f.dat", "g.txt"];
    let entries: Vec<(String, &[u8])> = names.map(|name| (format!("A/{name}"), picture.as_slice())).into();
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    check(&zipped(&scratch, "odd.zip", &entries), &[("A", [7, 0, 0])]);
    let avif = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf";
    let (classes, left_out) = counted(&zipped(
        &scratch,
        "phone.zip",
        &[
            ("A/0.jpg", &picture),
            ("A/photo.avif", avif),
            ("A/images.jpeg", avif),
            ("A/photo", avif),
            ("A/page.jpg", b"<!DOCTYPE html>"),
            ("A/empty.jpg", b""),
            ("A/notes.txt", b"for us"),
            ("A/page.html", b"<html>"),
        ],
    ));
    assert_eq!(classes["A"], [1, 0, 0]);
    let words = ["AVIF", "AVIF", "is empty", "web page", "AVIF"];
    assert_eq!(left_out.len(), words.len(), "{left_out:?}");
    for word in words {
        assert!(left_out.iter().any(|said| said.contains(word)), "{word}: {left_out:?}");
    }
}

#[test]
fn archives_are_read_or_refused_once() {
    let (scratch, picture) = (Scratch::new("archives"), png(1));
    for (name, method) in [("bzip2.zip", CompressionMethod::Bzip2), ("zstd.zip", CompressionMethod::Zstd)] {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for entry in ["./A/0.png", "./B/0.png"] {
            writer.start_file(entry, SimpleFileOptions::default().compression_method(method)).unwrap();
            writer.write_all(&picture).unwrap();
        }
        fs::write(scratch.join(name), writer.finish().unwrap().into_inner()).unwrap();
        check(&scratch.join(name), &[("A", [1, 0, 0]), ("B", [1, 0, 0])]);
    }
    // Short data is packed by Deflate64 as by Deflate; only the method's number differs.
    let mut deflate64 = archive(&[("A/0.png", &picture)]);
    for (mark, at) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        let place = deflate64.windows(4).position(|window| window == mark).unwrap();
        deflate64[place + at] = 9;
    }
    fs::write(scratch.join("deflate64.zip"), deflate64).unwrap();
    check(&scratch.join("deflate64.zip"), &[("A", [1, 0, 0])]);
    let lzma = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/odd/lzma.zip");
    check(&lzma, &[("A", [1, 0, 0])]);
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    for (name, bytes, words) in [
        ("pictures.7z", &b"7z\xbc\xaf\x27\x1c\0\x04"[..], "a 7z archive"),
        ("pictures.tar", &tar, "a tar archive"),
        ("pictures.tar.gz", b"\x1f\x8b\x08\0\0\0\0\0", "compressed with gzip (.tar.gz"),
        ("pictures.rar", b"Rar!\x1a\x07\x01\0", "a RAR archive"),
    ] {
        fs::write(scratch.join(name), bytes).unwrap();
        let said = refusal(&scratch.join(name));
        assert!(said.contains(words) && said.ends_with("Unpack it and open the folder"), "{said}");
    }
}

const TOPOLOGY: &str = r#"{"modelTopology": {}, "weightsManifest": [{"paths": ["./weights.bin"],
    "weights": [{"name": "a", "shape": [2, 2], "dtype": "float32"}]}]}"#;
const METADATA: &str = r#"{"labels": ["Jacke", "Mütze"], "modelName": "clothes"}"#;
const WEIGHTS: &[u8] = &[7; 16];

#[test]
fn a_model_is_found_wherever_it_lies_and_several_are_named() {
    let (scratch, picture) = (Scratch::new("models"), png(1));
    let [topology, metadata] = [TOPOLOGY, METADATA].map(str::as_bytes);
    let page: &[(&str, &[u8])] = &[
        ("main/index.html", b"<!DOCTYPE html>"),
        ("main/images/logo.png", &picture),
        ("main/images/example.png", &picture),
        ("main/my_model/model.json", topology),
        ("main/my_model/metadata.json", metadata),
        ("main/my_model/weights.bin", WEIGHTS),
        ("main/my_model/older.bin", &[1; 12]),
    ];
    let found = model(&zipped(&scratch, "page.zip", page));
    assert_eq!((found.name.as_str(), found.weights.as_slice()), ("clothes", WEIGHTS));
    let old: &[(&str, &[u8])] =
        &[("main/my_model/old/model.json", topology), ("main/my_model/old/weights.bin", WEIGHTS)];
    let said = refusal(&zipped(&scratch, "two.zip", &[page, old].concat()));
    assert!(said.contains("2 models: `my_model/model.json`, `my_model/old/model.json`"), "{said}");
    // Folders of classes are a lesson; that a model lies beside them is said.
    let lesson: &[(&str, &[u8])] = &[("main/A/0.png", &picture), ("main/B/0.png", &picture)];
    let (classes, left_out) = counted(&zipped(&scratch, "both.zip", &[&page[3..], lesson].concat()));
    assert_eq!(classes.len(), 2);
    assert!(left_out[0].contains("my_model/model.json: is a model that lies beside the pictures"), "{left_out:?}");
}

#[test]
fn texts_of_editors_and_renamed_files_are_read_where_they_fit() {
    let scratch = Scratch::new("edited");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let with_mark = |text: &str| [b"\xef\xbb\xbf", text.replace('\n', "\r\n").as_bytes()].concat();
    for edit in [&utf16 as &dyn Fn(&str) -> Vec<u8>, &with_mark] {
        let entries: &[(&str, &[u8])] =
            &[("model.json", &edit(TOPOLOGY)), ("metadata.json", &edit(METADATA)), ("weights.bin", WEIGHTS)];
        let found = model(&zipped(&scratch, "edited.zip", entries));
        let metadata: serde_json::Value = serde_json::from_slice(&found.metadata_json.unwrap()).unwrap();
        assert_eq!(metadata["labels"][1], "Mütze");
        serde_json::from_slice::<serde_json::Value>(&found.model_json).unwrap();
    }
    let renamed: &[(&str, &[u8])] = &[("model (1).json", TOPOLOGY.as_bytes()), ("weights (1).bin", WEIGHTS)];
    assert_eq!(model(&zipped(&scratch, "renamed.zip", renamed)).weights, WEIGHTS);
    // Of two that fit, nobody knows which.
    let doubtful = [renamed, &[("copy.bin", WEIGHTS)]].concat();
    assert!(refusal(&zipped(&scratch, "doubtful.zip", &doubtful)).contains("which are not there"));
}
