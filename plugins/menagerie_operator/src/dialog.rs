//! The dialog in which files and folders are found, without a desktop: one for all purposes.

use std::path::PathBuf;

use bevy_egui::egui::{self, Align2, vec2};
use egui_file_dialog::{DialogState, FileDialog};
use menagerie_core::lesson::PICTURE_EXTENSIONS;
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::theme;

/// Ending of a lesson's file.
const LESSON: &str = "menagerie";

/// What a file is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Open,
    SaveAs,
    Import(Option<ClassId>, Split),
    ExportFolders,
    ExportHead,
    ExportReport,
}

impl Purpose {
    fn title(self) -> &'static str {
        match self {
            Self::Open => "Open a lesson or a model",
            Self::SaveAs => "Keep the lesson in ...",
            Self::Import(..) => "Bring in pictures, folders or archives",
            Self::ExportFolders => "Write a folder for each class into ...",
            Self::ExportHead => "Write what was learned into ...",
            Self::ExportReport => "Write the report to ...",
        }
    }

    /// What to wish for when these files were chosen.
    fn wish(self, mut paths: Vec<PathBuf>) -> Option<FileWish> {
        if let Self::Import(class, split) = self {
            return (!paths.is_empty()).then_some(FileWish::Import { paths, class, split });
        }
        let path = paths.pop()?;
        Some(match self {
            Self::Open => FileWish::Open(path),
            Self::SaveAs => FileWish::SaveAs(with_ending(path, LESSON)),
            Self::ExportFolders => FileWish::ExportFolders(path),
            Self::ExportHead => FileWish::ExportHead(path),
            Self::ExportReport => FileWish::ExportReport(with_ending(path, "html")),
            Self::Import(..) => return None,
        })
    }
}

/// The path with an ending, if it has none of this kind yet. A name with a dot in it keeps all of it.
fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some_and(|other| other.eq_ignore_ascii_case(ending)) {
        return path;
    }
    let mut whole = path.into_os_string();
    whole.push(".");
    whole.push(ending);
    whole.into()
}

