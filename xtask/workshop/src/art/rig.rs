//! A rig: an SVG drawing whose named parts a pose can move, bend, show and hide.
//!
//! A part is any element with an `id`; `data-pivot="x y"` on it is the point about which it turns and stretches. The
//! drawing stays one ordinary SVG file, to be opened and changed in any drawing program; posing it writes attributes
//! into a copy of its text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use resvg::usvg::roxmltree::{Document, Node};

use super::pose::{Part, Pose};
use crate::files;

/// A drawing with named parts.
pub(crate) struct Rig {
    file: PathBuf,
    source: String,
}

/// One replacement in the text of the drawing; an empty range inserts.
struct Edit {
    at: Range<usize>,
    text: String,
}

impl Rig {
    /// Reads the drawing. It is parsed when posed.
    pub(crate) fn open(file: &Path) -> Result<Self, String> {
        Ok(Self { file: file.to_owned(), source: files::read_text(file)? })
    }

    /// Where the drawing lies, for messages.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// The drawing in a pose, as SVG.
    ///
    /// # Errors
    /// When the drawing is not well formed or lacks a part that the pose speaks of.
    pub(crate) fn posed(&self, pose: &Pose) -> Result<String, String> {
        let document = Document::parse(&self.source).map_err(|error| {
            format!("{}: not well-formed SVG: {error}; open and save it again", self.file.display())
        })?;
        let parts: BTreeMap<&str, Node> =
            document.descendants().filter_map(|node| node.attribute("id").map(|id| (id, node))).collect();

        let mut edits = Vec::new();
        for (name, part) in pose.parts() {
            let node = parts.get(name).ok_or_else(|| {
                format!(
                    "{}: has no part `{name}`; give one element that id, or take it out of the pose",
                    self.file.display()
                )
            })?;
            self.edit_part(node, name, part, &mut edits)?;
        }
        // From the end, so that the places of the earlier edits stay true.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.start));
        let mut text = self.source.clone();
        for edit in edits {
            text.replace_range(edit.at, &edit.text);
        }
        Ok(text)
    }

    fn edit_part(&self, node: &Node, name: &str, part: &Part, edits: &mut Vec<Edit>) -> Result<(), String> {
        if part.moves() {
            let pivot = match node.attribute("data-pivot") {
                Some(text) => parse_point(text).ok_or_else(|| {
                    format!("{}: part `{name}`: data-pivot=\"{text}\" is not two numbers \"x y\"", self.file.display())
                })?,
                None => (0.0, 0.0),
            };
            // The part's own transform comes first: it places the part, the pose moves it where it was placed.
            let own = node.attribute("transform").unwrap_or("");
            set(node, "transform", format!("{own} {}", transform(part, pivot)).trim(), edits);
        }
        if let Some(shown) = part.shown {
            set(node, "display", if shown { "inline" } else { "none" }, edits);
        }
        if let Some(opacity) = part.opacity {
            set(node, "opacity", &format!("{opacity:.3}"), edits);
        }
        if let Some(outline) = &part.outline {
            set(node, "d", outline, edits);
        }
        Ok(())
    }
}

fn set(node: &Node, attribute: &str, value: &str, edits: &mut Vec<Edit>) {
    if let Some(present) = node.attribute_node(attribute) {
        edits.push(Edit { at: present.range_value(), text: value.to_owned() });
    } else {
        // Just behind `<name`. Several inserts may share the place; their order does not matter.
        let place = node.range().start + 1 + node.tag_name().name().len();
        edits.push(Edit { at: place..place, text: format!(" {attribute}=\"{value}\"") });
    }
}

fn transform(part: &Part, (x, y): (f32, f32)) -> String {
    let mut text = String::new();
    // Writing into a String cannot fail.
    _ = write!(text, "translate({:.3} {:.3})", part.shift_px.0 + x, part.shift_px.1 + y);
    if part.turn_deg != 0.0 {
        _ = write!(text, " rotate({:.3})", part.turn_deg);
    }
    if part.skew_deg != 0.0 {
        _ = write!(text, " skewX({:.3})", part.skew_deg);
    }
    if part.stretch != (1.0, 1.0) {
        _ = write!(text, " scale({:.4} {:.4})", part.stretch.0, part.stretch.1);
    }
    _ = write!(text, " translate({:.3} {:.3})", -x, -y);
    text
}

fn parse_point(text: &str) -> Option<(f32, f32)> {
    let (x, y) = text.trim().split_once(' ')?;
    Some((x.trim().parse().ok()?, y.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rig(source: &str) -> Rig {
        Rig { file: PathBuf::from("test.svg"), source: source.to_owned() }
    }

    #[test]
    fn a_pose_writes_into_the_named_part_only() {
        let rig = rig(
            r#"<svg xmlns="http://www.w3.org/2000/svg"><g id="a" data-pivot="10 20"/><g id="b" display="none"/></svg>"#,
        );
        let mut pose = Pose::default();
        pose.part("a").turn(90.0);
        pose.show("b");
        let text = rig.posed(&pose).expect("both parts are there");
        assert!(
            text.contains(
                r#"<g transform="translate(10.000 20.000) rotate(90.000) translate(-10.000 -20.000)" id="a""#
            )
        );
        assert!(text.contains(r#"<g id="b" display="inline"/>"#));
    }

    #[test]
    fn a_missing_part_is_named() {
        let mut pose = Pose::default();
        pose.show("tail");
        let message = rig("<svg xmlns='http://www.w3.org/2000/svg'/>").posed(&pose).expect_err("there is no tail");
        assert!(message.contains("`tail`") && message.contains("test.svg"), "{message}");
    }

    #[test]
    fn a_bad_pivot_is_named() {
        let mut pose = Pose::default();
        pose.part("a").turn(1.0);
        let drawing = rig(r#"<svg xmlns="http://www.w3.org/2000/svg"><g id="a" data-pivot="ten"/></svg>"#);
        assert!(drawing.posed(&pose).expect_err("ten is no point").contains("data-pivot"));
    }
}
