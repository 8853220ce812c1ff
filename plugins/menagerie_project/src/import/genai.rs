//! Projects of `GenAI` Teachable Machine (University of Eastern Finland): `samples/{class}_{number}.png`, the labels in
//! `metadata.json`, and what each class answers with in `behaviours.json`.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use menagerie_lesson::{ClassOutput, OutputFile, PICTURE_EXTENSIONS, Split};
use serde_json::Value;

use super::listed::{ClassAnswers, Laid, LeftOutAnswer, Listed};
use super::place::Place;
use super::{ImportError, ending, text};

const METADATA: &str = "metadata.json";
const BEHAVIOURS: &str = "behaviours.json";
const SAMPLES: &str = "samples/";
/// Bytes of its texts, at most; pictures and sounds are embedded in them as text.
const MOST_JSON_BYTES: u64 = 128 << 20;
/// Values in such a file, at most.
const MOST_JSON_VALUES: usize = 1_000_000;
/// Maximum number of characters of an imported sentence.
const LONGEST_SENTENCE: usize = 500;

/// The class and the number of a sample, by its name.
fn numbers(name: &str) -> Option<(usize, usize)> {
    let file = name.strip_prefix(SAMPLES).filter(|_| PICTURE_EXTENSIONS.contains(&&*ending(name)))?;
    let (class, number) = file.rsplit_once('.')?.0.split_once('_')?;
    Some((class.parse().ok()?, number.parse().ok()?))
}

pub(super) fn is_project(place: &Place) -> bool {
    place.names().any(|name| numbers(name).is_some())
        && (place.contains(METADATA)
            || place.contains(BEHAVIOURS)
            || place.names().all(|name| name.starts_with(SAMPLES)))
}

pub(super) fn pictures(place: &mut Place) -> Result<Laid, ImportError> {
    let labels = json(place, METADATA)?.as_ref().map(labels).unwrap_or_default();
    let behaviours = json(place, BEHAVIOURS)?;
    let label = |class: usize| label_of(&labels, class);
    let mut samples: Vec<_> = place.names().filter_map(|name| Some((numbers(name)?, name.to_owned()))).collect();
    samples.sort();
    let listed = (samples.into_iter())
        .map(|((class, _), entry)| Listed { entry, class: Some(label(class)), split: Split::Teach })
        .collect();
    let outputs = behaviours.map(|behaviours| outputs(&behaviours, label)).unwrap_or_default();
    Ok(Laid { listed, outputs, ..Laid::default() })
}

/// What the classes of a model say that comes without pictures; whatever is not understood is skipped.
pub(super) fn outputs_in(place: &mut Place, folder: &str) -> BTreeMap<String, ClassAnswers> {
    let mut known = |name: &str| json(place, &format!("{folder}{name}")).ok().flatten();
    let labels = known(METADATA).as_ref().map(labels).unwrap_or_default();
    known(BEHAVIOURS).map(|behaviours| outputs(&behaviours, |class| label_of(&labels, class))).unwrap_or_default()
}

fn label_of(labels: &[String], class: usize) -> String {
    match labels.get(class) {
        Some(label) if !label.trim().is_empty() => label.trim().to_owned(),
        _ => format!("Class {}", class.saturating_add(1)),
    }
}

/// A text in it; `None` when it is not there.
fn json(place: &mut Place, name: &str) -> Result<Option<Value>, ImportError> {
    if !place.contains(name) {
        return Ok(None);
    }
    let text = text::utf8(place.read(name, MOST_JSON_BYTES)?);
    // Each value takes fifty times its text in memory; pictures are long strings, which do not.
    if text.iter().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() > MOST_JSON_VALUES {
        let reason = format!("it contains more than {MOST_JSON_VALUES} values");
        return Err(ImportError::Malformed { place: place.shown_file(name), reason });
    }
    let value = serde_json::from_slice(&text);
    value.map(Some).map_err(|error| ImportError::Malformed { place: place.shown_file(name), reason: error.to_string() })
}

fn labels(metadata: &Value) -> Vec<String> {
    let names = ["labels", "wordLabels"].iter().find_map(|key| metadata.get(key)?.as_array());
    names
        .map(|names| names.iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect())
        .unwrap_or_default()
}

/// What the classes answer with. Of shapes that are not known, nothing is taken; they spoil nothing else.
fn outputs(behaviours: &Value, label: impl Fn(usize) -> String) -> BTreeMap<String, ClassAnswers> {
    let list = behaviours.get("behaviours").unwrap_or(behaviours);
    let named: Vec<(String, &Value)> = match list {
        Value::Array(list) => {
            let name = |place: usize, one: &Value| {
                let own = one.get("label").and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
                own.map_or_else(|| label(place), str::to_owned)
            };
            list.iter().enumerate().map(|(place, one)| (name(place, one), one)).collect()
        }
        Value::Object(map) => map.iter().map(|(name, one)| (name.clone(), one)).collect(),
        _ => Vec::new(),
    };
    let named = named.into_iter().map(|(name, one)| (name, output(one)));
    named.filter(|(_, output)| *output != ClassAnswers::default()).collect()
}

