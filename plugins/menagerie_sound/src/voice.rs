//! Sentences said aloud by the voice of the system, where it has one: a program of its own, so that nothing it does
//! can hold up or end the exhibit. Without one the caption says it alone.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::{SoundOutput, SoundSettings};

/// Longest that a sentence takes; a voice that has not ended by then hangs.
const LONGEST: Duration = Duration::from_secs(20);

/// A program that speaks what it reads from its standard input.
#[derive(Debug, Clone, Copy)]
struct Program {
    name: &'static str,
    /// Arguments for a language (ISO 639-1) at a volume.
    args: fn(language: &str, volume: Volume) -> Vec<String>,
}

/// Programs that systems have, best first.
const PROGRAMS: [Program; 4] = [
    // speech-dispatcher, which finds the best voice that is installed.
    Program {
        name: "spd-say",
        args: |language, volume| {
            let volume = if volume == Volume::Low { "-50" } else { "0" };
            ["-e", "-w", "-l", language, "-i", volume].map(str::to_owned).into()
        },
    },
    Program {
        name: "espeak-ng",
        args: |language, volume| {
            let amplitude = if volume == Volume::Low { "30" } else { "100" };
            ["--stdin", "-v", language, "-a", amplitude].map(str::to_owned).into()
        },
    },
    // macOS.
    Program { name: "say", args: |_, _| ["-f", "-"].map(str::to_owned).into() },
    // Windows.
    Program {
        name: "powershell",
        args: |_, volume| {
            let volume = if volume == Volume::Low { 30 } else { 100 };
            let script = format!(
                "Add-Type -AssemblyName System.Speech; $voice = New-Object \
                 System.Speech.Synthesis.SpeechSynthesizer; $voice.Volume = {volume}; \
                 $voice.Speak([Console]::In.ReadToEnd())"
            );
            ["-NoProfile".to_owned(), "-Command".to_owned(), script].into()
        },
    },
];

/// The system's voice.
#[derive(Resource, Default)]
pub(super) struct Voice {
    /// Programs that there are not.
    missing: usize,
    speaking: Option<(Child, Instant)>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Voice>()
        .add_systems(Update, speak.after(ExhibitSystems::Present).before(ExhibitSystems::Report).run_if(can_be_heard));
}

/// A rehearsal's sound goes into a file, where no program of the system is heard.
fn can_be_heard(settings: Res<SoundSettings>) -> bool {
    settings.output == SoundOutput::Device
}

fn speak(mut said: MessageReader<Say>, words: Res<Words>, volume: Res<Volume>, mut voice: ResMut<Voice>) {
    voice.end_what_is_over(*volume == Volume::Muted);
    // Of several sentences at once the last one.
    if let Some(Say(phrase)) = said.read().last()
        && *volume != Volume::Muted
    {
        voice.say(&words.say(phrase), &words.spoken().id, *volume, &PROGRAMS);
    }
}

impl Voice {
    /// Says this; what is being said ends.
    fn say(&mut self, sentence: &str, language: &str, volume: Volume, programs: &[Program]) {
        self.silence();
        while let Some(program) = programs.get(self.missing) {
            let mut command = Command::new(program.name);
            command.args((program.args)(language, volume));
            match start(command, sentence) {
                Ok(child) => {
                    self.speaking = Some((child, Instant::now()));
                    return;
                }
                Err(error) => {
                    debug!("no voice by {}: {error}", program.name);
                    self.missing += 1;
                }
            }
        }
    }

    fn end_what_is_over(&mut self, is_muted: bool) {
        let Some((child, since)) = &mut self.speaking else { return };
        if is_muted || since.elapsed() > LONGEST {
            self.silence();
        } else if !matches!(child.try_wait(), Ok(None)) {
            self.speaking = None;
        }
    }

    fn silence(&mut self) {
        if let Some((mut child, _)) = self.speaking.take() {
            // It may have ended by itself.
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Drop for Voice {
    fn drop(&mut self) {
        self.silence();
    }
}

/// The sentence goes in by standard input: nothing that visitors type is an argument.
fn start(mut command: Command, sentence: &str) -> std::io::Result<Child> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // One that reads nothing says nothing.
        drop(writeln!(input, "{sentence}"));
    }
    Ok(child)
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// Waits until the voice is silent.
    fn wait(voice: &mut Voice) {
        let begun = Instant::now();
        while voice.speaking.is_some() && begun.elapsed() < Duration::from_secs(10) {
            voice.end_what_is_over(false);
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(voice.speaking.is_none(), "it goes on for ever");
    }

    fn program(name: &'static str) -> Program {
        Program { name, args: |language, _| vec![language.to_owned()] }
    }

    #[test]
    fn a_sentence_is_read_aloud_by_the_first_program_there_is_and_never_an_argument() {
        let folder = std::env::temp_dir().join(format!("menagerie-voice-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (script, heard) = (folder.join("voice"), folder.join("heard"));
        fs::write(&script, format!("#!/bin/sh\n(echo \"$@\"; cat) > {}\n", heard.display())).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let script: &'static str = Box::leak(script.to_str().unwrap().to_owned().into_boxed_str());
        let programs = [program("there-is-no-such-voice"), program(script)];
        let mut voice = Voice::default();
        voice.say("--version; $(reboot)", "de", Volume::Full, &programs);
        wait(&mut voice);
        let said = fs::read_to_string(&heard).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(said, "de\n--version; $(reboot)\n");
        assert_eq!(voice.missing, 1, "what is not there is not tried again");
    }

    #[test]
    fn a_new_sentence_ends_the_one_before_and_no_volume_ends_both() {
        let sleep = Program { name: "sleep", args: |_, _| vec!["60".to_owned()] };
        let mut voice = Voice::default();
        voice.say("one", "en", Volume::Full, &[sleep]);
        let first = voice.speaking.as_ref().unwrap().0.id();
        voice.say("two", "en", Volume::Full, &[sleep]);
        assert_ne!(voice.speaking.as_ref().unwrap().0.id(), first);
        let exists = |id: u32| std::path::Path::new(&format!("/proc/{id}")).exists();
        assert!(!exists(first) || cfg!(not(target_os = "linux")));
        voice.end_what_is_over(true);
        assert!(voice.speaking.is_none());
    }

    #[test]
    fn without_any_voice_nothing_happens() {
        let mut voice = Voice::default();
        voice.say("hello", "en", Volume::Full, &[program("there-is-no-such-voice")]);
        assert!(voice.speaking.is_none());
    }
}
