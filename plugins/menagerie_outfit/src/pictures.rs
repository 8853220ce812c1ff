//! Pictures that move: those of the library, and visitors' own; read once, on a thread, and shown wherever one stands.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, futures_lite::future};
use menagerie_core::lesson::{Animation, MOST_OUTPUT_FILE_BYTES, decode_animation};
use menagerie_core::prelude::*;

/// Longest side of what is shown, pixels.
const LONGEST_PX: u32 = 320;

/// Which picture.
#[derive(Debug, Clone)]
pub(super) enum PictureKey {
    /// One of the library, by name.
    Library(String),
    /// Somebody's own, the bytes of its file.
    Own(Arc<[u8]>),
}

impl PartialEq for PictureKey {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Library(one), Self::Library(other)) => one == other,
            // Nobody compares megabytes to know that two are the same file.
            (Self::Own(one), Self::Own(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for PictureKey {}

impl Hash for PictureKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Library(name) => name.hash(state),
            Self::Own(file) => file.as_ptr().hash(state),
        }
    }
}

/// Every picture of the library, by name, and its file.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PictureLibrary(pub(super) Vec<(String, PathBuf)>);

impl PictureLibrary {
    /// The pictures in these folders; what an earlier one has takes the place of what a later one has.
    pub(super) fn find(folders: &[PathBuf]) -> Self {
        let mut found: Vec<(String, PathBuf)> = Vec::new();
        for file in folders.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten()) {
            let path = file.path();
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            let is_picture = path.extension().is_some_and(|ending| ["png", "gif", "webp"].iter().any(|e| ending == *e));
            // Macs leave files of that kind beside every other.
            if is_picture && !name.starts_with('.') && found.iter().all(|(known, _)| *known != name) {
                found.push((name, path));
            }
        }
        found.sort();
        Self(found)
    }

    fn file(&self, name: &str) -> Option<&Path> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, file)| file.as_path())
    }
}

/// A picture on its way to the screen.
enum Reading {
    UnderWay(Task<Result<Animation, String>>),
    Ready {
        timing: Animation,
        frames: Vec<Handle<Image>>,
    },
    /// Said once.
    Failed,
}

/// Pictures by what they are.
#[derive(Resource, Default)]
pub(super) struct Pictures(HashMap<PictureKey, Reading>);

/// A node that shows this picture, moving.
#[derive(Component, Debug, Clone, PartialEq)]
#[require(ImageNode)]
pub(super) struct Moving(pub(super) PictureKey);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Pictures>().add_systems(
        Update,
        (read.run_if(any_with_component::<Moving>), play.run_if(any_with_component::<Moving>), forget_own)
            .chain()
            .after(ExhibitSystems::Present)
            .before(ExhibitSystems::Report),
    );
}

/// Has read what stands somewhere and was not read before.
fn read(
    shown: Query<&Moving, Added<Moving>>,
    library: Res<PictureLibrary>,
    pace: Res<Pace>,
    mut pictures: ResMut<Pictures>,
    mut images: ResMut<Assets<Image>>,
) {
    for Moving(key) in &shown {
        if !pictures.0.contains_key(key) {
            let reading = begin(key, &library);
            pictures.0.insert(key.clone(), reading);
        }
    }
    for reading in pictures.0.values_mut() {
        let Reading::UnderWay(task) = reading else { continue };
        // A rehearsal shows the same at the same time on every machine.
        let ended = if pace.is_lock_step() { Some(block_on(task)) } else { block_on(future::poll_once(task)) };
        match ended {
            None => {}
            Some(Ok(animation)) => *reading = ready(animation, &mut images),
            Some(Err(reason)) => {
                warn!("a picture is not shown: {reason}");
                *reading = Reading::Failed;
            }
        }
    }
}

fn begin(key: &PictureKey, library: &PictureLibrary) -> Reading {
    let pool = AsyncComputeTaskPool::get();
    match key {
        PictureKey::Own(file) => {
            let file = Arc::clone(file);
            let decode = async move { decode_animation(&file, "a picture of visitors", LONGEST_PX) };
            Reading::UnderWay(pool.spawn(async { decode.await.map_err(|error| error.to_string()) }))
        }
        PictureKey::Library(name) => {
            let Some(file) = library.file(name).map(Path::to_owned) else {
                warn!("there is no picture \"{name}\"; put {name}.png into assets/pictures, or run cargo xtask art");
                return Reading::Failed;
            };
            Reading::UnderWay(pool.spawn(async move { decode_file(&file) }))
        }
    }
}

/// The picture in a file.
fn decode_file(file: &Path) -> Result<Animation, String> {
    let shown = file.display().to_string();
    let told = |error: std::io::Error| format!("{shown}: {error}. Check the file and its permissions");
    let bytes = std::fs::metadata(file).map_err(told)?.len();
    if bytes > MOST_OUTPUT_FILE_BYTES {
        return Err(format!("{shown}: {bytes} bytes are too many (at most {MOST_OUTPUT_FILE_BYTES}). Save it smaller"));
    }
    let file = std::fs::read(file).map_err(told)?;
    decode_animation(&file, &shown, LONGEST_PX).map_err(|error| error.to_string())
}

fn ready(mut animation: Animation, images: &mut Assets<Image>) -> Reading {
    let size = Extent3d { width: animation.width, height: animation.height, depth_or_array_layers: 1 };
    let frames = animation.frames.iter_mut().map(|frame| {
        let (pixels, usage) = (std::mem::take(&mut frame.rgba), RenderAssetUsages::RENDER_WORLD);
        images.add(Image::new(size, TextureDimension::D2, pixels, TextureFormat::Rgba8UnormSrgb, usage))
    });
    Reading::Ready { frames: frames.collect(), timing: animation }
}

/// Each shows the frame of the moment; whoever wants less movement has the first one alone.
fn play(time: Res<Time>, access: Res<Access>, pictures: Res<Pictures>, mut shown: Query<(&Moving, &mut ImageNode)>) {
    for (Moving(key), mut node) in &mut shown {
        let Some(Reading::Ready { timing, frames }) = pictures.0.get(key) else { continue };
        let place = if access.reduced_motion { 0 } else { timing.frame_at(time.elapsed_secs()) };
        if let Some(frame) = frames.get(place)
            && node.image != *frame
        {
            node.image = frame.clone();
        }
    }
}

/// Visitors' own pictures go when no class has them any more and nothing shows them.
fn forget_own(classes: Res<Classes>, shown: Query<&Moving>, mut pictures: ResMut<Pictures>) {
    if !classes.is_changed() {
        return;
    }
    let files = || classes.0.iter().flat_map(|class| &class.outputs).filter_map(|output| output.file.as_ref());
    pictures.bypass_change_detection().0.retain(|key, _| match key {
        PictureKey::Library(_) => true,
        PictureKey::Own(bytes) => {
            files().any(|file| Arc::ptr_eq(&file.bytes, bytes)) || shown.iter().any(|Moving(shown)| shown == key)
        }
    });
}
