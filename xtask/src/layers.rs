//! `cargo xtask layers`: the arrows of the architecture, as one table, and the machine that checks them.
//!
//! A new room, arrow or kept crate is a line in this file and a page in docs/decisions/ that says why.

use std::path::{Path, PathBuf};

use crate::cargo::cargo;
use crate::circles;
use crate::failure::Failure;
use crate::rust_paths::paths;

/// Which rooms a room may know; one that is not here is a guest and may know `GUEST`. The root package, the score, may know
/// every room.
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
    ("menagerie_ui", &["menagerie_core"]),
    ("menagerie_screens", &["menagerie_ui", "menagerie_core"]),
    ("menagerie_stage", &["menagerie_core"]),
    ("menagerie_sound", &["menagerie_core", "menagerie_loudness"]), // docs/decisions/0021
    ("menagerie_loudness", &[]),
    ("menagerie_inside", &["menagerie_ui", "menagerie_core"]),
    ("menagerie_operator", &["menagerie_core"]),
    ("menagerie_kiosk", &["menagerie_core"]),
    ("menagerie_showcontrol", &["menagerie_core"]),
    ("menagerie_rehearsal", &["menagerie_core"]), // docs/decisions/0002
    (TESTKIT, &["menagerie_core"]),
];

/// What a plugin of somebody else's knows: the words, and the kit to draw with.
const GUEST: &[&str] = &["menagerie_core", "menagerie_ui"];

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
    ("fluent", &["menagerie_ui"]),
    ("fluent_bundle", &["menagerie_ui"]),
    ("unic_langid", &["menagerie_ui"]),
    ("accesskit", &["menagerie_ui"]),
    ("burn", &["menagerie_brain", "menagerie_gpu", "menagerie_learning"]),
    ("cubecl", &["menagerie_brain", "menagerie_gpu", "menagerie_learning"]),
];

/// Crates and paths that a room must never name: (room, family or path, why).
const BARRED: &[(&str, &str, &str)] = &[
    ("menagerie_lesson", "bevy", "a lesson is plain data"),
    ("menagerie_lesson", "burn", "a lesson is plain data"),
    ("menagerie_brain", "bevy", "the brain knows no engine"),
    ("menagerie_project", "bevy", "projects know no engine"),
    ("menagerie_loudness", "bevy", "the workshop measures without an engine"),
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
    let mut faults = Vec::new();
    for edges in [Edges::Always, Edges::Dev] {
        faults.extend(check_tree(&dependency_tree(root, edges)?, edges));
    }
    let mut rooms = vec![(SCORE.to_owned(), root.to_path_buf())];
    for folder in sorted_entries(&root.join("plugins"))? {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if folder.join("Cargo.toml").is_file() {
            rooms.push((name, folder));
        }
    }
    let place = |file: &Path| file.strip_prefix(root).unwrap_or(file).display().to_string();
    for (room, folder) in &rooms {
        let manifest = folder.join("Cargo.toml");
        faults.extend(check_manifest(&place(&manifest), &read(&manifest)?));
        for part in ["src", "tests", "benches", "examples"] {
            for file in sources(&folder.join(part))? {
                faults.extend(check_source(room, &place(&file), &read(&file)?));
            }
        }
    }
    let folders =
        rooms.iter().map(|(_, folder)| folder.clone()).chain(["xtask", "xtask/workshop"].map(|x| root.join(x)));
    for folder in folders {
        let src = folder.join("src");
        let read_all =
            sources(&src)?.into_iter().map(|file| Ok((file.clone(), read(&file)?))).collect::<Result<Vec<_>, _>>()?;
        faults.extend(circles::check(&src, &read_all).into_iter().map(|words| format!("{}: {words}", place(&src))));
    }
    // xtask must be there before anything is downloaded.
    let xtask = read(&root.join("xtask/Cargo.toml"))?;
    faults.extend(dependency_lines(&xtask).map(|(number, _, line)| {
        format!("xtask/Cargo.toml:{number}: xtask is std-only, without `{line}`; use it in xtask/workshop")
    }));
    Ok(faults)
}

/// Which dependencies are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edges {
    /// Those that are always there.
    Always,
    /// Those for tests, examples and benches.
    Dev,
}

