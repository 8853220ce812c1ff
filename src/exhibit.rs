//! The ordered plugin list: what the exhibit is made of. Remove a line and the rest still runs.

use std::path::{Path, PathBuf};

use bevy::app::{PluginGroupBuilder, ScheduleRunnerPlugin};
use bevy::asset::RenderAssetUsages;
use bevy::asset::io::AssetSourceBuilder;
use bevy::camera::{ImageRenderTarget, RenderTarget};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{TextureFormat, TextureUsages};
use bevy::window::{CursorOptions, ExitCondition, PresentMode, WindowMode, WindowResolution};
use bevy::winit::WinitPlugin;
#[cfg(feature = "camera")]
use menagerie_camera::{CameraPlugin, CameraSettings};
use menagerie_core::CorePlugin;
use menagerie_core::prelude::*;
use menagerie_gpu::GpuPlugin;
use menagerie_learning::{LearningPlugin, LearningSettings};
#[cfg(feature = "workshop")]
use menagerie_operator::{OperatorPlugin, OperatorSettings};
use menagerie_rehearsal::{RehearsalPlugin, RehearsalSettings, STEP};
use menagerie_screens::{ScreensPlugin, ScreensSettings};
#[cfg(feature = "sound")]
use menagerie_sound::{SoundOutput, SoundPlugin, SoundSettings};
use menagerie_stage::{StagePlugin, StageSettings};
use menagerie_ui::{DisplaySettings, UiPlugin, UiSettings};

use crate::{assets, fault, guests, pack, shutdown};

/// What the exhibit draws on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The whole screen.
    Full,
    /// A window of this size, pixels.
    Window {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// A picture of this size, pixels, visible only in screenshots.
    Picture {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
}

/// Where sound goes. Without the feature `sound` there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sound {
    /// The default sound device.
    Device,
    /// Nowhere.
    Silent,
    /// Into this WAV file.
    File(PathBuf),
}

/// What differs between one run and another.
#[derive(Debug, Clone)]
pub struct ExhibitSettings {
    /// Where frames come from.
    pub camera: CameraChoice,
    /// Where sound goes.
    pub sound: Sound,
    /// Which head answers.
    pub head: HeadChoice,
    /// What runs the network.
    pub device: DeviceChoice,
    /// Whether it learns at all; without, everything else still runs.
    pub learns: bool,
    /// The project to open or create.
    pub project: Option<PathBuf>,
    /// Whether an opened project is autosaved after every change.
    pub autosaves: bool,
    /// Whether visitors may record sounds for their classes.
    pub microphone: bool,
    /// Whether nobody but the system ends it: no key, no gesture and no window's button; and no key opens the workshop.
    pub kiosk: bool,
    /// Whether visitors find the door to the workshop.
    pub workshop: bool,
    /// Whether it begins where it waits for somebody to come.
    pub attracts: bool,
    /// After how many seconds without a touch a visit is over; `None`: never.
    pub idle_secs: Option<f32>,
    /// The language at the start, by its identifier; empty for the pack's, or the first there is.
    pub language: String,
    /// A pack, which gives it another look, other sounds and other words: its folder or its archive.
    pub pack: Option<PathBuf>,
    /// Physical pixels to a millimetre of the display; `None`: as the system reports.
    pub px_per_mm: Option<f32>,
    /// Who chooses how much is drawn for beauty alone.
    pub quality: QualityChoice,
    /// A scripted visit to play.
    pub rehearsal: Option<RehearsalSettings>,
    /// The folder `assets`.
    pub assets: PathBuf,
}

impl ExhibitSettings {
    /// An exhibit for visitors and teachers, with the assets in this folder.
    #[must_use]
    pub fn new(assets: PathBuf) -> Self {
        Self {
            camera: CameraChoice::Auto,
            sound: Sound::Device,
            head: HeadChoice::Auto,
            device: DeviceChoice::Auto,
            learns: true,
            project: None,
            autosaves: false,
            microphone: false,
            kiosk: false,
            workshop: true,
            attracts: false,
            idle_secs: None,
            language: String::new(),
            pack: None,
            px_per_mm: None,
            quality: QualityChoice::Auto,
            rehearsal: None,
            assets,
        }
    }
}

