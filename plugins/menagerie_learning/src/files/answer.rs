//! Somebody's own picture or sound for a class: read on a thread of its own, checked, and given to the class.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use bevy::prelude::*;
use menagerie_core::lesson::{MOST_OUTPUT_FILE_BYTES, OutputFile, decode_animation};
use menagerie_core::prelude::*;

use super::import::note_changes;
use crate::FollowSystems;
use crate::job::{Heard, Job};

/// Longest side at which a picture is tried, pixels: whether it can be shown at all.
const TRIED_PX: u32 = 64;

/// What is being read, and for whom.
#[derive(Resource, Debug, Default)]
struct Reading(Vec<(ClassId, Job<Result<OutputFile, String>>)>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Reading>()
        .add_systems(Update, (begin, take).chain().in_set(FollowSystems::Files).before(note_changes));
}

fn begin(mut wishes: MessageReader<FileWish>, mut reading: ResMut<Reading>, mut notices: MessageWriter<Notice>) {
    for wish in wishes.read() {
        let FileWish::Answer { class, path } = wish else { continue };
        let file: PathBuf = path.clone();
        match Job::begin("reading", 1, move |reporter| reporter.end(read(&file))) {
            Ok(job) => reading.0.push((*class, job)),
            Err(error) => drop(notices.write(Notice::failure(format!("{}: {error}", path.display())))),
        }
    }
}

/// The file, if it can be shown or played.
fn read(path: &Path) -> Result<OutputFile, String> {
    let shown = path.display().to_string();
    let told = |error: std::io::Error| format!("{shown}: {error}. Check the file and its permissions");
    let mut bytes = Vec::new();
    // One more tells that there are more.
    File::open(path).map_err(told)?.take(MOST_OUTPUT_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(told)?;
    let file = OutputFile::new(bytes, &shown).map_err(|error| error.to_string())?;
    if !file.is_sound() {
        decode_animation(&file.bytes, &shown, TRIED_PX).map_err(|error| error.to_string())?;
    }
    Ok(file)
}

fn take(
    pace: Res<Pace>,
    classes: Res<Classes>,
    words: Res<Words>,
    mut reading: ResMut<Reading>,
    mut change: MessageWriter<ChangeLesson>,
    mut notices: MessageWriter<Notice>,
) {
    reading.bypass_change_detection().0.retain_mut(|(class, job)| {
        let found = match job.hear(*pace) {
            Heard::Nothing => return true,
            Heard::Ended => Err(words.text("notice-answer-lost")),
            Heard::Report(found) => found,
        };
        match (found, classes.get(*class)) {
            (Ok(file), Some(class)) => {
                let output = ClassOutput::own(file);
                let outputs = class.outputs_with(&output.kind.clone(), Some(output));
                change.write(ChangeLesson::SetOutputs(class.id, outputs));
            }
            // The class is gone by now.
            (Ok(_), None) => {}
            (Err(reason), _) => {
                warn!("{reason}");
                notices.write(Notice::failure(words.with("notice-not-opened", &[("reason", reason.into())])));
            }
        }
        false
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin));
        app.insert_resource(Pace::LockStep { step: std::time::Duration::from_millis(100) });
        app
    }

    /// What a file with such bytes becomes for the first class: its new outputs, or what is said.
    fn bring(app: &mut App, name: &str, bytes: &[u8]) -> (Vec<ChangeLesson>, Vec<Notice>) {
        let path = std::env::temp_dir().join(format!("menagerie-answer-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        app.world_mut().write_message(FileWish::Answer { class: ClassId(0), path: path.clone() });
        app.update();
        std::fs::remove_file(path).unwrap();
        let world = app.world_mut();
        (
            world.resource_mut::<Messages<ChangeLesson>>().drain().collect(),
            world.resource_mut::<Messages<Notice>>().drain().collect(),
        )
    }

    #[test]
    fn a_picture_and_a_sound_go_to_their_class_and_anything_else_is_told() {
        let mut app = app();
        app.world_mut().resource_mut::<Classes>().0[0].outputs = vec![ClassOutput::new("lamp")];
        let png = Picture::new(2, 2, vec![9; 12]).unwrap().to_png().unwrap();
        let (changes, notices) = bring(&mut app, "own.png", &png);
        let [ChangeLesson::SetOutputs(ClassId(0), outputs)] = &changes[..] else { panic!("{changes:?}") };
        let kinds: Vec<&str> = outputs.iter().map(|output| output.kind.as_str()).collect();
        assert_eq!((kinds, notices.len()), (vec!["lamp", "picture"], 0));
        assert_eq!(&*outputs[1].file.as_ref().unwrap().bytes, &png[..]);
        let (changes, _) = bring(&mut app, "own.wav", b"RIFF\0\0\0\0WAVEfmt ");
        assert!(matches!(&changes[..], [ChangeLesson::SetOutputs(_, outputs)] if outputs[1].kind == "sound"));
        for (name, bytes) in [("letter.pdf", &b"%PDF-1.7"[..]), ("cut.png", &png[..20])] {
            let (changes, notices) = bring(&mut app, name, bytes);
            assert_eq!((changes.len(), notices.len()), (0, 1), "{name}");
        }
    }
}
