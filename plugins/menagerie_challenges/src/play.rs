//! What happens: touches lead through a game, and the exhibit is told what the game needs: a lesson of its own, hidden
//! pictures, the way to the screen on which one teaches and back.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{AskText, TextTyped};

use crate::CHALLENGES;
use crate::chain::{Step, answered};
use crate::draw::can_play;
use crate::exhibited::{Exhibited, Wishes};
use crate::game::{Choice, Game, Stage};
use crate::measured::Measured;
use crate::prepare::Preparing;
use crate::rules::{Kind, Rules, TEAMS};

/// One team less, one more.
pub(super) const FEWER: ControlName = ControlName::new("challenges/fewer");
pub(super) const MORE: ControlName = ControlName::new("challenges/more");
/// The game begins; the team begins; on to the next one; the interrupted game goes on.
pub(super) const BEGIN: ControlName = ControlName::new("challenges/begin");
pub(super) const START: ControlName = ControlName::new("challenges/start");
pub(super) const NEXT: ControlName = ControlName::new("challenges/next");
pub(super) const RESUME: ControlName = ControlName::new("challenges/resume");
/// The team that teaches is done.
pub(super) const DONE: ControlName = ControlName::new("challenges/done");
/// The game ends at once; has to be held.
pub(super) const END: ControlName = ControlName::new("challenges/end");
/// Back to the screen on which one teaches.
pub(super) const BACK: ControlName = ControlName::new("challenges/back");
/// The same teams once more; another game.
pub(super) const AGAIN: ControlName = ControlName::new("challenges/again");
pub(super) const OTHERS: ControlName = ControlName::new("challenges/others");

/// What is heard when a goal is reached and at the end, where there is such a sound.
const APPLAUSE: &str = "applause";
/// What is heard when a chain breaks, where there is such a sound.
const WRONG: &str = "wrong";
/// Teams at first.
const FIRST_TEAMS: usize = 4;

/// The challenges whose rules can be played.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub(super) struct Rulebook(pub(super) Vec<(Kind, Rules)>);

impl Rulebook {
    pub(super) fn get(&self, kind: Kind) -> Option<&Rules> {
        self.0.iter().find(|(other, _)| *other == kind).map(|(_, rules)| rules)
    }
}

/// What is prepared before a game.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setup {
    pub(super) kind: Kind,
    pub(super) teams: usize,
    /// What teams call themselves; those that do not play keep their names.
    pub(super) names: Vec<Option<String>>,
    /// What is measured with; `None` while there is nothing.
    pub(super) choice: Option<Choice>,
}

/// What goes on.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub(super) enum Play {
    /// A challenge is chosen.
    #[default]
    Choosing,
    /// Teams and pictures are chosen.
    Setup(Setup),
    /// It is played.
    Game(Box<Game>),
}

impl Play {
    pub(super) fn game(&self) -> Option<&Game> {
        match self {
            Self::Game(game) => Some(game),
            Self::Choosing | Self::Setup(_) => None,
        }
    }
}

/// What stays from one game to the next.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub(super) struct Before {
    /// Games so far with the number that staff wished: each has a seed of its own.
    games: u32,
    /// What staff had prepared for the last one.
    prepared: PreparedGame,
    /// Teams and names of the last one: a class plays more than once.
    teams: Option<(usize, Vec<Option<String>>)>,
}

/// What can be chosen to measure with; for a chain, whose photographs lie on the shelf.
pub(super) fn choices(kind: Kind, sets: &ReadyMadeSets, classes: &Classes) -> Vec<Choice> {
    let folder = |set: &ReadyMadeSet| Some(set.folder.file_name()?.to_string_lossy().into_owned());
    let mut choices: Vec<Choice> =
        sets.0.iter().filter(|set| can_play(set)).filter_map(|set| folder(set).map(Choice::Set)).collect();
    if kind != Kind::Chain && classes.0.iter().filter(|class| class.counts.test > 0).count() > 1 {
        // What somebody prepared is what is meant.
        choices.insert(0, Choice::Lesson);
    }
    choices
}

/// What is known when somebody touches something.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Known<'w> {
    rulebook: Res<'w, Rulebook>,
    sets: Res<'w, ReadyMadeSets>,
    classes: Res<'w, Classes>,
    prediction: Res<'w, LatestPrediction>,
    prepared: Res<'w, PreparedGame>,
    words: Res<'w, Words>,
}

