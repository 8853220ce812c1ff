//! Textures of the pictures that are on the screen: never more than [`MOST`], the longest unseen go first.

use std::collections::HashMap;
use std::sync::Arc;

use bevy::prelude::Resource;
use bevy_egui::egui::{self, ColorImage, TextureHandle, TextureId, TextureOptions};
use menagerie_core::prelude::*;

/// Most textures kept: 16 kB each, 33 MB in all, thirty screens full.
const MOST: usize = 2_000;

/// The textures.
#[derive(Resource, Default)]
pub(crate) struct Thumbnails {
    kept: HashMap<ExampleId, Kept>,
    /// Counts the frames.
    frame: u64,
}

struct Kept {
    /// Of which picture; another lesson may use the same number for another one.
    of: Arc<Picture>,
    texture: TextureHandle,
    seen: u64,
}

impl Thumbnails {
    /// The texture of a picture of the album.
    pub(crate) fn of(&mut self, ctx: &egui::Context, id: ExampleId, picture: &AlbumPicture) -> TextureId {
        let frame = self.frame;
        let fresh = || Kept {
            of: Arc::clone(&picture.thumbnail),
            texture: load(ctx, "thumbnail", &picture.thumbnail),
            seen: frame,
        };
        let kept = self.kept.entry(id).or_insert_with(fresh);
        if !Arc::ptr_eq(&kept.of, &picture.thumbnail) {
            *kept = fresh();
        }
        kept.seen = frame;
        kept.texture.id()
    }

    /// Begins a frame. What was on the screen in the last one stays: it may still be drawn.
    pub(crate) fn begin_frame(&mut self) {
        self.frame += 1;
        if self.kept.len() <= MOST {
            return;
        }
        let mut seen: Vec<u64> = self.kept.values().map(|kept| kept.seen).collect();
        // Some room at once, so that scrolling does not sort in every frame.
        let leaves = self.kept.len() - MOST * 3 / 4;
        let (_, &mut newest_to_leave, _) = seen.select_nth_unstable(leaves - 1);
        let on_screen = self.frame - 1;
        self.kept.retain(|_, kept| kept.seen > newest_to_leave || kept.seen >= on_screen);
    }

    /// Drops all of them.
    pub(crate) fn clear(&mut self) {
        self.kept.clear();
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }
}

/// A texture of a whole picture.
pub(crate) fn load(ctx: &egui::Context, name: &str, picture: &Picture) -> TextureHandle {
    let size = [picture.width() as usize, picture.height() as usize];
    ctx.load_texture(name, ColorImage::from_rgb(size, picture.rgb()), TextureOptions::LINEAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> AlbumPicture {
        AlbumPicture {
            class: ClassId(0),
            split: Split::Teach,
            thumbnail: Arc::new(Picture::new(2, 2, vec![7; 12]).unwrap()),
            file: Arc::new([]),
            source: "camera".into(),
            recording: None,
            worth: 1.0,
        }
    }

    #[test]
    fn memory_stays_bounded_and_what_is_on_the_screen_stays() {
        let ctx = egui::Context::default();
        let mut thumbnails = Thumbnails::default();
        let picture = picture();
        for screen in 0..50 {
            thumbnails.begin_frame();
            for id in 0..200 {
                thumbnails.of(&ctx, ExampleId(screen * 200 + id), &picture);
            }
            assert!(thumbnails.len() <= MOST + 200, "{}", thumbnails.len());
        }
        thumbnails.begin_frame();
        let last = (49 * 200..50 * 200).map(ExampleId);
        assert!(last.into_iter().all(|id| thumbnails.kept.contains_key(&id)));
    }

    #[test]
    fn another_picture_of_the_same_number_gets_a_texture_of_its_own() {
        let ctx = egui::Context::default();
        let mut thumbnails = Thumbnails::default();
        let (one, other) = (picture(), picture());
        let texture = thumbnails.of(&ctx, ExampleId(1), &one);
        assert_eq!(thumbnails.of(&ctx, ExampleId(1), &one), texture);
        assert_ne!(thumbnails.of(&ctx, ExampleId(1), &other), texture);
    }
}
