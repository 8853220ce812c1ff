//! The picture that is shown large, decoded away from the picture loop.

use std::sync::Arc;

use bevy::tasks::{AsyncComputeTaskPool, Task, TaskPool, block_on, poll_once};
use bevy_egui::egui::{self, TextureHandle, vec2};
use menagerie_core::lesson::decode_picture;
use menagerie_core::prelude::*;

use crate::thumbnails;

/// Longest side of a picture on the screen, pixels: what every graphics card takes.
const MOST_PX: u32 = 1536;

/// It.
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
    /// Drops the picture.
    pub(crate) fn clear(&mut self) {
        self.shown = None;
    }

    /// The texture and the true size of a picture; `None` while it is being decoded.
    pub(crate) fn of(
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
