//! Packs: what a good one gives, and how each broken one is explained: the file, the line, the key, the remedy.

#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod common;

use std::fs;
use std::path::Path;

use common::{Scratch, archive, png};
use menagerie_project::{Pack, Surroundings, begin_pack, open_pack, parse_pack, read_pack};

const WHOLE: &str = r##"name = "Garden"
sentence = "For small children"
language = "nl"
creatures = ["bee", "pim"]
classes = [
    { name = "Bee", creature = "bee" },
    { name = "Leaf" },
]
screens = ["play"]
sets = ["leaves"]
[palette]
plate = "#20304a"
"##;

fn around() -> Surroundings {
    Surroundings {
        creatures: vec!["pim".into(), "tuft".into()],
        sets: vec!["market-stall".into()],
        languages: vec!["en".into(), "nl".into()],
        palette: [("white", [255; 3]), ("plate", [33, 28, 71]), ("sheet", [26, 22, 56]), ("ink", [33, 26, 71])]
            .map(|(name, color)| (name.to_owned(), color))
            .into(),
    }
}

/// A WAV file of so many seconds: one channel, 8 bits, 8 kHz.
fn wav(secs: u32) -> Vec<u8> {
    let samples = secs * 8_000;
    let mut bytes = b"RIFF____WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    bytes.extend(8_000_u32.to_le_bytes());
    bytes.extend(8_000_u32.to_le_bytes());
    bytes.extend(*b"\x01\0\x08\0data");
    bytes.extend(samples.to_le_bytes());
    bytes.resize(bytes.len() + samples as usize, 0x80);
    bytes
}

