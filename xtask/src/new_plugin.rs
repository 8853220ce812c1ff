//! `cargo xtask new plugin NAME`: a plugin of one's own, small and complete, and its line in the exhibit.

use std::fs;
use std::path::Path;

use crate::console::{answer, note};
use crate::failure::Failure;

/// Longest name, letters.
const LONGEST: usize = 30;
/// The languages that every plugin speaks.
const LANGUAGES: [&str; 5] = ["en", "nl", "fr", "de", "es"];

const MANIFEST: &str = r#"[package]
name = "menagerie_@name@"
description = "A plugin of the exhibit: say here what it does."
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true

[dependencies]
menagerie_core.workspace = true
menagerie_ui.workspace = true
bevy.workspace = true

[lints]
workspace = true
"#;

const SOURCE: &str = r#"//! A screen of its own, with one sentence on it. Say here what it is there for (docs/PLUGINS.md).

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, TextRole, mm, phrase, screen_root};

/// The screen.
pub const SCREEN: ScreenId = ScreenId("@name@");
/// The state in which it is shown.
const SHOWN: CurrentScreen = CurrentScreen(SCREEN);

/// Adds the screen.
pub struct @Type@Plugin;

impl Plugin for @Type@Plugin {
    fn build(&self, app: &mut App) {
        let owner = env!("CARGO_CRATE_NAME");
        app.receive_guest(owner)
            .register_screen(ScreenInfo {
                id: SCREEN,
                title: "@key@-title",
                icon: "icons/question.png",
                order: 100,
                owner,
            })
            .bring_words(&[
                ("en", "@name@.ftl", include_str!("../locales/en/@name@.ftl")),
                ("nl", "@name@.ftl", include_str!("../locales/nl/@name@.ftl")),
                ("fr", "@name@.ftl", include_str!("../locales/fr/@name@.ftl")),
                ("de", "@name@.ftl", include_str!("../locales/de/@name@.ftl")),
                ("es", "@name@.ftl", include_str!("../locales/es/@name@.ftl")),
            ])
            .add_systems(OnEnter(SHOWN), enter);
    }
}

fn enter(mut commands: Commands, kit: Kit) {
    let root = commands.spawn(screen_root(SCREEN)).insert(BackgroundColor(kit.palette.sheet)).id();
    commands.entity(root).with_children(|root| {
        root.spawn((
            Node { margin: UiRect::all(mm(6.0)), ..default() },
            phrase(Phrase::new("@key@-sentence"), &kit.fonts.bold, TextRole::Prompt, kit.palette.white),
        ));
    });
}
"#;

/// Writes the plugin `name` and the lines that make it part of the exhibit.
pub(crate) fn write(root: &Path, name: &str) -> Result<(), Failure> {
    check_name(name)?;
    let folder = root.join("plugins").join(format!("menagerie_{name}"));
    if folder.exists() {
        return Err(Failure::new(format!("{} is there already; choose another name", folder.display())));
    }
    // Everything that is changed is read first: nothing is written where something cannot be.
    let manifest = root.join("Cargo.toml");
    let guests = root.join("src/guests.rs");
    let with_dependencies = with_dependencies(&read(&manifest)?, name)?;
    let with_line = with_line(&read(&guests)?, name)?;
    let fill = |text: &str| {
        let named = text.replace("@name@", name).replace("@key@", &name.replace('_', "-"));
        named.replace("@Type@", &type_name(name))
    };
    save(&folder.join("Cargo.toml"), &fill(MANIFEST))?;
    save(&folder.join("src/lib.rs"), &fill(SOURCE))?;
    for language in LANGUAGES {
        let words = fill("@key@-title = @Type@\n@key@-sentence = @Type@!\n");
        save(&folder.join("locales").join(language).join(format!("{name}.ftl")), &words)?;
    }
    save(&manifest, &with_dependencies)?;
    save(&guests, &with_line)?;
    answer(folder.display());
    note(
        "The plugin is part of the exhibit: `cargo xtask run` shows it in the menu, docs/PLUGINS.md says how to go on.",
    );
    Ok(())
}

fn check_name(name: &str) -> Result<(), Failure> {
    let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let begins = name.starts_with(|letter: char| letter.is_ascii_lowercase());
    if begins && name.len() <= LONGEST && name.chars().all(good) && !name.ends_with('_') && !name.contains("__") {
        Ok(())
    } else {
        Err(Failure::WrongUse(format!(
            "\"{name}\" is no name for a plugin; write at most {LONGEST} small letters, digits and single underscores, \
             beginning with a letter: bubbles, tape_recorder"
        )))
    }
}

/// `tape_recorder` as `TapeRecorder`.
fn type_name(name: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    };
    name.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}

/// The root's manifest with the new crate among the workspace's and the program's dependencies.
fn with_dependencies(text: &str, name: &str) -> Result<String, Failure> {
    let ours = format!("menagerie_{name} = {{ path = \"plugins/menagerie_{name}\" }}\n");
    let text = insert_before(text, "menagerie_lamp = { path", &ours, "Cargo.toml")?;
    insert_before(
        &text,
        "menagerie_lamp.workspace = true",
        &format!("menagerie_{name}.workspace = true\n"),
        "Cargo.toml",
    )
}

/// The list of guests with the new one at its end.
fn with_line(text: &str, name: &str) -> Result<String, Failure> {
    let line = format!("        .add(menagerie_{name}::{}Plugin)\n", type_name(name));
    insert_before(text, "    // The next one goes above this line.", &line, "src/guests.rs")
}

fn insert_before(text: &str, place: &str, line: &str, file: &str) -> Result<String, Failure> {
    let missing =
        || Failure::new(format!("{file} has no line `{place}`, before which the plugin would go; put it back"));
    let at = text.find(place).ok_or_else(missing)?;
    Ok(format!("{}{line}{}", &text[..at], &text[at..]))
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::new(format!("cannot write {}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_gets_its_crate_its_words_and_its_lines() {
        let root = std::env::temp_dir().join(format!("menagerie-new-{}", std::process::id()));
        save(
            &root.join("Cargo.toml"),
            "menagerie_lamp = { path = \"x\" }\n[dependencies]\nmenagerie_lamp.workspace = true\n",
        )
        .expect("a folder to write in");
        save(&root.join("src/guests.rs"), "    group\n        .add(A)\n    // The next one goes above this line.\n}\n")
            .expect("a folder to write in");
        write(&root, "tape_recorder").expect("it is written");
        let lib = read(&root.join("plugins/menagerie_tape_recorder/src/lib.rs")).expect("its source");
        let manifest = read(&root.join("Cargo.toml")).expect("the manifest");
        let guests = read(&root.join("src/guests.rs")).expect("the list");
        let again = write(&root, "tape_recorder");
        fs::remove_dir_all(&root).expect("it can be removed");
        assert!(lib.contains("env!(\"CARGO_CRATE_NAME\")") && !lib.contains('@'), "{lib}");
        assert!(lib.contains("pub struct TapeRecorderPlugin;") && lib.contains("\"tape-recorder-title\""), "{lib}");
        assert_eq!(manifest.matches("menagerie_tape_recorder").count(), 3, "{manifest}");
        assert!(
            guests.contains(".add(A)\n        .add(menagerie_tape_recorder::TapeRecorderPlugin)\n    //"),
            "{guests}"
        );
        assert!(again.is_err(), "what is there is not written over");
    }

    #[test]
    fn names_that_are_no_crate_are_refused() {
        for name in ["", "Lamp", "my plugin", "../evil", "1st", "a__b", "lamp_"] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
