//! What the network knew before it was taught anything here: its own names for what it sees, and which taught picture is most
//! like it.

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Arrangement, Fitted, Kit, TextRole, corner, mm, palette, phrase, text};

use crate::atlas::image_of;
use crate::room::room;

/// Names that are shown.
const NAMES: usize = 5;
/// A name that is less probable is no name for it.
const LEAST: f32 = 0.05;
/// Height of the bar of a name, units; where the screen lies, its width as a share of the room.
const BAR: f32 = 9.5;
const BAR_SHARE: f32 = 0.52;
/// Between the names and the picture, units.
const GAP: f32 = 8.0;
/// Side of the taught picture, units; where the screen stands upright.
const PICTURE: f32 = 40.0;
const UPRIGHT_PICTURE: f32 = 24.0;

/// The bar of the name at this place, the best first.
#[derive(Component)]
pub(super) struct NameBar(usize);

/// The name at this place.
#[derive(Component)]
pub(super) struct NameText(usize);

/// The taught picture that is most like it, and the line about it.
#[derive(Component)]
pub(super) struct NearestPicture;
#[derive(Component)]
pub(super) struct NearestText;

/// What its stop shows below: five names with how sure it is of each, and the picture that is most like it.
pub(super) fn spawn(page: &mut ChildSpawnerCommands, kit: &Kit) {
    let space = Node {
        flex_grow: 1.0,
        flex_wrap: FlexWrap::Wrap,
        column_gap: mm(GAP),
        row_gap: mm(4.0),
        align_items: AlignItems::Center,
        align_content: AlignContent::Center,
        justify_content: JustifyContent::Center,
        ..default()
    };
    let room = room(&kit.layout).x;
    let [names, nearest] = match kit.layout.arrangement {
        Arrangement::Landscape => [room * BAR_SHARE, room * (1.0 - BAR_SHARE) - GAP],
        Arrangement::Portrait => [room, room],
    };
    page.spawn(space).with_children(|space| {
        let column = Node { flex_direction: FlexDirection::Column, row_gap: mm(1.6), width: mm(names), ..default() };
        space.spawn(column.clone()).with_children(|names| {
            (0..NAMES).for_each(|place| spawn_name(names, kit, place));
        });
        let side = mm(match kit.layout.arrangement {
            Arrangement::Landscape => PICTURE,
            Arrangement::Portrait => UPRIGHT_PICTURE,
        });
        let column = Node { width: mm(nearest), align_items: AlignItems::Center, ..column };
        space.spawn(column).with_children(|nearest| {
            nearest.spawn((
                NearestPicture,
                Visibility::Hidden,
                Node { width: side, height: side, border_radius: corner(3.0), ..default() },
                ImageNode::default(),
            ));
            nearest
                .spawn((NearestText, phrase(Phrase::default(), &kit.fonts.medium, TextRole::Label, kit.palette.white)));
        });
    });
}

fn spawn_name(names: &mut ChildSpawnerCommands, kit: &Kit, place: usize) {
    let groove = Node {
        height: mm(BAR),
        align_items: AlignItems::Center,
        padding: UiRect::horizontal(mm(3.0)),
        overflow: Overflow::clip(),
        border_radius: corner(3.0),
        ..default()
    };
    let filling = Node {
        position_type: PositionType::Absolute,
        left: mm(0.0),
        width: percent(0),
        height: percent(100),
        border_radius: corner(3.0),
        ..default()
    };
    names.spawn((
        groove,
        BackgroundColor(kit.palette.groove),
        children![
            (NameBar(place), filling, BackgroundColor(palette::deep(kit.palette.focus))),
            (
                NameText(place),
                text(String::new(), &kit.fonts.bold, TextRole::Label, kit.palette.white),
                TextLayout::no_wrap(),
                Fitted::default(),
            ),
        ],
    ));
}

/// The name at this place with how probable it is; none below [`LEAST`].
fn named(view: &NetworkView, place: usize) -> Option<(usize, f32)> {
    view.names.get(place).copied().filter(|(_, probability)| *probability >= LEAST)
}

/// Shows the names that the network has for what it sees.
pub(super) fn show_names(
    view: Res<NetworkView>,
    labels: Res<NetworkLabels>,
    words: Res<Words>,
    mut bars: Query<(&NameBar, &mut Node)>,
    mut names: Query<(&NameText, &mut Fitted)>,
) {
    let language = &words.spoken().id;
    for (NameBar(place), mut node) in &mut bars {
        let probability = named(&view, *place).map_or(0.0, |(_, probability)| probability);
        let width = percent((probability * 100.0).round());
        if node.width != width {
            node.width = width;
        }
    }
    for (NameText(place), mut fitted) in &mut names {
        let whole = match named(&view, *place) {
            Some((index, probability)) => format!("{}  {:.0} %", labels.name(language, index), probability * 100.0),
            None if *place == 0 && !view.names.is_empty() => words.text("inside-no-name"),
            None => String::new(),
        };
        if fitted.whole != whole {
            fitted.whole = whole;
        }
    }
}

/// Shows the taught picture that is most like what is seen.
pub(super) fn show_nearest(
    view: Res<NetworkView>,
    album: Res<Album>,
    classes: Res<Classes>,
    mut images: ResMut<Assets<Image>>,
    mut shown: Local<Option<ExampleId>>,
    mut pictures: Query<(Ref<NearestPicture>, &mut ImageNode, &mut Visibility)>,
    mut texts: Query<&mut Phrase, With<NearestText>>,
) {
    let nearest = view.nearest.and_then(|(id, alike)| Some((id, alike, album.get(id)?)));
    for (node, mut image, mut visibility) in &mut pictures {
        let id = nearest.as_ref().map(|(id, ..)| *id);
        if *shown == id && !node.is_added() {
            continue;
        }
        *shown = id;
        match &nearest {
            Some((.., picture)) => {
                *image = ImageNode::new(images.add(image_of(&picture.thumbnail))).with_mode(NodeImageMode::Stretch);
                // As in the mirror, if it was taken there.
                image.flip_x = picture.is_by_camera();
                *visibility = Visibility::Inherited;
            }
            None => *visibility = Visibility::Hidden,
        }
    }
    let said = match &nearest {
        Some((_, alike, picture)) => {
            let name = classes.get(picture.class).map_or("", |class| class.name.as_str());
            Phrase::new("inside-nearest").with("name", name).with("percent", (alike * 100.0).round() as usize)
        }
        None => Phrase::new("inside-nothing-taught"),
    };
    for mut phrase in &mut texts {
        phrase.set_if_neq(said.clone());
    }
}