fn output(behaviour: &Value) -> ClassAnswers {
    let text = behaviour.get("text").unwrap_or(behaviour);
    let text = text.as_str().or_else(|| text.get("text")?.as_str()).unwrap_or_default();
    let is_there = |key: &str| {
        behaviour.get(key).is_some_and(|value| value.as_str().is_none_or(|text| !text.is_empty()) && !value.is_null())
    };
    let (mut outputs, mut left_out) = (Vec::new(), Vec::new());
    for (key, answer) in [("image", LeftOutAnswer::Picture), ("audio", LeftOutAnswer::Sound)] {
        match behaviour.get(key).and_then(embedded_file) {
            Some(file) if file.is_sound() == (answer == LeftOutAnswer::Sound) => outputs.push(ClassOutput::own(file)),
            _ if is_there(key) => left_out.push(answer),
            _ => {}
        }
    }
    if is_there("embed") {
        left_out.push(LeftOutAnswer::WebPage);
    }
    // One line, as it is spoken.
    let says = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_SENTENCE).collect();
    ClassAnswers { says, outputs, left_out }
}

/// A file that is written out in a text (RFC 2397), as `"uri": "data:image/gif;base64,..."`. What lies on the web is not
/// fetched.
fn embedded_file(value: &Value) -> Option<OutputFile> {
    let uri = value.as_str().or_else(|| value.get("uri")?.as_str())?;
    let (_, data) = uri.strip_prefix("data:")?.split_once(";base64,")?;
    OutputFile::new(STANDARD.decode(data.trim()).ok()?, "behaviours.json").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_samples_are_samples() {
        assert_eq!(numbers("samples/3_12.png"), Some((3, 12)));
        for name in ["samples/3.png", "samples/a_1.png", "3_1.png", "samples/3_1.txt", "samples/x/3_1.png"] {
            assert_eq!(numbers(name), None, "{name}");
        }
    }

    #[test]
    fn pictures_and_sounds_that_are_written_out_come_along() {
        let gif = STANDARD.encode(b"GIF89a and more");
        let wav = STANDARD.encode(b"RIFF\0\0\0\0WAVEfmt ");
        let text = format!(
            r#"[{{"label": "Pens", "image": {{"uri": "data:image/gif;base64,{gif}", "name": "x.gif"}},
                "audio": "data:audio/wav;base64,{wav}"}},
               {{"label": "Books", "image": {{"uri": "https://example.org/a.gif"}},
                "audio": {{"uri": "data:audio/wav;base64,{gif}"}}}}]"#
        );
        let read = outputs(&serde_json::from_str(&text).unwrap(), |_| String::new());
        let kinds: Vec<&str> = read["Pens"].outputs.iter().map(|output| output.kind.as_str()).collect();
        assert_eq!((kinds, &read["Pens"].left_out[..]), (vec!["picture", "sound"], &[][..]));
        assert_eq!(&*read["Pens"].outputs[0].file.as_ref().unwrap().bytes, b"GIF89a and more");
        // On the web; and a picture that claims to be a sound.
        assert_eq!(read["Books"].outputs, []);
        assert_eq!(read["Books"].left_out, [LeftOutAnswer::Picture, LeftOutAnswer::Sound]);
    }

    #[test]
    fn behaviours_of_any_shape_are_read_as_far_as_they_are_understood() {
        let read = |text: &str| outputs(&serde_json::from_str(text).unwrap(), |class| format!("Class {}", class + 1));
        let known = read(
            r#"{"version": 1, "behaviours": [
                {"label": "Pens", "text": {"text": " A\n pen! ", "size": 3}, "audio": {"uri": "data:", "name": "x"}},
                {"text": "no label"}, {"label": "Dull"}, {"label": "Odd", "text": 7, "new": []}, 5
            ]}"#,
        );
        let left_out = vec![LeftOutAnswer::Sound];
        assert_eq!(known["Pens"], ClassAnswers { says: "A pen!".into(), left_out, ..ClassAnswers::default() });
        assert_eq!(known["Class 2"].says, "no label");
        assert_eq!(known.len(), 2);
        assert_eq!(read(r#"{"Pens": {"text": "hi"}}"#)["Pens"].says, "hi");
        assert_eq!(read(r#"[{"label": "Pens", "text": {"text": "hi"}}]"#)["Pens"].says, "hi");
        assert!(read("null").is_empty() && read("[[[]]]").is_empty() && read("\"x\"").is_empty());
    }
}
