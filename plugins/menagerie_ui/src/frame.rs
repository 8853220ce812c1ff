//! The frame around every screen: the way home, the menu, and the sheet for language, access and volume.

use bevy::input_focus::tab_navigation::TabGroup;
use bevy::prelude::*;
use menagerie_core::prelude::*;

use crate::contacts::TakesTouches;
use crate::kit::{ButtonLook, Kit, ScreenRoot};
use crate::layout::{corner, mm};
use crate::palette::Palette;
use crate::text::{TextRole, phrase};

/// The screen is inactive and hidden while the workshop lies over it, and dimmed beneath a sheet.
const SHEET_Z: i32 = 10;

/// On the root of a screen, for as long as something would end with leaving it: its way home has to be held so many seconds.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
pub struct HeldWayHome(pub f32);

/// Closes the sheet that lies over the screen.
pub const CLOSE: ControlName = ControlName::new("close");

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Overlay::Workshop), hide_screens)
        .add_systems(OnExit(Overlay::Workshop), show_screens)
        // One may be laid anew meanwhile.
        .add_systems(
            Update,
            hide_screens
                .run_if(in_state(Overlay::Workshop).and_then(any_match_filter::<Added<ScreenRoot>>))
                .after(ExhibitSystems::Present),
        )
        .add_systems(OnEnter(Overlay::Help), open_help)
        .add_systems(
            Update,
            (
                act.in_set(ExhibitSystems::Sense).after(crate::contacts::ContactSystems),
                (lead_home, renew_help.run_if(in_state(Overlay::Help))).in_set(ExhibitSystems::Present),
            ),
        );
}

/// The wishes of the frame.
#[derive(bevy::ecs::system::SystemParam)]
struct FrameWishes<'w> {
    home: MessageWriter<'w, GoHome>,
    go: MessageWriter<'w, GoTo>,
    language: MessageWriter<'w, ChooseLanguage>,
    overlay: ResMut<'w, NextState<Overlay>>,
    access: ResMut<'w, Access>,
    volume: ResMut<'w, Volume>,
}

/// What the controls of the frame do.
fn act(mut activated: MessageReader<Activated>, screens: Res<Screens>, mut wishes: FrameWishes) {
    for Activated { control } in activated.read() {
        if *control == ControlName::HOME {
            wishes.home.write(GoHome);
        } else if *control == ControlName::HELP {
            wishes.overlay.set(Overlay::Help);
        } else if *control == ControlName::WORKSHOP {
            wishes.overlay.set(Overlay::Workshop);
        } else if *control == CLOSE {
            wishes.overlay.set(Overlay::None);
        } else if let Some(id) = control.of_kind("language") {
            wishes.language.write(ChooseLanguage(id.to_owned()));
        } else if let Some(choice) = control.of_kind("access").and_then(AccessChoice::named) {
            let chosen = wishes.access.has(choice);
            wishes.access.set(choice, !chosen);
        } else if let Some(volume) = control.of_kind("volume").and_then(Volume::named) {
            wishes.volume.set_if_neq(volume);
        } else if let Some(name) = control.of_kind("screen")
            && let Some(screen) = screens.iter().find(|screen| screen.id.0 == name)
        {
            wishes.go.write(GoTo(screen.id));
        }
    }
}

/// The way home as it stands there, and for how long it has to be held.
#[derive(Component, Debug, Clone, Copy, PartialEq)]
struct WayHome(Option<HeldWayHome>);

/// From every screen one touch leads home: the frame sees to that, whatever a screen draws. Where the exhibit waits any touch does.
fn lead_home(
    roots: Query<(Entity, &ScreenRoot, Option<&HeldWayHome>)>,
    ways: Query<(Entity, &WayHome, &ChildOf)>,
    kit: Kit,
    mut commands: Commands,
) {
    for (root, ScreenRoot(id), held) in &roots {
        let held = held.copied();
        let standing = ways.iter().find(|(_, _, parent)| parent.parent() == root);
        if [ScreenId::PLAY, ScreenId::ATTRACT].contains(id) || standing.is_some_and(|(_, way, _)| way.0 == held) {
            continue;
        }
        if let Some((way, ..)) = standing {
            commands.entity(way).despawn();
        }
        let node = Node { position_type: PositionType::Absolute, left: mm(4.0), bottom: mm(4.0), ..default() };
        commands.spawn((ChildOf(root), WayHome(held), node, ZIndex(1))).with_children(|corner| {
            match held {
                Some(HeldWayHome(secs)) => {
                    let key = "home-held";
                    corner.spawn(kit.held_button(ControlName::HOME, Phrase::new(key), Some(key), "home", secs))
                }
                None => corner.spawn(kit.button(ControlName::HOME, Phrase::new("home"), "home", ButtonLook::QUIET)),
            };
        });
    }
}

/// The visitors' screen rests while the workshop lies over it.
fn hide_screens(mut screens: Query<&mut Visibility, With<ScreenRoot>>) {
    screens.iter_mut().for_each(|mut visibility| *visibility = Visibility::Hidden);
}

fn show_screens(mut screens: Query<&mut Visibility, With<ScreenRoot>>) {
    screens.iter_mut().for_each(|mut visibility| *visibility = Visibility::Inherited);
}

