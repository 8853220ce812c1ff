//! The brain: from a frame to an answer, teaching, nearest neighbours, training.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use menagerie_brain::{
    Backbone, Classifier, Device, Embedding, Example, ExampleBank, GradientNetwork, GradientRule, Head, INPUT_PX,
    KnnTrainer, NetworkDevice, NetworkInput, Neuron, REASON_LAYERS,
};
use menagerie_core::prelude::{FrameCoding, RawFrame};
use menagerie_inside::WALK;
use menagerie_learning::load_backbone;
use menagerie_lesson::{ClassId, EMBEDDING_LEN, ExampleId, HeadChoice, HeadKind, Layer, LessonSettings};

use crate::Settings;
use crate::rows::{ENOUGH_FOR_P99, Measured, Table, samples, time, time_both};

/// Adds this file's rows.
pub(crate) fn measure(settings: &Settings, table: &mut Table) -> Result<(), String> {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models/efficientnet-lite0");
    let backbone = load_backbone(&model, &NetworkDevice::Cpu { threads: 1 })?;
    let runs = if settings.quick { 20 } else { ENOUGH_FOR_P99 };
    from_frame_to_answer(&backbone, runs, table)?;
    looking_inside(&model, &backbone, runs, table)?;
    nearest_neighbours(settings, runs, table)?;
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
    let look = || prepare().and_then(|input| backbone.forward(&input).ok());
    let mut classifier = taught(HeadChoice::Ridge, 3, 30)?;
    let [whole, alone] = time_both(
        runs,
        || drop(black_box(look().map(|output| classifier.answer(&output.embedding)))),
        || drop(black_box(backbone.forward(&input))),
    );
    let peer = "the network alone, 1 thread";
    table.add_against("frame (640 x 480 YUYV) in, prediction out, CPU, 1 thread", "ms", whole, peer, alone.median);

    // Ridge regression takes longer with every picture, so that few are taught before it begins anew.
    let different = bank(3, 180)?.examples()[90..].to_vec();
    let mut taught_ms = Vec::new();
    while taught_ms.len() < runs {
        let mut classifier = taught(HeadChoice::Ridge, 3, 30)?;
        let mut next = different.iter().cycle();
        let mut teach = || {
            // Looked at is the same frame each time; what is taught differs, as pictures do.
            if let (Some(output), Some(example)) = (look(), next.next()) {
                classifier.teach(example.class, example.embedding.clone());
                drop(black_box(classifier.answer(&output.embedding)));
            }
        };
        taught_ms.extend(samples(runs.min(80), &mut teach));
    }
    let name = "teaching one picture until it counts, 3 classes, 90 to 180 pictures";
    table.add_against(name, "ms", Measured::of(taught_ms), peer, alone.median);
    Ok(())
}

/// What each view of the screen inside costs beside a look that nobody watches.
fn looking_inside(model: &Path, backbone: &Backbone, runs: usize, table: &mut Table) -> Result<(), String> {
    let pixels: Vec<u8> = (0..INPUT_PX * INPUT_PX * 3).map(|byte| (byte / 29 * 37 % 251) as u8).collect();
    let side = INPUT_PX as u32;
    let input = NetworkInput::from_rgb(&pixels, side, side).map_err(|error| error.to_string())?;
    let mut classifier = taught(HeadChoice::Ridge, 3, 30)?;
    let head = classifier.linear_head().ok_or("ridge regression is linear")?;
    let unwatched = || drop(black_box(backbone.forward(&input)));
    let peer = "a look that nobody watches";
    for layer in WALK {
        let watched = || drop(black_box(backbone.forward_with_maps(&input, &[layer])));
        let [watched, alone] = time_both(runs, watched, unwatched);
        table.add_against(
            &format!("a look while {layer} is watched, CPU, 1 thread"),
            "ms",
            watched,
            peer,
            alone.median,
        );
    }
    let reasons = || {
        let looked = backbone.forward_with_maps(&input, &REASON_LAYERS).ok();
        drop(black_box(looked.and_then(|(output, maps)| Backbone::reasons(&head, &output.embedding, &maps))));
    };
    let [reasons, alone] = time_both(runs, reasons, unwatched);
    table.add_against("a look with the reasons of its answer, 3 classes", "ms", reasons, peer, alone.median);
    let weights = std::fs::read(model.join("weights.safetensors")).map_err(|error| error.to_string())?;
    let network = GradientNetwork::from_safetensors(&weights).map_err(|error| error.to_string())?;
    let neuron = Neuron::Channel(Layer::Head, 0);
    let back = || drop(black_box(network.gradient(&input, neuron, GradientRule::Guided, &|| true)));
    let [back, alone] = time_both(runs.min(40), back, unwatched);
    table.add_against("what in a picture excites a neuron of the last layer", "ms", back, peer, alone.median);
    Ok(())
}

