//! The room without a window: a game from its card to the score board. The room that teaches is played by these tests.

use std::time::Duration;

use bevy::time::TimeUpdateStrategy;

use super::*;
use crate::game::{Choice, Stage};
use crate::play::{AGAIN, BEGIN, DONE, END, MORE, NEXT, Play, START};

/// The room with the words of core, and a lesson that has two classes with test pictures.
fn app() -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
        .init_resource::<play::Before>()
        .init_resource::<prepare::Preparing>()
        .init_resource::<Play>()
        .add_message::<menagerie_ui::AskText>()
        .add_message::<menagerie_ui::TextTyped>()
        .insert_resource(read_rules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets").join(FOLDER)))
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)))
        .register_screen(ScreenInfo { id: CHALLENGES, title: "title", icon: "icon", order: 1, owner: "test" })
        .register_screen(ScreenInfo { id: ScreenId::PLAY, title: "title", icon: "icon", order: 0, owner: "test" })
        .add_systems(OnExit(SHOWN), play::leave)
        .add_systems(Update, (play::follow_touches, play::forget.run_if(on_message::<EndVisit>), play::go_on).chain());
    app.world_mut().resource_mut::<Backbone>().state = BackboneState::Ready;
    for class in &mut app.world_mut().resource_mut::<Classes>().0 {
        class.counts.test = 10;
    }
    app.world_mut().write_message(GoTo(CHALLENGES));
    app.update();
    app
}

/// What the room that owns the lesson would do, and what it was asked for.
fn update(app: &mut App, updates: usize) -> Vec<ChangeLesson> {
    let mut wished = Vec::new();
    for _ in 0..updates {
        app.update();
        for wish in app.world_mut().resource_mut::<Messages<ChangeLesson>>().drain().collect::<Vec<_>>() {
            app.insert_resource(LessonAside(matches!(wish, ChangeLesson::SetAside(_))));
            for class in &mut app.world_mut().resource_mut::<Classes>().0 {
                class.counts.teach = 0;
            }
            wished.push(wish);
        }
    }
    wished
}

fn touch(app: &mut App, control: &ControlName) -> Vec<ChangeLesson> {
    app.world_mut().write_message(Activated { control: control.clone() });
    update(app, 3)
}

/// A team teaches so many pictures of each class, of whose ten hidden ones so many are then named rightly.
fn teach(app: &mut App, pictures: usize, right: usize) {
    let classes: Vec<ClassId> = app.world().resource::<Classes>().0.iter().map(|class| class.id).collect();
    for class in &mut app.world_mut().resource_mut::<Classes>().0 {
        class.counts.teach = pictures;
    }
    let answered = |class: ClassId| {
        (0..10).map(move |number| (ExampleId(number), class, (number < right as u64).then_some(class)))
    };
    let confusion = Confusion::of(classes.clone(), classes.into_iter().flat_map(answered));
    app.insert_resource(TestResult { fresh: true, confusion });
}

fn stage(app: &App) -> Option<Stage> {
    app.world().resource::<Play>().game().map(|game| game.stage)
}

fn shown(app: &App) -> ScreenId {
    app.world().resource::<State<CurrentScreen>>().get().0
}

#[test]
fn three_teams_play_from_the_card_to_the_score_board() {
    let mut app = app();
    touch(&mut app, &ControlName::new("challenge/fewest"));
    let Play::Setup(setup) = app.world().resource::<Play>() else { panic!("teams are chosen first") };
    assert_eq!((setup.teams, &setup.choice), (4, &Some(Choice::Lesson)));
    for _ in 0..9 {
        touch(&mut app, &MORE);
    }
    for _ in 0..5 {
        touch(&mut app, &play::FEWER);
    }
    let wished = touch(&mut app, &BEGIN);
    assert_eq!(wished, [ChangeLesson::SetAside(Meanwhile::SameTests)]);
    update(&mut app, 3);
    for (team, (pictures, right)) in [(5, 9), (7, 6), (3, 10)].into_iter().enumerate() {
        assert_eq!(stage(&app), Some(Stage::Ready), "team {team}");
        app.insert_resource(TestResult::default());
        touch(&mut app, &START);
        assert_eq!((stage(&app), shown(&app)), (Some(Stage::Turn), ScreenId::PLAY));
        teach(&mut app, pictures, right);
        update(&mut app, 3);
        if right < 9 {
            assert_eq!(stage(&app), Some(Stage::Turn), "the goal is not reached");
            touch(&mut app, &DONE);
            update(&mut app, 10);
        }
        assert_eq!((stage(&app), shown(&app)), (Some(Stage::Shown), CHALLENGES), "team {team}");
        let wished = touch(&mut app, &NEXT);
        let expected = if team < 2 { ChangeLesson::SetAside(Meanwhile::SameTests) } else { ChangeLesson::BringBack };
        assert_eq!(wished, [expected], "each team begins anew, and then the lesson comes back");
        update(&mut app, 3);
    }
    assert_eq!(stage(&app), Some(Stage::Board));
    let game = app.world().resource::<Play>().game().unwrap();
    let board = score::places(game.kind, &game.rules, &game.results);
    assert_eq!(board.iter().map(|placed| placed.team).collect::<Vec<_>>(), [2, 0, 1]);
    let seed = game.seed;
    touch(&mut app, &AGAIN);
    touch(&mut app, &BEGIN);
    let again = app.world().resource::<Play>().game().unwrap();
    assert_eq!((again.names.len(), again.seed), (3, seed + 1), "the same teams, and another draw");
}

