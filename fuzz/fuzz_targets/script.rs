//! A rehearsal's script.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use menagerie_rehearsal::Script;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(Script::parse(text, "visit.ron", Path::new("nowhere")));
    }
});
