//! Projects, imports and exports: reading and writing what a lesson is.
//!
//! What it is: files in, plain data out, and back; atomic when writing, bounded when reading. What it is not: it knows no
//! engine, no network and no other room; it decodes no picture beyond its header.
//!
//! - [`Project`] is a whole lesson; [`save`] keeps it, [`open_newest`] brings it back, whatever happened in between.
//! - [`open`] is the door for everything else: folders, archives, other programs' projects and models.
//! - [`export_folders`], [`export_head`] and [`write_report`] give out what others can use.
//! - [`open_pack`] and [`read_pack`] read another look, with other sounds and words, and check all of it.
//! - [`BoundedZip`] stands before every archive.
//!
//! The files are described in `docs/PROJECT-FORMAT.md`.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test stops where something is wrong"))]

mod atomic;
mod bounded_zip;
mod embeddings_file;
mod entry_names;
mod export;
mod format;
mod head_file;
mod import;
mod lock;
mod natural;
mod pack;
mod picture_file;
mod project;
mod report;
mod save;
mod set;

pub use bounded_zip::{BoundedZip, MOST_BYTES, MOST_ENTRIES, MOST_ENTRY_BYTES, ZipError};
pub use export::{export_folders, export_head, export_picture, export_table};
pub use format::{FORMAT_VERSION, ProjectError};
pub use import::{
    ClassAnswers, Document, FoundPicture, ImportError, LeftOutAnswer, ModelExport, Pictures, open, open_zip_bytes,
};
pub use lock::ProjectLock;
pub use pack::{
    MOST_PACK_FILES, PACK, PACK_SIGNS, PALETTE_COLORS, Pack, PackClass, PackDescription, PackFinding, PackPlace,
    SCENE_PICTURES, Surroundings, Written, begin_pack, open_pack, open_pack_bytes, parse_pack, read_pack,
};
pub use project::{Project, ProjectPicture};
pub use report::{html, write_report};
pub use save::{Opened, is_kept, open_newest, save};
pub use set::{SetDescription, SetTranslation, list_sets, parse_set, read_set};