/// Follows what is touched, on whatever screen.
pub(super) fn follow_touches(
    mut activated: MessageReader<Activated>,
    mut typed: MessageReader<TextTyped>,
    known: Known,
    mut before: ResMut<Before>,
    mut preparing: ResMut<Preparing>,
    mut play: ResMut<Play>,
    mut ask: MessageWriter<AskText>,
    mut go: MessageWriter<GoTo>,
    mut home: MessageWriter<GoHome>,
) {
    for Activated { control } in activated.read() {
        let chosen = control.of_kind("challenge").and_then(|id| Kind::ALL.into_iter().find(|kind| kind.id() == id));
        if let Some(kind) = chosen {
            // A game that runs is not given up for a look at the cards.
            if play.game().is_none_or(|game| game.stage == Stage::Board) {
                *play = Play::Setup(setup(kind, &known, &before));
            }
            continue;
        }
        let mut next = None;
        match &mut *play {
            Play::Choosing => {}
            Play::Setup(setup) => {
                let Some(rules) = known.rulebook.get(setup.kind) else { continue };
                if *control == FEWER {
                    setup.teams = setup.teams.saturating_sub(1).max(*rules.teams().start());
                } else if *control == MORE {
                    setup.teams = (setup.teams + 1).min(*rules.teams().end());
                } else if *control == OTHERS {
                    next = Some(Play::Choosing);
                } else if let Some(place) = control.of_kind("challenges/set").and_then(|place| place.parse().ok()) {
                    let choices = choices(setup.kind, &known.sets, &known.classes);
                    setup.choice = choices.get::<usize>(place).cloned().or(setup.choice.take());
                } else if let Some(team) = team_of(control) {
                    let text = crate::teams::name(&setup.names, team, &known.words);
                    ask.write(AskText { asked_by: control.clone(), text });
                } else if let (true, Some(choice)) = (*control == BEGIN, setup.choice.clone()) {
                    let prepared = &known.prepared;
                    if prepared.seed != before.prepared.seed {
                        before.games = 0;
                    }
                    before.prepared = (**prepared).clone();
                    let seed = prepared.seed.unwrap_or(rules.seed).wrapping_add(before.games);
                    before.games += 1;
                    let hidden = prepared.hidden.filter(|hidden| PreparedGame::HIDDEN.contains(hidden));
                    let rules = Rules { hidden: hidden.unwrap_or(rules.hidden), ..rules.clone() };
                    before.teams = Some((setup.teams, setup.names.clone()));
                    let names = setup.names.iter().take(setup.teams).cloned().collect();
                    *preparing = Preparing::default();
                    let game = Game::new(setup.kind, rules, seed, choice, names);
                    next = Some(Play::Game(Box::new(game)));
                }
            }
            Play::Game(game) => {
                if *control == START {
                    game.begin_turn(answered(&known.classes, &known.prediction));
                    if game.stage == Stage::Turn {
                        go.write(GoTo(ScreenId::PLAY));
                    }
                } else if *control == DONE {
                    game.end_turn();
                } else if *control == BACK && game.stage == Stage::Turn {
                    go.write(GoTo(ScreenId::PLAY));
                } else if (*control == NEXT && game.stage == Stage::Shown)
                    || (*control == RESUME && game.stage == Stage::Paused)
                {
                    game.next();
                    *preparing = Preparing::default();
                } else if *control == END {
                    next = Some(Play::Choosing);
                    home.write(GoHome);
                } else if *control == AGAIN && game.stage == Stage::Board {
                    next = Some(Play::Setup(setup(game.kind, &known, &before)));
                } else if *control == OTHERS && game.stage == Stage::Board {
                    next = Some(Play::Choosing);
                }
            }
        }
        if let Some(next) = next {
            *play = next;
        }
    }
    for TextTyped { asked_by, text } in typed.read() {
        if let (Play::Setup(setup), Some(team)) = (&mut *play, team_of(asked_by)) {
            let text = text.trim();
            if let Some(name) = setup.names.get_mut(team) {
                *name = (!text.is_empty()).then(|| text.to_owned());
            }
        }
    }
}

/// The team whose name a control is.
fn team_of(control: &ControlName) -> Option<usize> {
    control.of_kind("challenges/team")?.parse().ok()
}

