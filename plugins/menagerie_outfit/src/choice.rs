//! Whose outfit is chosen, what of it, and what touching a control changes about it.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::lesson::{LONGEST_SENTENCE, OutputFile};
use menagerie_core::prelude::*;
use menagerie_ui::{AskText, TextTyped};

use crate::{OUTFIT, confetti, picture, sound, words};

/// The first parts of the names of controls: a class, what is chosen, a picture, a sound, its family, ready-made words, an
/// output that is there or not; and on the teaching screen, the button that leads to the outfit of a class.
pub(super) const CLASS: &str = "wear";
pub(super) const TAB: &str = "tab";
pub(super) const PICTURE: &str = "picture";
pub(super) const SOUND: &str = "sound";
pub(super) const FAMILY: &str = "family";
pub(super) const WORDS: &str = "words";
pub(super) const TOGGLE: &str = "toggle";
pub(super) const DRESS: &str = "dress";
/// Nothing of this kind.
pub(super) const NONE: ControlName = ControlName::new("outfit/none");
/// Words of one's own.
pub(super) const TYPE: ControlName = ControlName::new("outfit/type");
/// Visitors' own picture or sound, seen or heard once more.
pub(super) const OWN: ControlName = ControlName::new("outfit/own");
/// Held to record a sound.
pub(super) const RECORD: ControlName = ControlName::new("outfit/record");
/// Another creature.
pub(super) const CREATURE: ControlName = ControlName::new("outfit/creature");
/// What stands before, and what stands behind.
pub(super) const EARLIER: ControlName = ControlName::new("outfit/earlier");
pub(super) const LATER: ControlName = ControlName::new("outfit/later");
/// Sounds of all families.
pub(super) const ALL_FAMILIES: &str = "all";
/// Ready-made words: the last part of their keys.
pub(super) const READY_WORDS: [&str; 8] = ["hello", "tada", "me", "found", "wow", "no", "joke", "bye"];

/// What is chosen of an outfit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tab {
    #[default]
    Pictures,
    Sounds,
    Words,
    Effects,
}

impl Tab {
    pub(super) const ALL: [Self; 4] = [Self::Pictures, Self::Sounds, Self::Words, Self::Effects];

    /// Its name, in the names of controls and of sentences.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Sounds => "sounds",
            Self::Words => "words",
            Self::Effects => "effects",
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Pictures => "picture",
            Self::Sounds => "sound",
            Self::Words => "speech",
            Self::Effects => "confetti",
        }
    }
}

/// Whose outfit is chosen, and what of it is shown.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choice {
    pub(super) class: Option<ClassId>,
    pub(super) tab: Tab,
    /// The family of sounds; `None`: all.
    pub(super) family: Option<String>,
    pub(super) page: usize,
}

/// It begins with whom somebody asked for, or who was taught first.
pub(super) fn begin(classes: Res<Classes>, mut choice: ResMut<Choice>) {
    let asked = choice.class.and_then(|class| classes.get(class));
    let taught = classes.0.iter().find(|class| class.counts.teach > 0);
    *choice = Choice { class: asked.or(taught).or(classes.0.first()).map(|class| class.id), ..Choice::default() };
}

/// Whoever comes next by another way begins with who was taught first.
pub(super) fn end(mut choice: ResMut<Choice>) {
    choice.class = None;
}

/// Leads from a class's card to its outfit.
pub(super) fn lead_here(
    mut activated: MessageReader<Activated>,
    mut choice: ResMut<Choice>,
    mut go: MessageWriter<GoTo>,
) {
    for Activated { control } in activated.read() {
        if let Some(id) = control.of_kind(DRESS).and_then(|id| id.parse().ok()) {
            choice.class = Some(ClassId(id));
            go.write(GoTo(OUTFIT));
        }
    }
}

/// Everything that touching something may ask for.
#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Wishes<'w> {
    change: MessageWriter<'w, ChangeLesson>,
    play: MessageWriter<'w, PlaySound>,
    play_own: MessageWriter<'w, PlayOwnSound>,
    say: MessageWriter<'w, Say>,
    touched: MessageWriter<'w, CreatureTouched>,
    burst: MessageWriter<'w, confetti::Burst>,
    ask: MessageWriter<'w, AskText>,
}

