//! The rules of the challenges, each in a file of its own: read once at the start, and checked.

use std::fs;
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Largest file of rules, bytes.
const MOST_BYTES: u64 = 16 * 1024;
/// How many teams there are names and colours for.
pub(super) const TEAMS: RangeInclusive<usize> = 2..=8;
/// How long a turn may be, seconds.
const SECONDS: RangeInclusive<u32> = 10..=1800;
/// How many classes a game can be about: what stands on the cards of one page.
const CLASSES: RangeInclusive<usize> = 2..=6;
/// Hidden pictures of each class.
const HIDDEN: RangeInclusive<usize> = 2..=40;
/// Pictures that a team alters, times a chain may break, and seconds for one picture or one thing.
const FOOLED: RangeInclusive<usize> = 1..=20;
const LIVES: RangeInclusive<u32> = 1..=5;
const STEP_SECONDS: RangeInclusive<u32> = 3..=300;
/// Most places with points, and the most points of a place.
const MOST_PLACES: usize = 8;
const MOST_POINTS: u32 = 1000;

/// What is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Kind {
    /// Who needs the fewest pictures until the goal is reached.
    Fewest,
    /// Who is best when the time is over.
    Best,
    /// Each team teaches one class, all of them together against the goal.
    Relay,
    /// Each team teaches, and the next one alters pictures until what was taught is sure of something wrong.
    Fool,
    /// One more thing with each turn: a team shows all of those before from memory.
    Chain,
}

impl Kind {
    /// All of them, in the order of their cards.
    pub(super) const ALL: [Self; 5] = [Self::Fewest, Self::Best, Self::Relay, Self::Fool, Self::Chain];

    /// Its name: that of its file, of its card and of its sentences.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Fewest => "fewest",
            Self::Best => "best",
            Self::Relay => "relay",
            Self::Fool => "fool",
            Self::Chain => "chain",
        }
    }

    /// Key of the sentence on its card.
    pub(super) fn card(self) -> &'static str {
        match self {
            Self::Fewest => "challenges-fewest",
            Self::Best => "challenges-best",
            Self::Relay => "challenges-relay",
            Self::Fool => "challenges-fool",
            Self::Chain => "challenges-chain",
        }
    }

    /// Its icon, without folder and ending.
    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Fewest => "icons/few.png",
            Self::Best => "icons/clock.png",
            Self::Relay => "icons/relay.png",
            Self::Fool => "icons/fool.png",
            Self::Chain => "icons/chain.png",
        }
    }

    /// Whether a team plays against a goal.
    fn has_goal(self) -> bool {
        matches!(self, Self::Fewest | Self::Relay)
    }
}

/// How a team tries to fool the model of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FoolRules {
    /// Pictures that it alters, one after another.
    pub(super) pictures: usize,
    /// Time for each of them.
    pub(super) seconds: u32,
    /// Whether the model may say that it has never seen the like; if not, it has to choose.
    pub(super) never_seen: bool,
}

/// How a chain grows and breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChainRules {
    /// How often a team may break it; the last time it is out.
    pub(super) lives: u32,
    /// Time for each thing that is shown from memory.
    pub(super) seconds: u32,
}

/// How one challenge is played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    /// Least and most teams.
    pub(super) teams: (usize, usize),
    /// Length of a turn.
    pub(super) seconds: u32,
    /// Share of the hidden pictures that has to be named rightly, 0..1; where nobody plays against a goal it is not needed.
    #[serde(default)]
    pub(super) goal: Option<f64>,
    /// Points of the first place, the second, ...
    pub(super) points: Vec<u32>,
    /// Most classes of a ready-made set.
    pub(super) classes: usize,
    /// Hidden pictures of each class.
    pub(super) hidden: usize,
    /// What the draw of classes and hidden pictures begins with; each further game of a day takes the next number.
    pub(super) seed: u32,
    /// Whether a team sees how good it is while it teaches.
    pub(super) shows_result: bool,
    /// How a team is fooled; needed where one is.
    #[serde(default)]
    pub(super) fool: Option<FoolRules>,
    /// How a chain grows; needed where there is one. Its `classes` are the most things in it.
    #[serde(default)]
    pub(super) chain: Option<ChainRules>,
}

