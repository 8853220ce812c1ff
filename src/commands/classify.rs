//! `menagerie classify`: what a model sees in photographs: the pretrained network, a project's head, or a model that
//! was taught elsewhere.

use std::path::Path;
use std::process::ExitCode;

use menagerie_brain::{Backbone, ImportedModel, LabelledProbability, NEVER_SEEN_BELOW, parse_tfjs};
use menagerie_core::photographs::{read_as_canvas, read_picture};
use menagerie_project::Document;
use serde::Serialize;

use crate::cli::ClassifyArgs;
use crate::commands::network::{self, LazyExtractor};
use crate::commands::project::Lesson;
use crate::console;

/// Answers of the pretrained network given for each photograph.
const TOP: usize = 5;

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    top: Vec<TopLine<'a>>,
    /// How much it is like what was taught, 0..1; only of a project.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<f32>,
}

/// One of the answers.
#[derive(Serialize)]
struct TopLine<'a> {
    index: usize,
    label: &'a str,
    probability: f32,
}

/// Who is asked.
enum Model {
    Pretrained(Backbone),
    Taught(Box<Lesson>, LazyExtractor),
    Imported(Box<ImportedModel>),
}

/// What is thought of a photograph, best first.
struct Answer {
    top: Vec<LabelledProbability>,
    known: Option<f32>,
}

pub(crate) fn run(args: &ClassifyArgs) -> Result<ExitCode, String> {
    let mut model = match &args.model {
        Some(path) => open(path, LazyExtractor::new(args.device.into()))?,
        None => Model::Pretrained(network::load(args.device.into())?),
    };
    let mut failed = false;
    for path in &args.images {
        match model.ask(path) {
            Ok(answer) => tell(path, &answer, args.json)?,
            Err(error) => {
                failed = true;
                console::error(error);
            }
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Opens a model, or teaches a project.
fn open(path: &Path, mut extractor: LazyExtractor) -> Result<Model, String> {
    let shown = path.display();
    match menagerie_project::open(path).map_err(|error| error.to_string())? {
        Document::Model(export) => {
            let graph = parse_tfjs(&export.model_json, &export.weights, export.metadata_json.as_deref())
                .map_err(|error| format!("{shown}: {error}"))?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let model = ImportedModel::new(graph, &name).map_err(|error| format!("{shown}: {error}"))?;
            Ok(Model::Imported(Box::new(model)))
        }
        Document::Project(mut project, _) => {
            let lesson = Lesson::teach(&mut project, &mut extractor).map_err(|error| format!("{shown}: {error}"))?;
            Ok(Model::Taught(Box::new(lesson), extractor))
        }
        Document::Pictures(_) => Err(format!(
            "{shown}: contains pictures, but no model. Make a project from it with menagerie project import first"
        )),
    }
}

impl Model {
    fn ask(&mut self, path: &Path) -> Result<Answer, String> {
        let labelled = |(index, (label, probability))| LabelledProbability { index, label, probability };
        match self {
            Self::Pretrained(backbone) => {
                let output = network::look(backbone, path)?;
                Ok(Answer { top: backbone.top_k(&output.logits, TOP), known: None })
            }
            Self::Taught(lesson, extractor) => {
                let picture = read_picture(path).map_err(|error| error.to_string())?;
                let answer = lesson.ask(&extractor.embed(&picture, &path.display())?);
                let named = answer.confidence.iter().map(|(class, share)| (lesson.name(*class).to_owned(), *share));
                Ok(Answer { top: best_first(named.enumerate().map(labelled).collect()), known: Some(answer.known) })
            }
            Self::Imported(model) => {
                let picture = read_as_canvas(path).map_err(|error| error.to_string())?;
                let shares = model.probabilities(picture.rgb(), picture.width(), picture.height());
                let shares = shares.map_err(|error| format!("{}: {error}", path.display()))?;
                let named = model.labels().iter().cloned().zip(shares);
                Ok(Answer { top: best_first(named.enumerate().map(labelled).collect()), known: None })
            }
        }
    }
}

fn best_first(mut top: Vec<LabelledProbability>) -> Vec<LabelledProbability> {
    top.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    top
}

fn tell(path: &Path, answer: &Answer, json: bool) -> Result<(), String> {
    if json {
        let top = answer.top.iter();
        let top = top.map(|line| TopLine { index: line.index, label: &line.label, probability: line.probability });
        return console::json(&Line { file: path.display().to_string(), top: top.collect(), known: answer.known });
    }
    let never_seen = answer.known.is_some_and(|known| known < NEVER_SEEN_BELOW);
    console::answer(format_args!(
        "{}{}",
        path.display(),
        if never_seen { ": never seen anything like it" } else { "" }
    ));
    for line in &answer.top {
        console::answer(format_args!("  {:5.1} %  {}", line.probability * 100.0, line.label));
    }
    Ok(())
}
