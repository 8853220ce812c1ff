//! Circles between the modules of a crate: files that need each other, directly or by way of others.
//!
//! A module is a file. It needs another when it names a path into it (`crate::`, `super::`, `self::`, or a child's name);
//! what a `pub use` passes on counts where it is defined. A parent holds its descendants, so naming them is no need, and
//! tests inside a file are left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::rust_paths::{RustPath, paths};

/// The parts of a module's path below the crate: `["head", "knn"]`.
type Module = Vec<String>;

/// A file that others may need.
struct Source {
    paths: Vec<RustPath>,
    /// Names that it passes on, and the paths they stand for.
    facade: BTreeMap<String, String>,
}

/// What is wrong in a crate whose sources these are: the shortest circle through every module that is in one.
pub(crate) fn check(src: &Path, files: &[(PathBuf, String)]) -> Vec<String> {
    let mut sources: BTreeMap<Module, Source> = BTreeMap::new();
    for (file, text) in files {
        let found = paths(without_tests(text));
        let passed_on = |path: &RustPath| Some((path.text.rsplit("::").next()?.to_owned(), path.text.clone()));
        let facade = found.iter().filter(|path| path.is_public).filter_map(passed_on).collect();
        // `main.rs` and `lib.rs` are two crates in one folder; together they have no circle that one has not.
        let source =
            sources.entry(module_of(src, file)).or_insert(Source { paths: Vec::new(), facade: BTreeMap::new() });
        source.paths.extend(found);
        source.facade.extend::<BTreeMap<_, _>>(facade);
    }
    let needs: BTreeMap<&Module, BTreeSet<&Module>> =
        sources.iter().map(|(module, source)| (module, needed(module, source, &sources))).collect();
    let mut told = BTreeSet::new();
    for module in sources.keys() {
        told.extend(shortest_circle(module, &needs).map(|circle| circle.into_iter().collect::<BTreeSet<_>>()));
    }
    told.into_iter().map(|circle| in_words(&circle)).collect()
}

fn in_words(circle: &BTreeSet<&Module>) -> String {
    let names: Vec<String> = circle.iter().map(|module| format!("`{}`", module.join("::"))).collect();
    format!("{} depend on each other in a cycle; put what they share into a module of its own", names.join(", "))
}

/// The module that a file is.
fn module_of(src: &Path, file: &Path) -> Module {
    let mut parts: Module = file
        .strip_prefix(src)
        .unwrap_or(file)
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into())
        .collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// What stands before the tests at the end of a file.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// The modules that one needs.
fn needed<'a>(module: &Module, source: &Source, sources: &'a BTreeMap<Module, Source>) -> BTreeSet<&'a Module> {
    let targets = source.paths.iter().filter_map(|path| resolve(module, &path.text, sources, 0));
    targets.filter(|target| !target.starts_with(module)).collect()
}

/// The module in which what a path names is defined; `None` for other crates.
fn resolve<'a>(from: &Module, path: &str, sources: &'a BTreeMap<Module, Source>, depth: usize) -> Option<&'a Module> {
    let mut parts: VecDeque<&str> = path.split("::").collect();
    let mut full = from.clone();
    match *parts.front()? {
        "crate" => {
            full.clear();
            parts.pop_front();
        }
        "self" => {
            parts.pop_front();
        }
        "super" => {
            while parts.front() == Some(&"super") {
                full.pop();
                parts.pop_front();
            }
        }
        child => {
            full.push(child.to_owned());
            if !sources.contains_key(&full) {
                return None;
            }
            full.pop();
        }
    }
    full.extend(parts.into_iter().map(str::to_owned));
    let inner = (0..=full.len()).rev().find(|end| sources.contains_key(&full[..*end]))?;
    let (module, source) = sources.get_key_value(&full[..inner])?;
    // A facade of facades of facades is a circle of its own; nobody writes one.
    let passed_on = full.get(inner).and_then(|name| source.facade.get(name)).filter(|_| depth < 5);
    passed_on.and_then(|path| resolve(module, path, sources, depth + 1)).or(Some(module))
}

/// The fewest modules through which one needs itself.
fn shortest_circle<'a>(
    start: &'a Module,
    needs: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
) -> Option<Vec<&'a Module>> {
    let mut came_from: BTreeMap<&Module, &Module> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(module) = queue.pop_front() {
        for &next in needs.get(module)? {
            if next == start {
                let mut circle = vec![module];
                while let Some(&before) =
                    circle.last().filter(|last| **last != start).and_then(|last| came_from.get(last))
                {
                    circle.push(before);
                }
                return Some(circle);
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, module);
                queue.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<_> =
            files.iter().map(|(name, text)| (Path::new("src").join(name), (*text).to_owned())).collect();
        check(Path::new("src"), &files)
    }

    #[test]
    fn a_circle_is_told_once_with_its_modules() {
        let found = circles(&[
            ("lib.rs", "mod nest; mod bird; mod egg; mod tree;"),
            ("nest.rs", "use crate::egg::Egg;"),
            ("egg.rs", "use super::bird::Bird;"),
            ("bird.rs", "fn f() { crate::nest::build(); }"),
            ("tree.rs", "use crate::nest::Nest;"),
        ]);
        assert_eq!(
            found,
            ["`bird`, `egg`, `nest` depend on each other in a cycle; put what they share into a module of its own"]
        );
    }

    #[test]
    fn a_parent_holds_its_children() {
        let files = [
            ("lib.rs", "mod head; pub use head::Head; fn f() { head::fit(); }"),
            ("head/mod.rs", "mod knn; pub trait Head {} fn fit() { knn::fit(); self::knn::fit(); }"),
            ("head/knn.rs", "use super::Head; use crate::head::Head as Other;"),
        ];
        assert!(circles(&files).is_empty());
    }

    #[test]
    fn what_is_passed_on_counts_where_it_is_defined() {
        let facade = ("lib.rs", "mod a; mod b; pub use a::A; pub use b::B;");
        assert!(circles(&[facade, ("a.rs", "use crate::B;"), ("b.rs", "")]).is_empty());
        assert_eq!(circles(&[facade, ("a.rs", "use crate::B;"), ("b.rs", "use crate::A;")]).len(), 1);
    }

    #[test]
    fn tests_and_other_crates_make_no_circle() {
        let inside = "fn x() {}\n#[cfg(test)]\nmod tests {\n use crate::a::A;\n}\n";
        assert!(circles(&[("lib.rs", ""), ("a.rs", "use crate::b::x; use std::b::c;"), ("b.rs", inside)]).is_empty());
    }
}