/// Follows what visitors touch on this screen. What is chosen is heard and seen at once.
pub(super) fn follow_touches(
    mut activated: MessageReader<Activated>,
    mut typed: MessageReader<TextTyped>,
    (classes, creatures, outputs, spoken): (Res<Classes>, Res<CreatureCatalog>, Res<Outputs>, Res<Words>),
    mut choice: ResMut<Choice>,
    mut wishes: Wishes,
) {
    for Activated { control } in activated.read() {
        look_around(control, &mut choice, &mut wishes);
        let Some(class) = choice.class.and_then(|class| classes.get(class)) else { continue };
        if *control == CREATURE {
            if let Some(name) = next_creature(&creatures, &classes, class) {
                wishes.change.write(ChangeLesson::RecastClass(class.id, name));
                wishes.touched.write(CreatureTouched { class: class.id });
            }
        } else if *control == TYPE {
            wishes.ask.write(AskText { asked_by: TYPE, text: class.says.clone() });
        } else {
            dress(control, class, choice.tab, &outputs, &spoken, &mut wishes);
        }
    }
    for TextTyped { asked_by, text } in typed.read() {
        if *asked_by == TYPE
            && let Some(class) = choice.class
        {
            let text: String = text.chars().take(LONGEST_SENTENCE).collect();
            wishes.say.write(Say(words::sentence(&text)));
            wishes.change.write(ChangeLesson::CaptionClass(class, text));
        }
    }
}

/// Records a sound for as long as the button is held; it is heard once more, and answers for the class.
pub(super) fn record(
    mut pressed: MessageReader<Pressed>,
    mut released: MessageReader<Released>,
    mut recorded: MessageReader<SoundRecorded>,
    (classes, choice): (Res<Classes>, Res<Choice>),
    mut microphone: MessageWriter<RecordSound>,
    mut wishes: Wishes,
) {
    if pressed.read().any(|press| press.control == RECORD) {
        microphone.write(RecordSound::Start);
    }
    if released.read().any(|release| release.control == RECORD) {
        microphone.write(RecordSound::Stop);
    }
    let class = choice.class.and_then(|class| classes.get(class));
    for SoundRecorded(outcome) in recorded.read() {
        // Whoever said nothing hears that it was nothing.
        let Ok(file) = outcome.as_ref().map(|wav| OutputFile::new(Arc::clone(wav), "a recording")) else {
            wishes.play.write(PlaySound::new("wrong"));
            continue;
        };
        if let (Some(class), Ok(file)) = (class, file) {
            wishes.play_own.write(PlayOwnSound(Arc::clone(&file.bytes)));
            let outputs = class.outputs_with(ClassOutput::SOUND, Some(ClassOutput::own(file)));
            wishes.change.write(ChangeLesson::SetOutputs(class.id, outputs));
            wishes.touched.write(CreatureTouched { class: class.id });
        }
    }
}

/// Turns to something else, without changing anything about it.
fn look_around(control: &ControlName, choice: &mut Choice, wishes: &mut Wishes) {
    if *control == EARLIER {
        choice.page = choice.page.saturating_sub(1);
    } else if *control == LATER {
        choice.page += 1;
    } else if let Some(id) = control.of_kind(CLASS).and_then(|id| id.parse().ok()) {
        choice.class = Some(ClassId(id));
        wishes.touched.write(CreatureTouched { class: ClassId(id) });
    } else if let Some(tab) = control.of_kind(TAB).and_then(|name| Tab::ALL.into_iter().find(|tab| tab.name() == name))
    {
        *choice = Choice { class: choice.class, tab, ..Choice::default() };
    } else if let Some(family) = control.of_kind(FAMILY) {
        choice.family = (family != ALL_FAMILIES).then(|| family.to_owned());
        choice.page = 0;
    }
}

