//! An archive of pictures, a Teachable Machine or a GenAI Teachable Machine zip: whatever the bytes, documents or errors.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menagerie_project::Document;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(Document::Pictures(pictures)) = menagerie_project::open_zip_bytes(bytes.to_vec(), "fuzz.zip") {
        let total = pictures.total();
        assert!(pictures.take(1000).count() <= total, "more pictures than were announced");
    }
});
