//! What lies over the workshop: a picture, large; a few pictures of one kind; where pictures shall go.

use std::sync::Arc;

use bevy::tasks::{AsyncComputeTaskPool, Task, TaskPool, block_on, poll_once};
use bevy_egui::egui::{
    self, Align2, CornerRadius, Frame, Id, Margin, Modal, RichText, Sense, Stroke, TextureHandle, Ui, vec2,
};
use menagerie_core::lesson::decode_picture;
use menagerie_core::prelude::*;

use crate::desk::{Bench, Sheet};
use crate::theme::{self, EDGE, NIGHT, PLATE, SOFT};
use crate::widgets::{self, Look, row};
use crate::{picture_grid, thumbnails, words};

/// Longest side of a picture on the screen, pixels: what every graphics card takes.
const MOST_PX: u32 = 1536;

/// The picture that is shown large, decoded away from the picture loop.
#[derive(Default)]
pub(crate) struct Viewer {
    shown: Option<Shown>,
}

struct Shown {
    id: ExampleId,
    file: Arc<[u8]>,
    state: State,
}

enum State {
    Decoding(Task<Result<Decoded, String>>),
    Ready { texture: TextureHandle, size: egui::Vec2 },
    Broken(String),
}

/// A picture, no larger than [`MOST_PX`], and the size it had.
struct Decoded {
    picture: Picture,
    size: [u32; 2],
}

fn decode(file: &[u8], source: &str) -> Result<Decoded, String> {
    let picture = decode_picture(file, source).map_err(|error| error.to_string())?;
    let size = [picture.width(), picture.height()];
    let large = size[0].max(size[1]) > MOST_PX;
    // Squeezed to a square here, and stretched back where it is drawn.
    Ok(Decoded { picture: if large { picture.thumbnail(MOST_PX) } else { picture }, size })
}

impl Viewer {
    /// Forgets the picture.
    pub(crate) fn clear(&mut self) {
        self.shown = None;
    }

    /// The texture and the true size of a picture; `None` while it is being decoded.
    fn of(
        &mut self,
        ctx: &egui::Context,
        id: ExampleId,
        picture: &AlbumPicture,
        lock_step: bool,
    ) -> Result<Option<(egui::TextureId, egui::Vec2)>, &str> {
        if self.shown.as_ref().is_none_or(|shown| shown.id != id || !Arc::ptr_eq(&shown.file, &picture.file)) {
            let (file, source) = (Arc::clone(&picture.file), Arc::clone(&picture.source));
            let work = async move { decode(&file, &source) };
            let task = AsyncComputeTaskPool::get_or_init(TaskPool::default).spawn(work);
            self.shown = Some(Shown { id, file: Arc::clone(&picture.file), state: State::Decoding(task) });
        }
        let Some(shown) = &mut self.shown else { return Ok(None) };
        if let State::Decoding(task) = &mut shown.state {
            // A rehearsal waits, so that its pictures do not depend on the machine's speed.
            let done = if lock_step { Some(block_on(task)) } else { block_on(poll_once(task)) };
            match done {
                Some(Ok(decoded)) => {
                    let texture = thumbnails::load(ctx, "picture", &decoded.picture);
                    let [width, height] = decoded.size;
                    shown.state = State::Ready { texture, size: vec2(width as f32, height as f32) };
                }
                Some(Err(why)) => shown.state = State::Broken(why),
                None => {}
            }
        }
        match &shown.state {
            State::Ready { texture, size } => Ok(Some((texture.id(), *size))),
            State::Decoding(_) => Ok(None),
            State::Broken(why) => Err(why),
        }
    }
}

