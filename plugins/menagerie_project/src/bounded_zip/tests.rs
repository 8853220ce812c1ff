//! Archives that are honest, and all kinds that are not.

use std::io::Write;

use zip::write::{FullFileOptions, SimpleFileOptions};
use zip::{CompressionMethod, ZipWriter};

use super::*;

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn refusal(bytes: Vec<u8>) -> String {
    BoundedZip::from_bytes(bytes, "evil.zip").unwrap_err().to_string()
}

#[test]
fn an_honest_archive_is_read() {
    let mut zip = BoundedZip::from_bytes(archive(&[("a/b.txt", b"hello"), ("ä.txt", b"x")]), "good.zip").unwrap();
    assert_eq!(zip.names().collect::<Vec<_>>(), ["a/b.txt", "ä.txt"]);
    assert_eq!(zip.read("a/b.txt", 100).unwrap(), b"hello");
    assert!(zip.read("a/b.txt", 4).unwrap_err().to_string().contains("more than 4 bytes"));
    assert!(matches!(zip.read("c", 9), Err(ZipError::Missing { .. })));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for (name, expected) in [
        ("../out.txt", "leads out"),
        ("a/../../out.txt", "leads out"),
        ("/etc/passwd", "absolute"),
        ("C:/windows", "absolute"),
        ("a\\..\\..\\b", "leads out"),
        ("..\\b", "leads out"),
        ("\\\\server\\b", "absolute"),
        ("a\u{1}b", "control"),
    ] {
        let said = refusal(archive(&[(name, b"x")]));
        assert!(said.starts_with("evil.zip: ") && said.contains(expected), "{name}: {said}");
    }
}

#[test]
fn a_name_is_only_a_label() {
    let names = ["A.png", "a.png", "1: Banana/a.png", "a", "é/x"];
    let zip = BoundedZip::from_bytes(archive(&names.map(|name| (name, &b"x"[..]))), "labels.zip").unwrap();
    assert_eq!(zip.names().collect::<Vec<_>>(), names);
}

#[test]
fn what_cannot_be_read_is_told_once_for_the_whole_archive() {
    let whole = archive(&[("a.txt", &[7; 500]), ("b.txt", &[8; 500])]);
    assert!(refusal(whole[..whole.len() * 7 / 10].to_vec()).contains("is not complete"));
    let list = whole.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let with = |at: usize, value: u8| {
        let mut bytes = whole.clone();
        bytes[list + at] = value;
        refusal(bytes)
    };
    assert!(with(8, 1).contains("password"), "{}", with(8, 1));
    assert!(with(10, 98).contains("PPMd"), "{}", with(10, 98));
}

#[test]
fn foreign_names_are_read_and_keep_apart() {
    // Two names in an old 8-bit encoding, as such programs write them: not UTF-8, and not said to be.
    let mut bytes = archive(&[("abc/1.txt", b"x"), ("abd/1.txt", b"y")]);
    for at in 0..bytes.len() - 2 {
        if bytes[at..].starts_with(b"abc") || bytes[at..].starts_with(b"abd") {
            bytes[at] = 0x8e;
        }
    }
    let zip = BoundedZip::from_bytes(bytes, "old.zip").unwrap();
    assert_eq!(zip.names().collect::<Vec<_>>(), ["Äbc/1.txt", "Äbd/1.txt"]);
    let zip = BoundedZip::from_bytes(archive(&[("Pens\\1.txt", b"x"), ("what: 2.txt", b"y")]), "old.zip").unwrap();
    assert_eq!(zip.names().collect::<Vec<_>>(), ["Pens/1.txt", "what: 2.txt"]);
}

