//! A project's file: whatever the bytes, a project or an error. One that was read is the same when written and read
//! again, and can be learned.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use menagerie_fuzz::{change_archive, learn, remember};
use menagerie_project::Project;

fuzz_target!(|bytes: &[u8]| {
    let Ok(project) = Project::from_bytes(bytes.to_vec(), "fuzz.menagerie") else { return };
    let again = project.to_bytes().expect("what was read can be written");
    let read = Project::from_bytes(again, "again.menagerie").expect("what was written can be read");
    assert!(read == project, "a project changes when it is written and read");
    learn(&project);
    remember(bytes);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    change_archive(data, size, max_size, seed)
});
