//! How a creature gets from one mood into the next: a mouthful is chewed, a step is danced to its end, sleep comes and goes
//! by and by. Knows time and sheets, draws nothing.

use crate::mood::{Degree, Mood};
use crate::sheet::CreatureSheet;

/// How much faster than its own speed a creature moves when it is entirely sure.
const FASTEST: f32 = 1.35;
/// Time constant of the change between degrees, seconds: movements swell, they do not jerk.
const SWELL_SECS: f32 = 0.18;
/// How long a creature that was touched is glad of it, seconds.
const GLAD_SECS: f32 = 1.4;
/// Confusion shows only after this long, seconds: an unsure moment between two answers is none.
const CONFUSED_AFTER_SECS: f32 = 0.6;
/// How long a mouthful takes, seconds: one turn of the animation `eating` of the sheets that ship.
const MOUTHFUL_SECS: f32 = 1.0;
/// How much longer it takes to fall asleep than to wake up.
const DOZE_SHARE: f32 = 2.5;

/// What one creature does, and for how long.
#[derive(Debug, Default)]
pub(super) struct Acting {
    /// What it feels.
    pub(super) mood: Mood,
    /// How strongly it feels it, 0..1, eased.
    pub(super) degree: f32,
    /// Seconds into the mood.
    pub(super) secs: f32,
    /// 0 awake, 1 asleep; between them it is waking up or dozing off.
    pub(super) slumber: f32,
    wanted_degree: f32,
    /// Seconds for which it would have been confused.
    unsure_secs: f32,
    /// Seconds for which it is still glad that somebody touched it.
    glad_secs: f32,
    meal: Meal,
    /// Frames into the animation.
    phase: f32,
    /// Whether the animation began anew in the last update.
    came_round: bool,
    /// How quick it is by nature.
    pace: f32,
}

/// Pictures that it eats: one mouthful after the other, each to its end.
#[derive(Debug, Default)]
struct Meal {
    secs: f32,
    /// Another picture has come meanwhile; one is enough, however many they are.
    is_hungry: bool,
}

impl Meal {
    /// Whether it eats.
    fn go_on(&mut self, is_fed: bool, delta_secs: f32) -> bool {
        self.is_hungry |= is_fed;
        self.secs = (self.secs - delta_secs).max(0.0);
        if self.secs == 0.0 && self.is_hungry {
            (self.secs, self.is_hungry) = (MOUTHFUL_SECS, false);
        }
        self.secs > 0.0
    }
}

/// What reached a creature in an update.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Attention {
    /// A picture was taken for it.
    pub(super) is_fed: bool,
    /// Somebody touched it.
    pub(super) is_touched: bool,
}

impl Acting {
    /// Somebody who has just come. Creatures that breathe in step look like one machine: the number is another for each.
    pub(super) fn new(number: u16) -> Self {
        let pace = 0.9 + 0.05 * f32::from(number % 5);
        Self { phase: f32::from(number) * 3.7, pace, ..Self::default() }
    }

    /// Takes up what it is to feel, and how strongly.
    pub(super) fn feel(&mut self, (mut mood, mut degree): (Mood, f32), attention: Attention, delta_secs: f32) {
        self.glad_secs = match attention.is_touched {
            true => GLAD_SECS,
            false => (self.glad_secs - delta_secs).max(0.0),
        };
        // Whoever listens or answers goes on; everybody else dances for a moment.
        if self.glad_secs > 0.0 && matches!(mood, Mood::Idle | Mood::Curious | Mood::Confused) {
            degree = self.glad_secs / GLAD_SECS;
            mood = Mood::Reacting(Degree::of(degree, self.mood.degree()));
        }
        self.unsure_secs = if mood == Mood::Confused { self.unsure_secs + delta_secs } else { 0.0 };
        if mood == Mood::Confused && self.unsure_secs < CONFUSED_AFTER_SECS {
            mood = if self.mood == Mood::Confused { Mood::Confused } else { Mood::Idle };
        }
        if self.meal.go_on(attention.is_fed, delta_secs) {
            (mood, degree) = (Mood::Eating, 1.0);
        }
        self.wanted_degree = degree;
        self.turn_to(mood);
    }

