//! An archive of pictures, a Teachable Machine or a GenAI Teachable Machine zip: whatever the bytes, documents or
//! errors. Pictures are decoded, a model is run.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use menagerie_fuzz::{change_archive, look_at, remember, run_model};
use menagerie_project::Document;

fuzz_target!(|bytes: &[u8]| {
    match menagerie_project::open_zip_bytes(bytes.to_vec(), "fuzz.zip") {
        Ok(Document::Pictures(pictures)) => {
            let total = pictures.total();
            let found = pictures.take(1000).map(|picture| picture.map(|picture| look_at(&picture.file)));
            assert!(found.count() <= total, "more pictures than were announced");
            remember(bytes);
        }
        Ok(Document::Model(model)) => {
            if run_model(&model.model_json, &model.weights, model.metadata_json.as_deref()) {
                remember(bytes);
            }
        }
        // The target `project` looks at those.
        Ok(Document::Project(..)) | Err(_) => {}
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    change_archive(data, size, max_size, seed)
});
