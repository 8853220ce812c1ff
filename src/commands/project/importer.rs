//! Importing pictures into a project, wherever they come from. Unusable ones are skipped and named; the rest goes
//! on.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;

use indicatif::ProgressBar;
use menagerie_learning::kept_file;
use menagerie_lesson::{ClassId, Split};
use menagerie_project::{Document, FoundPicture, Pictures, Project};

use crate::console;

/// Lines about pictures that were left out, at most; JSON has all of them.
const MOST_LINES: usize = 20;

/// Pictures on their way into a project.
pub(super) struct Importer<'a> {
    project: &'a mut Project,
    /// The class of all; `None`: each has its own.
    class: Option<&'a str>,
    /// The part of all; `None`: each has its own.
    split: Option<Split>,
    /// Pictures imported, by class.
    pub(super) added: BTreeMap<ClassId, usize>,
    /// What is wrong with each that was left out.
    pub(super) skipped: Vec<String>,
}

impl<'a> Importer<'a> {
    pub(super) fn new(project: &'a mut Project, class: Option<&'a str>, split: Option<Split>) -> Self {
        Self { project, class, split, added: BTreeMap::new(), skipped: Vec::new() }
    }

    /// Takes in what can be; loose pictures into this class, unless all go into another.
    pub(super) fn take_all<E: Display>(
        &mut self,
        pictures: impl Iterator<Item = Result<FoundPicture, E>>,
        class_of_loose: Option<&str>,
        bar: &ProgressBar,
    ) {
        for found in pictures {
            let taken = found.map_err(|error| error.to_string()).and_then(|found| self.take(found, class_of_loose));
            if let Err(reason) = taken {
                self.skipped.push(reason);
            }
            bar.inc(1);
        }
    }

    fn take(&mut self, found: FoundPicture, class_of_loose: Option<&str>) -> Result<(), String> {
        let FoundPicture { class, split, source, file } = found;
        let class = self.class.or(class.as_deref()).or(class_of_loose).ok_or_else(|| {
            format!("{source}: belongs to no class. Put it into a folder named after its class, or add it with --class")
        })?;
        let file = kept_file(file, &source)?.into();
        let class = super::class_named(self.project, class).map_err(|error| format!("{source}: {error}"))?;
        let split = self.split.unwrap_or(split);
        self.project.add_picture(class, split, &source, file);
        if split.is_taught() {
            // It belongs to other pictures from now on.
            self.project.head = None;
        }
        *self.added.entry(class).or_default() += 1;
        Ok(())
    }
}

/// Says what was left out, and why.
pub(super) fn tell_skipped(skipped: &[String]) {
    for reason in skipped.iter().take(MOST_LINES) {
        console::error(reason);
    }
    if skipped.len() > MOST_LINES {
        console::error(format_args!("{} more were left out", skipped.len() - MOST_LINES));
    }
}

/// The pictures in a file, folder or archive.
///
/// # Errors
/// Why it cannot be read, or what it is instead, and what to do.
pub(crate) fn pictures_in(path: &Path) -> Result<Pictures, String> {
    let shown = path.display();
    match menagerie_project::open(path).map_err(|error| error.to_string())? {
        Document::Pictures(pictures) => Ok(pictures),
        Document::Project(..) => Err(format!("{shown}: is a project, not pictures. Export its folders first")),
        Document::Model(_) => Err(model_refusal(path)),
    }
}

/// The error for a model where pictures are expected.
pub(super) fn model_refusal(path: &Path) -> String {
    format!(
        "{shown}: is a model without its pictures, so there is nothing to teach. Ask it with \
        menagerie classify --model {shown} IMAGE...",
        shown = path.display()
    )
}
