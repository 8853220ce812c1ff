//! The workshop of teachers and staff: classes and pictures, how well it learned, tests, where it comes from, files.
//!
//! Invariants: reads facts, writes wishes, decides nothing about learning. Draws and hears nothing while it is closed.
//! The only room that knows egui.

mod challenges_tab;
mod class_card;
mod confusion;
mod dialog;
mod drops;
#[cfg(test)]
mod english;
mod facts;
mod files_tab;
mod health_page;
mod hold;
mod input;
mod inside_page;
mod layer_choice;
mod learning_tab;
#[cfg(test)]
mod made_up_lesson;
mod map_page;
mod pages;
mod picture_grid;
mod pictures_tab;
mod places;
mod plots;
mod portraits;
mod pretraining_tab;
mod record;
mod settings_page;
mod sheets;
mod side;
mod strip;
mod tab_context;
mod test_tab;
mod theme;
mod thumbnails;
mod toasts;
mod viewer;
#[cfg(test)]
mod whole_tests;
mod widgets;
mod words;
mod workshop;
mod workshop_state;

use std::path::PathBuf;

use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::{EguiContexts, EguiPlugin, EguiPrimaryContextPass, EguiTextureHandle};
use menagerie_core::prelude::*;
use menagerie_core::world_fonts::WorldFonts;

use crate::facts::{FactSources, WishWriters};
use crate::places::Places;
use crate::portraits::Portraits;
use crate::tab_context::TabContext;
use crate::thumbnails::Thumbnails;
use crate::workshop_state::WorkshopState;

/// Settings of the workshop.
#[derive(Resource, Debug, Clone, Default)]
pub struct OperatorSettings {
    /// Where the dialog for files begins.
    pub start_folder: PathBuf,
}

/// The workshop; it is shown while [`Overlay`] says so.
pub struct OperatorPlugin {
    /// Its settings.
    pub settings: OperatorSettings,
}

impl Plugin for OperatorPlugin {
    fn build(&self, app: &mut App) {
        if !app.is_plugin_added::<EguiPlugin>() {
            // Arrays of textures are of no use here, and not every graphics driver has them right.
            app.add_plugins(EguiPlugin { bindless_mode_array_size: None });
        }
        app.insert_resource(self.settings.clone())
            .init_resource::<WorkshopState>()
            .init_resource::<Thumbnails>()
            .init_resource::<Portraits>()
            .init_resource::<Dress>()
            .init_resource::<ActivationScale>()
            .add_plugins(input::plugin)
            .add_systems(Startup, fetch_fonts)
            .add_systems(Update, drops::take_drops.run_if(in_state(Overlay::Workshop)).in_set(ExhibitSystems::Sense))
            .add_systems(Update, collect_notices.in_set(ExhibitSystems::Present))
            .add_systems(EguiPrimaryContextPass, (dress_workshop, show_workshop).chain());
    }
}

/// Our own fonts, medium and heavy.
const OWN_FONTS: usize = 2;

/// What the workshop wears.
#[derive(Resource, Debug, Default)]
struct Dress {
    /// Colours and sizes are set.
    is_on: bool,
    /// Our own fonts, medium and heavy.
    fonts: Option<[Handle<Font>; OWN_FONTS]>,
    /// How many fonts were handed over, ours and those of the world.
    handed_over: usize,
}

fn fetch_fonts(assets: Option<Res<AssetServer>>, fonts: Option<Res<Assets<Font>>>, mut dress: ResMut<Dress>) {
    if let (Some(assets), Some(_)) = (assets, fonts) {
        dress.fonts = Some(["fonts/Nunito-SemiBold.ttf", "fonts/Nunito-ExtraBold.ttf"].map(|font| assets.load(font)));
    }
}

