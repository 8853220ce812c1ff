//! The command line.

mod pack;
mod project;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use menagerie_core::prelude::{CameraChoice, DeviceChoice, HeadChoice, Quality, QualityChoice};

pub(crate) use pack::{CheckArgs, PackCommand};
pub(crate) use project::{AddArgs, ExportArgs, ImportArgs, InfoArgs, NewArgs, ProjectCommand, TestArgs, TrainArgs};

/// A teachable-AI exhibit: show it things, hold a button, and a creature learns to answer.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, args_override_self = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

const EXAMPLES: &str = "\
Examples:
  menagerie                                   start the exhibit, full screen, with the first camera
  menagerie --camera name:Logitech            the camera whose name contains \"Logitech\"
  menagerie classify banana.jpg --json        what the pretrained network sees in a photograph
  menagerie inside banana.jpg --out inside    what its layers make of one, as pictures and numbers
  menagerie eval --train a --test b --shots 5 how accurate it is with five pictures per class
  menagerie project import a.menagerie a.zip  make a lesson from pictures, to be trained, tested and exported
  menagerie --pack garden                     another look, other sounds and words, from a folder or a zip archive
  menagerie rehearse visit.ron --out report   play a scripted visit and write pictures and a report
  menagerie run --kiosk                       full screen, no cursor, started again whenever it fails
  menagerie bench network --device cpu        how long the network takes
  menagerie doctor                            check this machine

