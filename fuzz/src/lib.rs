//! The readers that live in rooms with an engine, without the rooms: an engine instrumented for fuzzing takes an hour to
//! build, and is not what is fuzzed.

// The readers name their neighbours as in their own rooms.
extern crate self as menagerie_core;

#[path = "../../plugins/menagerie_core/src/picture.rs"]
#[allow(dead_code, reason = "a fuzzed reader uses a part of it")]
pub mod picture;
#[path = "../../plugins/menagerie_rehearsal/src/script.rs"]
pub mod script;
#[path = "../../plugins/menagerie_brain/src/tfjs/mod.rs"]
pub mod tfjs;
