//! The files of a pack: which there are, and whether each is what its name says.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, Limits};
use menagerie_lesson::{MOST_OUTPUT_FILE_BYTES, decode_animation, is_system_name};

use super::limits::{MOST_BYTES, MOST_FILE_BYTES, MOST_PACK_FILES};
use super::names::name_problem;
use super::wav::wav_secs;
use super::{PACK_SIGNS, PackFinding, PackPlace, SCENE_PICTURES};
use crate::import::read_bounded;
use crate::set::read_set;

/// Folders within folders, at most.
const DEEPEST: usize = 6;
/// Bytes of a picture of the look, and of a sound, at most.
const MOST_PICTURE_BYTES: u64 = 16 << 20;
const MOST_SOUND_BYTES: u64 = 32 << 20;
/// Bytes of a description or of words, at most.
const MOST_TEXT_BYTES: u64 = 1 << 20;
/// Sides of a picture, pixels, and pixels in all, at most: what graphics devices take, in 128 MiB.
const MOST_SIDE_PX: u32 = 8192;
const MOST_PIXELS: u64 = 32 << 20;
/// Memory for unpacking a picture, at most.
const MOST_DECODE_BYTES: u64 = 256 << 20;
/// Longest side at which a picture for classes is tried, pixels.
const TRIED_PX: u32 = 64;
/// How long a loop and a short sound may be, seconds.
const LONGEST_LOOP_SECS: f64 = 60.0;
const LONGEST_SIGN_SECS: f64 = 10.0;
/// The folders that are looked into.
const FOLDERS: [&str; 6] = ["creatures", "sounds", "pictures", "locales", "scene", "sets"];
/// Endings of pictures for classes.
const PICTURES: [&str; 3] = [".png", ".gif", ".webp"];

/// The files of a pack.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Each, with slashes between folders.
    names: BTreeSet<String>,
    bytes: u64,
    /// Folders in `creatures/`, `sets/` and `locales/`.
    pub(super) creatures: Vec<String>,
    pub(super) sets: Vec<String>,
    pub(super) languages: Vec<String>,
}

/// Lists the files of a pack.
///
/// # Errors
/// The limit that it is beyond, or what leads out of it.
pub(super) fn list_files(place: &PackPlace) -> Result<Files, PackFinding> {
    let mut files = Files::default();
    visit(place, place.folder(), "", 0, &mut files)?;
    let inside = |folder: &str| {
        let names = files.names.iter().filter_map(|name| name.strip_prefix(folder)?.split_once('/'));
        names.map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (creatures, sets, languages) = (inside("creatures/"), inside("sets/"), inside("locales/"));
    Ok(Files { creatures, sets, languages, ..files })
}

fn visit(place: &PackPlace, folder: &Path, prefix: &str, depth: usize, files: &mut Files) -> Result<(), PackFinding> {
    let failed = |error: std::io::Error| {
        let what = format!("cannot be listed: {error}");
        PackFinding::refusing(place.shown_file(prefix), what, "Check the permissions to read")
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let raw = entry.file_name();
        let letters = raw.to_string_lossy();
        let name = format!("{prefix}{letters}");
        let refuse = |what: &str, remedy: &str| Err(PackFinding::refusing(place.shown_file(&name), what, remedy));
        if is_system_name(&letters) {
            // What systems and programs put above nobody looks into; further down rooms would.
            if depth > 0 && !entry.metadata().map_err(failed)?.is_file() {
                return refuse("is hidden, and no file", "Remove it");
            }
            continue;
        }
        if raw.to_str().is_none() {
            return refuse("has a name that is not Unicode", "Rename it");
        }
        if let Some(problem) = name_problem(&letters) {
            return refuse(&format!("has a name that {problem}"), "Rename it");
        }
        let path = entry.path();
        let about = entry.metadata().map_err(failed)?;
        let about = if about.is_symlink() {
            // Only a file within the pack is as good as the file itself.
            let target = path.canonicalize().ok().filter(|target| target.starts_with(place.folder()));
            match target.and_then(|target| target.metadata().ok()).filter(fs::Metadata::is_file) {
                Some(about) => about,
                None => return refuse("is a link that leads out of the pack", "Put the file itself there"),
            }
        } else {
            about
        };
        if about.is_dir() {
            if depth >= DEEPEST {
                return refuse("lies too deep in folders", "Move it up");
            }
            visit(place, &path, &format!("{name}/"), depth + 1, files)?;
        } else if about.is_file() {
            files.bytes += about.len();
            files.names.insert(name.clone());
            if files.names.len() > MOST_PACK_FILES {
                let what = format!("is one of more than {MOST_PACK_FILES} files");
                return refuse(&what, "Remove what does not belong to the pack");
            }
            if about.len() > MOST_FILE_BYTES || files.bytes > MOST_BYTES {
                let (one, all) = (MOST_FILE_BYTES >> 20, MOST_BYTES >> 20);
                return refuse(&format!("is beyond {one} MiB, or {all} MiB of all files together"), "Make it smaller");
            }
        } else {
            return refuse("is neither a file nor a folder", "Remove it");
        }
    }
    Ok(())
}

/// Checks each file, and gives the pictures of the scene that can be used.
pub(super) fn check_files(place: &PackPlace, files: &Files, findings: &mut Vec<PackFinding>) -> Vec<String> {
    let mut check = Check { place, findings };
    for name in &files.names {
        check.is_in_its_place(name);
    }
    check.creatures(files);
    check.words(files);
    for name in files.names.iter().filter(|name| is_short_sound(name)) {
        check.sound(name, LONGEST_SIGN_SECS);
    }
    for name in files.names.iter().filter(|name| name.starts_with("pictures/")) {
        check.moving_picture(name);
    }
    for set in &files.sets {
        let folder = place.folder().join("sets").join(set);
        if let Err(error) = read_set(&folder) {
            let what = format!("cannot be used: {}", place.shown_path(&error.to_string()));
            let remedy = "Give it set.json and teach/<class>/ with pictures";
            check.findings.push(PackFinding::new(place.shown_file(&format!("sets/{set}")), what, remedy));
        }
    }
    let scene = SCENE_PICTURES.into_iter().filter(|picture| {
        let name = format!("scene/{picture}.png");
        files.names.contains(&name) && check.picture(&name)
    });
    scene.map(str::to_owned).collect()
}

/// Whether it is a sign, or a sound of the library, which may have any name but a sign's.
fn is_short_sound(name: &str) -> bool {
    let Some(stem) = name.strip_prefix("sounds/").and_then(|name| name.strip_suffix(".wav")) else { return false };
    match stem.strip_prefix("library/") {
        Some(in_library) => {
            // A family may have a folder.
            let stem = in_library.split_once('/').map_or(in_library, |(_, stem)| stem);
            !stem.contains('/') && !PACK_SIGNS.contains(&stem)
        }
        None => PACK_SIGNS.contains(&stem),
    }
}

struct Check<'a> {
    place: &'a PackPlace,
    findings: &'a mut Vec<PackFinding>,
}

