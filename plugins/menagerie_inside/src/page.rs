//! What one sees: the sentence of the stop, the mirror with what lights up on it, the wall of tiles, the way on.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{
    Arrangement, ButtonLook, Kit, PressFace, ScreenLayout, TARGET_MM, TextRole, control, corner, mm, phrase,
    screen_root,
};

use crate::INSIDE;
use crate::tiles::{Grid, Scale, brightest, draw_wall, glow, strongest};
use crate::walk::{NEXT, PREVIOUS, STOPS, Walk};

/// Side of the mirror, units; where the screen stands upright, what the words around it leave of the upper half.
const MIRROR: f32 = 72.0;
const WORDS_AROUND: f32 = 64.0;
/// Around everything, units.
const PADDING: f32 = 4.0;
/// Between tiles, units.
const GAP: f32 = 1.0;
/// Height of the row of buttons at the bottom, units.
const BUTTONS: f32 = TARGET_MM + 3.0;
/// Side of a creature at the end of the way, units, and how many there is room for.
const CREATURE: f32 = 44.0;
const CREATURES: usize = 4;
/// How much of the newest brightest number counts: a wall that flickers with every frame shows nothing.
const BRIGHTEST_SHARE: f32 = 0.15;

/// The wall of the stop: which tiles, and the pictures that they are drawn in.
#[derive(Resource, Debug, Default)]
pub(super) struct Wall {
    /// The layer whose tiles these are.
    layer: Option<Layer>,
    channels: Vec<usize>,
    /// Channels of the layer and the side of each map.
    size: [usize; 2],
    brightest: f32,
    tiles: Handle<Image>,
    glow: Handle<Image>,
}

/// Everything that is laid anew at each stop.
#[derive(Component)]
pub(super) struct Page;

/// The tile of a channel, and its place on the wall.
#[derive(Component)]
pub(super) struct Tile {
    channel: usize,
    place: usize,
}

/// What lights up on the mirror.
#[derive(Component)]
pub(super) struct Glow;

/// The line beside the mirror.
#[derive(Component)]
pub(super) struct Info;

/// What the page was laid out of: the stop, the block of the wall and its tiles.
type Laid = (usize, Option<Layer>, usize);

pub(super) fn enter(mut commands: Commands, kit: Kit, mut wall: ResMut<Wall>, mut images: ResMut<Assets<Image>>) {
    let blank = || Image { asset_usage: RenderAssetUsages::RENDER_WORLD, ..default() };
    *wall = Wall { tiles: images.add(blank()), glow: images.add(blank()), ..default() };
    let root = commands.spawn(screen_root(INSIDE)).insert(BackgroundColor(kit.palette.ink)).id();
    let whole = Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
    commands.entity(root).with_child((Page, Node { flex_direction: FlexDirection::Column, ..whole }));
}

/// The room for tiles: the lower half but for the buttons.
fn room(layout: &ScreenLayout) -> Vec2 {
    Vec2::new(layout.size.x - 2.0 * PADDING, layout.size.y / 2.0 - BUTTONS - PADDING)
}

/// Side of the mirror, units.
fn mirror_side(layout: &ScreenLayout) -> f32 {
    match layout.arrangement {
        Arrangement::Landscape => MIRROR,
        Arrangement::Portrait => layout.size.y / 2.0 - WORDS_AROUND,
    }
}

/// Chooses what hangs on the wall as soon as the first map of the stop has come.
pub(super) fn choose_tiles(walk: Res<Walk>, view: Res<NetworkView>, layout: Res<ScreenLayout>, mut wall: ResMut<Wall>) {
    let wanted = walk.stop().layer;
    if wall.layer == wanted && !layout.is_changed() {
        return;
    }
    let map = view.map.as_ref().filter(|map| Some(map.layer) == wanted);
    wall.layer = map.map(|map| map.layer);
    if let Some(map) = map {
        let [channels, side, _] = map.shape;
        wall.channels = strongest(map, Grid::of(room(&layout), channels, GAP, TARGET_MM).tiles);
        wall.size = [channels, side];
        wall.brightest = brightest(map);
    }
}

