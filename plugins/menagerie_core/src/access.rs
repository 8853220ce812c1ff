//! How the exhibit is best seen, heard and touched: what a visitor chooses for the length of a visit, and what a museum
//! chooses for good. (Every control is within low reach anyway: the kit keeps them in the lower half of the screen.)

use bevy::prelude::*;

/// Everything that makes the exhibit easier for somebody.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub struct Access {
    /// Text in large letters.
    pub large_text: bool,
    /// Nothing bounces, slides or pulses.
    pub reduced_motion: bool,
    /// What has to be held is begun by one tap and ended by the next.
    pub tap_to_hold: bool,
    /// What is heard is also written.
    pub captions: bool,
}

impl Default for Access {
    fn default() -> Self {
        Self { large_text: false, reduced_motion: false, tap_to_hold: false, captions: true }
    }
}

/// One of the choices in [`Access`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccessChoice {
    /// [`Access::large_text`].
    LargeText,
    /// [`Access::reduced_motion`].
    ReducedMotion,
    /// [`Access::tap_to_hold`].
    TapToHold,
    /// [`Access::captions`].
    Captions,
}

impl AccessChoice {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::LargeText, Self::ReducedMotion, Self::TapToHold, Self::Captions];

    /// Its name, as it stands in scripts, settings and behind `access-` in the words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LargeText => "large-text",
            Self::ReducedMotion => "reduced-motion",
            Self::TapToHold => "tap-to-hold",
            Self::Captions => "captions",
        }
    }

    /// The choice of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

impl Access {
    /// Whether this is chosen.
    #[must_use]
    pub fn has(&self, choice: AccessChoice) -> bool {
        match choice {
            AccessChoice::LargeText => self.large_text,
            AccessChoice::ReducedMotion => self.reduced_motion,
            AccessChoice::TapToHold => self.tap_to_hold,
            AccessChoice::Captions => self.captions,
        }
    }

    /// Chooses it, or not.
    pub fn set(&mut self, choice: AccessChoice, chosen: bool) {
        let place = match choice {
            AccessChoice::LargeText => &mut self.large_text,
            AccessChoice::ReducedMotion => &mut self.reduced_motion,
            AccessChoice::TapToHold => &mut self.tap_to_hold,
            AccessChoice::Captions => &mut self.captions,
        };
        *place = chosen;
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Access>();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_found_by_its_name_and_can_be_made() {
        for choice in AccessChoice::ALL {
            assert_eq!(AccessChoice::named(choice.name()), Some(choice));
            let mut access = Access::default();
            let other = !access.has(choice);
            access.set(choice, other);
            assert_eq!(access.has(choice), other);
            assert_eq!(
                AccessChoice::ALL.into_iter().filter(|c| access.has(*c) != Access::default().has(*c)).count(),
                1
            );
        }
    }
}
