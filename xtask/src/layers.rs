//! `cargo xtask layers`: the arrows of the architecture, as one table, and the machine that checks them.
//!
//! A new room, arrow or kept crate is a line in this file and a page in docs/decisions/ that says why.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::manifest::{Dependency, Table, dependencies, workspace_renames};
use crate::rust_paths::paths;

/// Which rooms a room may know. The root package, the score, may know every room.
const ARROWS: &[(&str, &[&str])] = &[
    ("menagerie_lesson", &[]),
    ("menagerie_core", &["menagerie_lesson"]),
    ("menagerie_brain", &["menagerie_lesson"]),
    ("menagerie_project", &["menagerie_lesson"]),
    ("menagerie_gpu", &["menagerie_core"]),
    ("menagerie_camera", &["menagerie_core"]),
    (
        "menagerie_learning",
        &["menagerie_gpu", "menagerie_brain", "menagerie_project", "menagerie_core", "menagerie_lesson"],
    ),
    ("menagerie_screens", &["menagerie_core"]),
    ("menagerie_stage", &["menagerie_core"]),
    ("menagerie_sound", &["menagerie_core"]),
    ("menagerie_inside", &["menagerie_core"]),
    ("menagerie_operator", &["menagerie_core"]),
    ("menagerie_kiosk", &["menagerie_core"]),
    ("menagerie_showcontrol", &["menagerie_core"]),
    ("menagerie_rehearsal", &["menagerie_core"]), // docs/decisions/0002
    (TESTKIT, &["menagerie_core"]),
];

/// Fakes for tests: every room may have it as a dev-dependency.
const TESTKIT: &str = "menagerie_testkit";

/// Crates that only some rooms may name; a family is the crate itself and every crate named `<it>_..`.
const KEPT: &[(&str, &[&str])] = &[
    ("wgpu", &["menagerie_gpu"]),
    ("nokhwa", &["menagerie_camera"]),
    ("kira", &["menagerie_sound"]),
    ("cpal", &["menagerie_sound"]),
    ("bevy_egui", &["menagerie_operator"]),
    ("egui", &["menagerie_operator"]),
    ("burn", &["menagerie_brain", "menagerie_gpu", "menagerie_learning"]),
    ("cubecl", &["menagerie_brain", "menagerie_gpu", "menagerie_learning"]),
];

/// Crates and paths that a room must never name: (room, family or path, why).
const BARRED: &[(&str, &str, &str)] = &[
    ("menagerie_lesson", "bevy", "a lesson is plain data"),
    ("menagerie_lesson", "burn", "a lesson is plain data"),
    ("menagerie_brain", "bevy", "the brain knows no engine"),
    ("menagerie_project", "bevy", "projects know no engine"),
    ("menagerie_core", "bevy::render", "core draws nothing"),
    ("menagerie_core", "bevy::core_pipeline", "core draws nothing"),
    ("menagerie_core", "bevy::sprite_render", "core draws nothing"),
    ("menagerie_core", "bevy::ui_render", "core draws nothing"),
    ("menagerie_core", "bevy_render", "core draws nothing"),
];

/// The root package.
const SCORE: &str = "menagerie";

/// Something that breaks a rule, told with its place and its remedy.
pub(crate) type Fault = String;

/// Checks every room below the project's root, and the score itself.
pub(crate) fn check(root: &Path) -> Result<Vec<Fault>, Failure> {
    let workspace = read(&root.join("Cargo.toml"))?;
    let renames = workspace_renames(&workspace);
    let mut faults = Vec::new();
    let mut rooms = vec![(SCORE.to_owned(), root.to_path_buf())];
    for folder in sorted_entries(&root.join("plugins"))? {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if folder.join("Cargo.toml").is_file() {
            rooms.push((name, folder));
        }
    }
    for (room, folder) in &rooms {
        let place = |file: &Path| file.strip_prefix(root).unwrap_or(file).display().to_string();
        let manifest = folder.join("Cargo.toml");
        faults.extend(check_manifest(room, &place(&manifest), &read(&manifest)?, &renames));
        for part in ["src", "tests", "benches", "examples"] {
            for file in sources(&folder.join(part))? {
                faults.extend(check_source(room, &place(&file), &read(&file)?));
            }
        }
    }
    faults.extend(check_xtask(&read(&root.join("xtask/Cargo.toml"))?));
    Ok(faults)
}

