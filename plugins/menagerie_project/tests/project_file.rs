//! The project's file: it comes back as it went in, and whatever is wrong with it is said.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::io::{Cursor, Write};

use common::{Scratch, archive, creatures, embeddings_of_format_1, files_below, head, head_of_format_1, lesson, png};
use menagerie_lesson::{
    CAMERA, ClassOutput, EMBEDDING_LEN, ExampleId, OutputFile, Picture, RecordingId, decode_picture,
};
use menagerie_project::{Opened, Project, ProjectError, ProjectPicture, open_newest, save};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The entries of a project's file.
fn entries(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// A lesson's file with one entry changed.
fn with_entry(name: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut entries = entries(lesson().to_bytes().unwrap());
    let place = entries.iter().position(|(other, _)| other == name).unwrap();
    let old = std::mem::take(&mut entries[place].1);
    entries[place].1 = change(old);
    let borrowed: Vec<(&str, &[u8])> = entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    archive(&borrowed)
}

fn with_list(change: impl FnOnce(&mut serde_json::Value)) -> Vec<u8> {
    with_entry("project.json", |text| {
        let mut list = serde_json::from_slice(&text).unwrap();
        change(&mut list);
        serde_json::to_vec(&list).unwrap()
    })
}

fn refusal(bytes: Vec<u8>) -> String {
    Project::from_bytes(bytes, "odd.menagerie").unwrap_err().to_string()
}

#[test]
fn a_lesson_comes_back_as_it_went_in_and_is_always_the_same_file() {
    let lesson = lesson();
    let bytes = lesson.to_bytes().unwrap();
    assert_eq!(bytes, lesson.to_bytes().unwrap());
    let read = Project::from_bytes(bytes.clone(), "lesson").unwrap();
    assert_eq!(read, lesson);
    assert_eq!(read.to_bytes().unwrap(), bytes);
    let empty = Project::default();
    assert_eq!(Project::from_bytes(empty.to_bytes().unwrap(), "empty").unwrap(), empty);
}

#[test]
fn somebodys_own_picture_and_sound_come_back_and_one_that_is_missing_or_something_else_is_told() {
    let mut lesson = lesson();
    let own = |bytes: &[u8]| ClassOutput::own(OutputFile::new(bytes, "x").unwrap());
    lesson.classes[0].outputs = vec![ClassOutput::new("lamp"), own(b"GIF89a moves")];
    lesson.classes[1].outputs = vec![own(b"RIFF\0\0\0\0WAVEfmt ")];
    let bytes = lesson.to_bytes().unwrap();
    let read = Project::from_bytes(bytes.clone(), "lesson").unwrap();
    let files = |project: &Project| -> Vec<(String, Vec<u8>)> {
        let outputs = project.classes.iter().flat_map(|class| &class.outputs);
        outputs
            .map(|output| {
                (output.kind.clone(), output.file.clone().map(|file| file.bytes.to_vec()).unwrap_or_default())
            })
            .collect()
    };
    assert_eq!(files(&read), files(&lesson));
    assert_eq!(read.to_bytes().unwrap(), bytes, "the same again");
    let names: Vec<String> = entries(bytes.clone()).into_iter().map(|(name, _)| name).collect();
    let id = lesson.classes[0].id.0;
    assert!(names.contains(&format!("outputs/{id}-1.gif")), "{names:?}");
    let changed = |change: fn(&[u8]) -> Option<&[u8]>| {
        let entries = entries(bytes.clone());
        let kept = entries.iter().filter_map(|(name, bytes)| {
            Some((name.as_str(), if name.ends_with(".gif") { change(bytes)? } else { bytes }))
        });
        refusal(archive(&kept.collect::<Vec<_>>()))
    };
    assert!(changed(|_| None).contains("outputs/"), "{}", changed(|_| None));
    assert!(changed(|_| Some(b"words")).contains("neither a picture nor a sound"));
}

#[test]
fn a_file_of_version_1_opens_its_numbers_are_passed_over_and_its_mirror_images_turned() {
    let mut expected = lesson();
    (expected.head, expected.embedded_by) = (None, None);
    for picture in &mut expected.pictures {
        (picture.recording, picture.embedding) = (None, None);
    }
    // Left and right differ in it; one of them came from a file.
    let arrow = Picture::new(2, 1, vec![200, 0, 0, 0, 0, 90]).unwrap();
    expected.pictures[0].file = arrow.to_png().unwrap().into();
    expected.pictures[1].file = arrow.to_png().unwrap().into();
    expected.pictures[1].source = "arrow.png".into();
    let mut old = entries(expected.to_bytes().unwrap());
    let mut list: serde_json::Value = serde_json::from_slice(&old[0].1).unwrap();
    list["version"] = 1.into();
    old[0].1 = serde_json::to_vec(&list).unwrap();
    old.push(("embeddings.safetensors".into(), embeddings_of_format_1()));
    old.push(("head.safetensors".into(), head_of_format_1()));
    let borrowed: Vec<(&str, &[u8])> = old.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let scratch = Scratch::new("version-1");
    let path = scratch.join("old.menagerie");
    std::fs::write(&path, archive(&borrowed)).unwrap();
    let (read, opened) = open_newest(&path).unwrap();
    assert_eq!(opened, Opened::Newest);
    for (read, kept) in read.pictures.iter().zip(&expected.pictures) {
        let [now, before] = [read, kept].map(|picture| decode_picture(&picture.file, &picture.source).unwrap());
        assert_eq!(now, if read.source == CAMERA { before.mirrored() } else { before });
    }
    let turned = |place: usize| decode_picture(&read.pictures[place].file, "arrow").unwrap() == arrow.mirrored();
    assert!(turned(0) && !turned(1), "a camera's picture stood as in a mirror, a file's as it is");
    assert_eq!(read.pictures[0].source, CAMERA);
    expected.pictures.clone_from(&read.pictures);
    assert_eq!(read, expected);
    // Saved again it is of the newest version, and the old file is the one kept before it.
    save(&expected, &path).unwrap();
    let list: serde_json::Value = serde_json::from_slice(&entries(std::fs::read(&path).unwrap())[0].1).unwrap();
    assert_eq!(list["version"], 3);
    assert_eq!(std::fs::read(scratch.join("old.menagerie.bak")).unwrap(), archive(&borrowed));
}

#[test]
fn recordings_come_back_and_are_left_out_where_there_are_none() {
    let scratch = Scratch::new("recordings");
    let path = scratch.join("lesson.menagerie");
    save(&lesson(), &path).unwrap();
    let pictures = open_newest(&path).unwrap().0.pictures;
    let recordings: Vec<Option<u64>> = pictures.iter().map(|picture| picture.recording.map(|id| id.0)).collect();
    assert_eq!(recordings, [Some(0), Some(7), Some(7), Some(u64::MAX / 2), None, None]);
    let list: serde_json::Value = serde_json::from_slice(&entries(std::fs::read(&path).unwrap())[0].1).unwrap();
    assert_eq!(list["pictures"][1]["recording"], 7);
    assert!(list["pictures"][4].get("recording").is_none());
    let mut odd = lesson();
    odd.pictures[2].recording = Some(RecordingId(u64::MAX));
    let said = save(&odd, &path).unwrap_err().to_string();
    assert!(said.contains("cannot be written: `recording` of picture 2 is 18446744073709551615"), "{said}");
    assert_eq!(open_newest(&path).unwrap(), (lesson(), Opened::Newest));
}

#[test]
fn what_a_file_does_not_say_has_its_default() {
    let list = br#"{"format": "menagerie project", "version": 1, "later": true, "pictures": [],
        "classes": [{"id": 3, "name": "Pens", "later": 1}], "settings": {"epochs": 7, "later": 1}}"#;
    let read = Project::from_bytes(archive(&[("project.json", list)]), "short").unwrap();
    assert_eq!((read.classes[0].enabled, read.classes[0].color, read.classes[0].says.as_str()), (true, [128; 3], ""));
    assert_eq!((read.settings.training.epochs, read.settings.training.validation_share), (7, 0.15));
}

