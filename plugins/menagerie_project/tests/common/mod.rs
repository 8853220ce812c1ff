//! What the tests of this crate share: folders that go away, small pictures, archives.
#![allow(dead_code, reason = "every test is a program of its own and needs another part")]

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use menagerie_lesson::{ClassId, EMBEDDING_LEN, HeadKind, LinearHead, RecordingId, Split};
use menagerie_project::Project;
use safetensors::Dtype;
use safetensors::tensor::TensorView;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A new folder; gone when the test is over.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("menagerie-project-{name}-{}-{number}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes files, folders and all.
    pub(crate) fn with(&self, files: &[(&str, &[u8])]) -> &Path {
        for (name, bytes) in files {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A picture whose pixels depend on a number, as a PNG file.
pub(crate) fn png(number: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixel = |x: u32, y: u32| image::Rgb([number, (x * 40) as u8, (y * 40) as u8]);
    image::RgbImage::from_fn(6, 5, pixel).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The same as a JPEG file.
pub(crate) fn jpeg(number: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(6, 5, image::Rgb([number, 90, 20]));
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

pub(crate) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(crate) fn head() -> LinearHead<String> {
    let row = |seed: usize| (0..EMBEDDING_LEN).map(|i| ((i * seed) % 11) as f32 * 0.01).collect();
    LinearHead {
        kind: HeadKind::Ridge,
        labels: vec!["Pens".into(), "Bücher".into()],
        weights: vec![row(3), row(5)],
        intercepts: vec![0.25, -0.5],
        sharpness: 12.5,
    }
}

/// A head's file as format 1 had it.
pub(crate) fn head_of_format_1() -> Vec<u8> {
    let numbers = vec![0_u8; 2 * 1280 * 4];
    let about = serde_json::json!({ "kind": "ridge", "labels": ["Pens", "Bücher"], "sharpness": 12.5 }).to_string();
    let tensors = [
        ("weights", TensorView::new(Dtype::F32, vec![2, 1280], &numbers).unwrap()),
        ("intercepts", TensorView::new(Dtype::F32, vec![2], &numbers[..8]).unwrap()),
    ];
    safetensors::serialize(tensors, Some([("head".to_owned(), about)].into())).unwrap()
}

/// An embeddings' file as format 1 had it.
pub(crate) fn embeddings_of_format_1() -> Vec<u8> {
    let (numbers, id) = (vec![0_u8; 1280 * 4], 1_u64.to_le_bytes());
    let tensors = [
        ("embeddings", TensorView::new(Dtype::F32, vec![1, 1280], &numbers).unwrap()),
        ("ids", TensorView::new(Dtype::U64, vec![1], &id).unwrap()),
    ];
    safetensors::serialize(tensors, None).unwrap()
}

/// The creatures that new classes get, in turn.
pub(crate) fn creatures() -> Vec<String> {
    ["green", "purple", "orange"].map(String::from).to_vec()
}

/// A lesson of two classes with everything that a file can hold.
pub(crate) fn lesson() -> Project {
    let mut project = Project { name: "Pens and books".into(), ..Project::default() };
    for name in ["Pens", "Bücher"] {
        project.class_or_new(name, &creatures());
    }
    project.classes[0].says = "A pen!".into();
    project.classes[1].enabled = false;
    for number in 0..6_u8 {
        let split = if number % 3 == 2 { Split::Test } else { Split::Teach };
        let file = if number % 2 == 0 { png(number) } else { jpeg(number) };
        project.add_picture(ClassId(u16::from(number % 2)), split, "camera", file.into());
    }
    for (place, recording) in [(0, 0), (1, 7), (2, 7), (3, u64::MAX / 2)] {
        project.pictures[place].recording = Some(RecordingId(recording));
    }
    project.pictures[1].embedding = Some((0..EMBEDDING_LEN).map(|i| i as f32 * 0.5).collect());
    project.settings.training.epochs = 70;
    project.settings.threshold = 0.8;
    project.embedded_by = Some("a network".into());
    project.head = Some(head());
    project
}

/// Every file below a folder, with its bytes.
pub(crate) fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