/// xtask itself must be there before anything is downloaded.
fn check_xtask(text: &str) -> Vec<Fault> {
    let told = |dep: Dependency| {
        format!("xtask/Cargo.toml:{}: xtask is std-only, without `{}`; use it in xtask/workshop", dep.line, dep.key)
    };
    dependencies(text).into_iter().map(told).collect()
}

/// The faults of one manifest.
fn check_manifest(room: &str, place: &str, text: &str, renames: &BTreeMap<String, String>) -> Vec<Fault> {
    if room != SCORE && arrows_of(room).is_none() {
        return vec![format!(
            "{place}:1: the room `{room}` is not in the table; decide whom it may know, write the decision into \
             docs/decisions/, and add it to ARROWS in xtask/src/layers.rs"
        )];
    }
    let mut faults = Vec::new();
    for dep in dependencies(text) {
        let package = dep.package.clone().or_else(|| renames.get(&dep.key).cloned()).unwrap_or_else(|| dep.key.clone());
        let fault = broken_rule(room, &package, dep.table).or_else(|| careless(&dep));
        faults.extend(fault.map(|words| format!("{place}:{}: {words}", dep.line)));
    }
    faults
}

/// The faults of one source file.
fn check_source(room: &str, place: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for path in paths(text) {
        let first = path.text.split("::").next().unwrap_or_default();
        let barred = BARRED.iter().find(|(who, what, _)| {
            *who == room && (path.text == *what || path.text.strip_prefix(what).is_some_and(|r| r.starts_with("::")))
        });
        // Whether fakes may be named is for the manifest to say; a source cannot tell tests from the rest.
        let fault = match barred {
            Some((_, what, why)) => Some(format!("`{room}` may not name `{what}`: {why}")),
            None => broken_rule(room, first, Table::Dev),
        };
        faults.extend(fault.map(|words| format!("{place}:{}: {words}", path.line)));
    }
    faults.dedup();
    faults
}

/// Which rule it breaks that this room knows this crate, if any.
fn broken_rule(room: &str, krate: &str, table: Table) -> Option<String> {
    let krate = &*krate.replace('-', "_");
    if krate.starts_with("menagerie_") {
        return forbidden_room(room, krate, table);
    }
    if let Some((_, what, why)) = BARRED.iter().find(|(who, what, _)| *who == room && is_of(krate, what)) {
        return Some(format!("`{room}` may not know `{krate}` (of the family `{what}`): {why}"));
    }
    let (family, keepers) = KEPT.iter().find(|(family, _)| is_of(krate, family))?;
    if keepers.contains(&room) {
        return None;
    }
    let keepers = keepers.join(", ");
    Some(format!(
        "`{room}` may not name `{krate}`: only {keepers} may name `{family}`; ask that room through core's words"
    ))
}

fn forbidden_room(room: &str, other: &str, table: Table) -> Option<String> {
    let fake = other == TESTKIT && table == Table::Dev;
    if room == SCORE || room == other || fake {
        return None;
    }
    let known = arrows_of(room).unwrap_or_default();
    if known.contains(&other) {
        return None;
    }
    let may = if known.is_empty() { "none of ours".to_owned() } else { known.join(", ") };
    Some(format!(
        "`{room}` may not know `{other}` (it may know: {may}); let them speak through core's messages and resources, or \
         decide on a new arrow in docs/decisions/"
    ))
}

/// Versions and features stand in one place: else a test compiles what `run` compiled already.
fn careless(dep: &Dependency) -> Option<String> {
    let key = &dep.key;
    if !dep.from_workspace {
        return Some(format!("write `{key}.workspace = true`; its version stands in the root Cargo.toml"));
    }
    (dep.table == Table::Dev && dep.has_features).then(|| {
        format!(
            "`{key}` asks for features for tests alone, so tests would compile it anew; put them in the root Cargo.toml"
        )
    })
}

fn arrows_of(room: &str) -> Option<&'static [&'static str]> {
    ARROWS.iter().find(|(name, _)| *name == room).map(|(_, known)| *known)
}

