//! One neuron: the photographs in which it was strongest, what in them excited it, its strongest moment today, and what we call
//! what it likes.

use std::sync::Arc;

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use menagerie_core::lesson::{AtlasLayer, AtlasPatch, relief};
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, TextRole, corner, mm, phrase};

use crate::atlas::{AtlasPages, image_of, picture_of};
use crate::room::room;
use crate::tiles::filter_picture;
use crate::today::Today;
use crate::walk::Walk;

/// Between patches, units.
const GAP: f32 = 2.0;
/// Side of the small pictures beside the mirror, units.
pub(super) const SMALL: f32 = 26.0;
/// Width of each of those and of its name, units.
const BESIDE: f32 = 36.0;
/// Side of the atlas's photographs, pixels.
const PHOTOGRAPH_PX: u32 = 224;
/// Side of the part of the camera's picture that a moment is, pixels of 224: more than the first layers see, to know what it was.
const MOMENT_PX: usize = 72;
/// A channel whose strongest activation of all photographs is below this, hundredths, hardly reacts to anything.
const WEAK: i32 = 150;

/// What is under way for the neuron that is looked at.
#[derive(Resource, Debug, Default)]
pub(super) struct Opened {
    neuron: Option<(Layer, usize)>,
    photographs: Vec<Handle<Image>>,
    patches: Vec<AtlasPatch>,
    /// What excited it in each, drawn when it is known.
    excited: Vec<Handle<Image>>,
    /// Whether what excites it was asked for.
    asked: bool,
}

impl Opened {
    /// How many patches are shown.
    pub(super) fn patches(&self) -> usize {
        self.patches.len()
    }
}

/// The picture of the strongest moment.
#[derive(Component)]
pub(super) struct StrongestMoment;

/// Key of the sentence about a neuron.
fn sentence_key((layer, channel): (Layer, usize)) -> String {
    format!("neuron-{}-{channel}", layer.to_string().replace('.', "-"))
}

/// What is said of a neuron: what we call what it likes, or, honestly, that we have no word, or that it never reacts.
pub(super) fn sentence(neuron: (Layer, usize), pages: &AtlasPages, words: &Words) -> Phrase {
    let key = sentence_key(neuron);
    let strongest = pages.channel(neuron.0, neuron.1).map(|(_, patches)| patches.first().map(|patch| patch.hundredths));
    match strongest {
        _ if words.has(&key) => Phrase::new(key),
        Some(None) => Phrase::new("inside-silent").with("photographs", pages.looked_at()),
        Some(Some(hundredths)) if hundredths < WEAK => Phrase::new("inside-weak"),
        _ => Phrase::new("inside-no-word"),
    }
}

/// Prepares what is shown of another neuron.
pub(super) fn open(
    walk: Res<Walk>,
    pages: AtlasPages,
    mut opened: ResMut<Opened>,
    mut images: ResMut<Assets<Image>>,
    mut find: MessageWriter<FindExcitation>,
) {
    let neuron = walk.neuron();
    let patches = neuron.and_then(|(layer, channel)| pages.channel(layer, channel));
    if opened.neuron == neuron && (opened.patches.is_empty() == patches.is_none_or(|(_, patches)| patches.is_empty())) {
        return;
    }
    if opened.asked {
        find.write(FindExcitation(None));
    }
    let patches: Vec<AtlasPatch> = patches.map(|(_, patches)| patches.to_vec()).unwrap_or_default();
    let photographs = patches.iter().filter_map(|patch| pages.photograph(patch)).collect();
    let excited = patches.iter().map(|_| images.add(clear())).collect();
    *opened = Opened { neuron, photographs, patches, excited, asked: false };
}

/// A texture with nothing on it.
fn clear() -> Image {
    Image { asset_usage: RenderAssetUsages::RENDER_WORLD, ..Image::transparent() }
}