#[test]
fn settings_out_of_range_are_brought_into_it() {
    let bytes = with_list(|list| {
        list["settings"] = serde_json::json!({
            "head": "magic", "epochs": 9_000_000_000_u64, "batch_size": 9_000_000_000_u64, "learning_rate": -4.0,
            "validation_share": 7.5, "threshold": -1.0
        });
    });
    let settings = Project::from_bytes(bytes, "odd").unwrap().settings;
    let training = settings.training;
    assert_eq!((settings.head.name(), training.epochs, training.batch_size), ("auto", 10_000, 100_000));
    assert_eq!((training.learning_rate, training.validation_share, settings.threshold), (1e-6, 0.5, 0.0));
}

#[test]
fn every_wrong_list_is_explained() {
    for (change, expected) in [
        ((|list| list["format"] = "zoo".into()) as fn(&mut serde_json::Value), "the format is `zoo`"),
        (|list| list["version"] = 4.into(), "has format 4, this program reads up to 3"),
        (|list| list["version"] = "x".into(), "project.json: invalid type"),
        (|list| list["classes"][1]["id"] = 0.into(), "class 0 appears twice"),
        (|list| list["classes"][1]["id"] = 70_000.into(), "70000"),
        (|list| list["pictures"][1]["id"] = 0.into(), "picture 0 appears twice"),
        (|list| list["pictures"][1]["class"] = 9.into(), "picture 1 belongs to class 9, which does not exist"),
        (|list| list["pictures"][1]["entry"] = list["pictures"][0]["entry"].clone(), "two pictures"),
        (|list| list["pictures"][1]["entry"] = "../x".into(), "no entry `../x`"),
        (
            |list| list["pictures"][2]["recording"] = (1_u64 << 63).into(),
            "`recording` of picture 2 is 9223372036854775808",
        ),
        (|list| list["pictures"][2]["recording"] = (-3).into(), "`recording` of picture 2 is -3, not a whole number"),
        (|list| list["pictures"][2]["recording"] = 1.5.into(), "`recording` of picture 2 is 1.5, not a whole number"),
        (|list| list["pictures"][1]["part"] = "other".into(), "unknown variant `other`"),
        (|list| list["classes"][0]["name"] = "x".repeat(1001).into(), "class 0 is too long"),
        (
            |list| {
                let class = |id| serde_json::json!({ "id": id, "name": "x" });
                list["classes"] = (0..1001).map(class).collect();
            },
            "1001 classes are too many",
        ),
    ] {
        let said = refusal(with_list(change));
        assert!(said.starts_with("odd.menagerie: ") && said.contains(expected), "{expected}: {said}");
    }
    assert!(refusal(archive(&[("other.txt", b"x")])).contains("no entry `project.json`"));
    assert!(refusal(b"PK no zip at all".to_vec()).contains("is not complete"));
    assert!(
        refusal(with_entry("pictures/3.jpg", |_| b"GIF89a".to_vec())).contains("pictures/3.jpg: is not a JPEG or PNG")
    );
}