/// Gives a class what was touched, or takes it away.
fn dress(control: &ControlName, class: &Class, tab: Tab, outputs: &Outputs, spoken: &Words, wishes: &mut Wishes) {
    let outfit = |kind: &str, other| ChangeLesson::SetOutputs(class.id, class.outputs_with(kind, other));
    if let Some(name) = control.of_kind(PICTURE) {
        wishes.change.write(outfit(ClassOutput::PICTURE, Some(picture::output(name))));
        wishes.touched.write(CreatureTouched { class: class.id });
    } else if let Some(name) = control.of_kind(SOUND) {
        wishes.change.write(outfit(ClassOutput::SOUND, Some(sound::output(name))));
        wishes.play.write(PlaySound::new(name));
        wishes.touched.write(CreatureTouched { class: class.id });
    } else if let Some(name) = control.of_kind(WORDS).filter(|name| READY_WORDS.contains(name)) {
        let says = spoken.say(&Phrase::new(format!("outfit-words-{name}")));
        wishes.say.write(Say(words::sentence(&says)));
        wishes.change.write(ChangeLesson::CaptionClass(class.id, says));
        wishes.touched.write(CreatureTouched { class: class.id });
    } else if *control == OWN {
        if let Some(file) = sound::own_sound_of(class) {
            wishes.play_own.write(PlayOwnSound(file.bytes.clone()));
        }
        wishes.touched.write(CreatureTouched { class: class.id });
    } else if *control == NONE {
        match tab {
            Tab::Pictures => drop(wishes.change.write(outfit(ClassOutput::PICTURE, None))),
            Tab::Sounds => drop(wishes.change.write(outfit(ClassOutput::SOUND, None))),
            Tab::Words => drop(wishes.change.write(ChangeLesson::CaptionClass(class.id, String::new()))),
            Tab::Effects => {}
        }
    } else if let Some(kind) =
        control.of_kind(TOGGLE).filter(|kind| effects(outputs).any(|effect| effect.kind == *kind))
    {
        let other = class.output(kind).is_none().then(|| ClassOutput::new(kind));
        if other.is_some() && kind == confetti::KIND {
            wishes.burst.write(confetti::Burst { class: class.id });
        }
        wishes.change.write(outfit(kind, other));
    }
}

/// Outputs that a class has or has not: all but those of which one is chosen among many.
pub(super) fn effects(outputs: &Outputs) -> impl Iterator<Item = &OutputInfo> {
    outputs.iter().filter(|info| ![ClassOutput::PICTURE, ClassOutput::SOUND].contains(&info.kind))
}