/// Everything that makes Bevy the exhibit, in order. It expects Bevy's `DefaultPlugins`; [`Exhibit`] brings both, the window
/// and the view.
///
/// | plugin | its job | what is missing without it |
/// | --- | --- | --- |
/// | [`CorePlugin`] | the words everyone speaks | everything |
/// | [`GpuPlugin`] | frames on the graphics device | the mirror's picture, the network on a GPU |
/// | `CameraPlugin` (feature `camera`) | frames | nothing to look at |
/// | [`UiPlugin`] | words, layout, controls, the frame around every screen | nothing to touch, nothing to read |
/// | [`ScreensPlugin`] | what visitors see and touch | the visitors' screen |
/// | `OperatorPlugin` (feature `workshop`) | the workshop of teachers and staff | lessons as files, tests, settings |
/// | [`StagePlugin`] | the creatures | who answers |
/// | `SoundPlugin` (feature `sound`) | loops and signs | silence |
/// | [`LearningPlugin`] | teaching and predicting | the cards stay empty |
/// | [`LampPlugin`](menagerie_lamp::LampPlugin) | an output: a lamp for classes that ask for one | those lamps; the classes keep asking |
/// | [`SurenessPlugin`](menagerie_sureness::SurenessPlugin) | a screen: how sure is it of each class? | that screen in the menu |
/// | [`OutfitPlugin`](menagerie_outfit::OutfitPlugin) | a screen: what answers besides the creature | pictures, sounds, words and confetti of classes; the classes keep asking |
/// | [`InsidePlugin`](menagerie_inside::InsidePlugin) | a screen: the layers of the network, live | that screen in the menu |
/// | [`LimitsPlugin`](menagerie_limits::LimitsPlugin) | a screen: experiments with what was taught | that screen in the menu |
/// | [`ChallengesPlugin`](menagerie_challenges::ChallengesPlugin) | a screen: games of teams | that screen in the menu |
/// | [`RehearsalPlugin`] | a scripted visit, where one is asked for | visitors have to come themselves |
pub struct ExhibitPlugins {
    /// What differs between one run and another.
    pub settings: ExhibitSettings,
    /// The folder of the pack in force; [`Exhibit`] reads the pack of the settings, and makes its files the asset source
    /// `pack`.
    pub pack_dir: Option<PathBuf>,
}