/// Shows the topmost sheet; whether there is one.
pub(crate) fn show(ctx: &egui::Context, bench: &mut Bench) -> bool {
    let Some(sheet) = bench.desk.sheets.last().cloned() else {
        bench.desk.viewer.clear();
        return false;
    };
    let screen = ctx.content_rect().size();
    let frame = Frame::new()
        .fill(PLATE)
        .stroke(Stroke::new(2.0, EDGE))
        .corner_radius(CornerRadius::same(22))
        .inner_margin(Margin::same(20));
    let id = Id::new(("sheet", bench.desk.sheets.len()));
    let depth = bench.desk.sheets.len();
    let modal = Modal::new(id).frame(frame).backdrop_color(NIGHT.gamma_multiply(0.86));
    let response = modal.show(ctx, |ui| match &sheet {
        Sheet::Picture { ids, place } => picture(ui, bench, ids, *place, screen),
        Sheet::Gallery { title, ids } => gallery(ui, bench, title, ids, screen),
        Sheet::Move(ids) => move_where(ui, bench, ids, screen),
    });
    // What was opened from here lies above and stays.
    if response.should_close() && bench.desk.sheets.len() == depth {
        bench.desk.sheets.pop();
    }
    true
}

/// The heading of an sheet, with the way back.
fn head(ui: &mut Ui, bench: &mut Bench, title: &str, width: f32) {
    row(ui, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(width - 170.0, theme::FINGER), Sense::hover());
        let inside = ui.painter().with_clip_rect(rect);
        let from = egui::pos2(rect.left(), rect.center().y);
        inside.text(from, Align2::LEFT_CENTER, title, theme::heading(26.0), theme::TEXT);
        let back = widgets::tap_if(ui, true, Look::First, 150.0, words::BACK);
        bench.places.mark(ui, "sheet/back", back.rect);
        if back.clicked() {
            bench.desk.sheets.pop();
        }
    });
}

fn picture(ui: &mut Ui, bench: &mut Bench, ids: &Arc<Vec<ExampleId>>, place: usize, screen: egui::Vec2) {
    let width = (screen.x * 0.7).min(1300.0);
    ui.set_width(width);
    let id = ids.get(place).copied();
    let found = id.and_then(|id| bench.facts.album.get(id).map(|picture| (id, picture)));
    let title = found.map_or(words::GONE.to_owned(), |(_, picture)| {
        let split = if picture.split == Split::Test { format!(" · {}", words::TEST) } else { String::new() };
        format!("{}{split} · {}", bench.facts.name_of(picture.class), words::source(&picture.source))
    });
    head(ui, bench, &title, width);
    let room = vec2(width, screen.y * 0.66);
    let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
    ui.painter().rect_filled(rect, 14, theme::GROOVE);
    if let Some((id, picture)) = found {
        paint(ui, bench, id, picture, rect);
    }
    row(ui, |ui| {
        let turn = |ui: &mut Ui, bench: &mut Bench, can: bool, to: usize, words, name: &str| {
            let button = widgets::tap_if(ui, can, Look::Plain, 90.0, words);
            bench.places.mark(ui, name, button.rect);
            if button.clicked() {
                bench.desk.sheets.pop();
                bench.desk.sheets.push(Sheet::Picture { ids: Arc::clone(ids), place: to });
            }
        };
        turn(ui, bench, place > 0, place.saturating_sub(1), words::PREVIOUS, "sheet/previous");
        turn(ui, bench, place + 1 < ids.len(), place + 1, words::NEXT, "sheet/next");
        ui.label(RichText::new(words::place(place, ids.len())).size(20.0).color(SOFT));
        let Some((id, _)) = found else { return };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = widgets::tap(ui, Look::Takes, words::REMOVE);
            bench.places.mark(ui, "sheet/remove", remove.rect);
            if remove.clicked() {
                bench.change(ChangeLesson::ForgetPictures(vec![id]));
                without(bench, ids, place);
            }
            let moves = widgets::tap(ui, Look::Plain, words::MOVE);
            bench.places.mark(ui, "sheet/move", moves.rect);
            if moves.clicked() {
                bench.desk.sheets.push(Sheet::Move(vec![id]));
            }
        });
    });
    let turned =
        ui.input(|input| [egui::Key::ArrowLeft, egui::Key::ArrowRight].map(|key| usize::from(input.key_pressed(key))));
    let to = (place + turned[1]).saturating_sub(turned[0]);
    if to != place && to < ids.len() && matches!(bench.desk.sheets.last(), Some(Sheet::Picture { .. })) {
        bench.desk.sheets.pop();
        bench.desk.sheets.push(Sheet::Picture { ids: Arc::clone(ids), place: to });
    }
}

