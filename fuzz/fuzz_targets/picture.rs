//! A picture's file of any kind: whatever the bytes, a picture or an error; what is no picture gets a name or none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menagerie_fuzz::look_at;
use menagerie_lesson::{check_picture, other_kind, with_huffman_tables};

fuzz_target!(|bytes: &[u8]| {
    drop(check_picture(bytes, "fuzz"));
    drop(other_kind(bytes));
    drop(with_huffman_tables(bytes));
    look_at(bytes);
});
