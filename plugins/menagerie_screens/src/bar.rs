//! The bar between mirror and cards: what can be done besides teaching. Only what does something now stands there.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{ButtonLook, Kit, mm};

use crate::ScreensSettings;
use crate::cards::{CARDS, CardPage, on_page, pages};
use crate::rooms::{BarPlace, GAP, Rooms};
use crate::shelf;

/// How long "start over" has to be held, seconds.
pub(crate) const START_OVER_SECS: f32 = 1.2;

/// What decides which buttons stand there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offer {
    place: Entity,
    language: String,
    /// Languages by their own names stand there until somebody has taught something.
    is_fresh: bool,
    /// In a game the room of the languages is for what the game needs.
    is_game: bool,
    can_undo: bool,
    can_add: bool,
    previous: bool,
    next: bool,
    /// What is on the shelf of the demonstration, if there is one.
    demonstrates: Option<Vec<Prop>>,
    height: f32,
    large_text: bool,
    room: Room,
}

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Room {
    /// For words.
    Words,
    /// For icons only.
    Icons,
    /// Not even for all of those.
    FewIcons,
}

impl Offer {
    /// The same in less room; `None` where nothing more can be left out.
    fn smaller(&self) -> Option<Self> {
        let room = match self.room {
            Room::Words => Room::Icons,
            Room::Icons => Room::FewIcons,
            Room::FewIcons => return None,
        };
        Some(Self { room, ..self.clone() })
    }
}

/// What stands there, and what did not fit there.
#[derive(Debug, Default)]
pub(super) struct Laid {
    offer: Option<Offer>,
    too_wide: Vec<Offer>,
}

/// Screens of this place in the menu, and behind it, are what is left out first.
const LAST_SCREENS: i32 = 50;
/// Offers that are remembered for not having fitted; the oldest is tried again.
const MOST_REMEMBERED: usize = 32;