/// The name of a file that would be overwritten though nobody was asked: what was typed lacks its ending.
fn overwritten_unasked(chosen: &[PathBuf], wish: Option<&FileWish>) -> Option<String> {
    let (FileWish::SaveAs(path) | FileWish::ExportReport(path)) = wish? else { return None };
    (path.exists() && !chosen.contains(path))
        .then(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// The dialog, while it is open.
#[derive(Debug, Default)]
pub(crate) struct Dialog {
    open: Option<(Purpose, Box<FileDialog>)>,
    /// Wished for in this frame; opened where the screen's size is known.
    wanted: Option<Purpose>,
    /// Where it was last left.
    folder: Option<PathBuf>,
    /// The name to begin with when it is opened once more; `None`: the lesson's.
    name: Option<String>,
}

impl Dialog {
    /// Opens it.
    pub(crate) fn open(&mut self, purpose: Purpose) {
        self.wanted = Some(purpose);
    }

    /// Opens it for pictures of a class, or of several.
    pub(crate) fn import(&mut self, class: Option<ClassId>, split: Split) {
        self.open(Purpose::Import(class, split));
    }

    /// Whether it is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Closes it without a choice.
    pub(crate) fn close(&mut self) {
        self.open = None;
        self.wanted = None;
    }

    /// Where it begins, as long as nobody went elsewhere.
    pub(crate) fn set_folder(&mut self, folder: PathBuf) {
        self.folder.get_or_insert(folder);
    }

    /// Shows it, if it is open; what was chosen becomes a wish.
    pub(crate) fn show(&mut self, ctx: &egui::Context, lesson: &str, wishes: &mut Vec<Wish>) {
        if let Some(purpose) = self.wanted.take() {
            let dialog = self.dialog(ctx, purpose, lesson);
            self.name = None;
            self.open = Some((purpose, Box::new(dialog)));
        }
        let Some((purpose, dialog)) = &mut self.open else { return };
        dialog.update(ctx);
        let paths = match dialog.state() {
            DialogState::Open => return,
            DialogState::Picked(path) => vec![path.clone()],
            DialogState::PickedMultiple(paths) => paths.clone(),
            DialogState::Closed | DialogState::Cancelled => Vec::new(),
        };
        if let Some(folder) = paths.first().and_then(|path| path.parent()) {
            self.folder = Some(folder.to_owned());
        }
        let wish = purpose.wish(paths.clone());
        match overwritten_unasked(&paths, wish.as_ref()) {
            // The dialog asks about names as they were typed; asked again with its whole name, it asks about this one.
            Some(name) => (self.wanted, self.name) = (Some(*purpose), Some(name)),
            None => wishes.extend(wish.map(Wish::File)),
        }
        self.open = None;
    }

    fn dialog(&self, ctx: &egui::Context, purpose: Purpose, lesson: &str) -> FileDialog {
        let screen = ctx.content_rect().size();
        let size = vec2((screen.x * 0.78).min(1400.0), (screen.y * 0.8).min(900.0));
        let mut dialog = FileDialog::new()
            .title(purpose.title())
            .id(egui::Id::new("file dialog"))
            .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
            .default_size(size)
            .min_size(size)
            .max_size(size)
            .resizable(false)
            .show_working_directory_button(false)
            .add_file_filter_extensions(
                "Pictures and archives",
                PICTURE_EXTENSIONS.into_iter().chain(["zip", "tm"]).collect(),
            )
            .add_file_filter_extensions("Lessons and models", vec![LESSON, "zip", "json", "tm"]);
        dialog.config_mut().modal_overlay_color = theme::NIGHT.gamma_multiply(0.85);
        if let Some(folder) = &self.folder {
            dialog = dialog.initial_directory(folder.clone());
        }
        match purpose {
            Purpose::Open => {
                dialog = dialog.default_file_filter("Lessons and models");
                dialog.pick_file();
            }
            Purpose::Import(..) => {
                dialog = dialog.default_file_filter("Pictures and archives");
                dialog.pick_multiple();
            }
            Purpose::ExportFolders | Purpose::ExportHead => {
                dialog.labels_mut().open_button = "Write into this folder".into();
                dialog.pick_directory();
            }
            Purpose::SaveAs | Purpose::ExportReport => {
                let ending = if purpose == Purpose::ExportReport { "html" } else { LESSON };
                let name = self.name.clone().unwrap_or_else(|| format!("{lesson}.{ending}"));
                dialog = dialog.default_file_name(&name);
                dialog.save_file();
            }
        }
        dialog
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_not_overwritten_because_its_ending_was_not_typed() {
        let folder = std::env::temp_dir();
        let there = folder.join(format!("menagerie-dialog-{}.menagerie", std::process::id()));
        std::fs::write(&there, "x").unwrap();
        let typed = there.with_extension("");
        let asked = |chosen: &PathBuf| {
            overwritten_unasked(std::slice::from_ref(chosen), Purpose::SaveAs.wish(vec![chosen.clone()]).as_ref())
        };
        assert_eq!(asked(&typed), there.file_name().map(|name| name.to_string_lossy().into_owned()));
        assert_eq!(asked(&there), None, "the dialog has asked");
        std::fs::remove_file(&there).unwrap();
        assert_eq!(asked(&typed), None);
    }

    #[test]
    fn endings_are_added_only_where_they_lack() {
        let path = |text: &str| PathBuf::from(text);
        assert_eq!(with_ending(path("a/pens"), LESSON), path("a/pens.menagerie"));
        assert_eq!(with_ending(path("a/pens.Menagerie"), LESSON), path("a/pens.Menagerie"));
        assert_eq!(with_ending(path("a/lesson 2.0"), LESSON), path("a/lesson 2.0.menagerie"));
    }

    #[test]
    fn what_was_chosen_becomes_the_wish_of_its_purpose() {
        let paths = || vec![PathBuf::from("a.png"), PathBuf::from("b")];
        let (class, split) = (Some(ClassId(2)), Split::Test);
        let import = Purpose::Import(class, split).wish(paths());
        assert_eq!(import, Some(FileWish::Import { paths: paths(), class, split }));
        assert_eq!(Purpose::ExportFolders.wish(paths()), Some(FileWish::ExportFolders("b".into())));
        assert_eq!(Purpose::ExportHead.wish(paths()), Some(FileWish::ExportHead("b".into())));
        for purpose in [Purpose::Open, Purpose::SaveAs, Purpose::Import(None, split)] {
            assert_eq!(purpose.wish(Vec::new()), None, "nothing was chosen");
        }
    }
}