/// Why a challenge cannot be played.
#[derive(Debug, thiserror::Error)]
pub(super) enum RulesError {
    /// Its file cannot be read.
    #[error("{path}: cannot be read: {reason}. Install the exhibit's assets again")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// It is not written as rules are.
    #[error("{path}:{line}:{column}: {reason}. Correct it there, or take the file away to do without this challenge")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A value is not one that can be played with.
    #[error("{path}: \"{key}\" is {found}; write {wanted}")]
    OutOfBounds {
        /// The file.
        path: PathBuf,
        /// What is out of bounds.
        key: &'static str,
        /// What stands there.
        found: String,
        /// What can stand there.
        wanted: String,
    },
}

impl Rules {
    /// Reads and checks the rules of a challenge.
    pub(super) fn read(kind: Kind, folder: &Path) -> Result<Self, RulesError> {
        let path = folder.join(format!("{}.ron", kind.id()));
        let mut text = String::new();
        let read = fs::File::open(&path).and_then(|file| file.take(MOST_BYTES).read_to_string(&mut text));
        read.map_err(|reason| RulesError::Unreadable { path: path.clone(), reason })?;
        Self::parse(kind, &text, &path)
    }

    fn parse(kind: Kind, text: &str, path: &Path) -> Result<Self, RulesError> {
        let rules: Self = ron::from_str(text).map_err(|error| RulesError::Malformed {
            path: path.to_owned(),
            line: error.span.start.line,
            column: error.span.start.col,
            reason: error.code.to_string(),
        })?;
        rules.check(kind, path)?;
        Ok(rules)
    }

    fn check(&self, kind: Kind, path: &Path) -> Result<(), RulesError> {
        let refuse = |key: &'static str, found: String, wanted: String| {
            Err(RulesError::OutOfBounds { path: path.to_owned(), key, found, wanted })
        };
        let (least, most) = self.teams;
        if !(TEAMS.contains(&least) && TEAMS.contains(&most) && least <= most) {
            let wanted = format!("the least and the most teams, both {} to {}", TEAMS.start(), TEAMS.end());
            return refuse("teams", format!("({least}, {most})"), wanted);
        }
        if !SECONDS.contains(&self.seconds) {
            let wanted = format!("{} to {} seconds", SECONDS.start(), SECONDS.end());
            return refuse("seconds", self.seconds.to_string(), wanted);
        }
        let is_share = self.goal.is_none_or(|goal| goal > 0.0 && goal <= 1.0);
        if !is_share || (self.goal.is_none() && kind.has_goal()) {
            let found = self.goal.map_or("missing".to_owned(), |goal| goal.to_string());
            return refuse("goal", found, "Some(0.9) for nine of ten, at most Some(1.0)".to_owned());
        }
        if !(1..=MOST_PLACES).contains(&self.points.len()) || self.points.iter().any(|points| *points > MOST_POINTS) {
            let wanted = format!("the points of 1 to {MOST_PLACES} places, each at most {MOST_POINTS}");
            return refuse("points", format!("{:?}", self.points), wanted);
        }
        if !self.points.is_sorted_by(|better, worse| better >= worse) {
            return refuse("points", format!("{:?}", self.points), "the better place's points first".to_owned());
        }
        if !CLASSES.contains(&self.classes) {
            return refuse("classes", self.classes.to_string(), format!("{} to {}", CLASSES.start(), CLASSES.end()));
        }
        if !HIDDEN.contains(&self.hidden) {
            return refuse("hidden", self.hidden.to_string(), format!("{} to {}", HIDDEN.start(), HIDDEN.end()));
        }
        let is_bounded = |seconds: u32| STEP_SECONDS.contains(&seconds);
        let can_fool = |fool: FoolRules| FOOLED.contains(&fool.pictures) && is_bounded(fool.seconds);
        if self.fool.is_some_and(|fool| !can_fool(fool)) || (self.fool.is_none() && kind == Kind::Fool) {
            let wanted =
                "(pictures: 4, seconds: 25, never_seen: false): 1 to 20 pictures, 3 to 300 seconds for each".to_owned();
            return refuse("fool", format!("{:?}", self.fool), wanted);
        }
        let can_chain = |chain: ChainRules| LIVES.contains(&chain.lives) && is_bounded(chain.seconds);
        if self.chain.is_some_and(|chain| !can_chain(chain)) || (self.chain.is_none() && kind == Kind::Chain) {
            let wanted = "(lives: 2, seconds: 12): 1 to 5 lives, 3 to 300 seconds for each thing".to_owned();
            return refuse("chain", format!("{:?}", self.chain), wanted);
        }
        Ok(())
    }

    /// Whether they can be played, wherever they come from.
    pub(super) fn is_sound(&self, kind: Kind) -> bool {
        self.check(kind, Path::new("")).is_ok()
    }

    /// How many teams can play.
    pub(super) fn teams(&self) -> RangeInclusive<usize> {
        self.teams.0..=self.teams.1
    }
}

