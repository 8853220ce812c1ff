//! What a visitor chose for the length of a visit: language, access and volume. The next one begins as the museum wants it.

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// What the exhibit began with.
#[derive(Resource, Debug, Clone, PartialEq)]
struct Beginning {
    access: Access,
    volume: Volume,
    language: String,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostStartup, remember_beginning)
        .add_systems(Update, forget_choices.run_if(on_message::<EndVisit>).in_set(ExhibitSystems::Decide));
}

fn remember_beginning(access: Res<Access>, volume: Res<Volume>, words: Res<Words>, mut commands: Commands) {
    let language = words.spoken().id.clone();
    commands.insert_resource(Beginning { access: *access, volume: *volume, language });
}

fn forget_choices(
    beginning: Res<Beginning>,
    mut access: ResMut<Access>,
    mut volume: ResMut<Volume>,
    mut language: MessageWriter<ChooseLanguage>,
) {
    access.set_if_neq(beginning.access);
    volume.set_if_neq(beginning.volume);
    language.write(ChooseLanguage(beginning.language.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_visitor_begins_as_the_museum_wants_it() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin)).add_message::<ChooseLanguage>();
        app.insert_resource(Access { large_text: true, ..Access::default() }).insert_resource(Volume::Low);
        app.update();
        app.insert_resource(Access { reduced_motion: true, ..Access::default() }).insert_resource(Volume::Muted);
        app.update();
        assert!(app.world().resource::<Access>().reduced_motion, "a visitor's choice lasts");
        app.world_mut().write_message(EndVisit);
        app.update();
        let access = app.world().resource::<Access>();
        assert!(access.large_text && !access.reduced_motion, "{access:?}");
        assert_eq!(*app.world().resource::<Volume>(), Volume::Low);
    }
}