/// Goes on with the next picture, or back when there is none.
fn without(bench: &mut Bench, ids: &Arc<Vec<ExampleId>>, place: usize) {
    let mut ids = ids.to_vec();
    ids.remove(place);
    bench.desk.sheets.pop();
    if !ids.is_empty() {
        let place = place.min(ids.len() - 1);
        bench.desk.sheets.push(Sheet::Picture { ids: Arc::new(ids), place });
    }
}

fn paint(ui: &Ui, bench: &mut Bench, id: ExampleId, picture: &AlbumPicture, rect: egui::Rect) {
    let small = bench.thumbnails.of(ui.ctx(), id, picture);
    let fit = |size: egui::Vec2| {
        let scale = (rect.size() / size.max(vec2(1.0, 1.0))).min_elem();
        egui::Rect::from_center_size(rect.center(), size * scale)
    };
    match bench.desk.viewer.of(ui.ctx(), id, picture, bench.facts.lock_step) {
        Ok(Some((texture, size))) => widgets::paint_picture(ui, texture, fit(size)),
        Ok(None) => {
            widgets::paint_picture(ui, small, fit(vec2(1.0, 1.0)));
            ui.painter().text(
                rect.center_bottom() - vec2(0.0, 30.0),
                Align2::CENTER_CENTER,
                words::OPENING,
                theme::heading(22.0),
                theme::TEXT,
            );
        }
        Err(why) => {
            let why = ui.painter().layout(
                format!("⚠ {why}"),
                egui::FontId::proportional(21.0),
                theme::WARN,
                rect.width() - 60.0,
            );
            ui.painter().galley(rect.center() - why.size() / 2.0, why, theme::WARN);
        }
    }
}

fn gallery(ui: &mut Ui, bench: &mut Bench, title: &str, ids: &Arc<Vec<ExampleId>>, screen: egui::Vec2) {
    let width = (screen.x * 0.7).min(1300.0);
    ui.set_width(width);
    head(ui, bench, title, width);
    ui.allocate_ui(vec2(width, screen.y * 0.62), |ui| {
        ui.set_min_height(screen.y * 0.62);
        picture_grid::show(ui, bench, "gallery", ids, false);
    });
}

fn move_where(ui: &mut Ui, bench: &mut Bench, ids: &[ExampleId], screen: egui::Vec2) {
    let width = (screen.x * 0.5).min(900.0);
    ui.set_width(width);
    head(ui, bench, &words::move_where(ids.len()), width);
    let classes = bench.facts.classes;
    egui::ScrollArea::vertical().max_height(screen.y * 0.62).auto_shrink([false, true]).show(ui, |ui| {
        for (place, class) in classes.0.iter().enumerate() {
            row(ui, |ui| {
                widgets::chip(ui, class, place + 1, 46.0);
                widgets::cell(ui, width - 46.0 - 360.0, &class.name, theme::heading(21.0));
                for (split, words) in [(Split::Teach, words::TEACH), (Split::Test, words::TEST)] {
                    let to = widgets::tap_if(ui, true, Look::Plain, 140.0, words);
                    let name = if split == Split::Teach { "teach" } else { "test" };
                    bench.places.mark(ui, format!("move/{place}/{name}"), to.rect);
                    if to.clicked() {
                        bench.change(ChangeLesson::MovePictures(ids.to_vec(), class.id, split));
                        bench.desk.chosen.clear();
                        bench.desk.sheets.pop();
                    }
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_are_made_small_enough_and_keep_their_size_in_mind() {
        let file = Picture::new(2000, 10, vec![9; 2000 * 10 * 3]).unwrap().to_png().unwrap();
        let decoded = decode(&file, "wide.png").unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(decoded.size, [2000, 10]);
        assert!(decoded.picture.width() <= MOST_PX && decoded.picture.height() <= MOST_PX);
        assert!(decode(b"no picture", "bad.png").is_err_and(|why| why.contains("bad.png")));
    }
}
