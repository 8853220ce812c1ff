//! Experiments and challenges: open sets of what one plays with what was taught. Each is data; a room shows them as cards,
//! and leads whoever chose one through its steps, or to the screen that plays it.

use std::ops::RangeInclusive;

use bevy::prelude::*;

use crate::screen::ScreenId;

/// Something to try, with a result one sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExperimentInfo {
    /// Its name: `covered`.
    pub id: &'static str,
    /// Key of the sentence on its card.
    pub card: &'static str,
    /// Its icon, a file in the folder of assets.
    pub icon: &'static str,
    /// Its place among the cards: lower numbers stand before higher ones.
    pub order: i32,
    /// What is to be done, in order.
    pub steps: &'static [ExperimentStep],
    /// Key of what the result says about how the machine works.
    pub finding: &'static str,
    /// The crate that brings it: `env!("CARGO_CRATE_NAME")`.
    pub owner: &'static str,
}

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExperimentStep {
    /// Key of what is asked for.
    pub task: &'static str,
    /// What it waits for.
    pub until: Until,
}

/// When a step is done. A step waits for real actions, for as long as they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// So many classes have so many teaching pictures each.
    Taught {
        /// Classes, at least.
        classes: usize,
        /// Pictures of each, at least.
        pictures: usize,
    },
    /// So many classes have teaching pictures, and none of them more than this: a lesson of few pictures. Whoever has taught
    /// more starts over.
    TaughtFew {
        /// Classes, at least.
        classes: usize,
        /// Pictures of each, at most.
        pictures: usize,
    },
    /// One class has at least so many teaching pictures, and another some, but not more than that.
    TaughtUnevenly {
        /// Of the one, at least.
        many: usize,
        /// Of the other, at most.
        few: usize,
    },
    /// The visitor says that it is before the camera now. What is answered then is part of the result.
    Looked,
    /// Somebody says so: [`StepDone`].
    Told,
}

impl Until {
    /// Whether it waits for something that is taught.
    #[must_use]
    pub fn is_about_teaching(self) -> bool {
        matches!(self, Self::Taught { .. } | Self::TaughtFew { .. } | Self::TaughtUnevenly { .. })
    }

    /// Whether what it waits for is taught: so many teaching pictures of each class that is learned.
    #[must_use]
    pub fn is_taught(self, pictures_of: impl Iterator<Item = usize> + Clone) -> bool {
        let taught = pictures_of.filter(|pictures| *pictures > 0);
        match self {
            Self::Taught { classes, pictures } => taught.filter(|of| *of >= pictures).count() >= classes,
            Self::TaughtFew { classes, pictures } => {
                taught.clone().count() >= classes && taught.max().is_some_and(|most| most <= pictures)
            }
            Self::TaughtUnevenly { many, few } => {
                let is_there = |wanted: &dyn Fn(usize) -> bool| taught.clone().any(wanted);
                is_there(&|of| of >= many) && is_there(&|of| of <= few)
            }
            Self::Looked | Self::Told => false,
        }
    }
}

/// Wish: the running experiment goes on to its next step, if this is its name and it waits to be told.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepDone(pub &'static str);

/// A game of teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeInfo {
    /// Its name.
    pub id: &'static str,
    /// Key of the sentence on its card.
    pub card: &'static str,
    /// Its icon, a file in the folder of assets.
    pub icon: &'static str,
    /// Its place among the cards: lower numbers stand before higher ones.
    pub order: i32,
    /// How many teams can play it.
    pub teams: RangeInclusive<usize>,
    /// The screen on which it is played.
    pub screen: ScreenId,
    /// The crate that brings it: `env!("CARGO_CRATE_NAME")`.
    pub owner: &'static str,
}

/// Every experiment that was registered, in the order of their cards.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct Experiments(Vec<ExperimentInfo>);

impl Experiments {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &ExperimentInfo> {
        self.0.iter()
    }

    /// The one of this name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&ExperimentInfo> {
        self.0.iter().find(|experiment| experiment.id == id)
    }

    /// Forgets what this crate brought: it was switched off.
    pub(crate) fn forget(&mut self, owner: &str) {
        self.0.retain(|experiment| experiment.owner != owner);
    }
}

/// Every challenge that was registered, in the order of their cards.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct Challenges(Vec<ChallengeInfo>);