/// Dresses the context once, gives it the fonts as they arrive, and fits it to the window.
fn dress_workshop(
    mut contexts: EguiContexts,
    windows: Query<&Window, With<PrimaryWindow>>,
    fonts: Option<Res<Assets<Font>>>,
    world: Res<WorldFonts>,
    mut dress: ResMut<Dress>,
) {
    let Ok(ctx) = contexts.ctx_mut() else { return };
    if let Ok(window) = windows.single() {
        ctx.set_zoom_factor(theme::zoom(window.size()));
    }
    if dress.is_on && dress.handed_over == OWN_FONTS + world.0.len() {
        return;
    }
    let here = |font: &Handle<Font>| fonts.as_ref()?.get(font);
    let ours = dress.fonts.as_ref().and_then(|[medium, heavy]| Some([here(medium)?, here(heavy)?]));
    let all = world.0.len();
    let world: Vec<&Font> = world.0.iter().filter_map(here).collect();
    let count = world.len() + ours.map_or(0, |_| OWN_FONTS);
    // Each time all of them are copied and parsed: at first, with ours, and with the last one.
    let is_time = ours.is_some() && (dress.handed_over < OWN_FONTS || count == OWN_FONTS + all);
    if (is_time && count != dress.handed_over) || !dress.is_on {
        let bytes = |font: &Font| font.data.as_ref().to_vec();
        let [medium, heavy] = ours.map_or([None, None], |ours| ours.map(|font| Some(bytes(font))));
        let world = world.into_iter().map(bytes).collect();
        ctx.set_fonts(theme::fonts(medium.as_deref(), heavy.as_deref(), world));
        dress.handed_over = count;
    }
    if !dress.is_on {
        theme::dress(ctx);
    }
}

/// Keeps the newest notices, also those of just before the workshop was opened.
fn collect_notices(mut notices: MessageReader<Notice>, time: Res<Time>, mut state: ResMut<WorkshopState>) {
    let now_secs = time.elapsed_secs();
    for notice in notices.read() {
        state.toasts.add(notice.clone(), now_secs);
    }
    // What lies under something cannot be read yet.
    if state.sheets.is_empty() && !state.dialog.is_open() {
        state.toasts.forget_old(now_secs);
    }
}

/// Shows the workshop, and speaks the wishes of whoever works there.
fn show_workshop(
    mut contexts: EguiContexts,
    settings: Res<OperatorSettings>,
    mirror: Res<MirrorTexture>,
    overlay: Res<State<Overlay>>,
    words: Res<Words>,
    sources: FactSources,
    mut dress: ResMut<Dress>,
    mut state: ResMut<WorkshopState>,
    mut thumbnails: ResMut<Thumbnails>,
    mut portraits: ResMut<Portraits>,
    pictures: (Res<CreaturePortraits>, Option<Res<Assets<Image>>>),
    mut controls: ResMut<WorkshopControls>,
    mut writers: WishWriters,
) {
    let Ok(ctx) = contexts.ctx_mut().cloned() else { return };
    let is_open = *overlay.get() == Overlay::Workshop;
    // What was set in this pass counts from the next one.
    let dressed = std::mem::replace(&mut dress.is_on, true);
    let mirror = (mirror.0 != Handle::default())
        .then(|| contexts.add_image(EguiTextureHandle::Weak(mirror.0.id())))
        .filter(|_| is_open);
    let prepared = writers.prepared().clone();
    let facts = sources.facts(mirror, &prepared);
    if is_open && let (hung, Some(images)) = &pictures {
        portraits.follow(&ctx, hung, images);
    }
    let mut wishes = Vec::new();
    let mut places = Places::default();
    let state = &mut *state;
    let mut context = TabContext {
        words: &words,
        facts: &facts,
        portraits: &portraits,
        state,
        thumbnails: &mut thumbnails,
        places: &mut places,
        wishes: &mut wishes,
    };
    if is_open && dressed {
        context.state.dialog.set_folder(settings.start_folder.clone());
        context.thumbnails.begin_frame();
        context.state.was_open = true;
        workshop::show(&ctx, &mut context);
    } else if std::mem::take(&mut context.state.was_open) {
        workshop::finish_typing(&mut context, None);
        context.state.rest();
        inside_page::look_away(&mut context);
        context.thumbnails.clear();
    }
    context.state.hold.follow(facts.now_secs, context.wishes);
    let places = places.in_window(ctx.zoom_factor());
    if controls.0 != places {
        controls.0 = places;
    }
    writers.speak(wishes);
}