/// Lays the bar anew when it has other things to offer.
pub(super) fn lay_bar(
    classes: Res<Classes>,
    page: Res<CardPage>,
    (undo, aside, challenges): (Res<UndoOffer>, Res<LessonAside>, Res<Challenges>),
    status: Res<CameraStatus>,
    prop_shelf: Res<PropShelf>,
    screens: Res<Screens>,
    settings: Res<ScreensSettings>,
    place: Single<(Entity, &ComputedNode), With<BarPlace>>,
    access: Res<Access>,
    kit: Kit,
    mut laid: Local<Laid>,
    mut commands: Commands,
) {
    let cards = on_page(page.0, classes.0.len());
    let (place, node) = *place;
    let mut offer = Offer {
        place,
        language: kit.words.spoken().id.clone(),
        is_fresh: classes.0.iter().all(|class| class.counts.teach == 0) && undo.0.is_none(),
        is_game: aside.0,
        can_undo: undo.0.is_some(),
        // One more would turn the page, and what was taught would seem to be gone; the workshop adds as many as one likes.
        can_add: classes.0.len() < CARDS,
        previous: page.0 > 0,
        next: page.0 + 1 < pages(classes.0.len()),
        demonstrates: shelf::demonstrates(&status, &prop_shelf).then(|| prop_shelf.props.clone()),
        height: Rooms::of(&kit.layout, cards).bar(),
        large_text: access.large_text,
        room: if Rooms::is_bar_tight(&kit.layout, cards) { Room::Icons } else { Room::Words },
    };
    while laid.too_wide.contains(&offer)
        && let Some(smaller) = offer.smaller()
    {
        offer = smaller;
    }
    if laid.offer.as_ref() == Some(&offer) {
        // What does not fit breaks into a line that lies over the cards.
        let fits = node.content_size.y <= node.size.y + 1.0;
        let Some(smaller) = offer.smaller().filter(|_| !fits) else { return };
        laid.too_wide.push(offer);
        let surplus = laid.too_wide.len().saturating_sub(MOST_REMEMBERED);
        laid.too_wide.drain(..surplus);
        offer = smaller;
    }
    let has_words = offer.room == Room::Words;
    let height = mm(offer.height);
    commands.entity(place).despawn_related::<Children>();
    commands.entity(place).entry::<Node>().and_modify(move |mut node| node.height = height);
    commands.entity(place).with_children(|bar| {
        // While it is empty it takes no room, not even that between two things.
        let place = Node { margin: UiRect::right(mm(-GAP)), ..shelf::row() };
        bar.spawn((Name::new("in the bar"), SlotPlace(SlotId::BAR), place));
        // Before the languages, which go: what one is about to touch stays where it is.
        if offer.demonstrates.is_some() {
            shelf::spawn_shelf(bar, &kit);
        }
        if offer.is_fresh && has_words && !offer.is_game {
            bar.spawn(shelf::row()).with_children(|row| {
                for language in kit.words.languages() {
                    let chosen = language.id == offer.language;
                    let look = if chosen { ButtonLook::LOUD } else { ButtonLook::QUIET };
                    row.spawn(kit.text_button(ControlName::language(&language.id), &language.own_name, look));
                }
            });
        }
        bar.spawn(Node { flex_grow: 1.0, ..default() });
        if offer.previous {
            bar.spawn(kit.icon_button(ControlName::PREVIOUS_CARDS, Phrase::new("cards-previous"), "arrow_left"));
        }
        if offer.next {
            bar.spawn(kit.icon_button(ControlName::NEXT_CARDS, Phrase::new("cards-next"), "arrow_right"));
        }
        let is_left_out = |screen: &ScreenInfo| screen.order >= LAST_SCREENS && offer.room == Room::FewIcons;
        let others = || {
            let shown = screens.iter().filter(|screen| screen.id != ScreenId::PLAY && kit.pack.shows(screen.id));
            shown.filter(|screen| !is_left_out(screen))
        };
        // There is room for the words of one way to go, not of several.
        let has_titles = has_words && others().count() <= 1;
        // One thing after the other.
        // Where room is scarcest a challenge is reached by its card alone.
        let has_card = |screen: &ScreenInfo| challenges.iter().any(|challenge| challenge.screen == screen.id);
        for screen in others().filter(|screen| !(offer.is_fresh || offer.room == Room::FewIcons && has_card(screen))) {
            let icon = screen.icon.trim_start_matches("icons/").trim_end_matches(".png");
            let title = Phrase::new(screen.title);
            spawn_button(bar, &kit, ControlName::screen(screen.id), title, icon, has_titles);
        }
        if offer.can_undo {
            spawn_button(bar, &kit, ControlName::UNDO, Phrase::new("undo"), "undo", has_words);
        }
        if !offer.is_fresh {
            let label = has_words.then_some("start-over");
            let spoken = Phrase::new("start-over");
            bar.spawn(kit.held_button(ControlName::START_OVER, spoken, label, "reset", START_OVER_SECS));
        }
        // One thing after the other: whoever has taught nothing yet needs no further creature.
        if offer.can_add && !offer.is_fresh {
            bar.spawn(kit.icon_button(ControlName::ADD_CLASS, Phrase::new("add-class"), "plus"));
        }
        bar.spawn(kit.icon_button(ControlName::HELP, Phrase::new("help"), "globe"));
        if settings.workshop {
            // For those who know what it is: small, at the end, and a passing touch does not open it.
            let mut door = bar.spawn(kit.icon_button(ControlName::WORKSHOP, Phrase::new("workshop"), "workshop"));
            door.insert(HoldToActivate(WORKSHOP_SECS));
        }
    });
    laid.offer = Some(offer);
}

fn spawn_button(
    bar: &mut ChildSpawnerCommands,
    kit: &Kit,
    name: ControlName,
    label: Phrase,
    icon: &str,
    has_words: bool,
) {
    if has_words {
        bar.spawn(kit.button(name, label, icon, ButtonLook::QUIET));
    } else {
        bar.spawn(kit.icon_button(name, label, icon));
    }
}

/// How long the door to the workshop has to be held, seconds.
const WORKSHOP_SECS: f32 = 0.8;