/// The creature after that of a class, of those that are offered: one that no other class has, as long as there is one.
fn next_creature(creatures: &CreatureCatalog, classes: &Classes, class: &Class) -> Option<String> {
    let offered: Vec<&CreatureEntry> = creatures.offered().collect();
    let now = offered.iter().position(|creature| creatures.is_called(creature, &class.creature));
    let first = now.map_or(0, |now| now + 1);
    let after = || offered.iter().cycle().skip(first).take(offered.len());
    let others = || classes.0.iter().filter(|other| other.id != class.id);
    let is_free = |creature: &&&CreatureEntry| others().all(|other| !creatures.is_called(creature, &other.creature));
    after().find(is_free).or_else(|| after().next()).map(|creature| creature.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .add_message::<confetti::Burst>()
            .add_message::<AskText>()
            .add_message::<TextTyped>()
            .register_output(OutputInfo { kind: "lamp", title: "lamp", icon: "icons/lamp.png", owner: "lamp" })
            .insert_resource(CreatureCatalog(["pim", "tuft"].map(|name| CreatureEntry::new(name, "")).into()))
            .init_resource::<Choice>()
            .add_systems(Startup, begin)
            .add_systems(Update, follow_touches);
        app.update();
        app
    }

    fn touch(app: &mut App, control: &'static str) -> Vec<ChangeLesson> {
        app.world_mut().write_message(Activated { control: ControlName::new(control) });
        app.update();
        app.world_mut().resource_mut::<Messages<ChangeLesson>>().drain().collect()
    }

    #[test]
    fn a_sound_is_chosen_heard_and_takes_the_place_of_another() {
        let mut app = app();
        let strange = ClassOutput::new("bubbles");
        app.world_mut().resource_mut::<Classes>().0[1].outputs = vec![sound::output("owl"), strange.clone()];
        touch(&mut app, "wear/1");
        let wished = touch(&mut app, "sound/boing");
        let expected = vec![strange.clone(), sound::output("boing")];
        assert_eq!(wished, [ChangeLesson::SetOutputs(ClassId(1), expected)], "what nobody understands stays");
        let heard: Vec<PlaySound> = app.world_mut().resource_mut::<Messages<PlaySound>>().drain().collect();
        assert_eq!(heard, [PlaySound::new("boing")]);
        assert_eq!(touch(&mut app, "tab/sounds"), []);
        assert_eq!(touch(&mut app, "outfit/none"), [ChangeLesson::SetOutputs(ClassId(1), vec![strange])]);
    }

    #[test]
    fn a_picture_and_a_sound_go_together_and_each_is_taken_away_alone() {
        let mut app = app();
        let both = vec![sound::output("owl"), picture::output("star")];
        app.world_mut().resource_mut::<Classes>().0[0].outputs = vec![sound::output("owl")];
        assert_eq!(touch(&mut app, "picture/star"), [ChangeLesson::SetOutputs(ClassId(0), both.clone())]);
        app.world_mut().resource_mut::<Classes>().0[0].outputs = both;
        let without = vec![sound::output("owl")];
        assert_eq!(touch(&mut app, "outfit/none"), [ChangeLesson::SetOutputs(ClassId(0), without)]);
    }

    #[test]
    fn words_are_chosen_or_typed_and_said_at_once() {
        let mut app = app();
        touch(&mut app, "tab/words");
        let wished = touch(&mut app, "words/hello");
        // Without a language a sentence is its key.
        assert_eq!(wished, [ChangeLesson::CaptionClass(ClassId(0), "outfit-words-hello".into())]);
        assert_eq!(app.world_mut().resource_mut::<Messages<Say>>().drain().count(), 1);
        assert_eq!(touch(&mut app, "words/rude"), []);
        app.world_mut().resource_mut::<Classes>().0[0].says = "Hi".into();
        touch(&mut app, "outfit/type");
        let asked: Vec<AskText> = app.world_mut().resource_mut::<Messages<AskText>>().drain().collect();
        assert_eq!(asked, [AskText { asked_by: TYPE, text: "Hi".into() }]);
        app.world_mut().write_message(TextTyped { asked_by: TYPE, text: "Hi there".into() });
        assert_eq!(touch(&mut app, "home"), [ChangeLesson::CaptionClass(ClassId(0), "Hi there".into())]);
        assert_eq!(touch(&mut app, "outfit/none"), [ChangeLesson::CaptionClass(ClassId(0), String::new())]);
    }

    #[test]
    fn a_sound_is_recorded_while_the_button_is_held_and_answers_for_the_class() {
        let mut app = app();
        app.add_systems(Update, record);
        app.world_mut().write_message(Pressed { control: RECORD });
        app.update();
        app.world_mut().write_message(Released { control: RECORD, held_secs: 1.0, inside: false });
        app.update();
        let asked: Vec<RecordSound> = app.world_mut().resource_mut::<Messages<RecordSound>>().drain().collect();
        assert_eq!(asked, [RecordSound::Start, RecordSound::Stop]);
        let wav: Arc<[u8]> = Arc::from(&b"RIFF\0\0\0\0WAVEfmt "[..]);
        app.world_mut().write_message(SoundRecorded(Ok(Arc::clone(&wav))));
        let wished = touch(&mut app, "home");
        let own = ClassOutput::own(OutputFile::new(wav, "x").unwrap());
        assert_eq!(wished, [ChangeLesson::SetOutputs(ClassId(0), vec![own])]);
        app.world_mut().write_message(SoundRecorded(Err("nothing was heard".into())));
        assert_eq!(touch(&mut app, "home"), []);
    }

    #[test]
    fn effects_come_and_go_and_nothing_else_can_be_wished() {
        let mut app = app();
        let lamp = vec![ClassOutput::new("lamp")];
        assert_eq!(touch(&mut app, "toggle/lamp"), [ChangeLesson::SetOutputs(ClassId(0), lamp.clone())]);
        app.world_mut().resource_mut::<Classes>().0[0].outputs = lamp;
        assert_eq!(touch(&mut app, "toggle/lamp"), [ChangeLesson::SetOutputs(ClassId(0), Vec::new())]);
        assert_eq!(touch(&mut app, "toggle/rocket"), []);
    }

    #[test]
    fn another_creature_is_one_that_nobody_else_has_as_long_as_there_is_one() {
        let mut app = app();
        let names = ["pim", "tuft", "bobo", "koro"].map(|name| CreatureEntry::new(name, ""));
        app.insert_resource(CreatureCatalog(names.into()));
        assert_eq!(touch(&mut app, "outfit/creature"), [ChangeLesson::RecastClass(ClassId(0), "koro".into())]);
        app.world_mut().resource_mut::<Classes>().0[0].creature = "koro".into();
        assert_eq!(touch(&mut app, "outfit/creature"), [ChangeLesson::RecastClass(ClassId(0), "pim".into())]);
        app.insert_resource(CreatureCatalog(["tuft", "bobo"].map(|name| CreatureEntry::new(name, "")).into()));
        assert_eq!(touch(&mut app, "outfit/creature"), [ChangeLesson::RecastClass(ClassId(0), "tuft".into())]);
    }
}
