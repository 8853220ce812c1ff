//! Reads as much TOML as a Cargo.toml of this workspace uses: enough to list dependencies with their lines.
//!
//! Not a TOML parser: a manifest that cargo refuses may be read here all the same.

use std::collections::BTreeMap;

/// When a dependency is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// Always.
    Normal,
    /// For tests, examples and benches.
    Dev,
    /// For the build script.
    Build,
}

/// One dependency of one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// The key: what sources call it, unless the workspace renames it.
    pub(crate) key: String,
    /// The package's own name, where `package = ".."` tells it here.
    pub(crate) package: Option<String>,
    /// When it is there.
    pub(crate) table: Table,
    /// The line it starts at, counted from 1.
    pub(crate) line: usize,
    /// Whether its version stands in the workspace's manifest.
    pub(crate) from_workspace: bool,
    /// Whether it asks for features here.
    pub(crate) has_features: bool,
}

/// Every dependency of a package, target-specific ones included.
pub(crate) fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    for entry in entries(text) {
        let Some((table, at)) = dependency_table(&entry.path) else { continue };
        let Some(key) = entry.path.get(at + 1) else { continue };
        let fields: Vec<(String, String)> = match entry.path.get(at + 2) {
            Some(field) => vec![(field.clone(), entry.value)],
            None => inline_table(&entry.value),
        };
        let known = found.iter().position(|dep| dep.key == *key && dep.table == table);
        let index = known.unwrap_or_else(|| {
            found.push(Dependency {
                key: key.clone(),
                package: None,
                table,
                line: entry.line,
                from_workspace: false,
                has_features: false,
            });
            found.len() - 1
        });
        let dep = &mut found[index];
        for (field, value) in fields {
            match field.as_str() {
                "package" => dep.package = Some(unquote(&value).to_owned()),
                "workspace" => dep.from_workspace = value == "true",
                "features" => dep.has_features = value != "[]",
                _ => {}
            }
        }
    }
    found
}

/// The workspace's own names for packages that it renames: key to package.
pub(crate) fn workspace_renames(text: &str) -> BTreeMap<String, String> {
    let mut renames = BTreeMap::new();
    for entry in entries(text) {
        let path: Vec<&str> = entry.path.iter().map(String::as_str).collect();
        match path[..] {
            ["workspace", "dependencies", key] => {
                let package = inline_table(&entry.value).into_iter().find(|(field, _)| field == "package");
                if let Some((_, package)) = package {
                    renames.insert(key.to_owned(), unquote(&package).to_owned());
                }
            }
            ["workspace", "dependencies", key, "package"] => {
                renames.insert(key.to_owned(), unquote(&entry.value).to_owned());
            }
            _ => {}
        }
    }
    renames
}

/// Which dependency table a key path lies in, and where in the path that table's name stands.
fn dependency_table(path: &[String]) -> Option<(Table, usize)> {
    let at = if path.first()? == "target" { 2 } else { 0 };
    let table = match path.get(at)?.as_str() {
        "dependencies" => Table::Normal,
        "dev-dependencies" => Table::Dev,
        "build-dependencies" => Table::Build,
        _ => return None,
    };
    Some((table, at))
}

/// A key with its whole path, and its value on one line.
struct Entry {
    path: Vec<String>,
    value: String,
    line: usize,
}

fn entries(text: &str) -> Vec<Entry> {
    let mut section: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, raw)) = lines.next() {
        let line = without_comment(raw).trim();
        if let Some(header) = line.strip_prefix('[') {
            section = split_outside(header.trim_start_matches('[').trim_end_matches(']'), '.');
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let mut value = value.trim().to_owned();
        while depth(&value) > 0 {
            let Some((_, next)) = lines.next() else { break };
            value.push(' ');
            value.push_str(without_comment(next).trim());
        }
        let mut path = section.clone();
        path.extend(split_outside(key, '.'));
        // `[dependencies.x]` alone makes no entry, but any of its fields does.
        found.push(Entry { path, value, line: index + 1 });
    }
    found
}

fn inline_table(value: &str) -> Vec<(String, String)> {
    let Some(inside) = value.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
        return Vec::new();
    };
    split_outside(inside, ',')
        .iter()
        .filter_map(|field| field.split_once('='))
        .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn unquote(text: &str) -> &str {
    text.trim().trim_matches(['"', '\''])
}

/// Parts between separators that stand outside of quotes and brackets, trimmed and unquoted where wholly quoted.
fn split_outside(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    let mut open = 0_i32;
    for c in text.chars() {
        quote = next_quote(quote, c);
        if quote.is_none() {
            open += bracket(c);
        }
        match parts.last_mut() {
            Some(part) if c != separator || quote.is_some() || open > 0 => part.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts.iter().map(|part| part.trim()).map(|p| if p.contains('=') { p } else { unquote(p) }.to_owned()).collect()
}

fn without_comment(line: &str) -> &str {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        quote = next_quote(quote, c);
        if c == '#' && quote.is_none() {
            return &line[..at];
        }
    }
    line
}

/// How many brackets stay open outside of quotes.
fn depth(text: &str) -> i32 {
    let mut quote = None;
    let mut open = 0;
    for c in text.chars() {
        quote = next_quote(quote, c);
        if quote.is_none() {
            open += bracket(c);
        }
    }
    open
}

fn bracket(c: char) -> i32 {
    match c {
        '[' | '{' => 1,
        ']' | '}' => -1,
        _ => 0,
    }
}

fn next_quote(quote: Option<char>, c: char) -> Option<char> {
    match quote {
        Some(open) if open == c => None,
        None if c == '"' || c == '\'' => Some(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r##"
[package]
name = "room"        # dependencies = not this

[dependencies]
menagerie_core.workspace = true
bevy = { workspace = true, features = [
  "png", # a comment with ] in it
  "webp",
] }
screen = { package = "wgpu", version = "30" }
"serde" = "1"

[dev-dependencies]
burn = { workspace = true, features = [] }

[target.'cfg(target_os = "linux")'.dependencies]
nokhwa.workspace = true

[build-dependencies.cc]
version = "1"
features = ["parallel"]

[lints]
workspace = true
"##;

    #[test]
    fn every_way_to_write_a_dependency_is_read() {
        let read: Vec<_> = dependencies(MANIFEST)
            .into_iter()
            .map(|d| (d.key, d.package, d.table, d.line, d.from_workspace, d.has_features))
            .collect();
        let dep = |key: &str, package: Option<&str>, table, line, workspace, features| {
            (key.to_owned(), package.map(str::to_owned), table, line, workspace, features)
        };
        assert_eq!(
            read,
            [
                dep("menagerie_core", None, Table::Normal, 6, true, false),
                dep("bevy", None, Table::Normal, 7, true, true),
                dep("screen", Some("wgpu"), Table::Normal, 11, false, false),
                dep("serde", None, Table::Normal, 12, false, false),
                dep("burn", None, Table::Dev, 15, true, false),
                dep("nokhwa", None, Table::Normal, 18, true, false),
                dep("cc", None, Table::Build, 21, false, true),
            ]
        );
    }

    #[test]
    fn the_workspace_may_rename() {
        let text = "[workspace.dependencies]\nscreen = { package = \"wgpu\", version = \"30\" }\nimage = \"1\"\n";
        assert_eq!(workspace_renames(text), BTreeMap::from([("screen".into(), "wgpu".into())]));
    }

    #[test]
    fn a_broken_manifest_is_survived() {
        for text in ["[", "[dependencies", "[dependencies]\nx = [", "=", "[dependencies]\n= 1", "[target]\na = 1", "'"]
        {
            dependencies(text);
        }
    }
}