impl Challenges {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &ChallengeInfo> {
        self.0.iter()
    }

    /// Forgets what this crate brought: it was switched off.
    pub(crate) fn forget(&mut self, owner: &str) {
        self.0.retain(|challenge| challenge.owner != owner);
    }
}

/// Registering experiments and challenges on the app.
pub trait RegisterExperiment {
    /// Makes an experiment known.
    fn register_experiment(&mut self, experiment: ExperimentInfo) -> &mut Self;

    /// Makes a challenge known.
    fn register_challenge(&mut self, challenge: ChallengeInfo) -> &mut Self;
}

impl RegisterExperiment for App {
    fn register_experiment(&mut self, experiment: ExperimentInfo) -> &mut Self {
        self.init_resource::<Experiments>();
        let Experiments(known) = &mut *self.world_mut().resource_mut::<Experiments>();
        if known.iter().any(|other| other.id == experiment.id) {
            warn!("the experiment \"{}\" is registered twice; the second is left out", experiment.id);
        } else {
            known.insert(known.partition_point(|other| other.order <= experiment.order), experiment);
        }
        self
    }

    fn register_challenge(&mut self, challenge: ChallengeInfo) -> &mut Self {
        self.init_resource::<Challenges>();
        let Challenges(known) = &mut *self.world_mut().resource_mut::<Challenges>();
        if known.iter().any(|other| other.id == challenge.id) {
            warn!("the challenge \"{}\" is registered twice; the second is left out", challenge.id);
        } else {
            known.insert(known.partition_point(|other| other.order <= challenge.order), challenge);
        }
        self
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Experiments>().init_resource::<Challenges>().add_message::<StepDone>();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn experiment(id: &'static str, order: i32, owner: &'static str) -> ExperimentInfo {
        ExperimentInfo { id, card: "card", icon: "icon", order, steps: &[], finding: "finding", owner }
    }

    fn challenge(id: &'static str, order: i32, owner: &'static str) -> ChallengeInfo {
        let (teams, screen) = (2..=8, ScreenId("relay"));
        ChallengeInfo { id, card: "card", icon: "icon", order, teams, screen, owner }
    }

    #[test]
    fn a_lesson_is_taught_or_taught_little_or_unevenly() {
        let taught = |until: Until, pictures: &[usize]| until.is_taught(pictures.iter().copied());
        let (well, few) = (Until::Taught { classes: 2, pictures: 10 }, Until::TaughtFew { classes: 2, pictures: 5 });
        let unevenly = Until::TaughtUnevenly { many: 25, few: 5 };
        let of = |pictures: &[usize]| [well, few, unevenly].map(|until| taught(until, pictures));
        assert_eq!(of(&[0, 0, 0]), [false, false, false]);
        assert_eq!(of(&[10, 0, 12]), [true, false, false]);
        assert_eq!(of(&[1, 5, 0]), [false, true, false]);
        assert_eq!(of(&[3, 30, 0]), [false, false, true]);
        assert_eq!(of(&[30, 30, 3]), [true, false, true]);
        assert!(!taught(Until::Looked, &[30, 30]));
    }

    #[test]
    fn cards_stand_in_their_order_once_and_go_with_whoever_brought_them() {
        let mut app = App::new();
        app.register_experiment(experiment("covered", 20, "ours"))
            .register_experiment(experiment("echo", 10, "theirs"))
            .register_experiment(experiment("covered", 5, "theirs"))
            .register_challenge(challenge("relay", 20, "ours"))
            .register_challenge(challenge("fewest", 10, "theirs"))
            .register_challenge(challenge("relay", 5, "theirs"));
        let ids = |app: &App| -> (Vec<&str>, Vec<&str>) {
            let world = app.world();
            let experiments = world.resource::<Experiments>().0.iter().map(|experiment| experiment.id).collect();
            (experiments, world.resource::<Challenges>().0.iter().map(|challenge| challenge.id).collect())
        };
        assert_eq!(ids(&app), (vec!["echo", "covered"], vec!["fewest", "relay"]));
        app.world_mut().resource_mut::<Experiments>().forget("theirs");
        app.world_mut().resource_mut::<Challenges>().forget("theirs");
        assert_eq!(ids(&app), (vec!["covered"], vec!["relay"]));
    }
}
