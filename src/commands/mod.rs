//! The commands of the program, one file each. Each gives its exit code, or a sentence that says what went wrong.

pub(crate) mod bench;
pub(crate) mod classify;
pub(crate) mod config;
pub(crate) mod doctor;
pub(crate) mod eval;
pub(crate) mod inside;
pub(crate) mod pack;
pub(crate) mod project;
pub(crate) mod rehearse;
pub(crate) mod run;

mod network;
