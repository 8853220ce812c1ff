//! The command line of `menagerie project`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{DeviceArg, HeadArg};

/// What can be done with a lesson kept in one file.
#[derive(Debug, Subcommand)]
pub(crate) enum ProjectCommand {
    /// Make an empty project
    #[command(after_help = "Example:\n  menagerie project new desk.menagerie --class Pens --class Books")]
    New(NewArgs),
    /// Show what is in a project
    #[command(after_help = "Example:\n  menagerie project info desk.menagerie --json")]
    Info(InfoArgs),
    /// Import pictures
    #[command(
        after_help = "Without --class, the folder of a picture determines its class; missing classes are created.\n\
        Pictures above 256 KiB are kept as the network sees them: their centre square at 224 x 224.\n\n\
        Examples:\n  menagerie project add desk.menagerie pictures/\n  \
        menagerie project add desk.menagerie more/*.jpg --class Pens --test"
    )]
    Add(AddArgs),
    /// Train on the pictures and keep the head
    #[command(after_help = "Settings given here are saved in the project.\n\n\
        Example:\n  menagerie project train desk.menagerie --head softmax --epochs 200 --json")]
    Train(TrainArgs),
    /// Evaluate pictures that were not taught
    #[command(after_help = "Examples:\n  menagerie project test desk.menagerie\n  \
        menagerie project test desk.menagerie --pictures others/ --json")]
    Test(TestArgs),
    /// Write the pictures, the head or a report for use elsewhere
    #[command(after_help = "Examples:\n  menagerie project export desk.menagerie --folders pictures/\n  \
        menagerie project export desk.menagerie --head head/\n  \
        menagerie project export desk.menagerie --report lesson.html --language en")]
    Export(ExportArgs),
    /// Make a project from a folder or zip archive of pictures
    #[command(
        after_help = "A picture's folder determines its class. Zip archives of Teachable Machine's pictures and of\n\
        GenAI Teachable Machine's projects are understood; the latter's sentences of classes are imported, too.\n\n\
        Example:\n  menagerie project import desk.menagerie teachable-machine-samples.zip"
    )]
    Import(ImportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// The project's file, by convention with the extension .menagerie
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What it is called [default: the file's name]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// A class; may be repeated
    #[arg(long = "class", value_name = "NAME")]
    pub(crate) classes: Vec<String>,
    /// Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InfoArgs {
    /// The project's file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The project's file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Pictures, folders, zip archives or other projects
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The class of all these pictures
    #[arg(long, value_name = "NAME")]
    pub(crate) class: Option<String>,
    /// Add them as test pictures instead of training pictures
    #[arg(long)]
    pub(crate) test: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TrainArgs {
    /// The project's file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Which head
    #[arg(long, value_enum)]
    pub(crate) head: Option<HeadArg>,
    /// Maximum number of epochs (passes over all pictures)
    #[arg(long, value_name = "N")]
    pub(crate) epochs: Option<usize>,
    /// Batch size; 0: all pictures at once
    #[arg(long, value_name = "N")]
    pub(crate) batch_size: Option<usize>,
    /// Learning rate
    #[arg(long, value_name = "X")]
    pub(crate) learning_rate: Option<f64>,
    /// Share of each class's pictures held out for validation, 0 to 0.5
    #[arg(long, value_name = "X")]
    pub(crate) validation_share: Option<f64>,
    /// Train to the last epoch, without early stopping
    #[arg(long)]
    pub(crate) no_early_stopping: bool,
    /// Also train on mirrored, nearer, darker and brighter variants
    #[arg(long)]
    pub(crate) augmentation: bool,
    /// Random seed
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Start from the defaults instead of the project's settings
    #[arg(long)]
    pub(crate) defaults: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// The project's file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Folder with one folder of pictures per class, or a zip archive of it [default: the project's test pictures]
    #[arg(long, value_name = "DIR")]
    pub(crate) pictures: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The project's file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) target: ExportTarget,
    /// Language of the report: en, nl, ... [default: en]
    #[arg(long, value_name = "LANGUAGE", requires = "report")]
    pub(crate) language: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// What runs the network
    #[arg(long, value_enum, default_value_t = DeviceArg::Auto)]
    pub(crate) device: DeviceArg,
}

/// What is written, and where.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ExportTarget {
    /// Write one folder of pictures per class into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) folders: Option<PathBuf>,
    /// Write the head, its labels and instructions into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) head: Option<PathBuf>,
    /// Write a report of the lesson to this file
    #[arg(long, value_name = "FILE.html")]
    pub(crate) report: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file of the new project
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Folder with a folder of pictures for each class, or a zip archive of it
    #[arg(value_name = "FROM")]
    pub(crate) from: PathBuf,
    /// What it is called [default: the name of FROM]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Overwrite an existing file
    #[arg(long)]
    pub(crate) force: bool,
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