/// A garden with everything in it.
fn garden(scratch: &Scratch) -> &Path {
    scratch.with(&[
        ("pack.toml", WHOLE.as_bytes()),
        ("README.md", b"About it."),
        ("creatures/bee/creature.ron", b"()"),
        ("creatures/bee/sheet.png", &png(1)),
        ("creatures/bee/loop.wav", &wav(2)),
        ("sounds/done.wav", &wav(1)),
        ("sounds/library/buzz.wav", &wav(1)),
        ("locales/nl/garden.ftl", b"hold = Voer mij"),
        ("scene/background.png", &png(2)),
        ("sets/leaves/set.json", br#"{"name": "Leaves", "sentence": "Two.", "licence": "CC0"}"#),
        ("sets/leaves/teach/Oak/1.png", &png(3)),
    ])
}

/// What reading a pack gives, and what is said.
fn read(path: &Path) -> (Option<Pack>, Vec<String>) {
    let place = match open_pack(path) {
        Ok(place) => place,
        Err(finding) => return (None, vec![finding.to_string()]),
    };
    let (pack, findings) = read_pack(&place, &around());
    (pack, findings.iter().map(ToString::to_string).collect())
}

#[test]
fn everything_in_a_good_pack_is_found() {
    let scratch = Scratch::new("pack-good");
    let (pack, said) = read(garden(&scratch));
    assert!(said.is_empty(), "{said:#?}");
    let pack = pack.unwrap();
    assert_eq!((pack.about.name.as_str(), pack.about.sentence.as_str()), ("Garden", "For small children"));
    let names = |list: &Option<Vec<menagerie_project::Written<String>>>| {
        list.iter().flatten().map(|name| name.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&pack.about.creatures), ["bee", "pim"]);
    assert_eq!((names(&pack.about.screens), names(&pack.about.sets)), (vec!["play".into()], vec!["leaves".into()]));
    let classes: Vec<_> = pack.about.classes.iter().map(|class| (class.name.as_str(), &class.creature)).collect();
    assert!(classes[0].0 == "Bee" && classes[0].1.as_ref().unwrap().value == "bee" && classes[1].1.is_none());
    assert_eq!(pack.about.palette["plate"].value, [0x20, 0x30, 0x4a]);
    assert_eq!(pack.scene, ["background"]);
}

#[test]
fn a_pack_to_begin_with_is_clean_and_overwrites_nothing() {
    let scratch = Scratch::new("pack-new");
    let folder = scratch.join("mine");
    begin_pack(&folder).unwrap();
    let (pack, said) = read(&folder);
    assert!(pack.is_some() && said.is_empty(), "{said:#?}");
    let refused = begin_pack(&folder).unwrap_err().to_string();
    assert!(refused.contains("is not empty") && refused.contains("Choose a new folder"), "{refused}");
}

/// Each line of a `pack.toml` that cannot be used, the line that is named, and what is said.
#[test]
fn every_slip_in_its_description_is_explained_with_its_line() {
    let cases: &[(&str, &str, &str)] = &[
        ("name = \"A\"\ncolour = 3", "2: `colour` is no key of a pack", "there are name, sentence"),
        ("name = \"A\"\nsentence = 3", "2: `sentence` is a number, but has to be a text", "quotation marks"),
        ("sentence = \"x\"", "1: `name` is missing", "name = \"Garden\""),
        ("name = \"\"", "1: `name` has 0 characters", "1 to 80"),
        ("name = \"A\"\ncreatures = \"bee\"", "2: `creatures` is a text, but has to be a list", "brackets"),
        ("name = \"A\"\ncreatures = [\"../bee\"]", "2: `creatures` names \"../bee\"", "without a path"),
        ("name = \"A\"\nsets = [\"/etc\"]", "2: `sets` names \"/etc\"", "without a path"),
        ("name = \"A\"\nsets = [\n\"x\",\n\"x\"]", "4: `sets` names \"x\" twice", "Remove one"),
        ("name = \"A\"\nlanguage = \"n/l\"", "2: `language` is \"n/l\"", "pt-BR"),
        ("name = \"A\"\nclasses = []", "2: `classes` is empty", "one to six"),
        ("name = \"A\"\nclasses = [{ nam = \"x\" }]", "2: `classes.nam` is no key", "name, creature"),
        ("name = \"A\"\nclasses = [\"Bee\"]", "2: `classes` has a text in it", "{ name ="),
        ("name = \"A\"\n\n[palette]\nplate = \"#20304\"", "4: `palette.plate` is no colour", "\"#20304a\""),
        ("name = \"A\"\n[palette]\nplate = \"#+0304a\"", "3: `palette.plate` is no colour", "0 to f"),
        ("name = \"A\"\n[palette]\npurple = \"#203040\"", "3: `palette.purple` is no key", "below_ground"),
        ("name = \"A\"\npalette = 3", "2: `palette` is a number", "[palette]"),
        ("name = \"A\"\nlanguage = nl", "2: is not written as TOML", "quotation marks"),
    ];
    for (text, place, remedy) in cases {
        let (about, findings) = parse_pack(text.as_bytes(), "garden/pack.toml");
        let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(about.is_none() && !said.is_empty(), "{text}: {said:?}");
        assert!(said[0].starts_with(&format!("garden/pack.toml:{place}")), "{text}: {said:?}");
        assert!(said[0].contains(remedy), "{text}: {said:?}");
    }
    let seven: Vec<String> = (0..7).map(|n| format!("{{ name = \"{n}\" }}")).collect();
    let (_, findings) = parse_pack(format!("name = \"A\"\nclasses = [{}]", seven.join(", ")).as_bytes(), "p");
    assert!(findings[0].to_string().contains("has 7 entries, but at most 6"), "{findings:?}");
    let (_, findings) = parse_pack(b"name = \"A\"\n# \xff", "p");
    assert!(findings[0].to_string().starts_with("p:2: is not Unicode"), "{findings:?}");
}

#[test]
fn several_slips_are_said_at_once() {
    let (_, findings) = parse_pack(b"nam = \"A\"\nlanguage = 1\n[palette]\nink = 2", "pack.toml");
    let lines: Vec<_> = findings.iter().map(|finding| (finding.line, finding.key.clone().unwrap())).collect();
    for expected in [(Some(1), "nam"), (Some(1), "name"), (Some(2), "language"), (Some(4), "palette.ink")] {
        assert!(lines.contains(&(expected.0, expected.1.into())), "{lines:?}");
    }
}

/// What is broken is left out and said; the rest of the pack can be used.
#[test]
fn what_is_missing_or_broken_is_named_and_the_rest_is_used() {
    let long = wav(2);
    let cases: &[(&str, &[u8], &str, &str)] = &[
        (
            "pack.toml",
            b"name = \"A\"\n\ncreatures = [\"wasp\"]",
            "pack.toml:3: `creatures` names the creature \"wasp\"",
            "there are bee, pim, tuft",
        ),
        (
            "pack.toml",
            b"name = \"A\"\nclasses = [{ name = \"A\", creature = \"wasp\" }]",
            "pack.toml:2: `classes.creature` names the creature \"wasp\"",
            "a plain one",
        ),
        (
            "pack.toml",
            b"name = \"A\"\nsets = [\"rocks\"]",
            "pack.toml:2: `sets` names the set \"rocks\"",
            "there are leaves, market-stall",
        ),
        ("pack.toml", b"name = \"A\"\nlanguage = \"tlh\"", "pack.toml:2: `language` is \"tlh\"", "there are en, nl"),
        (
            "pack.toml",
            b"name = \"A\"\n[palette]\nink = \"#f0f0f0\"\npaper = \"#ffffff\"",
            "pack.toml:3: `palette.ink` makes words hard to read",
            "1.1 to 1",
        ),
        (
            "pack.toml",
            b"name = \"A\"\n[palette]\nplate = \"#c0c0c0\"",
            "pack.toml:3: `palette.plate` makes words hard to read",
            "4.5 to 1",
        ),
        ("scene/background.png", b"\x89PNG\r\n\x1a\nnothing", "scene/background.png: is no picture", "PNG"),
        (
            "scene/backgruond.png",
            b"",
            "scene/backgruond.png: is nothing that the exhibit looks for",
            "background, ground",
        ),
        ("creatures/bee/sheet.png", b"GIF89a", "creatures/bee/sheet.png: is no picture", "PNG"),
        ("creatures/wasp/creature.ron", b"()", "creatures/wasp: has no sheet.png", "loop.wav"),
        ("sounds/done.wav", b"ID3", "sounds/done.wav: is not a WAV file", "44100 Hz"),
        ("sounds/dnoe.wav", &long, "sounds/dnoe.wav: is nothing", "capture, done, reset"),
        ("sounds/library/done.wav", &long, "sounds/library/done.wav: is nothing", "library/<name>.wav"),
        ("sounds/library/moo.wav", b"ID3", "sounds/library/moo.wav: is not a WAV file", "44100 Hz"),
        ("locales/nl/garden.ftl", b"hold = \xff", "locales/nl/garden.ftl: is not Unicode", "UTF-8"),
        ("sound/done.wav", &long, "sound/: is no folder", "creatures, sounds"),
        ("sets/leaves/set.json", b"{\n\"name\": 3}", "sets/leaves: cannot be used", "set.json"),
    ];
    for (name, bytes, said_first, said_too) in cases {
        let scratch = Scratch::new("pack-broken");
        garden(&scratch);
        scratch.with(&[(name, bytes)]);
        let (pack, said) = read(&scratch.0);
        let shown = scratch.join("").display().to_string();
        let told: Vec<&str> = said.iter().filter_map(|said| said.strip_prefix(&shown)).collect();
        assert!(told.iter().any(|said| said.starts_with(said_first) && said.contains(said_too)), "{name}: {said:#?}");
        assert_eq!(said.len(), 1, "{said:#?}");
        let pack = pack.unwrap_or_else(|| panic!("{name} refuses the pack"));
        assert_eq!(pack.scene.is_empty(), *name == "scene/background.png");
    }
}

/// What is beyond a limit or leads out refuses the pack as a whole.
#[test]
fn what_is_beyond_a_limit_refuses_the_pack() {
    let wide = {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(8193, 1).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let cases: &[(&str, &[u8], &str)] = &[
        ("scene/ground.png", &wide, "scene/ground.png: has 8193 x 1 pixels"),
        ("sounds/done.wav", &wav(11), "sounds/done.wav: sounds for 11.0 seconds"),
        ("sounds/library/moo.wav", &wav(11), "sounds/library/moo.wav: sounds for 11.0 seconds"),
        ("creatures/bee/loop.wav", &wav(61), "creatures/bee/loop.wav: sounds for 61.0 seconds"),
        ("creatures/bee/creature.ron", &vec![b' '; 1025 << 10], "creatures/bee/creature.ron: cannot be used"),
        ("pack.toml", &vec![b'#'; 65 << 10], "pack.toml: cannot be used"),
        ("a/b/c/d/e/f/g/h.txt", b"", "a/b/c/d/e/f/g: lies too deep"),
        ("scene/a:b.png", b"", "scene/a:b.png: has a name that has a slash, a colon"),
    ];
    for (name, bytes, expected) in cases {
        let scratch = Scratch::new("pack-limits");
        garden(&scratch);
        scratch.with(&[(name, bytes)]);
        let (pack, said) = read(&scratch.0);
        assert!(pack.is_none(), "{name}");
        assert!(said.iter().any(|said| said.contains(expected)), "{name}: {said:#?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_pack_refuses_it_and_one_within_is_a_file() {
    use std::os::unix::fs::symlink;

    let scratch = Scratch::new("pack-links");
    let folder = garden(&scratch);
    symlink("background.png", folder.join("scene/ground.png")).unwrap();
    let (pack, said) = read(folder);
    assert_eq!(pack.unwrap().scene, ["background", "ground"], "{said:?}");
    let leads_out = "leads out of the pack";
    for (target, name, expected) in [
        ("/etc/hostname", "scene/medal.png", leads_out),
        ("/etc", "creatures/etc", leads_out),
        ("nowhere", "locales/en", leads_out),
        ("/etc", "creatures/.etc", "is hidden"),
    ] {
        symlink(target, folder.join(name)).unwrap();
        let (pack, said) = read(folder);
        assert!(pack.is_none() && said[0].contains(name) && said[0].contains(expected), "{said:?}");
        fs::remove_file(folder.join(name)).unwrap();
    }
    // What programs keep beside the pack is nobody's business.
    scratch.with(&[(".git/config", b"x"), ("scene/.DS_Store", b"x")]);
    assert!(read(folder).0.is_some());
}

#[test]
fn an_archive_is_unpacked_for_as_long_as_it_is_used() {
    let scratch = Scratch::new("pack-zip");
    for top in ["", "garden/"] {
        let names = ["pack.toml", "scene/background.png", "__MACOSX/pack.toml"].map(|name| format!("{top}{name}"));
        let background = png(1);
        let bytes = [b"name = \"Garden\"\nnonsense = 1".as_slice(), &background, b"x"];
        let entries: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(bytes).collect();
        let path = scratch.join("garden.zip");
        fs::write(&path, archive(&entries)).unwrap();
        let place = open_pack(&path).unwrap();
        let folder = place.folder().to_owned();
        assert!(folder.join("scene/background.png").is_file() && !folder.join("__MACOSX").exists());
        let (_, findings) = read_pack(&place, &around());
        let said = findings[0].to_string();
        assert!(said.starts_with(&format!("{}: pack.toml:2: `nonsense`", path.display())), "{said}");
        drop(place);
        assert!(!folder.exists());
    }
}

#[test]
fn a_hostile_archive_is_refused_and_leaves_nothing() {
    let scratch = Scratch::new("pack-hostile");
    let bomb = vec![0; 64 << 20];
    let cases: &[(&str, &[u8], &str)] = &[
        ("../evil.txt", b"x", "leads out of the archive"),
        ("/evil.txt", b"x", "absolute name"),
        ("scene/a:b.png", b"x", "name has a slash, a colon"),
        ("scene//b.png", b"x", "name is empty"),
        ("scene/background.png", &bomb, "unpacks to more than 200 times its size"),
        ("pack.toml/x", b"x", "cannot be unpacked"),
    ];
    for (name, bytes, expected) in cases {
        let path = scratch.join("evil.zip");
        fs::write(&path, archive(&[("pack.toml", b"name = \"A\""), (name, bytes)])).unwrap();
        let said = open_pack(&path).unwrap_err().to_string();
        assert!(said.starts_with(&path.display().to_string()) && said.contains(expected), "{said}");
    }
    let ours = format!("menagerie-pack-{}-", std::process::id());
    let left = fs::read_dir(std::env::temp_dir()).unwrap().flatten();
    assert_eq!(left.filter(|entry| entry.file_name().to_string_lossy().starts_with(&ours)).count(), 0);
    fs::write(scratch.join("none.zip"), archive(&[("other.txt", b"x")])).unwrap();
    for (name, expected) in [("none.zip", "has no pack.toml"), ("missing", "cannot be opened")] {
        let said = open_pack(&scratch.join(name)).unwrap_err().to_string();
        assert!(said.contains(expected) && said.contains("pack"), "{said}");
    }
}