/// Asks what in the photographs excites it, once they are all there.
pub(super) fn ask(mut opened: ResMut<Opened>, images: Res<Assets<Image>>, mut find: MessageWriter<FindExcitation>) {
    let Some((layer, channel)) = opened.neuron.filter(|_| !opened.asked && !opened.photographs.is_empty()) else {
        return;
    };
    let pictures = opened.photographs.iter().map(|photograph| images.get(photograph).and_then(picture_of));
    let Some(pictures) = pictures.map(|picture| picture.map(Arc::new)).collect::<Option<Vec<_>>>() else { return };
    opened.asked = true;
    find.write(FindExcitation(Some(Excitation { pictures, layer, channel })));
}

/// Draws what was found, as it comes.
pub(super) fn draw_excited(
    mut found: MessageReader<ExcitationFound>,
    opened: Res<Opened>,
    pages: AtlasPages,
    mut images: ResMut<Assets<Image>>,
) {
    for ExcitationFound { layer, channel, picture, values } in found.read() {
        // What was found for the neuron before belongs on no picture of this one.
        let layer = pages.channel(*layer, *channel).filter(|_| opened.neuron == Some((*layer, *channel)));
        let Some(((layer, _), patch)) = layer.zip(opened.patches.get(*picture)) else { continue };
        let Some(handle) = opened.excited.get(*picture) else { continue };
        if let Err(error) = images.insert(handle.id(), image_of(&relief(values, layer.corner(patch), layer.side))) {
            debug!("what excites a neuron is not drawn: {error}");
        }
    }
}

/// What its stop shows below: the patches, and below each what in it excited the neuron.
pub(super) fn spawn_patches(page: &mut ChildSpawnerCommands, kit: &Kit, opened: &Opened, pages: &AtlasPages) {
    let layer = opened.neuron.and_then(|(layer, channel)| pages.channel(layer, channel));
    let space = Node {
        flex_grow: 1.0,
        flex_wrap: FlexWrap::Wrap,
        align_content: AlignContent::Center,
        justify_content: JustifyContent::Center,
        column_gap: mm(GAP),
        row_gap: mm(GAP),
        ..default()
    };
    let (side, columns) = pairs_in(room(&kit.layout), opened.patches.len());
    let space =
        Node { max_width: mm(columns as f32 * (side + GAP) + GAP), margin: UiRect::horizontal(auto()), ..space };
    page.spawn((Name::new("patches"), space)).with_children(|space| {
        let Some((layer, _)) = layer else { return };
        let pairs = opened.patches.iter().zip(&opened.photographs).zip(&opened.excited);
        for ((patch, photograph), excited) in pairs {
            let square = Node { width: mm(side), height: mm(side), ..default() };
            let column = Node { flex_direction: FlexDirection::Column, ..default() };
            space.spawn(column).with_children(|column| {
                column.spawn((square.clone(), patch_of(layer, patch, photograph, PHOTOGRAPH_PX)));
                column.spawn((square, ImageNode::new(excited.clone()).with_mode(NodeImageMode::Stretch)));
            });
        }
    });
}

/// The part of a photograph that a patch is; the photograph is `side_px` pixels wide and high.
fn patch_of(layer: &AtlasLayer, patch: &AtlasPatch, photograph: &Handle<Image>, side_px: u32) -> ImageNode {
    let scale = side_px as f32 / PHOTOGRAPH_PX as f32;
    let [left, top] = layer.corner(patch).map(|at| at as f32 * scale);
    let side = layer.side as f32 * scale;
    ImageNode {
        rect: Some(Rect::new(left, top, left + side, top + side)),
        ..ImageNode::new(photograph.clone()).with_mode(NodeImageMode::Stretch)
    }
}

/// Side of each of the two squares of so many pairs in a room, units, and how many pairs stand in a row.
fn pairs_in(room: Vec2, pairs: usize) -> (f32, usize) {
    let fits = |side: f32| {
        let fitting = (room / Vec2::new(side + GAP, 2.0 * side + GAP)).floor();
        fitting.element_product() as usize >= pairs
    };
    let mut side = room.min_element() / 2.0;
    while side > 4.0 && !fits(side) {
        side -= 0.5;
    }
    let rows = (room.y / (2.0 * side + GAP)).floor().max(1.0) as usize;
    (side, pairs.div_ceil(rows).max(1))
}

