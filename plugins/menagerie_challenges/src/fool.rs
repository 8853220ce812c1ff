//! While a team fools the model of another one: what it touches alters a picture, the altered picture is shown to the network
//! instead of what is before the camera, and what is answered decides.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::lesson::decode_picture;
use menagerie_core::prelude::*;
use menagerie_ui::Contacts;

use crate::draw::in_turn;
use crate::duel::{Duel, Phase};
use crate::game::{Game, Stage};
use crate::parts::image_of;
use crate::play::Play;
use crate::tricks::{Trick, Tricks};

/// The picture itself: a finger covers a place of it.
pub(super) const PICTURE: ControlName = ControlName::new("challenges/picture");
/// The team gives a picture up.
pub(super) const GIVE_UP: ControlName = ControlName::new("challenges/give-up");

/// Side of the picture, pixels: what the network looks at.
const SIDE_PX: u32 = 224;

/// The picture of the moment, as it is and as it was altered.
#[derive(Resource, Debug, Clone, Default)]
pub(super) struct Altered {
    whole: Option<(ExampleId, Picture)>,
    tricks: Tricks,
    /// How it looks now.
    pub(super) shown: Handle<Image>,
    /// The last frame before this picture.
    since: FrameId,
    /// The frame that was answered last.
    answered: FrameId,
    /// Whether the museum lets the model say that it has never seen something, while the duel does not.
    knew_unknown: Option<bool>,
}

/// The duel that is on, if one is.
pub(super) fn duel(play: &Play) -> Option<(&Game, &Duel)> {
    let game = play.game().filter(|game| game.stage == Stage::Playing)?;
    Some((game, game.duel.as_ref()?))
}

fn duel_mut(play: &mut Play) -> Option<&mut Duel> {
    match play {
        Play::Game(game) if game.stage == Stage::Playing => game.duel.as_mut(),
        _ => None,
    }
}

/// What is touched alters the picture.
pub(super) fn follow_touches(
    mut activated: MessageReader<Activated>,
    contacts: Res<Contacts>,
    mut touched: Local<bool>,
    mut play: ResMut<Play>,
) {
    // What is kept of a game does not change by it.
    let Some(duel) = duel_mut(play.bypass_change_detection()) else {
        activated.clear();
        return;
    };
    let can_alter = matches!(duel.phase, Phase::Tricking(..));
    let finger = contacts.place_on(&PICTURE).filter(|_| can_alter);
    for Activated { control } in activated.read() {
        if let (Some(trick), true) = (Trick::of(control), can_alter) {
            duel.tricks.play(trick);
        } else if *control == GIVE_UP {
            duel.give_up();
        } else if *control == PICTURE && can_alter && !*touched {
            // A finger that is lifted activates it, too.
            duel.tricks.cover_next();
        }
    }
    *touched = finger.is_some();
    if finger.is_some() {
        duel.tricks.covered = finger;
    }
}

/// What a duel is told of the exhibit.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Seen<'w> {
    classes: Res<'w, Classes>,
    album: Res<'w, Album>,
    frame: Res<'w, CameraFrame>,
    prediction: Res<'w, LatestPrediction>,
    overlay: Res<'w, State<Overlay>>,
    settings: Res<'w, CurrentSettings>,
    time: Res<'w, Time>,
}

/// What a duel wishes of the exhibit.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Wishes<'w> {
    show: ResMut<'w, ShowPicture>,
    settings: MessageWriter<'w, ChangeSettings>,
}

/// Shows the altered picture, and judges by what is answered.
pub(super) fn go_on(
    seen: Seen,
    mut altered: ResMut<Altered>,
    mut wishes: Wishes,
    mut images: ResMut<Assets<Image>>,
    mut play: ResMut<Play>,
) {
    let Play::Game(game) = play.bypass_change_detection() else {
        let_go(&mut altered, &seen, &mut wishes);
        return;
    };
    let seed = game.seed;
    let Some(duel) = game.duel.as_mut().filter(|_| game.stage == Stage::Playing) else {
        let_go(&mut altered, &seen, &mut wishes);
        return;
    };
    if duel.pictures.is_empty() {
        let hidden = |class: &Class| seen.album.of(class.id, Split::Test).map(|(id, _)| (id, class.id)).collect();
        if !duel.may_say_never_seen() {
            altered.knew_unknown = Some(seen.settings.knows_unknown);
            wishes.settings.write(ChangeSettings(LessonSettings { knows_unknown: false, ..**seen.settings }));
        }
        duel.pictures = in_turn(seen.classes.0.iter().map(hidden).collect(), duel.most(), seed);
    }
    if let Some((place, id, _)) = duel.picture()
        && let Err(reason) = altered.follow(id, duel.tricks, &seen, &mut wishes.show, &mut images)
    {
        // Every team does without it.
        error!("a hidden picture cannot be shown: {reason}");
        duel.pictures.remove(place);
    }
    if *seen.overlay.get() != Overlay::Workshop {
        let answered = seen.prediction.frame;
        let is_new = answered > altered.since && answered != altered.answered;
        altered.answered = answered;
        duel.pass(seen.time.delta_secs(), seen.prediction.answer, is_new);
    }
    if let Some(result) = duel.result() {
        game.end_duel(result);
    }
}

