//! What the workshop remembers between two frames: the open tab, what is chosen, what is being typed. Nothing here is saved.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use bevy::prelude::Resource;
use bevy_egui::egui;
use menagerie_core::prelude::*;

use crate::dialog::Dialog;
use crate::facts::{Facts, Wish};
use crate::hold::Hold;
use crate::layer_choice::LayerChoice;
use crate::pages::{Page, Sheet, Tab};
use crate::theme::FINGER;
use crate::toasts::Toasts;
use crate::viewer::Viewer;

/// The pictures of a class, newest first; listed again only when something changed.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    of: Option<(ClassId, Split)>,
    ids: Arc<Vec<ExampleId>>,
}

impl Listing {
    /// The pictures.
    pub(crate) fn show(&mut self, facts: &Facts, class: ClassId, split: Split) -> Arc<Vec<ExampleId>> {
        if facts.album_changed || self.of != Some((class, split)) {
            self.of = Some((class, split));
            self.ids = Arc::new(facts.album.of(class, split).rev().map(|(id, _)| id).collect());
        }
        Arc::clone(&self.ids)
    }
}

/// A text of a class that is being typed.
#[derive(Debug, Default)]
pub(crate) struct Draft(Option<(ClassId, String)>);

impl Draft {
    /// A field of one line. When somebody has finished typing, `done` makes a wish of the new text.
    pub(crate) fn field(
        &mut self,
        ui: &mut egui::Ui,
        [width, letters]: [usize; 2],
        (class, current, hint): (ClassId, &str, &str),
        done: impl FnOnce(ClassId, String) -> ChangeLesson,
        wishes: &mut Vec<Wish>,
    ) -> egui::Response {
        let mut text = match &self.0 {
            Some((of, draft)) if *of == class => draft.clone(),
            _ => current.to_owned(),
        };
        let field = egui::TextEdit::singleline(&mut text)
            .id_salt(("draft", letters, class))
            .hint_text(hint)
            .char_limit(letters)
            .vertical_align(egui::Align::Center)
            .margin(egui::Margin::symmetric(12, 8))
            .min_size(egui::vec2(width as f32, FINGER))
            .desired_width(width as f32);
        let response = ui.add(field);
        if response.has_focus() {
            self.0 = Some((class, text));
        } else if response.lost_focus() {
            self.0 = None;
            let cancelled = ui.input(|input| input.key_pressed(egui::Key::Escape));
            if !cancelled && text.trim() != current {
                wishes.push(Wish::Change(done(class, text)));
            }
        }
        response
    }

    /// Finishes what was being typed for a class that is not on the screen any more.
    pub(crate) fn finish(
        &mut self,
        shown: Option<ClassId>,
        current: impl Fn(ClassId) -> Option<String>,
        done: impl FnOnce(ClassId, String) -> ChangeLesson,
        wishes: &mut Vec<Wish>,
    ) {
        if let Some((class, text)) = self.0.take_if(|(class, _)| shown != Some(*class))
            && current(class).is_some_and(|current| current != text.trim())
        {
            wishes.push(Wish::Change(done(class, text)));
        }
    }
}

/// All of it.
#[derive(Resource, Default)]
pub(crate) struct WorkshopState {
    pub(crate) tab: Tab,
    pub(crate) page: Page,
    pub(crate) split: Split,
    pub(crate) selected: Option<ClassId>,
    /// Classes there were when one more was wished for: the new one is selected when it comes.
    pub(crate) awaits_class: Option<usize>,
    /// Whether the list of classes is to be moved to the one that is selected.
    pub(crate) reveals_class: bool,
    /// Whether touching a picture chooses it instead of opening it.
    pub(crate) chooses: bool,
    pub(crate) chosen: BTreeSet<ExampleId>,
    pub(crate) listing: Listing,
    pub(crate) name: Draft,
    pub(crate) says: Draft,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) viewer: Viewer,
    pub(crate) toasts: Toasts,
    pub(crate) dialog: Dialog,
    pub(crate) hold: Hold,
    pub(crate) inside: LayerChoice,
    /// Files that hang over the window.
    pub(crate) hovering: Vec<PathBuf>,
    /// Whether a text field had the keyboard in the last frame: Escape leaves the field, not the workshop.
    pub(crate) typed: bool,
    /// Whether the workshop was open in the last frame.
    pub(crate) was_open: bool,
}

impl WorkshopState {
    /// Keeps what is chosen true to what there is.
    pub(crate) fn follow(&mut self, facts: &Facts) {
        let classes = &facts.classes.0;
        if let Some(before) = self.awaits_class
            && classes.len() > before
        {
            self.awaits_class = None;
            self.selected = classes.last().map(|class| class.id);
            self.reveals_class = true;
        }
        if self.selected.is_none_or(|class| facts.classes.get(class).is_none()) {
            self.selected = classes.first().map(|class| class.id);
        }
        if facts.album_changed {
            self.chosen.retain(|id| facts.album.get(*id).is_some());
        }
    }

    /// Shows another class; what was chosen of the one before is let go of.
    pub(crate) fn select(&mut self, class: ClassId) {
        if self.selected != Some(class) {
            self.selected = Some(class);
            self.chosen.clear();
        }
    }

    /// Shows another part.
    pub(crate) fn show_part(&mut self, split: Split) {
        self.split = split;
        self.chosen.clear();
    }

    /// Puts everything away that belongs to one visit of the workshop.
    pub(crate) fn rest(&mut self) {
        self.sheets.clear();
        self.viewer.clear();
        self.dialog.close();
        self.chosen.clear();
        self.chooses = false;
        self.hovering.clear();
        self.typed = false;
        // What changes meanwhile is not followed.
        self.listing = Listing::default();
    }

    /// Opens a picture among others.
    pub(crate) fn open(&mut self, ids: &Arc<Vec<ExampleId>>, id: ExampleId) {
        let place = ids.iter().position(|other| *other == id).unwrap_or_default();
        self.sheets.push(Sheet::Picture { ids: Arc::clone(ids), place });
    }
}
