//! The file, its faults, and what goes before it.

use clap::Parser;

use super::*;

fn told(text: &str) -> Vec<String> {
    file::parse(text, "exhibit.toml").unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn keys_are_the_options_and_what_is_on_the_command_line_goes_before() {
    let options = file::parse("kiosk = true\nidle = 90\npx_per_mm = 3.5\ncamera = \"testcard\"\n", "x").unwrap();
    let resolved = join(options.clone(), &[]);
    assert!(resolved.args.kiosk);
    assert_eq!((resolved.args.idle, resolved.args.look.px_per_mm), (Some(90.0), Some(3.5)));
    let resolved = join(options, &["--idle=45".into()]);
    assert_eq!(resolved.args.idle, Some(45.0), "the later one is in force");
    assert!(!join(file::parse("kiosk = false", "x").unwrap(), &[]).args.kiosk);
}

#[test]
fn what_is_wrong_is_told_with_file_line_and_remedy_all_at_once() {
    let told = told("kiosk = true\nlangage = \"de\"\nidle = 10\nsound = \"loud\"\ncamera = [1]\nrocket = 1\n");
    assert_eq!(told.len(), 5, "{told:#?}");
    let line = |number: usize| told.iter().find(|told| told.starts_with(&format!("exhibit.toml:{number}: "))).unwrap();
    assert!(line(2).contains("`langage`; did you mean `language`?"), "{}", line(2));
    assert!(line(3).contains("`idle`") && line(3).contains("30"), "{}", line(3));
    assert!(line(4).contains("device") && line(4).contains("silent"), "{}", line(4));
    assert!(line(5).contains("takes one"), "{}", line(5));
    assert!(line(6).contains("config init"), "{}", line(6));
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line() {
    let told = told("kiosk = true\nidle = \n");
    assert!(told[0].starts_with("exhibit.toml:2: "), "{told:?}");
    assert!(resolve(Some(Path::new("/nowhere/exhibit.toml")), &[]).is_err());
}

#[test]
fn the_file_to_begin_with_has_every_key_and_each_of_its_lines_is_good() {
    let text = commented_default();
    assert_eq!(file::parse(&text, "x"), Ok(Vec::new()), "nothing is in force");
    for arg in keys(&command()) {
        let key = arg.get_long().unwrap().replace('-', "_");
        assert!(text.contains(&format!("\n# {key} = ")), "{key}");
    }
    let in_force: String = text
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| line.contains(" = "))
        .map(|line| format!("{line}\n"))
        .collect();
    let in_force = in_force.replace("pack = \"\"", "").replace("project = \"\"", "");
    assert!(file::parse(&in_force, "x").is_ok(), "{:?}", file::parse(&in_force, "x"));
}

#[test]
fn a_broken_file_leaves_the_last_good_one_in_force_even_after_the_machine_was_started_anew() {
    let folder = std::env::temp_dir().join(format!("menagerie-config-{}", std::process::id()));
    let (path, copy) = (folder.join("exhibit.toml"), folder.join("state/last-good.toml"));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |text: &str| std::fs::write(&path, text).unwrap();
    let begin = |own: &[OsString]| Watched::begin(Some(path.clone()), Some(copy.clone()), own.to_vec());
    let idle = |watched: &Watched| watched.good.args.idle;

    // Somebody looks after it: it is told, and nothing is kept of it.
    write("idle = 90\n");
    assert!(begin(&[]).is_ok() && !copy.exists());
    write("idle = 9\n");
    assert!(begin(&[]).is_err());
    assert!(begin(&["--kiosk".into()]).is_ok(), "a kiosk without a good one goes on without any");

    write("kiosk = true\nidle = 90\n");
    let mut watched = begin(&[]).ok().unwrap();
    write("kiosk = true\nidle = 9\n");
    watched.renew();
    assert_eq!(idle(&watched), Some(90.0));
    write("kiosk = true\nidle = 120\n");
    watched.renew();
    assert_eq!(idle(&watched), Some(120.0));
    // The next morning.
    write("kiosk = \n");
    assert_eq!(idle(&begin(&[]).ok().unwrap()), Some(120.0));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_a_supervisor_starts_the_exhibit_with_is_understood() {
    let options = file::parse("kiosk = true\nidle = 90\n", "x").unwrap();
    let resolved = join(options, &["--idle=45".into(), "--kiosk".into()]);
    let whole: Vec<OsString> =
        [vec!["menagerie".into(), "run".into()], resolved.arguments, vec!["--config=none".into()]].concat();
    let cli = crate::cli::Cli::try_parse_from(whole).unwrap();
    let Some(crate::cli::Command::Run(args)) = cli.command else { panic!("another command") };
    assert_eq!((args.idle, args.kiosk), (Some(45.0), true));
    assert_eq!(find(args.config.as_deref()), None);
}