#[test]
fn a_damaged_head_or_embedding_is_made_again_and_the_pictures_come() {
    let read = |entry: &str, change: &dyn Fn(Vec<u8>) -> Vec<u8>| {
        Project::from_bytes(with_entry(entry, change), "odd.menagerie").unwrap()
    };
    let whole = lesson();
    let nan = |mut bytes: Vec<u8>| {
        let end = bytes.len();
        bytes[end - 12..end - 8].copy_from_slice(&f32::NAN.to_le_bytes());
        bytes
    };
    let cut = |bytes: Vec<u8>| bytes[..40].to_vec();
    for project in [
        read("head.safetensors", &nan),
        read("head.safetensors", &cut),
        read("head.safetensors", &|_| head_of_format_1()),
    ] {
        assert_eq!(project, Project { head: None, ..whole.clone() });
    }
    let kept = |project: &Project| project.pictures.iter().filter(|picture| picture.embedding.is_some()).count();
    let one_lost = read("embeddings.safetensors", &nan);
    assert_eq!((kept(&one_lost), one_lost.pictures.len()), (kept(&whole) - 1, whole.pictures.len()));
    for project in [read("embeddings.safetensors", &cut), read("embeddings.safetensors", &|_| embeddings_of_format_1())]
    {
        assert_eq!((kept(&project), project.pictures.len()), (0, whole.pictures.len()));
        assert_eq!(project.embedded_by, None);
    }
}

