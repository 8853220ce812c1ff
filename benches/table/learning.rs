//! The brain: from a frame to an answer, teaching, nearest neighbours, training.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use menagerie_brain::{
    Backbone, Classifier, Device, Embedding, ExampleBank, Head, KnnTrainer, NetworkDevice, NetworkInput, fit_head,
};
use menagerie_core::prelude::{FrameCoding, RawFrame};
use menagerie_learning::load_backbone;
use menagerie_lesson::{EMBEDDING_LEN, HeadChoice, HeadKind, LessonSettings};

use crate::Settings;
use crate::rows::{Table, time};

/// Adds this file's rows.
pub(crate) fn measure(settings: &Settings, table: &mut Table) -> Result<(), String> {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models/efficientnet-lite0");
    let backbone = load_backbone(&model, &NetworkDevice::Cpu { threads: 1 })?;
    let runs = if settings.quick { 20 } else { 200 };
    from_frame_to_answer(&backbone, runs, table)?;
    nearest_neighbours(settings, table)?;
    training(settings, table)
}

fn from_frame_to_answer(backbone: &Backbone, runs: usize, table: &mut Table) -> Result<(), String> {
    let bytes = (0..640 * 480 * 2).map(|byte: usize| (40 + byte / 23 % 170) as u8).collect();
    let frame = RawFrame::new(FrameCoding::Yuyv, 640, 480, 0, bytes).map_err(|error| error.to_string())?;
    let prepare = || {
        let square = frame.square();
        NetworkInput::from_rgb(square.rgb(), square.width(), square.height()).ok()
    };
    let input = prepare().ok_or("the frame could not be prepared")?;
    let alone = time(runs, || drop(black_box(backbone.forward(&input))));

    let mut classifier = taught(HeadChoice::Ridge, 3, 30)?;
    let whole = time(runs, || {
        let output = prepare().and_then(|input| backbone.forward(&input).ok());
        drop(black_box(output.map(|output| classifier.answer(&output.embedding))));
    });
    let peer = "the network alone, 1 thread";
    table.add_against("frame (640 x 480 YUYV) in, prediction out, CPU, 1 thread", "ms", whole, peer, alone[0]);

    let mut class = 0;
    let taught = time(runs.min(90), || {
        class = (class + 1) % 3;
        if let Some(output) = prepare().and_then(|input| backbone.forward(&input).ok()) {
            classifier.teach(class, output.embedding.clone());
            drop(black_box(classifier.answer(&output.embedding)));
        }
    });
    table.add_against(
        "teaching one picture until it counts, 3 classes, 90 to 180 pictures",
        "ms",
        taught,
        peer,
        alone[0],
    );
    Ok(())
}

fn nearest_neighbours(settings: &Settings, table: &mut Table) -> Result<(), String> {
    let question = embedding(7)?;
    let mut before = None;
    for examples in [100, 1_000, 10_000, if settings.quick { 20_000 } else { 100_000 }] {
        let head = KnnTrainer::new().fit(&bank(10, examples)?);
        let found = time(if examples > 5_000 { 20 } else { 200 }, || drop(black_box(head.probabilities(&question))));
        let name = format!("nearest neighbours among {examples} examples, 10 classes");
        match before {
            // Linear growth is a ratio of ten.
            Some((fewer, theirs)) => table.add_against(&name, "ms", found, &format!("{fewer} examples"), theirs),
            None => table.add(&name, "ms", found),
        }
        before = Some((examples, found[0]));
    }
    let mut few = None;
    for classes in [2, 100, 1_000, 2_000] {
        let head = KnnTrainer::new().fit(&bank(classes, 4_000)?);
        let found = time(100, || drop(black_box(head.probabilities(&question))));
        let name = format!("nearest neighbours among 4000 examples, {classes} classes");
        match few {
            Some(theirs) => table.add_against(&name, "ms", found, "2 classes", theirs),
            None => table.add(&name, "ms", found),
        }
        few.get_or_insert(found[0]);
    }
    Ok(())
}

fn training(settings: &Settings, table: &mut Table) -> Result<(), String> {
    for (classes, shots) in [(3, 30), (20, 200)] {
        let bank = bank(classes, usize::from(classes) * shots)?;
        let runs = if settings.quick || classes > 3 { 3 } else { 20 };
        let name = format!("training the softmax head to its end, {classes} x {shots} pictures");
        let softmax = time(runs, || drop(black_box(fit_head(HeadKind::Softmax, &bank, &Device::flex()))));
        if bank.len() <= 1_000 {
            let ridge = time(runs, || drop(black_box(fit_head(HeadKind::Ridge, &bank, &Device::flex()))));
            table.add_against(&name, "ms", softmax, "ridge regression, solved", ridge[0]);
        } else {
            table.add(&name, "ms", softmax);
        }
    }
    Ok(())
}

/// A classifier with so many examples a class.
fn taught(choice: HeadChoice, classes: u16, shots: usize) -> Result<Classifier, String> {
    let mut classifier =
        Classifier::new(&Device::flex(), LessonSettings { head: choice, ..LessonSettings::default() }, Arc::default());
    for example in bank(classes, usize::from(classes) * shots)?.examples() {
        classifier.teach(example.class, example.embedding.clone());
    }
    Ok(classifier)
}

fn bank(classes: u16, examples: usize) -> Result<ExampleBank, String> {
    let mut bank = ExampleBank::new();
    for example in 0..examples {
        bank.add((example % usize::from(classes)) as u16, embedding(example)?);
    }
    Ok(bank)
}

/// Numbers of the size that the network gives, different for each seed and always the same.
pub(crate) fn embedding(seed: usize) -> Result<Embedding, String> {
    let mut state = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut number = || {
        // xorshift64 (Marsaglia 2003)
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 24) as f32 * 3.0
    };
    Embedding::new((0..EMBEDDING_LEN).map(|_| number()).collect()).map_err(|error| error.to_string())
}