fn nearest_neighbours(settings: &Settings, runs: usize, table: &mut Table) -> Result<(), String> {
    let question = embedding(7)?;
    let mut before = None;
    for examples in [100, 1_000, 10_000, if settings.quick { 20_000 } else { 100_000 }] {
        let head = KnnTrainer::new().fit(&bank(10, examples)?);
        let found = time(runs, || drop(black_box(head.probabilities(&question))));
        let name = format!("nearest neighbours among {examples} examples, 10 classes");
        match before {
            // Linear growth is a ratio of ten.
            Some((fewer, theirs)) => table.add_against(&name, "ms", found, &format!("{fewer} examples"), theirs),
            None => table.add(&name, "ms", found),
        }
        before = Some((examples, found.median));
    }
    let mut few = None;
    for classes in [2, 100, 1_000, 2_000] {
        let head = KnnTrainer::new().fit(&bank(classes, 4_000)?);
        let found = time(runs, || drop(black_box(head.probabilities(&question))));
        let name = format!("nearest neighbours among 4000 examples, {classes} classes");
        match few {
            Some(theirs) => table.add_against(&name, "ms", found, "2 classes", theirs),
            None => table.add(&name, "ms", found),
        }
        few.get_or_insert(found.median);
    }
    Ok(())
}

/// The way of the exhibit's worker: the lesson as a whole with the settings of the beginning, a head that answers at once,
/// then slice after slice until softmax regression has converged on the pictures not kept back and on all of them.
fn training(settings: &Settings, table: &mut Table) -> Result<(), String> {
    for (classes, shots) in [(3, 30), (20, 200)] {
        let examples = bank(classes, usize::from(classes) * shots)?.examples().to_vec();
        let learn = || {
            let mut classifier = untaught(HeadChoice::Auto);
            classifier.fit(ExampleBank::from_examples(examples.clone()));
            classifier
        };
        let train = || {
            let mut classifier = learn();
            classifier.train(|_| ());
            classifier.linear_head()
        };
        // Where `auto` stays with another head there is nothing to train, and nothing would be measured.
        if train().is_none_or(|head| head.kind != HeadKind::Softmax) {
            return Err(format!("{classes} x {shots} pictures are not learned by the softmax head"));
        }
        let runs = if settings.quick || classes > 3 { 3 } else { ENOUGH_FOR_P99 };
        let [trained, at_once] =
            time_both(runs, || drop(black_box(train())), || drop(black_box(learn().linear_head())));
        // The only head that is no linear one.
        let meanwhile = learn().linear_head().map_or(HeadKind::Knn, |head| head.kind);
        let name = format!("training slice by slice until it ends, {classes} x {shots} pictures");
        let peer = format!("{}, which answers meanwhile", meanwhile.name());
        table.add_against(&name, "ms", trained, &peer, at_once.median);
    }
    Ok(())
}

/// A classifier with so many examples a class.
fn taught(choice: HeadChoice, classes: u16, shots: usize) -> Result<Classifier, String> {
    let mut classifier = untaught(choice);
    classifier.fit(bank(classes, usize::from(classes) * shots)?);
    Ok(classifier)
}

fn untaught(head: HeadChoice) -> Classifier {
    Classifier::new(&Device::flex(), LessonSettings { head, ..LessonSettings::default() }, Arc::default())
}

/// So many examples, of the classes in turn. Built as the exhibit builds it, with ids of its own.
fn bank(classes: u16, examples: usize) -> Result<ExampleBank, String> {
    let examples = (0..examples).map(|example| {
        let class = (example % usize::from(classes)) as u16;
        Ok(Example::new(ExampleId(example as u64), ClassId(class), embedding_of(class, example)?))
    });
    Ok(ExampleBank::from_examples(examples.collect::<Result<_, String>>()?))
}

/// Numbers of the size that the network gives, different for each seed and always the same.
pub(crate) fn embedding(seed: usize) -> Result<Embedding, String> {
    Embedding::new(numbers(seed).take(EMBEDDING_LEN).collect()).map_err(|error| error.to_string())
}

/// About half of it is what every picture of the class has: there is something to learn, and no two are one view. Cosines
/// are 0.82 within a class and 0.64 between classes; photographs of things have about the same.
fn embedding_of(class: u16, picture: usize) -> Result<Embedding, String> {
    let mut own = numbers(picture);
    let mut own = || own.next().unwrap_or_default();
    let of_class = numbers(usize::MAX - usize::from(class));
    let mixed = of_class.map(|shared| if own() < MIDDLE_NUMBER { shared } else { own() });
    Embedding::new(mixed.take(EMBEDDING_LEN).collect()).map_err(|error| error.to_string())
}

/// Half of [`numbers`] lie below.
const MIDDLE_NUMBER: f32 = 0.75;

/// Numbers in 0..6, most of them small.
fn numbers(seed: usize) -> impl Iterator<Item = f32> {
    let mut state = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    std::iter::repeat_with(move || {
        // xorshift64 (Marsaglia 2003)
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        6.0 * ((state >> 40) as f32 / (1 << 24) as f32).powi(3)
    })
}