#[test]
fn a_wrong_value_is_named_with_what_it_may_be() {
    let said = refusal(with_list(|list| list["settings"] = serde_json::json!({ "epochs": -5 })));
    assert!(
        said.contains("the setting `epochs`: invalid value: integer `-5`") && said.contains("choose 1 to 10000"),
        "{said}"
    );
    let said = refusal(with_list(|list| list["settings"] = serde_json::json!({ "learning_rate": "fast" })));
    assert!(said.contains("the setting `learning_rate`") && said.contains("more than 0, at most 10"), "{said}");
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let scratch = Scratch::new("unwritable");
    let path = scratch.join("lesson.menagerie");
    save(&lesson(), &path).unwrap();
    let mut broken = lesson();
    broken.pictures[2].file = b"no picture".as_slice().into();
    let said = save(&broken, &path).unwrap_err().to_string();
    assert!(said.contains("picture 2 is not a JPEG or PNG picture"), "{said}");
    assert_eq!(open_newest(&path).unwrap(), (lesson(), Opened::Newest));
    assert_eq!(files_below(&scratch.0).len(), 1);
    // What can be made again is no reason to lose the rest.
    let mut odd = lesson();
    odd.head = Some(menagerie_lesson::LinearHead { sharpness: f32::NAN, ..head() });
    odd.pictures[0].embedding = Some(vec![f32::NAN; EMBEDDING_LEN].into());
    odd.pictures[1].embedding = Some(vec![1.0; 1280].into());
    let read = Project::from_bytes(odd.to_bytes().unwrap(), "odd").unwrap();
    assert!(read.head.is_none() && read.pictures.iter().all(|picture| picture.embedding.is_none()));
}

#[test]
fn no_cut_and_no_flipped_byte_makes_it_panic_or_write() {
    let mut small = Project::default();
    let class = small.class_or_new("Pens", &creatures());
    small.add_picture(class, menagerie_lesson::Split::Teach, "camera", png(1).into());
    small.head = None;
    let whole = small.to_bytes().unwrap();
    for at in 0..whole.len() {
        drop(Project::from_bytes(whole[..at].to_vec(), "cut"));
        for flip in [0x01, 0x80, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            drop(Project::from_bytes(bytes, "flipped"));
        }
    }
}

