//! A pack's archive: whatever the bytes, a pack or findings that name the archive. What was unpacked is gone afterwards.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use menagerie_fuzz::{change_archive, remember};
use menagerie_project::{Surroundings, open_pack_bytes, parse_pack, read_pack};

fuzz_target!(|bytes: &[u8]| {
    drop(parse_pack(bytes, "pack.toml"));
    let Ok(place) = open_pack_bytes(bytes.to_vec(), "fuzz.zip") else { return };
    let (pack, findings) = read_pack(&place, &Surroundings::default());
    for finding in &findings {
        assert!(finding.to_string().starts_with("fuzz.zip: "), "a finding without its archive: {finding}");
        assert!(!finding.remedy.is_empty(), "a finding without a remedy: {finding}");
    }
    assert_eq!(pack.is_none(), findings.iter().any(|finding| finding.refuses), "{findings:?}");
    let folder = place.folder().to_owned();
    drop(place);
    assert!(!folder.exists(), "what was unpacked stays");
    if pack.is_some() {
        remember(bytes);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    change_archive(data, size, max_size, seed)
});
