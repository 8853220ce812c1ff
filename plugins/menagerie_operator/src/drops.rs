//! Files that are dropped onto the workshop: a lesson is opened, everything else is imported.

use std::path::{Path, PathBuf};

use bevy::prelude::*;
use bevy::window::{FileDragAndDrop, PrimaryWindow};
use bevy_egui::egui::{self, Align2, Id, LayerId, Order, Stroke, StrokeKind};
use menagerie_core::lesson::PICTURE_EXTENSIONS;
use menagerie_core::prelude::*;

use crate::pages::Tab;
use crate::tab_context::TabContext;
use crate::theme::{self, NIGHT, PAPER};
use crate::words;
use crate::workshop_state::WorkshopState;

/// Turns what is dropped into wishes. The visitors' screen does so itself while it is seen.
pub(super) fn take_drops(
    mut dropped: MessageReader<FileDragAndDrop>,
    windows: Query<&Window, With<PrimaryWindow>>,
    places: Res<WorkshopControls>,
    classes: Res<Classes>,
    mut state: ResMut<WorkshopState>,
    mut wishes: MessageWriter<FileWish>,
) {
    let mut paths = Vec::new();
    for message in dropped.read() {
        match message {
            FileDragAndDrop::HoveredFile { path_buf, .. } => state.hovering.push(path_buf.clone()),
            FileDragAndDrop::HoveredFileCanceled { .. } => state.hovering.clear(),
            FileDragAndDrop::DroppedFile { path_buf, .. } => paths.push(path_buf.clone()),
        }
    }
    if paths.is_empty() {
        return;
    }
    state.hovering.clear();
    let cursor = windows.single().ok().and_then(Window::cursor_position);
    let over = cursor.and_then(|cursor| class_under(&places, &classes, cursor));
    let (lessons, pictures): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| is_lesson(path));
    // Several lessons at once can only be a slip: the last one wins, as if they had been opened one after the other.
    wishes.write_batch(lessons.into_iter().next_back().map(FileWish::Open));
    if !pictures.is_empty() {
        let class = over.or_else(|| class_of(&state, &pictures));
        let split = if state.tab == Tab::Test { Split::Test } else { state.split };
        wishes.write(FileWish::Import { paths: pictures, class, split });
    }
}

/// Whether a file is a whole lesson.
fn is_lesson(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("menagerie"))
}

/// The class on whose row something is dropped.
fn class_under(places: &WorkshopControls, classes: &Classes, cursor: Vec2) -> Option<ClassId> {
    let under = places.0.iter().filter(|(_, rect)| rect.contains(cursor));
    let mut rows = under.filter_map(|(name, _)| name.strip_prefix("class/")?.parse::<usize>().ok());
    rows.next().and_then(|place| classes.0.get(place)).map(|class| class.id)
}

/// The class that is being looked at, for single pictures; folders and archives have classes of their own.
fn class_of(state: &WorkshopState, paths: &[PathBuf]) -> Option<ClassId> {
    let shows_class = matches!(state.tab, Tab::Pictures | Tab::Test);
    let single = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| PICTURE_EXTENSIONS.into_iter().any(|known| ending == known))
    };
    state.selected.filter(|_| shows_class && paths.iter().all(single))
}

/// Says what happens when the files that hang over the window are let go of.
pub(crate) fn show_hint(ctx: &egui::Context, context: &TabContext) {
    let files = &context.state.hovering;
    if files.is_empty() {
        return;
    }
    let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::new("drop hint")));
    let screen = ctx.content_rect();
    painter.rect_filled(screen, 0, NIGHT.gamma_multiply(0.8));
    painter.rect_stroke(screen.shrink(28.0), 28, Stroke::new(6.0, PAPER), StrokeKind::Inside);
    let words = match class_of(context.state, files) {
        _ if files.iter().any(|path| is_lesson(path)) => context.words.text("workshop-drop-lesson"),
        class => words::drop_hint(context.words, files.len(), class.map(|class| context.facts.name_of(class))),
    };
    painter.text(screen.center(), Align2::CENTER_CENTER, format!("📥  {words}"), theme::heading(44.0), PAPER);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(open: bool) -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .add_message::<FileDragAndDrop>()
            .init_resource::<WorkshopState>()
            .add_systems(Update, take_drops.run_if(in_state(Overlay::Workshop)));
        if open {
            app.insert_state(Overlay::Workshop);
        }
        app.world_mut().resource_mut::<WorkshopState>().selected = Some(ClassId(1));
        app
    }

    fn drop_files(app: &mut App, files: &[&str]) -> Vec<FileWish> {
        let window = app.world_mut().spawn_empty().id();
        for file in files {
            app.world_mut().write_message(FileDragAndDrop::DroppedFile { window, path_buf: file.into() });
        }
        app.update();
        app.world_mut().resource_mut::<Messages<FileWish>>().drain().collect()
    }

    #[test]
    fn a_lesson_is_opened_and_pictures_go_to_the_class_that_is_looked_at() {
        let mut app = app(true);
        let import = |paths: &[&str], class| FileWish::Import {
            paths: paths.iter().map(PathBuf::from).collect(),
            class,
            split: Split::Teach,
        };
        assert_eq!(drop_files(&mut app, &["a/pens.Menagerie"]), [FileWish::Open("a/pens.Menagerie".into())]);
        assert_eq!(drop_files(&mut app, &["1.png", "2.JPG"]), [import(&["1.png", "2.JPG"], Some(ClassId(1)))]);
        assert_eq!(drop_files(&mut app, &["folder", "1.png"]), [import(&["folder", "1.png"], None)]);
        app.world_mut().resource_mut::<WorkshopState>().tab = Tab::Files;
        assert_eq!(drop_files(&mut app, &["1.png"]), [import(&["1.png"], None)]);
    }

    #[test]
    fn nothing_happens_while_the_workshop_is_closed() {
        assert_eq!(drop_files(&mut app(false), &["1.png"]), []);
    }

    #[test]
    fn a_drop_on_the_row_of_a_class_is_for_that_class() {
        let places = WorkshopControls(
            [("class/2", Rect::new(0.0, 0.0, 100.0, 50.0)), ("class/add", Rect::new(0.0, 60.0, 100.0, 90.0))]
                .map(|(name, rect)| (name.to_owned(), rect))
                .into(),
        );
        let classes = Classes::default();
        assert_eq!(class_under(&places, &classes, Vec2::new(50.0, 25.0)), Some(ClassId(2)));
        assert_eq!(class_under(&places, &classes, Vec2::new(50.0, 75.0)), None);
    }
}
