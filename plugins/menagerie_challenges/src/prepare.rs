//! Before each turn: a lesson of the game's own, and its hidden pictures.

use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::draw::{Drawn, draw};
use crate::exhibited::{Exhibited, Wishes, set_named};
use crate::game::{Choice, Game};

use crate::rules::{Kind, Rules};

/// After so many seconds hidden pictures that nobody could read are not waited for any longer.
const LONGEST_PREPARING_SECS: f32 = 60.0;

/// The pictures of a game on their way.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub(super) struct Preparing {
    drawn: Drawn,
    /// Whether the lesson was wished, whether the pictures were, and for how long they are waited for.
    pub(super) asked_lesson: bool,
    asked_pictures: bool,
    secs: f32,
}

impl Preparing {
    /// A lesson of the game's own, then its hidden pictures, then the team is called.
    pub(super) fn go_on(&mut self, game: &mut Game, secs: f32, exhibited: &Exhibited, wishes: &mut Wishes) {
        let is_ready = exhibited.backbone.state == BackboneState::Ready && exhibited.work.0.is_none();
        if !self.asked_lesson {
            if !is_ready {
                return;
            }
            let meanwhile = match &game.choice {
                Choice::Lesson => Meanwhile::SameTests,
                Choice::Set(name) => {
                    let rules = Rules { classes: game.most_classes(), ..game.rules.clone() };
                    let set = set_named(&exhibited.sets, name);
                    let language = &exhibited.words.spoken().id;
                    self.drawn = set.map(|set| draw(set, &rules, game.seed, language)).unwrap_or_default();
                    wishes.shelf.write(StockShelf(self.drawn.to_teach.clone()));
                    if game.kind == Kind::Chain {
                        // What a thing is called would give it away, and where a camera looks it is any thing at all.
                        for ((class, hidden), number) in self.drawn.classes.iter_mut().zip(1..) {
                            (*class, *hidden) = (format!("{number}"), Vec::new());
                        }
                    }
                    Meanwhile::Named(self.drawn.classes.iter().map(|(class, _)| class.clone()).collect())
                }
            };
            wishes.change.write(ChangeLesson::SetAside(meanwhile));
            self.asked_lesson = true;
            return;
        }
        self.secs += secs;
        let hidden: usize = exhibited.classes.0.iter().map(|class| class.counts.test).sum();
        if !self.asked_pictures {
            if !exhibited.aside.0 {
                return;
            }
            if game.kind == Kind::Chain && !self.drawn.classes.is_empty() {
                game.prepared(self.drawn.classes.len());
                return;
            }
            // The lesson was set aside in the meantime: these are its classes.
            for ((_, pictures), class) in self.drawn.classes.iter().zip(&exhibited.classes.0) {
                let (paths, class) = (pictures.clone(), Some(class.id));
                wishes.files.write(FileWish::Import { paths, class, split: Split::Test });
            }
            self.asked_pictures = true;
            return;
        }
        let is_complete = hidden > 0 && hidden >= self.drawn.hidden();
        // What cannot be read is left out, for every team alike.
        let is_late = is_ready && self.secs > LONGEST_PREPARING_SECS;
        if is_complete || (is_late && hidden > 0) {
            game.prepared(exhibited.classes.0.len());
        } else if is_late {
            error!("there are no hidden pictures to play with; choose another set");
            game.interrupt();
        }
    }
}