/// Lays the page anew at each stop, and when its tiles are known.
pub(super) fn lay(
    walk: Res<Walk>,
    wall: Res<Wall>,
    classes: Res<Classes>,
    mirror: Res<MirrorTexture>,
    pages: Query<(Entity, Ref<Page>)>,
    kit: Kit,
    mut laid: Local<Option<Laid>>,
    mut commands: Commands,
) {
    let wanted = (walk.place, wall.layer, wall.channels.len());
    for (page, is_new) in pages.iter().map(|(entity, page)| (entity, page.is_added())) {
        if laid.as_ref() == Some(&wanted) && !is_new && !kit.has_changed() {
            continue;
        }
        *laid = Some(wanted);
        commands.entity(page).despawn_related::<Children>().with_children(|page| {
            page.spawn(kit.quiet_background());
            spawn_upper(page, &kit, &walk, &wall, &mirror);
            match walk.stop().layer {
                Some(block) if wall.layer == Some(block) => spawn_wall(page, &kit, &wall),
                Some(_) => drop(page.spawn(Node { flex_grow: 1.0, ..default() })),
                None => spawn_answer(page, &classes),
            }
            spawn_buttons(page, &kit, walk.place);
        });
    }
}

fn spawn_upper(page: &mut ChildSpawnerCommands, kit: &Kit, walk: &Walk, wall: &Wall, mirror: &MirrorTexture) {
    let direction = match kit.layout.arrangement {
        Arrangement::Landscape => FlexDirection::Row,
        Arrangement::Portrait => FlexDirection::Column,
    };
    let upper = Node {
        height: percent(50),
        flex_shrink: 0.0,
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        row_gap: mm(2.0),
        padding: UiRect::all(mm(PADDING)),
        ..default()
    };
    page.spawn(upper).with_children(|upper| {
        let sentence = Phrase::new(walk.stop().sentence);
        upper.spawn(phrase(sentence, &kit.fonts.bold, TextRole::Prompt, kit.palette.white));
        let body = Node { flex_direction: direction, column_gap: mm(8.0), row_gap: mm(4.0), ..default() };
        upper.spawn(Node { align_items: AlignItems::Center, ..body }).with_children(|body| {
            let side = mm(mirror_side(&kit.layout));
            let square = Node { width: side, height: side, flex_shrink: 0.0, ..default() };
            let filling =
                Node { position_type: PositionType::Absolute, width: percent(100), height: percent(100), ..default() };
            body.spawn((
                Node { border_radius: corner(4.0), ..square },
                ImageNode::new(mirror.0.clone()).with_mode(NodeImageMode::Stretch),
                children![(
                    Glow,
                    Visibility::Hidden,
                    filling,
                    ImageNode::new(wall.glow.clone()).with_mode(NodeImageMode::Stretch),
                )],
            ));
            let column = Node { width: mm(96.0), ..default() };
            body.spawn((
                column,
                children![(
                    Info,
                    phrase(Phrase::default(), &kit.fonts.medium, TextRole::Label, kit.palette.white),
                    Node { width: percent(100), ..default() },
                )],
            ));
        });
    });
}

fn spawn_wall(page: &mut ChildSpawnerCommands, kit: &Kit, wall: &Wall) {
    let grid = Grid::of(room(&kit.layout), wall.channels.len(), GAP, TARGET_MM);
    let rows = Node {
        flex_grow: 1.0,
        flex_wrap: FlexWrap::Wrap,
        align_content: AlignContent::FlexStart,
        justify_content: JustifyContent::Center,
        column_gap: mm(GAP),
        row_gap: mm(GAP),
        padding: UiRect::horizontal(mm(PADDING)),
        ..default()
    };
    page.spawn((Name::new("wall"), rows)).with_children(|rows| {
        for (place, channel) in wall.channels.iter().copied().enumerate().take(grid.tiles) {
            let name = ControlName::from(format!("tile/{channel}"));
            rows.spawn((
                control(name.clone(), Phrase::new("inside-tile").with("channel", channel)),
                PressFace(name),
                Tile { channel, place },
                Node { width: mm(grid.side), height: mm(grid.side), border: UiRect::all(mm(0.6)), ..default() },
                BorderColor::all(kit.palette.groove),
                ImageNode::new(wall.tiles.clone()).with_mode(NodeImageMode::Stretch),
            ));
        }
    });
}

/// At the end of the way stand those who answer.
fn spawn_answer(page: &mut ChildSpawnerCommands, classes: &Classes) {
    let row = Node {
        flex_grow: 1.0,
        column_gap: mm(6.0),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::Center,
        ..default()
    };
    page.spawn(row).with_children(|row| {
        for class in classes.0.iter().filter(|class| !class.is_quiet()).take(CREATURES) {
            let node = Node { width: mm(CREATURE), height: mm(CREATURE), ..default() };
            row.spawn((CreatureSpot { class: class.id }, node));
        }
    });
}