#[cfg(test)]
impl Rules {
    /// Rules to test with: a minute for three classes of ten hidden pictures.
    pub(super) fn example() -> Self {
        Self {
            teams: (2, 8),
            seconds: 60,
            goal: None,
            points: vec![5, 3, 2, 1],
            classes: 3,
            hidden: 10,
            seed: 1,
            shows_result: true,
            fool: Some(FoolRules { pictures: 4, seconds: 20, never_seen: false }),
            chain: Some(ChainRules { lives: 2, seconds: 10 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "(teams: (2, 8), seconds: 120, goal: Some(0.9), points: [5, 3, 2, 1], classes: 3, hidden: 8, \
                        seed: 7, shows_result: true)";

    fn refusal(text: &str) -> String {
        Rules::parse(Kind::Fewest, text, Path::new("fewest.ron")).unwrap_err().to_string()
    }

    #[test]
    fn the_rules_that_ship_can_be_played() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/challenges");
        for kind in Kind::ALL {
            Rules::read(kind, &folder).unwrap();
        }
    }

    #[test]
    fn what_cannot_be_played_is_refused_with_its_place_and_a_remedy() {
        assert!(Rules::parse(Kind::Fewest, GOOD, Path::new("fewest.ron")).is_ok());
        for (from, to, said) in [
            ("(2, 8)", "(1, 9)", "fewest.ron: \"teams\" is (1, 9); write the least and the most teams, both 2 to 8"),
            ("(2, 8)", "(5, 3)", "\"teams\" is (5, 3)"),
            ("120", "0", "\"seconds\" is 0; write 10 to 1800 seconds"),
            ("Some(0.9)", "Some(90)", "\"goal\" is 90; write Some(0.9)"),
            ("Some(0.9)", "None", "\"goal\" is missing"),
            ("[5, 3, 2, 1]", "[]", "\"points\" is []"),
            ("[5, 3, 2, 1]", "[1, 2]", "write the better place's points first"),
            ("classes: 3", "classes: 1", "\"classes\" is 1; write 2 to 6"),
            ("hidden: 8", "hidden: 400", "\"hidden\" is 400; write 2 to 40"),
            ("seed: 7", "seeds: 7", "fewest.ron:1:"),
            ("seed: 7, ", "", "seed"),
            ("shows_result", "fool: Some((pictures: 0, seconds: 20, never_seen: true)), shows_result", "\"fool\" is"),
            ("shows_result", "chain: Some((lives: 2, seconds: 1)), shows_result", "\"chain\" is"),
        ] {
            let refused = refusal(&GOOD.replacen(from, to, 1));
            assert!(refused.contains(said), "{refused}");
        }
        let gone = Rules::read(Kind::Best, Path::new("nowhere")).unwrap_err().to_string();
        assert!(gone.contains("nowhere/best.ron: cannot be read"), "{gone}");
    }

    #[test]
    fn only_who_plays_against_a_goal_needs_one() {
        let text = GOOD.replace("Some(0.9)", "None");
        assert!(Rules::parse(Kind::Best, &text, Path::new("best.ron")).is_ok());
        for (kind, key) in [(Kind::Fool, "fool"), (Kind::Chain, "chain")] {
            let refused = Rules::parse(kind, &text, Path::new("rules.ron")).unwrap_err().to_string();
            assert!(
                refused.contains(&format!(
                    "\"{key}\" is None; write ({}",
                    if key == "fool" { "pictures" } else { "lives" }
                )),
                "{refused}"
            );
        }
    }
}
