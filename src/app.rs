//! The ordered plugin list: what the exhibit is made of. Remove a line and the rest still runs.

use std::path::{Path, PathBuf};

use bevy::app::ScheduleRunnerPlugin;
use bevy::asset::RenderAssetUsages;
use bevy::camera::{ImageRenderTarget, RenderTarget};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{TextureFormat, TextureUsages};
use bevy::window::{CursorOptions, ExitCondition, PresentMode, WindowMode, WindowResolution};
use bevy::winit::WinitPlugin;
use menagerie_camera::{CameraPlugin, CameraSettings};
use menagerie_core::CorePlugin;
use menagerie_core::prelude::*;
use menagerie_gpu::GpuPlugin;
use menagerie_learning::{LearningPlugin, LearningSettings};
use menagerie_operator::{OperatorPlugin, OperatorSettings};
use menagerie_rehearsal::{RehearsalPlugin, RehearsalSettings, STEP};
use menagerie_screens::{ScreensPlugin, ScreensSettings};
use menagerie_sound::{SoundOutput, SoundPlugin, SoundSettings};
use menagerie_stage::StagePlugin;

use crate::{assets, fault, leaving};

/// What the exhibit draws on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The whole screen.
    Full,
    /// A window of this size, pixels.
    Window { width: u32, height: u32 },
    /// A picture of this size, pixels, that nobody sees but in screenshots.
    Picture { width: u32, height: u32 },
}

/// Everything that differs between one run and another.
pub(crate) struct Exhibit {
    pub(crate) screen: Screen,
    pub(crate) camera: CameraChoice,
    pub(crate) sound: SoundOutput,
    pub(crate) head: HeadChoice,
    pub(crate) device: DeviceChoice,
    /// Whether it learns at all; without, everything else still runs.
    pub(crate) learns: bool,
    /// The project to open, or to begin.
    pub(crate) project: Option<PathBuf>,
    /// Whether an opened project is written by itself after every change.
    pub(crate) autosaves: bool,
    /// Whether visitors find the door to the workshop.
    pub(crate) workshop: bool,
    pub(crate) cursor: bool,
    pub(crate) rehearsal: Option<RehearsalSettings>,
    pub(crate) assets: PathBuf,
}

impl Exhibit {
    /// Builds the app.
    pub(crate) fn build(self) -> App {
        let mut app = App::new();
        app.add_plugins(engine(self.screen, self.cursor, &self.assets, self.rehearsal.is_some()));
        if let Screen::Picture { .. } = self.screen {
            app.add_plugins(ScheduleRunnerPlugin::default());
        }
        // A system that fails is reported and skipped for this frame; the exhibit goes on.
        app.set_error_handler(bevy::ecs::error::error);
        if self.rehearsal.is_some() {
            app.insert_resource(Pace::LockStep { step: STEP });
        }
        app.insert_resource(ClearColor(Color::BLACK));
        let screen = self.screen;
        app.add_systems(PreStartup, move |commands: Commands, images: ResMut<Assets<Image>>| {
            spawn_view(screen, commands, images);
        });

        app.add_plugins((
            CorePlugin,
            GpuPlugin,
            CameraPlugin { settings: CameraSettings { choice: self.camera, demo_dir: self.assets.join("demo") } },
            ScreensPlugin { settings: ScreensSettings { workshop: self.workshop } },
            OperatorPlugin { settings: OperatorSettings { start_folder: start_folder() } },
            StagePlugin,
            SoundPlugin { settings: SoundSettings { output: self.sound, sounds_dir: self.assets.join("sounds") } },
        ));
        if self.learns {
            let model_dir = assets::model_dir(&self.assets);
            app.add_plugins(LearningPlugin {
                settings: LearningSettings {
                    model_dir,
                    head: self.head,
                    device: self.device,
                    sets_dir: self.assets.join("sets"),
                    project: self.project,
                    autosaves: self.autosaves,
                },
            });
        }
        app.add_plugins((leaving::plugin, fault::plugin));
        if let Some(settings) = self.rehearsal {
            app.add_plugins(RehearsalPlugin { settings });
        }
        app
    }
}

/// Where looking for files begins: the home folder, else where the program was started.
fn start_folder() -> PathBuf {
    std::env::home_dir().filter(|home| home.is_dir()).unwrap_or_else(|| PathBuf::from("."))
}

/// Bevy, as the exhibit needs it. A rehearsal draws in the update that asks for it, and with every pipeline ready, so
/// that its pictures do not depend on the machine's speed.
fn engine(screen: Screen, cursor: bool, assets: &Path, rehearses: bool) -> bevy::app::PluginGroupBuilder {
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
    let mut engine = DefaultPlugins
        .set(WindowPlugin {
            primary_window: Some(window),
            primary_cursor_options: Some(CursorOptions { visible: cursor, ..default() }),
            exit_condition,
            ..default()
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
