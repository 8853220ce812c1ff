//! A project's file: whatever the bytes, a project or an error; and a project that was read is the same when read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use menagerie_project::Project;

fuzz_target!(|bytes: &[u8]| {
    let Ok(project) = Project::from_bytes(bytes.to_vec(), "fuzz.menagerie") else { return };
    let again = project.to_bytes().expect("what was read can be written");
    let read = Project::from_bytes(again, "again.menagerie").expect("what was written can be read");
    assert!(read == project, "a project changes when it is written and read");
});
