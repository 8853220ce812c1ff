//! A rehearsal's script.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use menagerie_fuzz::script::Script;

fuzz_target!(|text: &str| {
    drop(Script::parse(text, "visit.ron", Path::new("/nowhere")));
});