    fn turn_to(&mut self, mood: Mood) {
        let goes_on_dancing = mood.degree().is_some() && self.mood.degree().is_some();
        // From one dance to another only between two steps: a cut in the air would be seen.
        if mood == self.mood || (goes_on_dancing && !self.came_round) {
            return;
        }
        self.mood = mood;
        if !goes_on_dancing {
            (self.secs, self.phase) = (0.0, 0.0);
        }
    }

    /// Goes on by the time that has passed; returns which frame of the sheet is to be seen.
    pub(super) fn advance(&mut self, sheet: &CreatureSheet, delta_secs: f32) -> Option<u32> {
        self.degree += (self.wanted_degree - self.degree) * (1.0 - (-delta_secs / SWELL_SECS).exp());
        self.secs += delta_secs;
        let is_asleep = self.mood == Mood::Asleep;
        if let Some(waking) = sheet.waking() {
            let step = delta_secs * self.pace * waking.fps / waking.frames as f32;
            self.slumber = match is_asleep {
                true => (self.slumber + step / DOZE_SHARE).min(1.0),
                false => (self.slumber - step).max(0.0),
            };
            if self.slumber > 0.0 && self.slumber < 1.0 {
                // What comes after begins at its beginning.
                (self.secs, self.phase) = (0.0, 0.0);
                return Some(sheet.frame(waking, (1.0 - self.slumber) * waking.frames as f32));
            }
        }
        let animation = sheet.animation(self.mood)?;
        let speed = match self.mood {
            Mood::Reacting(_) => 0.6 + (FASTEST - 0.6) * self.degree,
            Mood::Idle | Mood::Curious | Mood::Asleep => self.pace,
            Mood::Listening | Mood::Eating | Mood::Confused => 1.0,
        };
        self.phase += animation.fps * speed * delta_secs;
        self.came_round = self.phase >= animation.frames as f32;
        self.phase %= animation.frames as f32;
        Some(sheet.frame(animation, self.phase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Animation;

    const TICK_SECS: f32 = 1.0 / 60.0;
    const NOTHING: Attention = Attention { is_fed: false, is_touched: false };
    const FED: Attention = Attention { is_fed: true, is_touched: false };

    /// Ten frames a second and ten a row, a row a mood; waking up takes half a second.
    fn sheet() -> CreatureSheet {
        let animation = |name: &str, row, frames| Animation { name: name.into(), row, first: 0, frames, fps: 10.0 };
        let mut animations: Vec<_> =
            Mood::ALL.iter().enumerate().map(|(row, mood)| animation(mood.name(), row as u32, 10)).collect();
        animations.push(animation("waking", 9, 5));
        CreatureSheet {
            name: "x".into(),
            frame_px: (9, 9),
            feet_px: (4, 8),
            animations,
            picture: bevy::prelude::Handle::default(),
            portrait: bevy::prelude::Handle::default(),
        }
    }

    fn row(frame: Option<u32>) -> u32 {
        frame.unwrap() / 10
    }

    fn row_of(mood: Mood) -> u32 {
        Mood::ALL.iter().position(|other| *other == mood).unwrap() as u32
    }

    #[test]
    fn a_mouthful_takes_a_second_and_pictures_that_stream_in_are_one_meal() {
        let mut acting = Acting::new(0);
        let mut eats = |is_fed| {
            acting.feel((Mood::Listening, 1.0), Attention { is_fed, is_touched: false }, 0.1);
            acting.mood == Mood::Eating
        };
        assert!(!eats(false), "nobody feeds it");
        assert!(eats(true));
        let rest = (0..20).take_while(|_| eats(false)).count();
        assert!((8..=10).contains(&rest), "{rest}");
        assert!((0..50).all(|_| eats(true)), "it goes on while pictures come");
        let rest = (0..50).take_while(|_| eats(false)).count();
        assert!(rest <= 20, "it eats what came, and no more: {rest}");
    }

    #[test]
    fn a_creature_that_gets_no_picture_listens() {
        let mut acting = Acting::new(0);
        acting.feel((Mood::Listening, 1.0), NOTHING, TICK_SECS);
        assert_eq!(acting.mood, Mood::Listening);
        acting.feel((Mood::Listening, 1.0), FED, TICK_SECS);
        assert_eq!(acting.mood, Mood::Eating);
    }

    #[test]
    fn a_step_is_danced_to_its_end_before_another_dance_begins() {
        let (mut acting, sheet) = (Acting::new(0), sheet());
        let (little, much) = (Mood::Reacting(Degree::Little), Mood::Reacting(Degree::Much));
        acting.feel((little, 0.9), NOTHING, TICK_SECS);
        let mut before = acting.advance(&sheet, TICK_SECS).unwrap();
        for _ in 0..600 {
            acting.feel((much, 0.9), NOTHING, TICK_SECS);
            let frame = acting.advance(&sheet, TICK_SECS).unwrap();
            if row(Some(frame)) == row_of(much) {
                assert_eq!(before % 10, 0, "the old dance had begun another step");
                return;
            }
            before = frame;
        }
        panic!("the new dance never begins");
    }

    #[test]
    fn whoever_wakes_goes_through_every_frame_of_waking_and_begins_at_the_beginning() {
        let (mut acting, sheet) = (Acting::new(3), sheet());
        let mut play = |mood, secs: f32| -> Vec<u32> {
            let ticks = (secs / TICK_SECS) as usize;
            let mut frames: Vec<u32> = (0..ticks)
                .map(|_| {
                    acting.feel((mood, 1.0), NOTHING, TICK_SECS);
                    acting.advance(&sheet, TICK_SECS).unwrap()
                })
                .collect();
            frames.dedup();
            frames
        };
        let dozing = play(Mood::Asleep, 3.0);
        assert_eq!(dozing[..5], [94, 93, 92, 91, 90], "falling asleep is waking up backwards");
        assert_eq!(row(dozing.last().copied()), row_of(Mood::Asleep));
        let waking = play(Mood::Curious, 1.0);
        let curious = row_of(Mood::Curious) * 10;
        assert_eq!(waking[..6], [90, 91, 92, 93, 94, curious]);
        // Woken while it dozes off: it turns round where it is.
        let half = play(Mood::Asleep, 0.6);
        let back = play(Mood::Idle, 0.5);
        assert!(half.last().unwrap().abs_diff(back[0]) <= 1, "{half:?} {back:?}");
    }

    #[test]
    fn a_sheet_without_waking_up_changes_at_once() {
        let (mut acting, mut sheet) = (Acting::new(0), sheet());
        sheet.animations.retain(|animation| animation.name != "waking");
        for mood in [Mood::Asleep, Mood::Idle] {
            acting.feel((mood, 0.0), NOTHING, TICK_SECS);
            assert_eq!(row(acting.advance(&sheet, TICK_SECS)), row_of(mood));
            assert!(acting.slumber.abs() < f32::EPSILON);
        }
    }

    #[test]
    fn whoever_is_touched_is_glad_for_a_moment_but_nobody_is_woken_by_it() {
        let mut acting = Acting::new(0);
        let touched = Attention { is_touched: true, ..NOTHING };
        acting.feel((Mood::Curious, 1.0), touched, TICK_SECS);
        assert_eq!(acting.mood, Mood::Reacting(Degree::Much));
        acting.feel((Mood::Asleep, 0.0), touched, TICK_SECS);
        assert_eq!(acting.mood, Mood::Asleep);
    }
}