impl Check<'_> {
    fn tell(&mut self, name: &str, what: impl Into<String>, remedy: impl Into<String>) {
        self.findings.push(PackFinding::new(self.place.shown_file(name), what, remedy));
    }

    /// What nobody will ever look at is more likely a slip than meant so. Loose files above are remarks and licences.
    fn is_in_its_place(&mut self, name: &str) {
        let Some((top, rest)) = name.split_once('/') else { return };
        let stem = |ending: &str| rest.strip_suffix(ending).unwrap_or_default();
        let is_text = [".txt", ".md"].iter().any(|ending| name.ends_with(ending));
        let (is_known, known) = match top {
            "scene" => (SCENE_PICTURES.contains(&stem(".png")), format!("{} (.png)", SCENE_PICTURES.join(", "))),
            "sounds" => (
                is_short_sound(name),
                format!("{} (.wav), library/<name>.wav and library/<family>/<name>.wav", PACK_SIGNS.join(", ")),
            ),
            "locales" => {
                let is_known = rest.split_once('/').is_some_and(|(_, file)| file.ends_with(".ftl"));
                (is_known, "<language>/<name>.ftl".to_owned())
            }
            "creatures" => {
                let file = rest.split_once('/').map_or("", |(_, file)| file);
                let known = ["creature.ron", "sheet.png", "loop.wav"];
                (known.contains(&file), format!("<creature>/ with {}", known.join(", ")))
            }
            "pictures" => {
                let is_known = !rest.contains('/') && PICTURES.iter().any(|ending| rest.ends_with(ending));
                (is_known, format!("<name> ({})", PICTURES.join(", ")))
            }
            "sets" => (rest.contains('/'), "<set>/ with set.json, teach/<class>/, test/<class>/".to_owned()),
            _ => (false, String::new()),
        };
        if is_known || is_text {
            return;
        }
        if FOLDERS.contains(&top) {
            let remedy = format!("Rename or remove it; in {top}/ there are {known}");
            self.tell(name, "is nothing that the exhibit looks for", remedy);
        } else {
            let remedy = format!("Rename or remove it; folders are {}", FOLDERS.join(", "));
            let folder = format!("{top}/");
            if !self.findings.iter().any(|finding| finding.file == self.place.shown_file(&folder)) {
                self.tell(&folder, "is no folder that the exhibit looks into", remedy);
            }
        }
    }

    fn creatures(&mut self, files: &Files) {
        for creature in &files.creatures {
            let file = |name: &str| format!("creatures/{creature}/{name}");
            for needed in ["creature.ron", "sheet.png"] {
                if !files.names.contains(&file(needed)) {
                    let what = format!("has no {needed}; a plain creature takes its place");
                    let remedy = "A creature is creature.ron and sheet.png, and loop.wav if it is to be heard";
                    self.tell(&format!("creatures/{creature}"), what, remedy);
                }
            }
            if files.names.contains(&file("creature.ron")) {
                self.read(&file("creature.ron"), MOST_TEXT_BYTES);
            }
            if files.names.contains(&file("sheet.png")) {
                self.picture(&file("sheet.png"));
            }
            if files.names.contains(&file("loop.wav")) {
                self.sound(&file("loop.wav"), LONGEST_LOOP_SECS);
            }
        }
    }

    fn words(&mut self, files: &Files) {
        for name in files.names.iter().filter(|name| name.starts_with("locales/") && name.ends_with(".ftl")) {
            if let Some(bytes) = self.read(name, MOST_TEXT_BYTES)
                && std::str::from_utf8(&bytes).is_err()
            {
                self.tell(name, "is not Unicode text; its words are left out", "Save it as UTF-8");
            }
        }
    }

    /// Reads a file; one that is beyond a limit refuses the pack.
    fn read(&mut self, name: &str, most: u64) -> Option<Vec<u8>> {
        let shown = self.place.shown_file(name);
        match read_bounded(&self.place.folder().join(name), &shown, most) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                let what = format!("cannot be used: {error}");
                let remedy = format!("At most {} KiB are read", most >> 10);
                self.findings.push(PackFinding::refusing(shown, what, remedy));
                None
            }
        }
    }

    /// Whether a picture can be drawn; one that is beyond a limit refuses the pack.
    fn picture(&mut self, name: &str) -> bool {
        let Some(bytes) = self.read(name, MOST_PICTURE_BYTES) else { return false };
        match decode(&bytes) {
            Ok(()) => true,
            Err(Problem::Broken(reason)) => {
                let what = format!("is no picture that can be drawn ({reason}); it is left out");
                self.tell(name, what, "Save it again as PNG");
                false
            }
            Err(Problem::TooLarge(width, height)) => {
                let what = format!("has {width} x {height} pixels");
                let remedy = format!(
                    "Make it smaller: {MOST_SIDE_PX} pixels a side and {} million in all are allowed",
                    MOST_PIXELS >> 20
                );
                self.findings.push(PackFinding::refusing(self.place.shown_file(name), what, remedy));
                false
            }
        }
    }

    /// A picture for classes.
    fn moving_picture(&mut self, name: &str) {
        let Some(bytes) = self.read(name, MOST_OUTPUT_FILE_BYTES) else { return };
        if let Err(error) = decode_animation(&bytes, "", TRIED_PX) {
            let reason = error.to_string().trim_start_matches(": ").to_owned();
            self.tell(name, format!("is no picture that can be shown ({reason})"), "Save it again as PNG, GIF or WebP");
        }
    }

    fn sound(&mut self, name: &str, longest_secs: f64) {
        let Some(bytes) = self.read(name, MOST_SOUND_BYTES) else { return };
        match wav_secs(&bytes) {
            Ok(secs) if secs > longest_secs => {
                let what = format!("sounds for {secs:.1} seconds");
                let finding =
                    PackFinding::refusing(self.place.shown_file(name), what, format!("Make it {longest_secs} at most"));
                self.findings.push(finding);
            }
            Ok(_) => {}
            Err(reason) => {
                let what = format!("{reason}; it is not heard");
                self.tell(name, what, "Save it as WAV: 16 bits, 44100 Hz, one channel or two");
            }
        }
    }
}

enum Problem {
    Broken(String),
    TooLarge(u32, u32),
}

/// Decodes a picture once, within limits, as the engine will without any.
fn decode(bytes: &[u8]) -> Result<(), Problem> {
    let broken = |error: image::ImageError| Problem::Broken(error.to_string());
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODE_BYTES);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > MOST_SIDE_PX || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Problem::TooLarge(width, height));
    }
    DynamicImage::from_decoder(decoder).map(drop).map_err(broken)
}