/// The duel is over: the camera is back, and the model knows again what it has never seen.
fn let_go(altered: &mut Altered, seen: &Seen, wishes: &mut Wishes) {
    if altered.whole.is_none() && altered.knew_unknown.is_none() {
        return;
    }
    *wishes.show = ShowPicture::default();
    let Altered { knew_unknown, .. } = std::mem::take(altered);
    if let Some(knows_unknown) = knew_unknown {
        wishes.settings.write(ChangeSettings(LessonSettings { knows_unknown, ..**seen.settings }));
    }
}

impl Altered {
    /// Shows this picture after these tricks, unless it is shown already.
    fn follow(
        &mut self,
        id: ExampleId,
        tricks: Tricks,
        seen: &Seen,
        show: &mut ShowPicture,
        images: &mut Assets<Image>,
    ) -> Result<(), String> {
        let is_other = self.whole.as_ref().is_none_or(|(shown, _)| *shown != id);
        if !is_other && self.tricks == tricks {
            return Ok(());
        }
        if is_other {
            let file = seen.album.get(id).map(|picture| Arc::clone(&picture.file)).unwrap_or_default();
            let picture = decode_picture(&file, "a hidden picture").map_err(|error| error.to_string())?;
            self.whole = Some((id, picture.centre_square(SIDE_PX)));
            self.since = seen.frame.id;
        }
        let Some((_, whole)) = &self.whole else { return Ok(()) };
        self.tricks = tricks;
        let picture = tricks.done_to(whole);
        self.shown = images.add(image_of(&picture));
        show.0 = Some(Arc::new(RawFrame::from(picture)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Choice;
    use crate::rules::{Kind, Rules};
    use crate::score::TurnResult;

    /// A duel about three classes with two hidden pictures each.
    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, AssetPlugin::default()))
            .init_asset::<Image>()
            .init_resource::<Altered>()
            .init_resource::<Contacts>()
            .add_systems(Update, (follow_touches, go_on).chain());
        let rules = Rules::example();
        let mut game = Game::new(Kind::Fool, rules.clone(), 1, Choice::Lesson, vec![None; 2]);
        game.duel = rules.fool.map(|rules| Duel::new(rules, TurnResult::default()));
        game.stage = Stage::Playing;
        app.insert_resource(Play::Game(Box::new(game)));
        let classes = app.world().resource::<Classes>().clone();
        let mut album = app.world_mut().resource_mut::<Album>();
        for (class, number) in classes.0.iter().flat_map(|class| [class.id; 2]).zip(0_u8..) {
            let rgb = (0..8 * 8).flat_map(|place: u8| [number * 30, place, 9]).collect();
            let picture = Picture::square(8, rgb);
            let picture = AlbumPicture {
                class,
                split: Split::Test,
                thumbnail: Arc::new(picture.clone()),
                file: picture.to_png().unwrap().into(),
                source: "file".into(),
                recording: None,
                worth: 1.0,
            };
            album.insert(ExampleId(u64::from(number)), picture);
        }
        app
    }

    fn shown(app: &App) -> Option<Arc<RawFrame>> {
        app.world().resource::<ShowPicture>().0.clone()
    }

    #[test]
    fn the_network_is_shown_the_altered_picture_and_the_camera_comes_back_at_the_end() {
        let mut app = app();
        app.update();
        let whole = shown(&app).unwrap();
        let (_, duel) = duel(app.world().resource::<Play>()).unwrap();
        assert!(duel.pictures.len() == 4 && matches!(duel.phase, Phase::Looking(..)), "{duel:?}");
        let touch = |app: &mut App, control: ControlName| {
            app.world_mut().write_message(Activated { control });
            app.update();
            shown(app).unwrap()
        };
        assert_eq!(touch(&mut app, Trick::control("turn")), whole, "first one looks");
        duel_mut(&mut app.world_mut().resource_mut::<Play>()).unwrap().phase = Phase::Tricking(20.0, 0.0);
        let turned = touch(&mut app, Trick::control("turn"));
        assert_ne!(turned, whole);
        assert_ne!(touch(&mut app, PICTURE), turned, "a key covers a place");
        assert_eq!(touch(&mut app, Trick::control("undo")), whole);
        app.insert_resource(Play::Choosing);
        app.update();
        assert_eq!(shown(&app), None);
        let mut wished = app.world_mut().resource_mut::<Messages<ChangeSettings>>();
        let wished: Vec<bool> = wished.drain().map(|wish| wish.0.knows_unknown).collect();
        assert_eq!(wished.last(), Some(&true), "what the museum wants");
    }
}