/// 7-Zip and `WinRAR` write the name once more, as Unicode (APPNOTE 4.6.9), beside one in an old code page.
#[test]
fn a_name_in_the_unicode_field_counts() {
    let (old, unicode) = ("Cafe/1.txt", "Café/1.txt");
    let mut field = vec![1];
    field.extend(crc32(old.as_bytes()).to_le_bytes());
    field.extend(unicode.as_bytes());
    let mut options = FullFileOptions::default();
    options.add_extra_field(0x7075, field, false).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(old, options).unwrap();
    writer.write_all(b"x").unwrap();
    let zip = BoundedZip::from_bytes(writer.finish().unwrap().into_inner(), "7zip.zip").unwrap();
    assert_eq!(zip.names().collect::<Vec<_>>(), [unicode]);
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn the_very_same_name_twice_is_refused() {
    let mut bytes = archive(&[("a.txt", b"x"), ("b.txt", b"y")]);
    for at in 0..bytes.len() - 5 {
        if bytes[at..].starts_with(b"b.txt") {
            bytes[at] = b'a';
        }
    }
    assert!(refusal(bytes).contains("twice"));
}

#[test]
fn links_are_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("link", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert!(refusal(writer.finish().unwrap().into_inner()).contains("is a link"));
}

#[test]
fn a_bomb_is_stopped_while_it_unpacks() {
    let zeros = vec![0_u8; 64 << 20];
    let mut zip = BoundedZip::from_bytes(archive(&[("bomb", &zeros)]), "bomb.zip").unwrap();
    let said = zip.read("bomb", u64::MAX).unwrap_err().to_string();
    assert!(said.starts_with("bomb.zip: entry `bomb` unpacks to more than"), "{said}");
}

#[test]
fn a_size_that_lies_is_not_believed() {
    // The size in the list of entries (at +24 of its header) says two bytes; the data says more.
    let mut bytes = archive(&[("a", &[7; 5000])]);
    let list = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[list + 24..list + 28].copy_from_slice(&2_u32.to_le_bytes());
    // Refused, or no more than was asked for; never a surprise.
    if let Ok(mut zip) = BoundedZip::from_bytes(bytes, "liar.zip") {
        assert!(zip.read("a", 100).is_err());
    }
}

#[test]
fn a_million_entries_are_refused_before_memory_is_taken() {
    let mut bytes = archive(&[("a", b"x")]);
    let end = bytes.len() - 22;
    // The end of a 64-bit list that claims a million entries.
    let mut large = b"PK\x06\x06".to_vec();
    large.resize(56, 0);
    large[32..40].copy_from_slice(&1_000_000_u64.to_le_bytes());
    let mut locator = b"PK\x06\x07".to_vec();
    locator.resize(20, 0);
    locator[8..16].copy_from_slice(&(end as u64).to_le_bytes());
    bytes.splice(end..end, large.into_iter().chain(locator));
    let said = refusal(bytes.clone());
    assert!(said.contains("1000000 entries"), "{said}");
    // The same, hidden behind another end.
    bytes.extend(archive(&[]));
    let said = refusal(bytes);
    assert!(said.contains("1000000 entries"), "{said}");
}

#[test]
fn no_cut_and_no_flipped_byte_makes_it_panic() {
    let whole = archive(&[("a/b.txt", b"hello hello hello"), ("c", b"x")]);
    for at in 0..whole.len() {
        for bytes in [whole[..at].to_vec(), [&whole[..at], &[whole[at] ^ 0x41], &whole[at + 1..]].concat()] {
            if let Ok(mut zip) = BoundedZip::from_bytes(bytes, "odd.zip") {
                for name in zip.names().map(str::to_owned).collect::<Vec<_>>() {
                    drop(zip.read(&name, 1000));
                }
            }
        }
    }
}

#[test]
fn stored_entries_need_no_ratio() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("picture", stored).unwrap();
    writer.write_all(&vec![0; 3 << 20]).unwrap();
    let mut zip = BoundedZip::from_bytes(writer.finish().unwrap().into_inner(), "stored.zip").unwrap();
    assert_eq!(zip.read("picture", u64::MAX).unwrap().len(), 3 << 20);
}