Exit codes: 0 success, 1 failure, 2 usage error, 69 another kiosk runs, 74 the screen is gone, 75 the graphics device was lost.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start the exhibit (the default).
    #[command(args_override_self = true)]
    Run(RunArgs),
    /// Show what the pretrained network, or another model, sees in photographs.
    #[command(after_help = "Examples:\n  menagerie classify fruit/*.jpg --json\n  \
        menagerie classify --model teachable-machine-export.zip fruit/*.jpg\n  \
        menagerie classify --model desk.menagerie fruit/*.jpg")]
    Classify(ClassifyArgs),
    /// Write what every layer of the network makes of a photograph, as pictures and numbers.
    #[command(after_help = "Example:\n  menagerie inside banana.jpg --out banana-inside")]
    Inside(InsideArgs),
    /// Measure a head: teach it from one folder, test it with another.
    #[command(
        after_help = "Each folder contains one folder of pictures per class. With --unknown, the JSON also contains\n\
        \"auroc\", how well pictures of unknown things are told apart (1: always, 0.5: by chance), and\n\
        \"fpr_at_95\", the share of them that passes as known where 95 % of the test pictures do: both 0..1, mean\n\
        over the seeds.\n\n\
        Examples:\n  menagerie eval --train teach --test unseen --shots 5 --seeds 20 --head ridge --json\n  \
        menagerie eval --train teach --test unseen --unknown other-things --shots 10 --seeds 20"
    )]
    Eval(EvalArgs),
    /// Make, teach, test and share lessons, each kept in one file (.menagerie).
    #[command(subcommand)]
    Project(ProjectCommand),
    /// Make and check packs: another look, other sounds and other words (see docs/PACKS.md)
    #[command(subcommand)]
    Pack(PackCommand),
    /// Play a scripted visit (see docs/REHEARSALS.md).
    #[command(after_help = "Example:\n  menagerie rehearse tests/visits/hands.ron --out report")]
    Rehearse(RehearseArgs),
    /// Write and check exhibit.toml, in which a museum decides what its exhibit is like (see docs/OPERATING.md).
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Check this machine's camera, graphics, sound and files, and suggest fixes.
    Doctor(DoctorArgs),
    /// Measure performance on this machine.
    #[command(subcommand)]
    Bench(BenchCommand),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct RunArgs {
    /// Which camera: auto, none, name:TEXT (part of its name), folder:DIR (photographs), testcard
    #[arg(long, default_value = "auto", value_name = "CAMERA")]
    pub(crate) camera: CameraChoice,
    /// Where sound goes
    #[arg(long, value_enum, default_value_t = SoundArg::Device)]
    pub(crate) sound: SoundArg,
    /// Which head answers
    #[arg(long, value_enum, default_value_t = HeadArg::Auto)]
    pub(crate) head: HeadArg,
    /// Open a window instead of filling the screen
    #[arg(long)]
    pub(crate) windowed: bool,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
    /// Unattended: full screen, no cursor, supervised
    #[arg(long, conflicts_with = "windowed")]
    pub(crate) kiosk: bool,
    /// Open this project, or create it
    #[arg(long, value_name = "FILE")]
    pub(crate) project: Option<PathBuf>,
    /// Autosave the opened project after every change [default: not with --kiosk, which keeps nothing of visitors]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) autosave: Option<bool>,
    /// Show visitors the button that opens the workshop; F2 always opens it [default: not with --kiosk]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) workshop: Option<bool>,
    /// Let visitors record sounds for their classes, with the microphone; they stay in memory as pictures do
    #[arg(long)]
    pub(crate) microphone: bool,
    /// Seconds without a touch after which a visit is over: 30 or more [default: 60 with --kiosk, else never]
    #[arg(long, value_name = "SECS", value_parser = idle_secs)]
    pub(crate) idle: Option<f32>,
    #[command(flatten)]
    pub(crate) look: LookArgs,
    /// What the museum decides, in a file; `none` for no file [default: exhibit.toml of the user, else of the machine]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Restart it whenever it fails [default: only with --kiosk]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub(crate) supervise: Option<bool>,
}

/// How the exhibit is seen.
#[derive(Debug, Clone, Args)]
pub(crate) struct LookArgs {
    /// Use this pack: its folder or its zip archive
    #[arg(long, value_name = "DIR|ZIP")]
    pub(crate) pack: Option<PathBuf>,
    /// Language at the start: en, nl, ... [default: the pack's, or en]
    #[arg(long, value_name = "LANGUAGE", default_value = "", hide_default_value = true)]
    pub(crate) language: String,
    /// Pixels of the display to a millimetre, where the system does not know [default: as it reports]
    #[arg(long, value_name = "PX", value_parser = px_per_mm)]
    pub(crate) px_per_mm: Option<f32>,
    /// How much is drawn for beauty alone
    #[arg(long, value_enum, default_value_t = QualityArg::Auto)]
    pub(crate) quality: QualityArg,
}

#[derive(Debug, Args)]
pub(crate) struct ClassifyArgs {
    /// The photographs
    #[arg(required = true, value_name = "IMAGE")]
    pub(crate) images: Vec<PathBuf>,
    /// Ask a model instead: an image export of Teachable Machine for TensorFlow.js, or a project
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// Print one JSON line per photograph
    #[arg(long)]
    pub(crate) json: bool,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Args)]
pub(crate) struct InsideArgs {
    /// The photograph
    #[arg(value_name = "IMAGE")]
    pub(crate) image: PathBuf,
    /// Folder for a picture of each layer and inside.json
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Folder to train on: one folder per class
    #[arg(long, value_name = "DIR")]
    pub(crate) train: PathBuf,
    /// Folder to test on: the same classes, all pictures are used
    #[arg(long, value_name = "DIR")]
    pub(crate) test: PathBuf,
    /// Folder of photographs of unknown things, or of folders of them: measures how well those are told apart
    #[arg(long, value_name = "DIR")]
    pub(crate) unknown: Option<PathBuf>,
    /// Training photographs per class, drawn at random by seed [default: all]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) shots: Option<u32>,
    /// Number of random draws
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) seeds: u32,
    /// Teach each photograph as this many frames of a hand holding it before a camera
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) held: u32,
    /// Also test under other light and from other distances, in three grades
    #[arg(long)]
    pub(crate) shifted: bool,
    /// Which head
    #[arg(long, value_enum, default_value_t = HeadArg::Auto)]
    pub(crate) head: HeadArg,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Args)]
pub(crate) struct RehearseArgs {
    /// The script
    #[arg(value_name = "SCRIPT")]
    pub(crate) script: PathBuf,
    /// Folder for pictures, sound and report.json [default: rehearsal/ plus the script's name]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Play it in a window instead of off-screen
    #[arg(long)]
    pub(crate) window: bool,
    /// Play it on a screen of this size instead of the script's, pixels
    #[arg(long, value_name = "WxH", value_parser = screen_size)]
    pub(crate) size: Option<(u32, u32)>,
    #[command(flatten)]
    pub(crate) look: LookArgs,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Write a file with every key, none of them in force; one that is there stays.
    Init(ConfigFileArgs),
    /// Say everything that is wrong with a file, or what it stands for.
    Check(ConfigFileArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ConfigFileArgs {
    /// The file [default: exhibit.toml of the user, else of the machine]
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Print the findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// What should run the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BenchCommand {
    /// The network alone, one picture at a time
    #[command(after_help = "Example:\n  menagerie bench network --device cpu --threads 2 --json")]
    Network(BenchNetworkArgs),
    /// The exhibit off-screen: startup, frame times with or without the network, memory; one JSON line
    Exhibit(BenchExhibitArgs),
}

#[derive(Debug, Args)]
pub(crate) struct BenchExhibitArgs {
    /// Leave the network out
    #[arg(long)]
    pub(crate) no_network: bool,
    /// Instead of the exhibit, a bare Bevy window's worth: one full-screen picture, to compare with
    #[arg(long, conflicts_with_all = ["import", "no_network"])]
    pub(crate) bare: bool,
    /// Measure this screen instead of the one on which visitors teach: inside, limits
    #[arg(long, value_name = "SCREEN", conflicts_with = "bare")]
    pub(crate) screen: Option<String>,
    /// Import the pictures of this folder or archive, and measure until all are imported
    #[arg(long, value_name = "DIR", conflicts_with = "no_network")]
    pub(crate) import: Option<PathBuf>,
    /// Save the imported lesson in this file, and measure until it is written
    #[arg(long, value_name = "FILE", requires = "import")]
    pub(crate) project: Option<PathBuf>,
    /// Seconds to measure, after two seconds of warm-up
    #[arg(long, value_name = "SECS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) secs: u64,
    /// How much is drawn for beauty alone
    #[arg(long, value_enum, default_value_t = QualityArg::Auto, conflicts_with = "bare")]
    pub(crate) quality: QualityArg,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Args)]
pub(crate) struct BenchNetworkArgs {
    /// What runs it
    #[arg(long, value_enum, default_value_t = DeviceArg::Cpu)]
    pub(crate) device: DeviceArg,
    /// Threads of the CPU engine [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Pictures to time, after a tenth as many for warm-up
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) runs: u32,
    /// Keep what every block of the network makes of the picture, too
    #[arg(long)]
    pub(crate) maps: bool,
    /// Print the result as one JSON line
    #[arg(long)]
    pub(crate) json: bool,
}

/// What runs the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeviceArg {
    /// The GPU if there is a real one, else the CPU
    Auto,
    /// The graphics device, even a software one; the CPU if that fails
    Gpu,
    /// The CPU
    Cpu,
}

impl From<DeviceArg> for DeviceChoice {
    fn from(device: DeviceArg) -> Self {
        match device {
            DeviceArg::Auto => Self::Auto,
            DeviceArg::Gpu => Self::Gpu,
            DeviceArg::Cpu => Self::Cpu,
        }
    }
}

/// How much is drawn for beauty alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QualityArg {
    /// As much as the machine can draw in time, by how long frames take; a rehearsal: everything
    Auto,
    /// Everything
    Full,
    /// What says something, and that stands still
    Plain,
}

impl From<QualityArg> for QualityChoice {
    fn from(quality: QualityArg) -> Self {
        match quality {
            QualityArg::Auto => Self::Auto,
            QualityArg::Full => Self::Always(Quality::Full),
            QualityArg::Plain => Self::Always(Quality::Plain),
        }
    }
}

/// Where sound goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SoundArg {
    /// The default sound device
    Device,
    /// Nowhere
    Silent,
}

/// Which head answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HeadArg {
    /// The best one available at each moment
    Auto,
    /// Nearest neighbours
    Knn,
    /// Ridge regression, solved anew after every picture
    Ridge,
    /// Softmax (logistic) regression, trained in the background
    Softmax,
}

impl From<HeadArg> for HeadChoice {
    fn from(head: HeadArg) -> Self {
        match head {
            HeadArg::Auto => Self::Auto,
            HeadArg::Knn => Self::Knn,
            HeadArg::Ridge => Self::Ridge,
            HeadArg::Softmax => Self::Softmax,
        }
    }
}

/// A size such as `1920x1080`.
fn screen_size(text: &str) -> Result<(u32, u32), String> {
    let parsed = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    match parsed {
        Some(size @ (64..=8192, 64..=8192)) => Ok(size),
        _ => Err("write width and height in pixels, 64 to 8192 each, like 1920x1080".into()),
    }
}

/// Seconds without a touch: who reads a sentence slowly must not be sent away.
fn idle_secs(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(secs) if (30.0..=3600.0).contains(&secs) => Ok(secs),
        _ => Err("write a number of seconds between 30 and 3600".into()),
    }
}

/// Pixels to a millimetre, as displays have them: a wall of LEDs has one, a telephone twenty.
fn px_per_mm(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(px) if (0.2..=40.0).contains(&px) => Ok(px),
        _ => {
            Err("write a number between 0.2 and 40: the width of the screen in pixels by its width in millimetres"
                .into())
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn run_is_the_default_and_takes_its_options_without_being_named() {
        let cli = Cli::parse_from(["menagerie", "--camera", "testcard"]);
        assert!(cli.command.is_none());
        assert_eq!(cli.run.camera, CameraChoice::TestCard);
    }
}
