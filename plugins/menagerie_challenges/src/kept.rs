//! The game that goes on after a crash or a restart: a small file of numbers and names of teams, and no picture.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::game::{Game, Stage};
use crate::play::Play;

/// Largest file that is read, bytes.
const MOST_BYTES: u64 = 64 * 1024;
/// Who was interrupted longer ago than this does not wait any more.
const LONGEST_AGO: Duration = Duration::from_secs(3 * 60 * 60);

/// Where the running game is kept; `None`: nowhere.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct KeptGame(pub(super) Option<PathBuf>);

/// Where a program keeps what it was at, for this user.
pub(super) fn usual_place() -> Option<PathBuf> {
    let named = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = named.or_else(|| std::env::home_dir().map(|home| home.join(".local/state")));
    folder.map(|folder| folder.join("menagerie/challenge.ron"))
}

/// Goes on with a game that was interrupted.
pub(super) fn resume(pace: Res<Pace>, mut kept: ResMut<KeptGame>, mut play: ResMut<Play>, mut go: MessageWriter<GoTo>) {
    if pace.is_lock_step() {
        // A rehearsal's outcome depends on nothing that happened before.
        kept.0 = None;
    }
    let Some(path) = &kept.0 else { return };
    match read(path) {
        Ok(Some(game)) => {
            info!("a challenge of {} teams was interrupted and can go on", game.names.len());
            *play = Play::Game(Box::new(game));
            go.write(GoTo(crate::CHALLENGES));
        }
        Ok(None) => {}
        Err(error) => warn!("{}: an interrupted challenge cannot go on: {error}. It is forgotten", path.display()),
    }
}

/// The game that was interrupted not long ago, if there is one.
fn read(path: &Path) -> io::Result<Option<Game>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let age = SystemTime::now().duration_since(file.metadata()?.modified()?).unwrap_or_default();
    if age > LONGEST_AGO {
        return Ok(None);
    }
    let mut text = String::new();
    file.take(MOST_BYTES).read_to_string(&mut text)?;
    let game: Game = ron::from_str(&text).map_err(|error| io::Error::new(ErrorKind::InvalidData, error.to_string()))?;
    Ok(game.is_playable().then_some(game))
}

/// Keeps what changed, and forgets a game that is over.
pub(super) fn keep(kept: Res<KeptGame>, play: Res<Play>, mut written: Local<Option<Option<String>>>) {
    let (Some(path), true) = (&kept.0, play.is_changed()) else { return };
    let text = match &*play {
        Play::Game(game) if game.stage != Stage::Board => match ron::to_string(game) {
            Ok(text) => Some(text),
            Err(error) => {
                warn!("this challenge will not survive a restart: {error}");
                None
            }
        },
        _ => None,
    };
    // What lies there from before is known to nobody: it is written or taken away once.
    if written.as_ref() == Some(&text) {
        return;
    }
    let outcome = match &text {
        Some(text) => write(path, text),
        None => match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    };
    if let Err(error) = outcome {
        warn!("{}: {error}; this challenge will not survive a restart", path.display());
    }
    *written = Some(text);
}

/// Writes it whole or not at all.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("new");
    fs::write(&beside, text)?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Choice;
    use crate::rules::{Kind, Rules};

    #[test]
    fn a_game_is_kept_while_it_runs_and_forgotten_when_it_is_over() {
        let folder = std::env::temp_dir().join(format!("menagerie-challenge-{}", std::process::id()));
        let path = folder.join("challenge.ron");
        let rules = Rules::example();
        let names = vec![None, Some("Die Schnellen".to_owned())];
        let game = Game::new(Kind::Best, rules, 3, Choice::Set("hand-signs".into()), names);
        let app = || {
            let mut app = App::new();
            app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
                .insert_resource(KeptGame(Some(path.clone())))
                .init_resource::<Play>()
                .add_systems(Startup, resume)
                .add_systems(Update, keep);
            app.update();
            app
        };
        let play = |app: &mut App, play: Play| {
            app.insert_resource(play);
            app.update();
        };
        play(&mut app(), Play::Game(Box::new(game.clone())));
        let mut resumed = app();
        let Play::Game(again) = resumed.world().resource::<Play>().clone() else { panic!("it does not go on") };
        assert_eq!((again.stage, &again.names), (Stage::Paused, &game.names));
        play(&mut resumed, Play::Game(Box::new(Game { stage: Stage::Board, ..*again })));
        let kept_when_over = path.exists();
        fs::write(&path, "nonsense").unwrap();
        let nothing = app().world().resource::<Play>().clone();
        let kept_when_broken = path.exists();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!((kept_when_over, nothing, kept_when_broken), (false, Play::default(), false));
    }
}