/// What stands beside the mirror: the strongest moment today, a picture that was made to please it, for the first layer its filter.
pub(super) fn spawn_beside(
    row: &mut ChildSpawnerCommands,
    kit: &Kit,
    neuron: (Layer, usize),
    pages: &AtlasPages,
    filters: &FirstFilters,
    images: &mut Assets<Image>,
) {
    let label = |key| phrase(Phrase::new(key), &kit.fonts.medium, TextRole::Label, kit.palette.soft_white);
    let column = Node { flex_direction: FlexDirection::Column, row_gap: mm(1.0), width: mm(BESIDE), ..default() };
    let square = Node { width: mm(SMALL), height: mm(SMALL), border_radius: corner(2.0), ..default() };
    row.spawn(column.clone()).with_children(|column| {
        column.spawn((label("inside-today"), TextLayout::no_wrap()));
        column.spawn((StrongestMoment, square.clone(), Visibility::Hidden, ImageNode::default()));
    });
    if let Some(made) = pages.optimised(neuron) {
        row.spawn(column.clone()).with_children(|column| {
            column.spawn((label("inside-made"), TextLayout::no_wrap()));
            column.spawn((square.clone(), ImageNode::new(made).with_mode(NodeImageMode::Stretch)));
        });
    }
    if neuron.0 == Layer::Stem
        && let Some(filter) = filter_picture(&filters.0, neuron.1)
    {
        row.spawn(column).with_children(|column| {
            column.spawn((label("inside-filter"), TextLayout::no_wrap()));
            column.spawn((square, ImageNode::new(images.add(filter)).with_mode(NodeImageMode::Stretch)));
        });
    }
}

/// Shows the strongest moment, and follows it when there is a stronger one.
pub(super) fn show_moment(
    walk: Res<Walk>,
    today: Res<Today>,
    pages: AtlasPages,
    mut images: ResMut<Assets<Image>>,
    mut shown: Local<Option<Arc<Picture>>>,
    mut nodes: Query<(Ref<StrongestMoment>, &mut ImageNode, &mut Visibility)>,
) {
    let Some(neuron) = walk.neuron() else { return };
    let (Some(moment), Some((layer, _))) = (today.moment(neuron), pages.channel(neuron.0, neuron.1)) else { return };
    let side = layer.side.max(MOMENT_PX);
    let around = AtlasLayer { step: layer.step, side, channels: Vec::new(), optimised: Vec::new() };
    for (node, mut image, mut visibility) in &mut nodes {
        let same = shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, &moment.picture));
        if same && !node.is_added() {
            continue;
        }
        *shown = Some(Arc::clone(&moment.picture));
        let patch = AtlasPatch { photograph: 0, place: moment.place, hundredths: 0 };
        *image = patch_of(&around, &patch, &images.add(image_of(&moment.picture)), moment.picture.width());
        // As in a mirror, where one stood.
        image.flip_x = true;
        *visibility = Visibility::Inherited;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neuron_has_a_key_of_its_own() {
        assert_eq!(sentence_key((Layer::Depthwise(5), 34)), "neuron-block05-dw-34");
        assert_eq!(sentence_key((Layer::Stem, 3)), "neuron-stem-3");
    }

    #[test]
    fn nine_pairs_fit_into_every_room() {
        for room in [(294.0, 73.0), (216.0, 73.0), (182.0, 128.0)] {
            let room = Vec2::from(room);
            let (side, columns) = pairs_in(room, 9);
            let rows = 9_usize.div_ceil(columns) as f32;
            let needed = Vec2::new(columns as f32 * (side + GAP), rows * (2.0 * side + GAP));
            assert!(side > 15.0 && needed.cmple(room).all(), "{room} {side} {columns}");
        }
    }
}