impl PluginGroup for ExhibitPlugins {
    fn build(self) -> PluginGroupBuilder {
        let Self { settings, pack_dir } = self;
        // Where a pack has a folder of that name: the pack's.
        let own = |name: &str| pack_dir.iter().map(|dir| dir.join(name)).find(|dir| dir.is_dir());
        let mut group = PluginGroupBuilder::start::<Self>().add(CorePlugin).add(GpuPlugin);
        #[cfg(feature = "camera")]
        {
            let demo_dir = settings.assets.join("demo");
            group = group.add(CameraPlugin { settings: CameraSettings { choice: settings.camera, demo_dir } });
        }
        group = group.add(UiPlugin {
            settings: UiSettings {
                locales: [settings.assets.join("locales")].into_iter().chain(own("locales")).collect(),
                language: settings.language,
                display: DisplaySettings { px_per_mm: settings.px_per_mm },
                quality: settings.quality,
                // Staff of a kiosk start it with the door.
                workshop_key: !settings.kiosk || settings.workshop,
            },
        });
        group = group.add(ScreensPlugin {
            settings: ScreensSettings {
                workshop: settings.workshop,
                attracts: settings.attracts,
                idle_secs: settings.idle_secs,
            },
        });
        #[cfg(feature = "workshop")]
        {
            group = group.add(OperatorPlugin { settings: OperatorSettings { start_folder: start_folder() } });
        }
        let folders = pack::creature_folders(&settings.assets, pack_dir.as_deref());
        group = group.add(StagePlugin { settings: StageSettings { folders } });
        #[cfg(feature = "sound")]
        {
            let output = match settings.sound {
                Sound::Device => SoundOutput::Device,
                Sound::Silent => SoundOutput::Silent,
                Sound::File(path) => SoundOutput::File(path),
            };
            let sounds_dirs = own("sounds").into_iter().chain([settings.assets.join("sounds")]).collect();
            group = group
                .add(SoundPlugin { settings: SoundSettings { output, microphone: settings.microphone, sounds_dirs } });
        }
        if settings.learns {
            group = group.add(LearningPlugin {
                settings: LearningSettings {
                    model_dir: assets::model_dir(&settings.assets),
                    head: settings.head,
                    device: settings.device,
                    sets_dirs: own("sets").into_iter().chain([settings.assets.join("sets")]).collect(),
                    project: settings.project,
                    autosaves: settings.autosaves,
                },
            });
        }
        let pictures_dirs = own("pictures").into_iter().chain([settings.assets.join("pictures")]).collect();
        group = guests::add(group, pictures_dirs);
        if let Some(settings) = settings.rehearsal {
            group = group.add(RehearsalPlugin { settings });
        }
        group
    }
}

/// The whole app.
#[derive(Debug, Clone)]
pub struct Exhibit {
    /// What it draws on.
    pub screen: Screen,
    /// Whether visitors see the mouse's cursor.
    pub cursor: bool,
    /// What else differs between one run and another.
    pub settings: ExhibitSettings,
}

impl Exhibit {
    /// Builds the app.
    pub fn build(self) -> App {
        self.build_with(|plugins| plugins)
    }

    /// Builds Bevy as the exhibit needs it, with the view and without any plugin of ours: what everything is compared with.
    pub(crate) fn build_bare(self) -> App {
        let Self { screen, cursor, settings } = self;
        let mut app = App::new();
        app.add_plugins(engine(screen, cursor, &settings.assets, Purpose::Exhibit));
        if let Screen::Picture { .. } = screen {
            app.add_plugins(ScheduleRunnerPlugin::default());
        }
        app.add_systems(PreStartup, move |commands: Commands, images: ResMut<Assets<Image>>| {
            spawn_view(screen, commands, images);
        });
        app
    }

    /// Builds the app of other plugins than [`ExhibitPlugins`] has: `|plugins| plugins.disable::<LampPlugin>()`, or with one
    /// of one's own added.
    pub fn build_with(self, change: impl FnOnce(PluginGroupBuilder) -> PluginGroupBuilder) -> App {
        let Self { screen, cursor, mut settings } = self;
        let rehearses = settings.rehearsal.is_some();
        let mut app = App::new();
        let asked = settings.pack.as_deref().map(|path| pack::open(path, &settings.assets));
        let (opened, findings) = asked.unwrap_or_default();
        let pack_dir = opened.as_ref().and_then(|opened| opened.pack.folder.clone());
        if let Some(dir) = &pack_dir {
            let source = AssetSourceBuilder::platform_default(&dir.display().to_string(), None);
            app.register_asset_source("pack", source);
        }
        let purpose = match (rehearses, settings.kiosk) {
            (true, _) => Purpose::Rehearsal,
            (false, true) => Purpose::Kiosk,
            (false, false) => Purpose::Exhibit,
        };
        app.add_plugins(engine(screen, cursor, &settings.assets, purpose));
        if let Screen::Picture { .. } = screen {
            app.add_plugins(ScheduleRunnerPlugin::default());
        }
        // A system that fails is reported and skipped for this frame; the exhibit goes on.
        app.set_error_handler(menagerie_core::guests::report_error);
        if rehearses {
            app.insert_resource(Pace::LockStep { step: STEP });
        }
        // Only now there is somebody who listens.
        pack::say(&findings, opened.is_some() || settings.pack.is_none());
        if let Some(opened) = opened {
            if settings.language.is_empty() {
                settings.language = opened.pack.language.clone().unwrap_or_default();
            }
            // A rehearsal's outcome never depends on the wall's clock.
            pack::put_in_force(&mut app, opened, &settings.assets, !rehearses);
        }
        app.insert_resource(ClearColor(Color::BLACK));
        app.add_systems(PreStartup, move |commands: Commands, images: ResMut<Assets<Image>>| {
            spawn_view(screen, commands, images);
        });
        let plugins = change(ExhibitPlugins { settings, pack_dir }.build());
        app.add_plugins((plugins, shutdown::plugin, fault::plugin));
        #[cfg(feature = "dev")]
        app.add_plugins(crate::dev::plugin);
        app
    }
}