/// What dims the screen, and at its bottom what lies over it.
pub(crate) fn spawn_veil(commands: &mut Commands, palette: &Palette, overlay: Overlay) -> Entity {
    commands
        .spawn((
            Name::new("veil"),
            DespawnOnExit(overlay),
            TakesTouches,
            GlobalZIndex(SHEET_Z),
            TabGroup::modal(),
            Node {
                position_type: PositionType::Absolute,
                width: percent(100),
                height: percent(100),
                flex_direction: FlexDirection::Column,
                justify_content: JustifyContent::FlexEnd,
                align_items: AlignItems::Center,
                ..default()
            },
            BackgroundColor(palette.dim),
        ))
        .id()
}

/// A sheet over the lower half of the screen, to be filled.
pub(crate) fn spawn_sheet(commands: &mut Commands, palette: &Palette, veil: Entity) -> Entity {
    commands
        .spawn((
            ChildOf(veil),
            Node {
                max_width: percent(98),
                max_height: percent(50),
                padding: UiRect::axes(mm(6.0), mm(3.0)),
                row_gap: mm(2.4),
                flex_direction: FlexDirection::Column,
                align_items: AlignItems::Center,
                border_radius: corner(8.0),
                margin: UiRect::bottom(mm(1.0)),
                ..default()
            },
            BackgroundColor(palette.sheet),
        ))
        .id()
}

/// A row of a sheet, which goes on in a further line where it is too long.
pub(crate) fn sheet_row() -> Node {
    Node {
        width: percent(100),
        flex_wrap: FlexWrap::Wrap,
        justify_content: JustifyContent::Center,
        column_gap: mm(2.4),
        row_gap: mm(2.0),
        ..default()
    }
}

/// What the sheet of language, access and volume shows.
#[derive(Component)]
struct HelpSheet;

fn open_help(mut commands: Commands, kit: Kit, access: Res<Access>, volume: Res<Volume>) {
    let veil = spawn_veil(&mut commands, &kit.palette, Overlay::Help);
    let sheet = spawn_sheet(&mut commands, &kit.palette, veil);
    commands.entity(sheet).insert(HelpSheet).entry::<Node>().and_modify(|mut node| node.width = percent(96));
    fill_help(&mut commands.entity(sheet), &kit, *access, *volume);
}

/// The sheet shows what is chosen now.
fn renew_help(
    sheets: Query<Entity, With<HelpSheet>>,
    kit: Kit,
    (access, volume): (Res<Access>, Res<Volume>),
    mut focus: ResMut<bevy::input_focus::InputFocus>,
    names: Query<(Entity, &ControlName)>,
    mut wanted: Local<Option<ControlName>>,
    mut commands: Commands,
) {
    // The control that was focused is a new one after the sheet was filled again.
    if let Some(control) = wanted.take()
        && let Some((entity, _)) = names.iter().find(|(_, name)| **name == control)
    {
        focus.set(entity, bevy::input_focus::FocusCause::Navigated);
    }
    if !access.is_changed() && !volume.is_changed() && !kit.words.is_changed() && !kit.palette.is_changed() {
        return;
    }
    *wanted = focus.get().and_then(|focused| names.get(focused).ok()).map(|(_, name)| name.clone());
    for sheet in &sheets {
        commands.entity(sheet).despawn_related::<Children>().insert(BackgroundColor(kit.palette.sheet));
        fill_help(&mut commands.entity(sheet), &kit, *access, *volume);
    }
}

fn fill_help(sheet: &mut EntityCommands, kit: &Kit, access: Access, volume: Volume) {
    let look = |chosen: bool| if chosen { ButtonLook::LOUD } else { ButtonLook::QUIET };
    sheet.with_children(|sheet| {
        sheet.spawn(sheet_row()).with_children(|row| {
            for language in kit.words.languages() {
                let chosen = language.id == kit.words.spoken().id;
                row.spawn(kit.text_button(ControlName::language(&language.id), &language.own_name, look(chosen)));
            }
        });
        sheet.spawn(phrase(Phrase::new("access"), &kit.fonts.medium, TextRole::Label, kit.palette.soft_white));
        sheet.spawn(sheet_row()).with_children(|row| {
            for choice in AccessChoice::ALL {
                let chosen = access.has(choice);
                // Said by a mark, not by colour alone.
                let icon = match (chosen, choice) {
                    (true, _) => "check_ink",
                    (false, AccessChoice::LargeText) => "text_size",
                    (false, AccessChoice::ReducedMotion) => "motion",
                    (false, AccessChoice::TapToHold) => "hand_hold",
                    (false, AccessChoice::Captions) => "captions",
                };
                let name = ControlName::from(format!("access/{}", choice.name()));
                let label = Phrase::new(format!("access-{}", choice.name()));
                row.spawn(kit.button(name, label, icon, look(chosen)));
            }
        });
        sheet.spawn(sheet_row()).with_children(|row| {
            for one in Volume::ALL {
                let icon = match one {
                    _ if one == volume => "check_ink",
                    Volume::Muted => "muted",
                    Volume::Low => "volume_low",
                    Volume::Full => "volume",
                };
                let name = ControlName::from(format!("volume/{}", one.name()));
                let label = Phrase::new(format!("volume-{}", one.name()));
                row.spawn(kit.button(name, label, icon, look(one == volume)));
            }
            row.spawn(kit.button(CLOSE, Phrase::new("done"), "close", ButtonLook::QUIET));
        });
    });
}
