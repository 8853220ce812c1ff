//! The dialog in which files and folders are found, without a desktop: one for all purposes.

use std::path::PathBuf;
use std::sync::Arc;

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
    Answer(ClassId),
    ExportFolders,
    ExportHead,
    ExportReport,
    ExportPicture,
    ExportTable,
}

/// What is to be written.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Picture(Arc<Picture>),
    Table(Arc<str>),
}

impl Purpose {
    /// Key of its title.
    fn title(self) -> &'static str {
        match self {
            Self::Open => "workshop-dialog-open",
            Self::SaveAs => "workshop-dialog-save-as",
            Self::Import(..) => "workshop-dialog-import",
            Self::Answer(_) => "workshop-dialog-answer",
            Self::ExportFolders => "workshop-dialog-export-folders",
            Self::ExportHead => "workshop-dialog-export-head",
            Self::ExportReport => "workshop-dialog-export-report",
            Self::ExportPicture => "workshop-dialog-export-picture",
            Self::ExportTable => "workshop-dialog-export-table",
        }
    }

    /// What to wish for when these files were chosen; `content` is what is to be written, where it is not the lesson.
    fn wish(self, mut paths: Vec<PathBuf>, content: Option<&Content>) -> Option<FileWish> {
        if let Self::Import(class, split) = self {
            return (!paths.is_empty()).then_some(FileWish::Import { paths, class, split });
        }
        let path = paths.pop()?;
        Some(match self {
            Self::ExportPicture | Self::ExportTable => match content? {
                Content::Picture(picture) => FileWish::ExportPicture(with_ending(path, "png"), Arc::clone(picture)),
                Content::Table(table) => FileWish::ExportTable(with_ending(path, "csv"), Arc::clone(table)),
            },
            Self::Open => FileWish::Open(path),
            Self::Answer(class) => FileWish::Answer { class, path },
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
    let (FileWish::SaveAs(path)
    | FileWish::ExportReport(path)
    | FileWish::ExportPicture(path, _)
    | FileWish::ExportTable(path, _)) = wish?
    else {
        return None;
    };
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
    /// What is to be written, where it is not the lesson.
    content: Option<Content>,
}

impl Dialog {
    /// Opens it.
    pub(crate) fn open(&mut self, purpose: Purpose) {
        self.wanted = Some(purpose);
    }

    /// Opens it to write a picture, whose name is proposed.
    pub(crate) fn export_picture(&mut self, picture: Picture, name: String) {
        self.content = Some(Content::Picture(Arc::new(picture)));
        self.name = Some(name);
        self.open(Purpose::ExportPicture);
    }

    /// Opens it to write a table, whose name is proposed.
    pub(crate) fn export_table(&mut self, table: Arc<str>, name: String) {
        self.content = Some(Content::Table(table));
        self.name = Some(name);
        self.open(Purpose::ExportTable);
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
    pub(crate) fn show(&mut self, ctx: &egui::Context, words: &Words, lesson: &str, wishes: &mut Vec<Wish>) {
        if let Some(purpose) = self.wanted.take() {
            let dialog = self.dialog(ctx, words, purpose, lesson);
            self.name = None;
            self.open = Some((purpose, Box::new(dialog)));
        }
        let Some((purpose, dialog)) = &mut self.open else { return };
        speak(dialog, words, *purpose);
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
        let wish = purpose.wish(paths.clone(), self.content.as_ref());
        match overwritten_unasked(&paths, wish.as_ref()) {
            // The dialog asks about names as they were typed; asked again with its whole name, it asks about this one.
            Some(name) => (self.wanted, self.name) = (Some(*purpose), Some(name)),
            None => wishes.extend(wish.map(Wish::File)),
        }
        self.open = None;
    }

    fn dialog(&self, ctx: &egui::Context, words: &Words, purpose: Purpose, lesson: &str) -> FileDialog {
        let screen = ctx.content_rect().size();
        let size = vec2(screen.x * 0.86, screen.y * 0.84);
        let mut dialog = FileDialog::new()
            .id(egui::Id::new("file dialog"))
            .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
            .default_size(size)
            .min_size(size)
            .max_size(size)
            .resizable(false)
            .show_working_directory_button(false)
            .add_file_filter_extensions(
                &words.text(FILTERS[0]),
                PICTURE_EXTENSIONS.into_iter().chain(["zip", "tm"]).collect(),
            )
            .add_file_filter_extensions(&words.text(FILTERS[1]), vec![LESSON, "zip", "json", "tm"])
            .add_file_filter_extensions(
                &words.text(FILTERS[2]),
                PICTURE_EXTENSIONS.into_iter().chain(["wav", "mp3", "ogg", "flac"]).collect(),
            );
        dialog.config_mut().modal_overlay_color = theme::NIGHT.gamma_multiply(0.85);
        if let Some(folder) = &self.folder {
            dialog = dialog.initial_directory(folder.clone());
        }
        match purpose {
            Purpose::Open => {
                dialog = dialog.default_file_filter(&words.text(FILTERS[1]));
                dialog.pick_file();
            }
            Purpose::Answer(_) => {
                dialog = dialog.default_file_filter(&words.text(FILTERS[2]));
                dialog.pick_file();
            }
            Purpose::Import(..) => {
                dialog = dialog.default_file_filter(&words.text(FILTERS[0]));
                dialog.pick_multiple();
            }
            Purpose::ExportFolders | Purpose::ExportHead => dialog.pick_directory(),
            Purpose::SaveAs | Purpose::ExportReport | Purpose::ExportPicture | Purpose::ExportTable => {
                let ending = match purpose {
                    Purpose::ExportReport => "html",
                    Purpose::ExportPicture => "png",
                    Purpose::ExportTable => "csv",
                    _ => LESSON,
                };
                let name = self.name.clone().unwrap_or_else(|| format!("{lesson}.{ending}"));
                dialog = dialog.default_file_name(&name);
                dialog.save_file();
            }
        }
        dialog
    }
}

/// Keys of the kinds of files that can be looked for.
const FILTERS: [&str; 3] = ["workshop-dialog-pictures", "workshop-dialog-lessons", "workshop-dialog-answers"];

/// Every word of the dialog, in the language of this frame.
fn speak(dialog: &mut FileDialog, words: &Words, purpose: Purpose) {
    let config = dialog.config_mut();
    config.title = Some(words.text(purpose.title()));
    for (filter, key) in config.file_filters.iter_mut().zip(FILTERS) {
        filter.name = words.text(key);
    }
    let writes_into_folder = matches!(purpose, Purpose::ExportFolders | Purpose::ExportHead);
    let open = if writes_into_folder { "workshop-dialog-write-button" } else { "workshop-dialog-open-button" };
    let labels = &mut config.labels;
    for (label, key) in [
        (&mut labels.cancel, "workshop-dialog-cancel"),
        (&mut labels.overwrite, "workshop-dialog-overwrite"),
        (&mut labels.reload, "workshop-dialog-reload"),
        (&mut labels.working_directory, "workshop-dialog-working-directory"),
        (&mut labels.select_all, "workshop-dialog-select-all"),
        (&mut labels.show_hidden, "workshop-dialog-show-hidden"),
        (&mut labels.show_system_files, "workshop-dialog-show-system-files"),
        (&mut labels.heading_pinned, "workshop-dialog-pinned"),
        (&mut labels.heading_places, "workshop-dialog-places"),
        (&mut labels.heading_devices, "workshop-dialog-devices"),
        (&mut labels.heading_removable_devices, "workshop-dialog-removable-devices"),
        (&mut labels.home_dir, "workshop-dialog-home"),
        (&mut labels.desktop_dir, "workshop-dialog-desktop"),
        (&mut labels.documents_dir, "workshop-dialog-documents"),
        (&mut labels.downloads_dir, "workshop-dialog-downloads"),
        (&mut labels.audio_dir, "workshop-dialog-audio"),
        (&mut labels.pictures_dir, "workshop-dialog-pictures-folder"),
        (&mut labels.videos_dir, "workshop-dialog-videos"),
        (&mut labels.pin_folder, "workshop-dialog-pin"),
        (&mut labels.unpin_folder, "workshop-dialog-unpin"),
        (&mut labels.rename_pinned_folder, "workshop-dialog-rename"),
        (&mut labels.selected_directory, "workshop-dialog-selected-folder"),
        (&mut labels.selected_file, "workshop-dialog-selected-file"),
        (&mut labels.selected_items, "workshop-dialog-selected-items"),
        (&mut labels.file_name, "workshop-dialog-file-name"),
        (&mut labels.file_filter_all_files, "workshop-dialog-all-files"),
        (&mut labels.save_extension_any, "workshop-dialog-any-ending"),
        (&mut labels.open_button, open),
        (&mut labels.save_button, "workshop-dialog-save-button"),
        (&mut labels.cancel_button, "workshop-dialog-cancel"),
        (&mut labels.overwrite_file_modal_text, "workshop-dialog-overwrite-text"),
        (&mut labels.err_empty_folder_name, "workshop-dialog-no-folder-name"),
        (&mut labels.err_empty_file_name, "workshop-dialog-no-file-name"),
        (&mut labels.err_directory_exists, "workshop-dialog-folder-exists"),
        (&mut labels.err_file_exists, "workshop-dialog-file-exists"),
    ] {
        *label = words.text(key);
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
            overwritten_unasked(std::slice::from_ref(chosen), Purpose::SaveAs.wish(vec![chosen.clone()], None).as_ref())
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
        let import = Purpose::Import(class, split).wish(paths(), None);
        assert_eq!(import, Some(FileWish::Import { paths: paths(), class, split }));
        assert_eq!(Purpose::ExportFolders.wish(paths(), None), Some(FileWish::ExportFolders("b".into())));
        assert_eq!(Purpose::ExportHead.wish(paths(), None), Some(FileWish::ExportHead("b".into())));
        let table = Content::Table("a,b".into());
        let written = Purpose::ExportTable.wish(vec!["game".into()], Some(&table));
        assert_eq!(written, Some(FileWish::ExportTable("game.csv".into(), "a,b".into())));
        for purpose in [Purpose::Open, Purpose::SaveAs, Purpose::Import(None, split)] {
            assert_eq!(purpose.wish(Vec::new(), None), None, "nothing was chosen");
        }
    }
}
