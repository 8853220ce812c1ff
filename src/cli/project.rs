//! The command line of `menagerie project`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{DeviceArg, HeadArg};

/// What there is to do with a lesson kept in one file.
#[derive(Debug, Subcommand)]
pub(crate) enum ProjectCommand {
    /// Make an empty project
    #[command(after_help = "Example:\n  menagerie project new desk.menagerie --class Pens --class Books")]
    New(NewArgs),
    /// Say what is in a project
    #[command(after_help = "Example:\n  menagerie project info desk.menagerie --json")]
    Info(InfoArgs),
    /// Take pictures in
    #[command(
        after_help = "Without --class the folder of a picture says its class; classes that are not there are made.\n\
        Pictures above 256 KiB are kept as the network sees them: their centre square at 224 x 224.\n\n\
        Examples:\n  menagerie project add desk.menagerie pictures/\n  \
        menagerie project add desk.menagerie more/*.jpg --class Pens --test"
    )]
    Add(AddArgs),
    /// Teach the pictures and keep the head
    #[command(after_help = "Settings that are given are kept in the project.\n\n\
        Example:\n  menagerie project train desk.menagerie --head softmax --epochs 200 --json")]
    Train(TrainArgs),
    /// Ask about pictures that were not taught
    #[command(after_help = "Examples:\n  menagerie project test desk.menagerie\n  \
        menagerie project test desk.menagerie --pictures others/ --json")]
    Test(TestArgs),
    /// Write the pictures, the head or a report for use elsewhere
    #[command(after_help = "Examples:\n  menagerie project export desk.menagerie --folders pictures/\n  \
        menagerie project export desk.menagerie --head head/\n  \
        menagerie project export desk.menagerie --report lesson.html")]
    Export(ExportArgs),
    /// Make a project of a folder or zip archive of pictures
    #[command(
        after_help = "The folder of a picture says its class. Zip archives of Teachable Machine's pictures and of\n\
        GenAI Teachable Machine's projects are understood; of the latter the sentences of classes are taken over.\n\n\
        Example:\n  menagerie project import desk.menagerie teachable-machine-samples.zip"
    )]
    Import(ImportArgs),
}

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// The project's file, by custom with the ending .menagerie
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What it is called [default: the file's name]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// A class; as often as there are classes
    #[arg(long = "class", value_name = "NAME")]
    pub(crate) classes: Vec<String>,
    /// Take the place of a file that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// The result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InfoArgs {
    /// The project's file
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The result as JSON
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
    /// To test with instead of to teach
    #[arg(long)]
    pub(crate) test: bool,
    /// The result as JSON
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
    /// Passes over all pictures, at most
    #[arg(long, value_name = "N")]
    pub(crate) epochs: Option<usize>,
    /// Pictures of one step; 0: all at once
    #[arg(long, value_name = "N")]
    pub(crate) batch_size: Option<usize>,
    /// Learning rate
    #[arg(long, value_name = "X")]
    pub(crate) learning_rate: Option<f64>,
    /// Share of each class's pictures that is kept back to validate with, 0 to 0.5
    #[arg(long, value_name = "X")]
    pub(crate) validation_share: Option<f64>,
    /// Train to the last epoch
    #[arg(long)]
    pub(crate) no_early_stopping: bool,
    /// Teach mirrored, nearer, darker and brighter variants, too
    #[arg(long)]
    pub(crate) augmentation: bool,
    /// Random seed
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Begin with the defaults instead of the project's settings
    #[arg(long)]
    pub(crate) defaults: bool,
    /// The result as JSON
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
    /// Folder with a folder of pictures for each class, or a zip archive of it [default: the pictures to test with]
    #[arg(long, value_name = "DIR")]
    pub(crate) pictures: Option<PathBuf>,
    /// The result as JSON
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
    /// The result as JSON
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
    /// Write a folder of pictures for each class into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) folders: Option<PathBuf>,
    /// Write the head, its labels and how to use them into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) head: Option<PathBuf>,
    /// Write a report of the lesson into this file
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
    /// Take the place of a file that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// The result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
