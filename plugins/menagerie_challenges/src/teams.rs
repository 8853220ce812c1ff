//! Names, signs and colours of the teams. The sign alone tells them apart, so that no colour has to.

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// What a team has until it calls itself otherwise.
pub(super) struct TeamLook {
    /// Key of its name.
    name: &'static str,
    /// Its sign, a letter of the faces that ship; no two have the same outline.
    pub(super) sign: &'static str,
    /// Its colour: those of Okabe and Ito, which differ in brightness too, and two more between them.
    color: [u8; 3],
}

/// As many as can play.
const LOOKS: [TeamLook; 8] = [
    TeamLook { name: "challenges-owls", sign: "🦉", color: [0, 114, 178] },
    TeamLook { name: "challenges-foxes", sign: "🦊", color: [230, 159, 0] },
    TeamLook { name: "challenges-bees", sign: "🐝", color: [240, 228, 66] },
    TeamLook { name: "challenges-fish", sign: "🐟", color: [86, 180, 233] },
    TeamLook { name: "challenges-ducks", sign: "🦆", color: [0, 158, 115] },
    TeamLook { name: "challenges-bears", sign: "🐻", color: [204, 121, 167] },
    TeamLook { name: "challenges-cats", sign: "🐈", color: [213, 94, 0] },
    TeamLook { name: "challenges-snails", sign: "🐌", color: [190, 190, 200] },
];

/// The look of a team.
pub(super) fn look(team: usize) -> &'static TeamLook {
    &LOOKS[team % LOOKS.len()]
}

impl TeamLook {
    /// Its colour.
    pub(super) fn color(&self) -> Color {
        menagerie_core::classes::color(self.color)
    }
}

/// What a team is called.
pub(super) fn name(names: &[Option<String>], team: usize, words: &Words) -> String {
    names.get(team).cloned().flatten().unwrap_or_else(|| words.text(look(team).name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::TEAMS;

    #[test]
    fn every_team_has_a_sign_and_a_colour_of_its_own() {
        assert_eq!(LOOKS.len(), *TEAMS.end());
        for (place, one) in LOOKS.iter().enumerate() {
            for other in &LOOKS[..place] {
                assert!(one.sign != other.sign && one.name != other.name && one.color != other.color);
            }
        }
        assert_eq!(name(&[None, Some("A+".into())], 1, &Words::default()), "A+");
        assert_eq!(name(&[], 0, &Words::default()), "challenges-owls");
    }
}