#[test]
fn hostile_archives_are_refused_by_entry() {
    let said = refusal(archive(&[("project.json", b"{}"), ("../../out.png", b"x")]));
    assert!(said.contains("entry `../../out.png` leads out of the archive"), "{said}");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("project.json", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"{}").unwrap();
    writer.add_symlink("pictures/0.png", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert!(refusal(writer.finish().unwrap().into_inner()).contains("`pictures/0.png` is a link"));
    // A list that unpacks without end.
    let said = refusal(archive(&[("project.json", &vec![b' '; 80 << 20])]));
    assert!(said.contains("entry `project.json` unpacks to more than"), "{said}");
}

#[test]
fn the_one_before_opens_when_the_newest_cannot() {
    let scratch = Scratch::new("previous");
    let path = scratch.join("lesson.menagerie");
    assert!(matches!(open_newest(&path), Err(ProjectError::Io { .. })));
    let (first, second) = (lesson(), Project { name: "second".into(), ..lesson() });
    save(&first, &path).unwrap();
    save(&second, &path).unwrap();
    let whole = std::fs::read(&path).unwrap();
    for damaged in [&whole[..whole.len() / 2], b"", &[0; 5000][..]] {
        std::fs::write(&path, damaged).unwrap();
        let (project, opened) = open_newest(&path).unwrap();
        assert_eq!(project, first);
        assert!(matches!(opened, Opened::Previous(reason) if reason.contains("lesson.menagerie")));
    }
    // Saving now must not put the damaged one in the place of the good one before.
    let third = Project { name: "third".into(), ..lesson() };
    save(&third, &path).unwrap();
    assert_eq!(open_newest(&path).unwrap(), (third, Opened::Newest));
    std::fs::remove_file(&path).unwrap();
    assert_eq!(open_newest(&path).unwrap().0, first);
    assert!(scratch.join("lesson.menagerie.damaged-1").exists());
}

#[test]
fn a_later_version_is_not_replaced_by_an_older_one() {
    let scratch = Scratch::new("later");
    let path = scratch.join("lesson.menagerie");
    save(&lesson(), &path).unwrap();
    save(&lesson(), &path).unwrap();
    std::fs::write(&path, with_list(|list| list["version"] = 9.into())).unwrap();
    assert!(matches!(open_newest(&path), Err(ProjectError::TooNew { found: 9, .. })));
}

#[test]
fn a_folder_in_its_place_stays() {
    let scratch = Scratch::new("folder");
    scratch.with(&[("lesson.menagerie/mine.txt", b"mine")]);
    let said = save(&lesson(), &scratch.join("lesson.menagerie")).unwrap_err().to_string();
    assert!(said.contains("it is a folder"), "{said}");
    assert_eq!(files_below(&scratch.0).len(), 1);
}

#[test]
fn a_class_may_be_called_by_any_number() {
    for label in ["4006381333931", "\"123456789012345", "back\\slash \" 99999999999999999999"] {
        let head = head();
        let labels = vec![label.to_owned(), head.labels[1].clone()];
        let mut project = Project { head: Some(menagerie_lesson::LinearHead { labels, ..head }), ..lesson() };
        project.classes[0].name = label.into();
        assert_eq!(Project::from_bytes(project.to_bytes().unwrap(), "numbers.menagerie").unwrap(), project);
    }
}

#[test]
fn a_damaged_picture_keeps_the_newest_from_taking_the_place_of_the_one_before() {
    let scratch = Scratch::new("damaged-picture");
    let path = scratch.join("lesson.menagerie");
    let (first, second) = (lesson(), Project { name: "second".into(), ..lesson() });
    save(&first, &path).unwrap();
    save(&second, &path).unwrap();
    let mut damaged = std::fs::read(&path).unwrap();
    let picture = damaged.windows(8).position(|window| window == b"\x89PNG\r\n\x1a\n").unwrap();
    damaged[picture + 4] ^= 0xff;
    std::fs::write(&path, damaged).unwrap();
    assert_eq!(open_newest(&path).unwrap().0, first);
    save(&second, &path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(open_newest(&path).unwrap().0, first, "the good one is still kept");
}

/// Found by fuzzing.
#[test]
fn embeddings_of_pictures_that_are_not_there_say_nothing() {
    let nobodys = with_list(|list| {
        for (at, picture) in list["pictures"].as_array_mut().unwrap().iter_mut().enumerate() {
            picture["id"] = (9_000 + at).into();
        }
    });
    let project = Project::from_bytes(nobodys, "nobodys.menagerie").unwrap();
    assert!(project.pictures.iter().all(|picture| picture.embedding.is_none()));
    let again = Project::from_bytes(project.to_bytes().unwrap(), "again.menagerie").unwrap();
    assert!(again == project, "{:?} and {:?}", again.embedded_by, project.embedded_by);
}

/// A whole class's lesson: its numbers are longer than what is kept of them while the file is checked.
#[test]
fn a_lesson_of_many_pictures_takes_the_place_of_the_one_before_again_and_again() {
    let dir = Scratch::new("many-pictures");
    let path = dir.join("many.menagerie");
    let mut project = lesson();
    let first = project.pictures[0].clone();
    project.pictures = (0..300).map(|id| ProjectPicture { id: ExampleId(id), ..first.clone() }).collect();
    for name in ["one", "two", "three"] {
        project.name = name.into();
        save(&project, &path).unwrap();
    }
    assert_eq!(open_newest(&path).unwrap().0.name, "three");
    assert_eq!(open_newest(&dir.join("many.menagerie.bak")).unwrap().0.name, "two");
    assert_eq!(files_below(&dir.0).len(), 2, "nothing was set aside as damaged");
}
