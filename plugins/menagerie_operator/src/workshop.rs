//! The frame of the workshop: the tabs above, what is always visible on the right and at the bottom, the open tab, and
//! what lies over it.

use bevy_egui::egui::{self, CentralPanel, Frame, Id, LayerId, Layout, Margin, Panel, RichText, Ui, UiBuilder};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::pages::{Page, Tab};
use crate::places::Places;
use crate::tab_context::TabContext;
use crate::theme::{self, FINGER, GAP, NIGHT, TEXT};
use crate::widgets::{self, Look, row};
use crate::{
    challenges_tab, drops, files_tab, inside_page, learning_tab, pictures_tab, pretraining_tab, sheets, side, strip,
    test_tab, words,
};

/// Smallest and largest width of the column on the right, points.
const SIDE_WIDTH: [f32; 2] = [214.0, 270.0];
/// Height of the bar above, points.
const BAR_HEIGHT: f32 = FINGER + 16.0;
/// In a window that is narrower the tabs take all of the bar, points.
const TITLE_FROM: f32 = 1150.0;

/// Shows everything.
pub(crate) fn show(ctx: &egui::Context, context: &mut TabContext) {
    // Whoever has a dialog or a text field before them leaves that with Escape, not the workshop.
    let escapes = !context.state.typed && context.state.sheets.is_empty() && !context.state.dialog.is_open();
    context.state.follow(context.facts);
    finish_typing(context, context.state.selected.filter(|_| context.state.tab == Tab::Pictures));

    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect());
    let mut root = Ui::new(ctx.clone(), Id::new("workshop"), builder);
    let ground = |margin| Frame::new().fill(NIGHT).inner_margin(margin);
    let bar = Panel::top("tabs").exact_size(BAR_HEIGHT).resizable(false).show_separator_line(false);
    bar.frame(ground(Margin::symmetric(12, 8))).show(&mut root, |ui| tabs(ui, context));
    let strip = Panel::bottom("strip").exact_size(strip::HEIGHT + 16.0).resizable(false).show_separator_line(false);
    strip.frame(ground(Margin::symmetric(12, 8))).show(&mut root, |ui| strip::show(ui, context));
    let side = (root.available_width() * 0.21).clamp(SIDE_WIDTH[0], SIDE_WIDTH[1]);
    let column = Panel::right("side").exact_size(side).resizable(false).show_separator_line(false);
    column
        .frame(ground(Margin { left: 4, right: 12, top: 0, bottom: 0 }))
        .show(&mut root, |ui| side::show(ui, context));
    let central = CentralPanel::default().frame(ground(Margin { left: 12, right: 4, top: 0, bottom: 0 }));
    central.show(&mut root, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
        match context.state.tab {
            Tab::Pictures => pictures_tab::show(ui, context),
            Tab::Learning => learning_tab::show(ui, context),
            Tab::Test => test_tab::show(ui, context),
            Tab::Pretraining => pretraining_tab::show(ui, context),
            Tab::Challenges => challenges_tab::show(ui, context),
            Tab::Files => files_tab::show(ui, context),
        }
    });

    // Whoever turned to another page watches nothing any more.
    if (context.state.tab, context.state.page) != (Tab::Learning, Page::Inside) {
        inside_page::look_away(context);
    }

    // What lies under something cannot be touched.
    if !context.state.sheets.is_empty() || context.state.dialog.is_open() {
        *context.places = Places::default();
    }
    sheets::show(ctx, context);
    let lesson = words::lesson_name(context.words, context.facts.project);
    context.state.dialog.show(ctx, context.words, &lesson, context.wishes);
    drops::show_hint(ctx, context);
    // The key that opened it closes it, too.
    let leaves =
        ctx.input(|input| (escapes && input.key_pressed(egui::Key::Escape)) || input.key_pressed(egui::Key::F2));
    if leaves {
        context.wish(Wish::Close);
    }
    context.state.typed = ctx.text_edit_focused();
}

/// Makes wishes of what was typed for another class than the one that is shown.
pub(crate) fn finish_typing(context: &mut TabContext, shown: Option<ClassId>) {
    let classes = context.facts.classes;
    let name = |class| classes.get(class).map(|class| class.name.clone());
    context.state.name.finish(shown, name, ChangeLesson::RenameClass, context.wishes);
    let says = |class| classes.get(class).map(|class| class.says.clone());
    context.state.says.finish(shown, says, ChangeLesson::CaptionClass, context.wishes);
}

fn tabs(ui: &mut Ui, context: &mut TabContext) {
    row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let is_wide = ui.available_width() > TITLE_FROM;
        if is_wide {
            ui.label(RichText::new(context.words.text("workshop-title")).font(theme::heading(28.0)).color(TEXT));
            ui.add_space(16.0);
        }
        // Where nobody brings challenges there is nothing to prepare.
        let is_there = |tab: Tab| tab != Tab::Challenges || context.facts.has_challenges;
        for (tab, name, key) in Tab::ALL.into_iter().filter(|(tab, ..)| is_there(*tab)) {
            let look = if context.state.tab == tab { Look::Chosen } else { Look::Plain };
            let words = context.words.text(key);
            // There is not room for the words of all.
            let (width, words) =
                if tab == Tab::Challenges && !is_wide { (FINGER, "🏆") } else { (110.0, words.as_str()) };
            let button = widgets::tap_if(ui, true, look, width, words);
            context.places.mark(ui, name, button.rect);
            if button.clicked() {
                context.state.tab = tab;
            }
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let close = widgets::tap_if(ui, true, Look::Plain, 110.0, &context.words.text("workshop-close"));
            context.places.mark(ui, "close", close.rect);
            if close.clicked() {
                context.wish(Wish::Close);
            }
        });
    });
}