/// What a challenge begins with: as the last one, or as staff have prepared it.
fn setup(kind: Kind, known: &Known, before: &Before) -> Setup {
    let prepared = &known.prepared;
    let all = *TEAMS.end();
    // What staff have prepared since is what is meant.
    let (teams, names) = match before.teams.as_ref().filter(|_| before.prepared.teams == prepared.teams) {
        Some(teams) => teams.clone(),
        None if prepared.teams.is_empty() => (FIRST_TEAMS, vec![None; all]),
        None => {
            let names =
                prepared.teams.iter().map(|name| name.trim()).map(|name| (!name.is_empty()).then(|| name.to_owned()));
            (prepared.teams.len(), names.chain(std::iter::repeat(None)).take(all).collect())
        }
    };
    let range = known.rulebook.get(kind).map_or(TEAMS, Rules::teams);
    let choices = choices(kind, &known.sets, &known.classes);
    let wished = prepared.pictures.as_ref().map(Choice::from).filter(|wished| choices.contains(wished));
    let choice = wished.or_else(|| choices.first().cloned());
    Setup { kind, teams: teams.clamp(*range.start(), *range.end()), names, choice }
}

/// What was going on before: the stage, and the lesson that this room has set aside. That of somebody else's game is not for
/// it to bring back.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Ours {
    stage: Option<Stage>,
    is_wished: bool,
    /// Whether it is done.
    was_aside: bool,
}

/// Goes on as soon as what is waited for is there.
pub(super) fn go_on(
    time: Res<Time>,
    exhibited: Exhibited,
    mut preparing: ResMut<Preparing>,
    mut play: ResMut<Play>,
    mut ours: Local<Ours>,
    mut wishes: Wishes,
) {
    // Only what becomes another stage is a change.
    let changing = play.bypass_change_detection();
    let secs = time.delta_secs();
    if let Play::Game(game) = changing {
        if ours.was_aside && !exhibited.aside.0 && game.has_lesson() {
            // Somebody opened another lesson: what was played with is gone.
            (ours.is_wished, ours.was_aside) = (false, false);
            game.interrupt();
        }
        match game.stage {
            Stage::Preparing => preparing.go_on(game, secs, &exhibited, &mut wishes),
            Stage::Turn | Stage::Measuring(_) if *exhibited.overlay.get() != Overlay::Workshop => {
                let measured = Measured::of(&exhibited.classes, &exhibited.tests);
                game.pass(secs, &measured, exhibited.is_known(game.stage));
            }
            _ => {}
        }
    }
    let game = changing.game();
    ours.is_wished |= game.is_some_and(Game::has_lesson) && preparing.asked_lesson;
    ours.was_aside = ours.is_wished && exhibited.aside.0;
    if ours.is_wished && !game.is_some_and(Game::has_lesson) {
        wishes.change.write(ChangeLesson::BringBack);
        wishes.shelf.write(StockShelf(Vec::new()));
        (ours.is_wished, ours.was_aside) = (false, false);
    }
    let now = game.map(|game| match game.stage {
        Stage::Measuring(_) => Stage::Measuring(0.0),
        stage => stage,
    });
    // A touch may have made it another one too.
    let before = std::mem::replace(&mut ours.stage, now);
    if now == before {
        return;
    }
    if before == Some(Stage::Turn) && now.is_some() {
        wishes.stop.write(StopCapturing);
        wishes.go.write(GoTo(CHALLENGES));
    }
    let has_reached = game.and_then(|game| game.results.last()).is_some_and(|result| result.reached);
    let is_applauded = now == Some(Stage::Board) || (now == Some(Stage::Shown) && has_reached);
    if is_applauded && exhibited.sounds.has(APPLAUSE) {
        wishes.sound.write(PlaySound::new(APPLAUSE));
    }
    let is_broken = game.and_then(|game| game.chain.as_ref()).is_some_and(|chain| chain.step == Step::Over(false));
    if now == Some(Stage::Shown) && is_broken && exhibited.sounds.has(WRONG) {
        wishes.sound.write(PlaySound::new(WRONG));
    }
    play.set_changed();
}

/// The next visitors are other teams, with names of their own.
pub(super) fn forget(mut play: ResMut<Play>, mut before: ResMut<Before>) {
    *play = Play::Choosing;
    before.teams = None;
}

/// Whoever leaves while no team teaches ends the game.
pub(super) fn leave(mut play: ResMut<Play>) {
    let teaches = play.game().is_some_and(|game| game.stage == Stage::Turn);
    if !teaches {
        *play = Play::Choosing;
    }
}