#[test]
fn whoever_ends_a_game_gets_the_lesson_back_and_is_home() {
    for ends_at_home in [false, true] {
        let mut app = app();
        touch(&mut app, &ControlName::new("challenge/best"));
        touch(&mut app, &BEGIN);
        update(&mut app, 3);
        if ends_at_home {
            app.world_mut().write_message(GoHome);
        } else {
            touch(&mut app, &START);
            app.world_mut().write_message(Activated { control: END });
        }
        let wished = update(&mut app, 4);
        assert_eq!(wished, [ChangeLesson::BringBack]);
        assert_eq!((stage(&app), shown(&app)), (None, ScreenId::PLAY));
    }
}

#[test]
fn a_lesson_that_is_opened_in_a_turn_interrupts_it_and_is_left_alone() {
    let mut app = app();
    touch(&mut app, &ControlName::new("challenge/best"));
    touch(&mut app, &BEGIN);
    update(&mut app, 3);
    touch(&mut app, &START);
    app.insert_resource(LessonAside(false));
    let wished = update(&mut app, 3);
    assert_eq!((stage(&app), shown(&app), wished), (Some(Stage::Paused), CHALLENGES, vec![]));
    let wished = touch(&mut app, &play::RESUME);
    assert_eq!(wished, [ChangeLesson::SetAside(Meanwhile::SameTests)]);
}

#[test]
fn the_game_of_somebody_else_keeps_its_lesson() {
    let mut app = app();
    app.insert_resource(LessonAside(true));
    assert_eq!(update(&mut app, 3), []);
}

#[test]
fn a_game_ends_with_the_visit_and_the_next_teams_have_names_of_their_own() {
    let mut app = app();
    touch(&mut app, &ControlName::new("challenge/best"));
    let Play::Setup(setup) = &mut *app.world_mut().resource_mut::<Play>() else { panic!("nothing is prepared") };
    setup.names[0] = Some("Ada".to_owned());
    touch(&mut app, &BEGIN);
    app.world_mut().write_message(EndVisit);
    update(&mut app, 1);
    assert_eq!(*app.world().resource::<Play>(), Play::Choosing);
    touch(&mut app, &ControlName::new("challenge/best"));
    let Play::Setup(setup) = app.world().resource::<Play>() else { panic!("nothing is prepared") };
    assert!(setup.names.iter().all(Option::is_none), "{:?}", setup.names);
}

#[test]
fn a_game_begins_as_staff_have_prepared_it_and_they_are_told_what_came_of_it() {
    let mut app = app();
    app.add_systems(Update, board::tell_played.after(play::go_on));
    let teams = vec!["Ada".to_owned(), String::new(), "Bo".to_owned()];
    let prepared = PreparedGame { pictures: Some(GamePictures::Lesson), hidden: Some(3), seed: Some(42), teams };
    app.insert_resource(prepared);
    touch(&mut app, &ControlName::new("challenge/best"));
    touch(&mut app, &BEGIN);
    update(&mut app, 3);
    let game = app.world().resource::<Play>().game().unwrap().clone();
    let names: Vec<Option<&str>> = game.names.iter().map(Option::as_deref).collect();
    assert_eq!((names, game.seed, game.rules.hidden), (vec![Some("Ada"), None, Some("Bo")], 42, 3));
    for _ in 0..3 {
        touch(&mut app, &START);
        teach(&mut app, 5, 8);
        touch(&mut app, &DONE);
        update(&mut app, 10);
        touch(&mut app, &NEXT);
        update(&mut app, 3);
    }
    let played: Vec<&GameTable> = app.world().resource::<PlayedGames>().iter().collect();
    assert_eq!((played.len(), played[0].rows.len(), played[0].rows[1][1].as_str()), (1, 4, "Ada"));
    assert_eq!(played[0].rows[1].len(), 9, "place, team, four columns, three classes");
    touch(&mut app, &AGAIN);
    touch(&mut app, &BEGIN);
    assert_eq!(app.world().resource::<Play>().game().unwrap().seed, 43);
}

#[test]
fn time_stands_still_while_the_workshop_is_open() {
    let mut app = app();
    touch(&mut app, &ControlName::new("challenge/best"));
    touch(&mut app, &BEGIN);
    update(&mut app, 3);
    touch(&mut app, &START);
    app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::Workshop);
    update(&mut app, 1);
    let left = |app: &App| app.world().resource::<Play>().game().unwrap().left_secs;
    let before = left(&app);
    update(&mut app, 20);
    assert!((left(&app) - before).abs() < 0.15, "{before} {}", left(&app));
}

/// A visitor reads at most eight words, in every language, and every language says the same.
#[test]
fn every_sentence_is_short_and_there_in_every_language() {
    let english = keys(include_str!("../locales/en/challenges.ftl"));
    for (language, text) in [
        ("nl", include_str!("../locales/nl/challenges.ftl")),
        ("fr", include_str!("../locales/fr/challenges.ftl")),
        ("de", include_str!("../locales/de/challenges.ftl")),
        ("es", include_str!("../locales/es/challenges.ftl")),
        ("en", include_str!("../locales/en/challenges.ftl")),
    ] {
        assert_eq!(keys(text), english, "{language}");
        for (_, said) in text.lines().filter_map(|line| line.split_once(" = ")) {
            let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
            assert!(said.split_whitespace().filter(is_word).count() <= 8, "{language}: {said}");
        }
    }
}

fn keys(text: &str) -> Vec<&str> {
    let mut keys: Vec<&str> = text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys
}
