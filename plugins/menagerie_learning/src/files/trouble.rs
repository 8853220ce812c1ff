//! What is wrong with the lesson's file, for as long as it is: a teacher must not work a whole lesson unsaved.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::{LearningSettings, LearningSystems};

/// Whether writing the lesson to its file failed last time.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LastSaveFailed(pub(crate) bool);

/// How it stands with the project that was named at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Opening {
    /// It is being opened, or none was named.
    #[default]
    Hoped,
    /// It could not be opened, and the lesson has no other file since.
    Failed,
    /// The lesson has a file.
    Settled,
}

pub(crate) fn plugin(app: &mut App) {
    app.init_resource::<LastSaveFailed>()
        .add_systems(Update, tell_trouble.in_set(ExhibitSystems::Report).after(LearningSystems::Save));
}

fn tell_trouble(
    settings: Res<LearningSettings>,
    file: Res<ProjectFile>,
    work: Res<WorkUnderWay>,
    last_save_failed: Res<LastSaveFailed>,
    mut notices: MessageReader<Notice>,
    mut opening: Local<Opening>,
    mut trouble: ResMut<SavingTrouble>,
) {
    let complained = notices.read().any(|notice| notice.is_failure);
    *opening = match *opening {
        _ if file.path.is_some() || settings.project.is_none() => Opening::Settled,
        Opening::Hoped if complained && work.0.is_none() => Opening::Failed,
        before => before,
    };
    let wanted = match *opening {
        _ if last_save_failed.0 && file.path.is_some() => Some(Trouble::NotSaved),
        Opening::Failed => Some(Trouble::NotOpened),
        _ => None,
    };
    trouble.set_if_neq(SavingTrouble(wanted));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(project: Option<&str>) -> App {
        let mut app = crate::tests::app();
        app.world_mut().resource_mut::<LearningSettings>().project = project.map(Into::into);
        app
    }

    fn trouble(app: &mut App) -> Option<Trouble> {
        app.update();
        app.world().resource::<SavingTrouble>().0
    }

    #[test]
    fn a_project_that_cannot_be_opened_is_said_until_the_lesson_has_a_file() {
        let dir = std::env::temp_dir().join(format!("menagerie-trouble-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let broken = dir.join("broken.menagerie");
        std::fs::write(&broken, "no project").unwrap();
        let mut app = app(broken.to_str());
        let mut said = None;
        for _ in 0..400 {
            said = trouble(&mut app);
            if said.is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert_eq!(said, Some(Trouble::NotOpened));
        assert_eq!(trouble(&mut app), Some(Trouble::NotOpened), "it stands");
        app.world_mut().resource_mut::<ProjectFile>().path = Some(dir.join("other.menagerie"));
        assert_eq!(trouble(&mut app), None);
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_save_that_failed_is_said_until_one_succeeds() {
        let mut app = app(None);
        assert_eq!(trouble(&mut app), None);
        app.world_mut().resource_mut::<ProjectFile>().path = Some("full.menagerie".into());
        app.world_mut().resource_mut::<LastSaveFailed>().0 = true;
        assert_eq!(trouble(&mut app), Some(Trouble::NotSaved));
        app.world_mut().resource_mut::<LastSaveFailed>().0 = false;
        assert_eq!(trouble(&mut app), None);
    }
}
