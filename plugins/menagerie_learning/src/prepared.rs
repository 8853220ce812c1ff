//! A picture on its way into the lesson: as a file, as a thumbnail, as the network takes it.

use std::sync::Arc;

use menagerie_brain::{Embedding, INPUT_PX, NetworkInput, augment, resize_to_input};
use menagerie_core::album::THUMBNAIL_PX;
use menagerie_core::prelude::{ClassId, ExampleId, Picture, RecordingId, Split};
use menagerie_lesson::{PictureFormat, decode_picture, picture_format};

/// Largest file that is kept as it came, bytes; of a larger one, or one of a kind that not every program reads, only what
/// the network sees is kept.
const KEPT_AS_IS_BYTES: usize = 256 << 10;

/// A picture and everything the lesson keeps of it.
#[derive(Debug, Clone)]
pub(crate) struct Photograph {
    /// It, as a JPEG or PNG file.
    pub(crate) file: Arc<[u8]>,
    /// It, small.
    pub(crate) thumbnail: Arc<Picture>,
    /// Its variants, for the network; `None` unless asked for.
    pub(crate) variants: Option<Vec<NetworkInput>>,
}

/// What the network made of a picture.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Of the picture itself.
    pub(crate) embedding: Embedding,
    /// Of its mirrored, shifted and brightened variants; `None` while nobody asked for them.
    pub(crate) variants: Option<Arc<[Embedding]>>,
}

/// A picture from a file, on its way to the network.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) class: ClassId,
    pub(crate) split: Split,
    pub(crate) source: Arc<str>,
    /// The number it had in its project.
    pub(crate) number: Option<ExampleId>,
    pub(crate) recording: Option<RecordingId>,
    pub(crate) photograph: Photograph,
    /// What the network is to look at, or what it made of the picture earlier.
    pub(crate) view: View,
}

#[derive(Debug)]
pub(crate) enum View {
    Input(NetworkInput),
    Embedding(Embedding),
}

/// A picture taken by the camera. It is kept as the network saw it, without loss.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn photograph_of(square: &Picture, with_variants: bool) -> Result<Photograph, String> {
    let seen = as_seen(square)?;
    let file = seen.to_png().map_err(|error| error.to_string())?.into();
    Ok(Photograph {
        file,
        thumbnail: Arc::new(seen.thumbnail(THUMBNAIL_PX)),
        variants: variants(&seen, with_variants)?,
    })
}

/// A picture from a file, and what the network is to look at. `shown` names it in errors.
///
/// # Errors
/// The file and what is wrong with it.
pub(crate) fn photograph_from_file(
    file: Vec<u8>,
    shown: &str,
    with_variants: bool,
) -> Result<(Photograph, NetworkInput), String> {
    let picture = decode_picture(&file, shown).map_err(|error| error.to_string())?;
    let seen = as_seen(&picture)?;
    let file = kept(file, &seen)?;
    let input = input_of(&seen)?;
    let thumbnail = Arc::new(seen.thumbnail(THUMBNAIL_PX));
    Ok((Photograph { file: file.into(), thumbnail, variants: variants(&seen, with_variants)? }, input))
}

/// The variants of a picture that the lesson has, for the network.
///
/// # Errors
/// What is wrong with the picture, in words.
pub(crate) fn variants_of_file(file: &[u8]) -> Result<Vec<NetworkInput>, String> {
    let picture = decode_picture(file, "a picture of the lesson").map_err(|error| error.to_string())?;
    variants_of(&as_seen(&picture)?)
}

/// The file of a picture as a lesson keeps it: a JPEG or PNG, a large one as the network sees it, without loss. `shown` names
/// it in errors.
///
/// # Errors
/// The file and what is wrong with it.
pub fn kept_file(file: Vec<u8>, shown: &str) -> Result<Vec<u8>, String> {
    // Decoded in any case: a picture that is of no use is to be found out now, not when it is taught.
    let picture = decode_picture(&file, shown).map_err(|error| error.to_string())?;
    kept(file, &as_seen(&picture)?).map_err(|error| format!("{shown}: {error}"))
}

fn kept(file: Vec<u8>, seen: &Picture) -> Result<Vec<u8>, String> {
    let is_common = picture_format(&file).is_some_and(PictureFormat::is_common);
    if file.len() <= KEPT_AS_IS_BYTES && is_common {
        return Ok(file);
    }
    seen.to_png().map_err(|error| error.to_string())
}

/// The centre square of a picture at the size of the network's input.
///
/// # Errors
/// What is wrong with it, in words.
pub fn as_seen(picture: &Picture) -> Result<Picture, String> {
    let rgb = resize_to_input(picture.rgb(), picture.width(), picture.height()).map_err(|error| error.to_string())?;
    Picture::new(INPUT_PX as u32, INPUT_PX as u32, rgb).map_err(|error| error.to_string())
}

fn input_of(seen: &Picture) -> Result<NetworkInput, String> {
    NetworkInput::from_rgb(seen.rgb(), seen.width(), seen.height()).map_err(|error| error.to_string())
}

fn variants(seen: &Picture, wanted: bool) -> Result<Option<Vec<NetworkInput>>, String> {
    wanted.then(|| variants_of(seen)).transpose()
}

fn variants_of(seen: &Picture) -> Result<Vec<NetworkInput>, String> {
    let input =
        |rgb: &Vec<u8>| NetworkInput::from_rgb(rgb, seen.width(), seen.height()).map_err(|error| error.to_string());
    augment(seen.rgb()).iter().map(input).collect()
}
