//! What is drawn can be seen by everybody: contrast and flashes, measured on rendered pictures.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop there")]

mod common;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bevy::camera::RenderTarget;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::ui::UiGlobalTransform;
use common::{fresh_dir, play_well, root};
use image::RgbImage;
use menagerie::{Exhibit, ExhibitSettings, Screen, Sound};
use menagerie_core::prelude::*;

/// WCAG 2.2, 1.4.3.
const LEAST_CONTRAST: f32 = 4.5;

/// Relative luminance of an sRGB colour (WCAG 2.2).
fn luminance([red, green, blue]: [u8; 3]) -> f32 {
    let linear = |channel: u8| {
        let share = f32::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(one: f32, other: f32) -> f32 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn exhibit(width: u32, height: u32) -> App {
    let settings = ExhibitSettings {
        camera: CameraChoice::TestCard,
        sound: Sound::Silent,
        learns: false,
        ..ExhibitSettings::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"))
    };
    let mut app = Exhibit { screen: Screen::Picture { width, height }, cursor: true, settings }.build();
    app.finish();
    app.cleanup();
    // What is painted on the way is there in the update that asks for it.
    app.insert_resource(Pace::LockStep { step: Duration::from_millis(25) });
    app.world_mut().resource_mut::<Backbone>().state = BackboneState::Ready;
    let mut windows = app.world_mut().query::<&mut Window>();
    for mut window in windows.iter_mut(app.world_mut()) {
        window.resolution.set_physical_resolution(width, height);
    }
    app
}

fn updates(app: &mut App, count: usize) {
    for _ in 0..count {
        app.update();
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The screen, drawn.
fn picture(app: &mut App) -> RgbImage {
    let target = app.world_mut().query_filtered::<&RenderTarget, With<Camera>>().single(app.world()).unwrap().clone();
    let arrived = Arc::new(Mutex::new(None));
    let there = Arc::clone(&arrived);
    app.world_mut().spawn(Screenshot(target)).observe(move |captured: On<ScreenshotCaptured>| {
        *there.lock().unwrap() = Some(captured.image.clone().try_into_dynamic().unwrap().into_rgb8());
    });
    for _ in 0..200 {
        app.update();
        if let Some(picture) = arrived.lock().unwrap().take() {
            return picture;
        }
    }
    panic!("no picture came");
}

/// The texts whose contrast with what is drawn around their letters is too low.
fn faint_texts(app: &mut App) -> Vec<String> {
    let drawn = picture(app);
    let mut texts =
        app.world_mut().query::<(Entity, &Text, &TextColor, &ComputedNode, &UiGlobalTransform, &InheritedVisibility)>();
    let found: Vec<(Entity, String, Color, Rect)> = texts
        .iter(app.world())
        .filter(|(_, text, .., visible)| visible.get() && !text.0.trim().is_empty())
        .map(|(entity, text, color, node, place, _)| {
            (entity, text.0.clone(), color.0, Rect::from_center_size(place.translation, node.size()))
        })
        .collect();
    assert!(found.len() > 5, "{}", found.len());
    let has_sheet = !matches!(app.world().resource::<State<Overlay>>().get(), Overlay::None);
    let mut faint = Vec::new();
    for (entity, text, color, at) in found {
        let above = |entity: &Entity| app.world().get::<ChildOf>(*entity).map(ChildOf::parent);
        let is_on_sheet =
            std::iter::successors(Some(entity), above).any(|entity| app.world().get::<GlobalZIndex>(entity).is_some());
        // What lies beneath a sheet is dimmed, and not to be read.
        if has_sheet && !is_on_sheet {
            continue;
        }
        let ink = luminance(Srgba::from(color).to_u8_array_no_alpha());
        let (columns, rows) = (at.min.x as u32..at.max.x as u32, at.min.y as u32..at.max.y as u32);
        let mut contrasts: Vec<f32> = rows
            .flat_map(|y| columns.clone().map(move |x| (x, y)))
            .filter(|(x, y)| *x < drawn.width() && *y < drawn.height())
            .map(|(x, y)| contrast(ink, luminance(drawn.get_pixel(x, y).0)))
            .collect();
        contrasts.sort_by(|one, other| other.total_cmp(one));
        // Letters cover less than half of their rectangle: the pixel in the middle is ground, and not the best of it.
        let ground = contrasts.get(contrasts.len() / 2).copied().unwrap_or_default();
        if ground < LEAST_CONTRAST {
            faint.push(format!("\"{text}\": {ground:.2}"));
        }
    }
    faint
}

#[test]
fn every_text_stands_out_from_what_is_drawn_behind_it() {
    let mut app = exhibit(1280, 720);
    updates(&mut app, 40);
    assert_eq!(faint_texts(&mut app), Vec::<String>::new(), "at the start");
    // Every colour that classes have, six at a time; one at rest.
    for first in [0, 2] {
        let classes = (first..first + 6).map(|place| {
            let counts = ClassCounts { teach: 30, progress: 12.0, views: 2, ..ClassCounts::default() };
            let class = Class::new(ClassId(place as u16), format!("Class {place}"), "pim", place);
            Class { counts, enabled: place != first, ..class }
        });
        app.world_mut().resource_mut::<Classes>().0 = classes.collect();
        let confidence = (first..first + 6).map(|place| (ClassId(place as u16), 0.5)).collect();
        *app.world_mut().resource_mut::<LatestPrediction>() =
            LatestPrediction { frame: FrameId(1), confidence, known: 1.0, answer: Answer::Nobody };
        updates(&mut app, 30);
        assert_eq!(faint_texts(&mut app), Vec::<String>::new(), "classes from {first} on");
        app.world_mut().resource_mut::<Classes>().0.truncate(3);
        updates(&mut app, 30);
        assert_eq!(faint_texts(&mut app), Vec::<String>::new(), "three classes from {first} on");
    }
    app.world_mut().resource_mut::<SavingTrouble>().0 = Some(Trouble::NotSaved);
    app.world_mut().write_message(SoundHeard { caption: Phrase::new("caption-done") });
    updates(&mut app, 10);
    assert_eq!(faint_texts(&mut app), Vec::<String>::new(), "trouble and captions");
    for overlay in [Overlay::Help, Overlay::Keyboard] {
        app.world_mut().resource_mut::<NextState<Overlay>>().set(overlay);
        updates(&mut app, 30);
        assert_eq!(faint_texts(&mut app), Vec::<String>::new(), "{overlay:?}");
    }
}

/// Columns and rows of the parts of the screen whose brightness is followed.
const PARTS: (u32, u32) = (6, 4);
/// Pictures a second that are looked at.
const PICTURES_A_SECOND: usize = 20;

/// Mean relative luminance of every part of a picture.
fn parts(picture: &RgbImage) -> Vec<f32> {
    let (width, height) = (picture.width() / PARTS.0, picture.height() / PARTS.1);
    let part = |column: u32, row: u32| {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (column * width + x, row * height + y)));
        pixels.map(|(x, y)| luminance(picture.get_pixel(x, y).0)).sum::<f32>() / (width * height) as f32
    };
    (0..PARTS.1).flat_map(|row| (0..PARTS.0).map(move |column| (column, row))).map(|(c, r)| part(c, r)).collect()
}

/// Flashes in a row of brightnesses: pairs of opposing changes of a tenth or more (WCAG 2.2, "general flash").
fn flashes(brightness: &[f32]) -> usize {
    let (mut changes, mut direction, mut extreme) = (0_usize, 0_i8, brightness[0]);
    for now in &brightness[1..] {
        let change = now - extreme;
        if change.abs() >= 0.1 && (change > 0.0) as i8 * 2 - 1 != direction {
            direction = (change > 0.0) as i8 * 2 - 1;
            changes += 1;
            extreme = *now;
        } else if (direction >= 0 && *now > extreme) || (direction <= 0 && *now < extreme) {
            extreme = *now;
        }
    }
    changes / 2
}

#[test]
fn flashes_are_counted() {
    assert_eq!(flashes(&[0.0, 0.5, 0.0, 0.5, 0.0]), 2);
    assert_eq!(flashes(&[0.0, 0.05, 0.0, 0.05]), 0, "too little to be one");
    assert_eq!(flashes(&[0.0, 0.05, 0.1, 0.15, 0.2]), 0, "once brighter");
}

/// Whatever happens on the screen, no part of it flashes more than twice a second: teaching, the reward at thirty, answers,
/// what was never seen, starting over.
#[test]
fn nothing_flashes_more_than_twice_a_second() {
    let out = fresh_dir("flashes");
    let held = root().join("tests/visits/hands/taught/0");
    let thing = std::fs::read_dir(&held).unwrap().next().unwrap().unwrap().path().display().to_string();
    let mut steps = vec![format!("ShowHeld({thing:?})")];
    let mut pictures = 0;
    let mut watch = |steps: &mut Vec<String>, secs: f32, touch: &str| {
        for _ in 0..(secs * PICTURES_A_SECOND as f32) as usize {
            let pass = if touch.is_empty() { "Wait(0.05)".to_owned() } else { touch.to_owned() };
            steps.push(format!("{pass}, Screenshot(\"{pictures:03}.png\")"));
            pictures += 1;
        }
    };
    steps.push("Hold(0, 2.4)".into());
    // The end of the recording with the medal, then the answer.
    watch(&mut steps, 0.9, "Hold(0, 0.05)");
    watch(&mut steps, 1.2, "");
    steps.push("Tap(Creature(1))".into());
    watch(&mut steps, 0.8, "");
    steps.push("Tap(Reset)".into());
    watch(&mut steps, 0.6, "");
    play_well(&out, &steps.join(", "));
    let brightness: Vec<Vec<f32>> = (0..pictures)
        .map(|place| parts(&image::open(out.join(format!("{place:03}.png"))).unwrap().into_rgb8()))
        .collect();
    for part in 0..(PARTS.0 * PARTS.1) as usize {
        let of_part: Vec<f32> = brightness.iter().map(|parts| parts[part]).collect();
        for second in of_part.windows(PICTURES_A_SECOND) {
            assert!(flashes(second) <= 2, "part {part}: {second:?}");
        }
    }
}