#[cfg(feature = "workshop")]
/// Where looking for files begins: the home folder, else where the program was started.
fn start_folder() -> PathBuf {
    std::env::home_dir().filter(|home| home.is_dir()).unwrap_or_else(|| PathBuf::from("."))
}

/// What the engine is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Somebody looks after it, and closes its window.
    Exhibit,
    /// Nobody does: its window cannot be closed.
    Kiosk,
    /// It draws in the update that asks for it, and with every pipeline ready, so that its pictures do not depend on the
    /// machine's speed.
    Rehearsal,
}

/// Bevy, as the exhibit needs it.
fn engine(screen: Screen, cursor: bool, assets: &Path, purpose: Purpose) -> PluginGroupBuilder {
    let rehearses = purpose == Purpose::Rehearsal;
    let (mode, resolution) = match screen {
        Screen::Full => {
            (WindowMode::BorderlessFullscreen(MonitorSelection::Primary), WindowResolution::new(1920, 1080))
        }
        Screen::Window { width, height } | Screen::Picture { width, height } => {
            (WindowMode::Windowed, WindowResolution::new(width, height).with_scale_factor_override(1.0))
        }
    };
    let window = Window {
        title: "Menagerie".into(),
        name: Some("menagerie".into()),
        mode,
        resolution,
        present_mode: PresentMode::AutoVsync,
        ..default()
    };
    let exit_condition =
        if let Screen::Picture { .. } = screen { ExitCondition::DontExit } else { ExitCondition::OnAllClosed };
    let close_when_requested = purpose != Purpose::Kiosk;
    let mut engine = DefaultPlugins
        .set(WindowPlugin {
            primary_window: Some(window),
            primary_cursor_options: Some(CursorOptions { visible: cursor, ..default() }),
            exit_condition,
            close_when_requested,
        })
        .set(AssetPlugin { file_path: assets.display().to_string(), ..default() })
        .set(LogPlugin {
            filter: "info,wgpu=error,wgpu_hal=off,naga=warn,bevy_render=warn,symphonia=warn".into(),
            ..default()
        })
        .set(RenderPlugin { synchronous_pipeline_compilation: rehearses, ..default() });
    if rehearses {
        engine = engine.disable::<PipelinedRenderingPlugin>();
    }
    if let Screen::Picture { .. } = screen {
        engine = engine.disable::<WinitPlugin>();
    }
    engine
}

/// The camera that draws the screen, into the window or into a picture.
fn spawn_view(screen: Screen, mut commands: Commands, mut images: ResMut<Assets<Image>>) {
    let mut view = commands.spawn((Camera2d, IsDefaultUiCamera, Msaa::Off));
    if let Screen::Picture { width, height } = screen {
        let mut image = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
        image.asset_usage = RenderAssetUsages::RENDER_WORLD;
        image.texture_descriptor.usage |= TextureUsages::COPY_SRC;
        view.insert(RenderTarget::Image(ImageRenderTarget { handle: images.add(image), scale_factor: 1.0 }));
    }
}