/// Whether a crate belongs to a family: `wgpu` and `wgpu_core`, but not `wgpuish`.
fn is_of(krate: &str, family: &str) -> bool {
    krate.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

fn read(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let told = |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(told)?;
    let mut found = entries.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(told)?;
    found.sort();
    Ok(found)
}

/// Every Rust source below a folder; none where there is no such folder.
fn sources(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in sorted_entries(folder)? {
        if entry.is_dir() {
            found.extend(sources(&entry)?);
        } else if entry.extension().is_some_and(|end| end == "rs") {
            found.push(entry);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest_faults(room: &str, text: &str) -> Vec<Fault> {
        check_manifest(room, "Cargo.toml", text, &BTreeMap::from([("screen".into(), "wgpu".into())]))
    }

    /// The one fault that a room's manifest with this single dependency line has; empty if none.
    #[track_caller]
    fn fault_of(room: &str, line: &str) -> String {
        let faults = manifest_faults(room, &format!("[package]\nname = \"x\"\n[dependencies]\n{line}\n"));
        assert!(faults.len() <= 1, "{faults:?}");
        faults.concat()
    }

    #[test]
    fn the_arrows_of_this_very_project_hold() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert_eq!(check(&root), Ok(Vec::new()));
    }

    #[test]
    fn good_manifests_pass() {
        for (room, line) in [
            ("menagerie_screens", "menagerie_core.workspace = true"),
            ("menagerie_learning", "menagerie_brain.workspace = true"),
            ("menagerie_learning", "burn.workspace = true"),
            ("menagerie_sound", "kira = { workspace = true }"),
            ("menagerie_gpu", "wgpu.workspace = true"),
            ("menagerie", "menagerie_learning.workspace = true"),
        ] {
            assert_eq!(fault_of(room, line), "", "{room} {line}");
        }
    }

    #[test]
    fn bad_manifests_are_told_with_place_and_remedy() {
        for (room, line, wanted) in [
            (
                "menagerie_screens",
                "menagerie_stage.workspace = true",
                "may not know `menagerie_stage` (it may know: menag",
            ),
            ("menagerie_stage", "menagerie_learning.workspace = true", "may not know `menagerie_learning`"),
            ("menagerie_core", "menagerie_camera.workspace = true", "(it may know: menagerie_lesson)"),
            ("menagerie_screens", "wgpu.workspace = true", "only menagerie_gpu may name `wgpu`"),
            ("menagerie_screens", "screen.workspace = true", "only menagerie_gpu may name `wgpu`"),
            ("menagerie_screens", "x = { package = \"wgpu-core\", workspace = true }", "may not name `wgpu_core`"),
            ("menagerie", "burn.workspace = true", "only menagerie_brain, menagerie_gpu, menagerie_learning"),
            ("menagerie_stage", "cpal.workspace = true", "only menagerie_sound"),
            ("menagerie_brain", "bevy_math.workspace = true", "the brain knows no engine"),
            ("menagerie_project", "bevy.workspace = true", "projects know no engine"),
            ("menagerie_stage", "menagerie_testkit.workspace = true", "may not know `menagerie_testkit`"),
            ("menagerie_stage", "serde = \"1\"", "write `serde.workspace = true`"),
            ("menagerie_attic", "bevy.workspace = true", "the room `menagerie_attic` is not in the table"),
        ] {
            let fault = fault_of(room, line);
            assert!(fault.starts_with("Cargo.toml:") && fault.contains(wanted), "{room} {line}: {fault}");
        }
    }

    #[test]
    fn tests_may_have_fakes_but_no_features_of_their_own() {
        let text = "[dev-dependencies]\nmenagerie_testkit.workspace = true\nimage.workspace = true\n";
        assert_eq!(manifest_faults("menagerie_stage", text), Vec::<Fault>::new());
        let text = "[dev-dependencies]\nimage = { workspace = true, features = [\"webp\"] }\n";
        assert!(manifest_faults("menagerie_stage", text).concat().contains("tests would compile it anew"));
    }

    #[test]
    fn sources_are_checked_too() {
        let source =
            "//! wgpu::Buffer is fine in a comment.\nuse bevy::{prelude::*, render::renderer::RenderDevice};\n";
        assert_eq!(
            check_source("menagerie_core", "a.rs", source),
            ["a.rs:2: `menagerie_core` may not name `bevy::render`: core draws nothing"]
        );
        assert_eq!(check_source("menagerie_stage", "a.rs", source), Vec::<Fault>::new());
        for (room, source) in [
            ("menagerie_stage", "fn f(x: wgpu::Buffer) {}"),
            ("menagerie_stage", "use menagerie_screens::ScreensPlugin;"),
            ("menagerie_brain", "use bevy::prelude::*;"),
            ("menagerie", "fn f() { burn::tensor::Tensor::zeros(); }"),
        ] {
            assert_eq!(check_source(room, "a.rs", source).len(), 1, "{room} {source}");
        }
    }

    #[test]
    fn xtask_stays_std_only() {
        assert!(check_xtask("[dependencies]\n").is_empty());
        assert!(check_xtask("[dependencies]\nclap.workspace = true\n").concat().contains("std-only"));
    }
}
