//! The description of a ready-made set.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    drop(menagerie_project::parse_set(bytes, "set.json"));
});