/// Every package of the workspace (`0name ...`), each followed by what it depends on (`1name ...`), as cargo resolves it.
fn dependency_tree(root: &Path, edges: Edges) -> Result<String, Failure> {
    let edges = if edges == Edges::Dev { "dev" } else { "normal,build" };
    let args = ["tree", "--workspace", "--all-features", "--target", "all", "--depth", "1", "--no-dedupe"];
    let mut command = cargo(root, args);
    let output = command.args(["--prefix", "depth", "--edges", edges]).output();
    let output = output.map_err(|error| Failure::new(format!("cargo tree cannot be started: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!("cargo tree failed: {}", String::from_utf8_lossy(&output.stderr).trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The faults of all rooms' dependencies.
fn check_tree(tree: &str, edges: Edges) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut room = "";
    for line in tree.lines() {
        let Some(name) = line.get(1..).and_then(|rest| rest.split(' ').next()) else { continue };
        if line.starts_with('0') {
            room = name;
        } else if is_room(room) {
            faults.extend(broken_rule(room, name, edges).map(|words| format!("{room}'s Cargo.toml: {words}")));
        }
    }
    faults
}

fn is_room(package: &str) -> bool {
    package == SCORE || package.starts_with("menagerie_")
}

/// Versions and features stand in one place: else a test compiles what `run` compiled already.
fn check_manifest(place: &str, text: &str) -> Vec<Fault> {
    let careless = |(number, table, line): (usize, &str, &str)| {
        let key = line.split(['.', ' ', '=']).next().unwrap_or_default();
        let words = if !line.replace(' ', "").contains("workspace=true") {
            format!("write `{key}.workspace = true`; its version stands in the root Cargo.toml")
        } else if table.contains("dev-dependencies") && line.contains("features") {
            format!(
                "`{key}` asks for features for tests alone, so tests would compile it anew; put them in the root Cargo.toml"
            )
        } else {
            return None;
        };
        Some(format!("{place}:{number}: {words}"))
    };
    dependency_lines(text).filter_map(careless).collect()
}

/// The lines of a manifest's tables of dependencies, with their numbers and tables; the workspace's own are left out.
fn dependency_lines(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut table = "";
    (1..).zip(text.lines().map(str::trim)).filter_map(move |(number, line)| {
        if line.starts_with('[') {
            table = line;
        }
        let is_meant = table.contains("dependencies") && !table.starts_with("[workspace");
        let is_line = !line.is_empty() && !line.starts_with('#') && !line.starts_with('[');
        (is_meant && is_line).then_some((number, table, line))
    })
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
            None => broken_rule(room, first, Edges::Dev),
        };
        faults.extend(fault.map(|words| format!("{place}:{}: {words}", path.line)));
    }
    faults.dedup();
    faults
}

/// Which rule it breaks that this room knows this crate, if any.
fn broken_rule(room: &str, krate: &str, edges: Edges) -> Option<String> {
    let krate = &*krate.replace('-', "_");
    if krate.starts_with("menagerie_") {
        return forbidden_room(room, krate, edges);
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

fn forbidden_room(room: &str, other: &str, edges: Edges) -> Option<String> {
    let fake = other == TESTKIT && edges == Edges::Dev;
    if room == SCORE || room == other || fake {
        return None;
    }
    let known = arrows_of(room);
    if known.contains(&other) {
        return None;
    }
    let may = if known.is_empty() { "none of ours".to_owned() } else { known.join(", ") };
    Some(format!(
        "`{room}` may not know `{other}` (it may know: {may}); let them speak through core's messages and resources, or \
         decide on a new arrow in docs/decisions/"
    ))
}

/// Whom a room may know. One that is not in the table is a guest.
fn arrows_of(room: &str) -> &'static [&'static str] {
    ARROWS.iter().find(|(name, _)| *name == room).map_or(GUEST, |(_, known)| *known)
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

    /// The one fault that a room with this single dependency has; empty if none.
    #[track_caller]
    fn fault_of(room: &str, dependency: &str) -> String {
        let faults = check_tree(&format!("0{room} v0.1.0 (/x)\n1{dependency} v1.0.0\n"), Edges::Always);
        assert!(faults.len() <= 1, "{faults:?}");
        faults.concat()
    }

    #[test]
    fn the_arrows_of_this_very_project_hold() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert_eq!(check(&root), Ok(Vec::new()));
    }

    #[test]
    fn good_arrows_pass() {
        for (room, dependency) in [
            ("menagerie_screens", "menagerie_core"),
            ("menagerie_learning", "menagerie_brain"),
            ("menagerie_learning", "burn"),
            ("menagerie_sound", "kira"),
            ("menagerie_gpu", "wgpu"),
            ("menagerie", "menagerie_learning"),
        ] {
            assert_eq!(fault_of(room, dependency), "", "{room} {dependency}");
        }
        let tests = "0menagerie_stage v0.1.0 (/x)\n1menagerie_testkit v0.1.0 (/y)\n";
        assert_eq!(check_tree(tests, Edges::Dev), Vec::<Fault>::new(), "tests may have fakes");
    }

    #[test]
    fn bad_arrows_are_told_with_their_remedy() {
        for (room, dependency, wanted) in [
            ("menagerie_screens", "menagerie_stage", "may not know `menagerie_stage` (it may know: menag"),
            ("menagerie_stage", "menagerie_learning", "may not know `menagerie_learning`"),
            ("menagerie_core", "menagerie_camera", "(it may know: menagerie_lesson)"),
            ("menagerie_screens", "wgpu-core", "only menagerie_gpu may name `wgpu`"),
            ("menagerie", "burn", "only menagerie_brain, menagerie_gpu, menagerie_learning"),
            ("menagerie_stage", "cpal", "only menagerie_sound"),
            ("menagerie_brain", "bevy_math", "the brain knows no engine"),
            ("menagerie_project", "bevy", "projects know no engine"),
            ("menagerie_stage", "menagerie_testkit", "may not know `menagerie_testkit`"),
            ("menagerie_attic", "menagerie_stage", "(it may know: menagerie_core, menagerie_ui)"),
        ] {
            let fault = fault_of(room, dependency);
            assert!(fault.contains(wanted), "{room} {dependency}: {fault}");
        }
    }

    #[test]
    fn versions_and_features_stand_in_the_workspace() {
        let good = "[package]\nversion = \"1\"\n[dependencies]\n# Why.\na.workspace = true\nb = { workspace = true }\n";
        assert_eq!(check_manifest("Cargo.toml", good), Vec::<Fault>::new());
        let fault = |text: &str| check_manifest("Cargo.toml", text).concat();
        assert!(fault("[dependencies]\nserde = \"1\"\n").starts_with("Cargo.toml:2: write `serde.workspace = true`"));
        assert!(fault("[target.'cfg(unix)'.dependencies.x]\nversion = \"1\"\n").contains("Cargo.toml:2"));
        let features = "[dev-dependencies]\nimage = { workspace = true, features = [\"webp\"] }\n";
        assert!(fault(features).contains("tests would compile it anew"));
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
}