fn spawn_buttons(page: &mut ChildSpawnerCommands, kit: &Kit, place: usize) {
    let row = Node {
        height: mm(BUTTONS + PADDING),
        flex_shrink: 0.0,
        column_gap: mm(4.0),
        align_items: AlignItems::Center,
        justify_content: JustifyContent::FlexEnd,
        // The way home stands on the left.
        padding: UiRect::right(mm(PADDING)),
        ..default()
    };
    page.spawn(row).with_children(|row| {
        row.spawn(Node { column_gap: mm(2.0), ..default() }).with_children(|steps| {
            for step in 0..STOPS.len() {
                let side = if step == place { 4.0 } else { 2.4 };
                let color = if step == place { kit.palette.paper } else { kit.palette.soft_white };
                steps.spawn((
                    Node {
                        width: mm(side),
                        height: mm(side),
                        align_self: AlignSelf::Center,
                        border_radius: BorderRadius::MAX,
                        ..default()
                    },
                    BackgroundColor(color),
                ));
            }
        });
        if place > 0 {
            row.spawn(kit.icon_button(PREVIOUS, Phrase::new("inside-previous"), "arrow_left"));
        }
        if place + 1 < STOPS.len() {
            row.spawn(kit.button(NEXT, Phrase::new("inside-next"), "arrow_right", ButtonLook::QUIET));
        }
    });
}

/// Draws what came, for the tiles that hang there.
pub(super) fn draw(
    walk: Res<Walk>,
    view: Res<NetworkView>,
    scale: Res<Scale>,
    mut wall: ResMut<Wall>,
    mut images: ResMut<Assets<Image>>,
    mut tiles: Query<(&Tile, &mut ImageNode)>,
) {
    let map = view.map.as_ref().filter(|map| Some(map.layer) == wall.layer);
    let Some(map) = map.filter(|_| view.is_changed() || walk.is_changed() || wall.is_changed()) else { return };
    let newest = brightest(map);
    let shown = wall.bypass_change_detection();
    shown.brightest += (newest - shown.brightest) * BRIGHTEST_SHARE;
    let (picture, places) = draw_wall(map, &shown.channels, &scale, shown.brightest, true).into_image();
    let mut put = |handle: &Handle<Image>, picture: Image| {
        if let Err(error) = images.insert(handle.id(), picture) {
            debug!("the wall is not drawn: {error}");
        }
    };
    put(&shown.tiles, picture);
    if let Some(channel) = walk.channel {
        put(&shown.glow, glow(map, channel, shown.brightest));
    }
    for (tile, mut image) in &mut tiles {
        let rect = places.get(tile.place).copied();
        if image.rect != rect {
            image.rect = rect;
        }
    }
}

/// Shows which tile was touched, what it says on the mirror, and what can be said about it.
pub(super) fn show_chosen(
    walk: Res<Walk>,
    wall: Res<Wall>,
    opened: Res<OpenedModel>,
    kit: Kit,
    mut tiles: Query<(&Tile, &mut BorderColor)>,
    mut glows: Query<&mut Visibility, With<Glow>>,
    mut infos: Query<&mut Phrase, With<Info>>,
) {
    for (tile, mut border) in &mut tiles {
        let chosen = walk.channel == Some(tile.channel);
        border.set_if_neq(BorderColor::all(if chosen { kit.palette.focus } else { kit.palette.groove }));
    }
    for mut glow in &mut glows {
        glow.set_if_neq(if walk.channel.is_some() { Visibility::Inherited } else { Visibility::Hidden });
    }
    let [channels, side] = wall.size;
    let said = match (walk.stop().layer, walk.channel) {
        (None, _) => Phrase::new("inside-end"),
        (Some(_), _) if opened.0.is_some() => Phrase::new("inside-none"),
        (block, _) if block != wall.layer => Phrase::new("inside-waiting"),
        (_, Some(channel)) => Phrase::new("inside-tile").with("channel", channel),
        (_, None) => {
            let shown = wall.channels.len();
            let key = if shown < channels { "inside-wall-some" } else { "inside-wall" };
            Phrase::new(key).with("channels", channels).with("side", side).with("shown", shown)
        }
    };
    for mut info in &mut infos {
        info.set_if_neq(said.clone());
    }
}
