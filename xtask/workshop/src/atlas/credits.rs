//! Whom to thank for a photograph, and which may ship.

use std::collections::BTreeMap;
use std::path::Path;

use menagerie_lesson::{Atlas, AtlasPhotograph};

/// The list in a folder of photographs.
const LIST: &str = "ATTRIBUTION.csv";
/// Sets of such a folder that do not ship: the owners of these photographs were never asked.
const KEPT_BACK: [&str; 1] = ["caltech101"];

/// Folders without a list, each of one origin: name, author, licence, source.
const SETS: [[&str; 4]; 2] = [
    [
        "hands",
        "Zeynep Dikle, Arda Mavi and the students of Ankara Ayranci Anadolu High School",
        "Apache-2.0",
        "https://github.com/ardamavi/Sign-Language-Digits-Dataset",
    ],
    ["trash", "Gary Thung and Mindy Yang", "MIT", "https://github.com/garythung/trashnet"],
];

/// A line of the list.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Line {
    file: String,
    kind: String,
    source: String,
    author: String,
    url: String,
    licence: String,
}

/// The credits of a folder.
pub(super) enum Credits {
    /// One for each file, by its name.
    Listed(BTreeMap<String, Line>),
    /// The same for all: author, licence, source.
    OfSet([&'static str; 3]),
}

impl Credits {
    /// Those of a folder: its list, or what is known of a set of that name.
    pub(super) fn of(folder: &Path) -> Result<Self, String> {
        let list = folder.join(LIST);
        if list.is_file() {
            let told = |error: csv::Error| format!("{}: {error}", list.display());
            let mut reader = csv::Reader::from_path(&list).map_err(told)?;
            let lines = reader.deserialize().map(|line| line.map(|line: Line| (line.file.clone(), line)));
            return lines.collect::<Result<_, _>>().map(Self::Listed).map_err(told);
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let set = SETS.iter().find(|[set, ..]| *set == name);
        let [_, author, licence, source] = set.ok_or_else(|| {
            format!("{}: has no {LIST} and is no set with known credits; nothing ships without them", folder.display())
        })?;
        Ok(Self::OfSet([author, licence, source]))
    }

    pub(super) fn is_listed(&self) -> bool {
        matches!(self, Self::Listed(_))
    }

    /// Whether a photograph, named from its folder, may ship.
    pub(super) fn may_ship(&self, name: &Path) -> bool {
        match self {
            Self::Listed(lines) => {
                lines.contains_key(&*name.to_string_lossy()) && !KEPT_BACK.iter().any(|set| name.starts_with(set))
            }
            Self::OfSet(_) => true,
        }
    }

    /// The credit of a photograph, whose name begins with that of its folder; its file in the atlas is not known yet.
    pub(super) fn of_photograph(&self, name: &str) -> Result<AtlasPhotograph, String> {
        let inside = name.split_once('/').map_or(name, |(_, inside)| inside);
        let file = String::new();
        match self {
            Self::Listed(lines) => {
                let line = lines.get(inside).ok_or_else(|| format!("{name}: has no line in {LIST}"))?;
                let Line { kind, source, author, url, licence, .. } = line;
                let source = if url.is_empty() { source } else { url };
                let [kind, author, licence, source] = [kind, author, licence, source].map(String::clone);
                Ok(AtlasPhotograph { file, kind, author, licence, source })
            }
            Self::OfSet(credit) => {
                let kind = name.rsplit('/').nth(1).unwrap_or_default().to_owned();
                let [author, licence, source] = credit.map(str::to_owned);
                Ok(AtlasPhotograph { file, kind, author, licence, source })
            }
        }
    }
}

/// The credits as a page.
pub(super) fn table(atlas: &Atlas) -> String {
    let mut page =
        "# Photographs of the atlas\n\nMade by `cargo xtask atlas`. Each is the centre square of the original, scaled \
                    to 224 x 224 pixels and saved anew; each stays under its own licence. Licence texts: \
                    https://creativecommons.org/licenses/ and /publicdomain/; those of MIT and Apache-2.0 are in \
                    `LICENSES.txt`.\n\n| file | shows | author | licence | source |\n| --- | --- | --- | --- | --- |\n"
            .to_owned();
    for AtlasPhotograph { file, kind, author, licence, source } in &atlas.photographs {
        let [kind, author, licence, source] = [kind, author, licence, source].map(|text| text.replace('|', "/"));
        page.push_str(&format!("| {file} | {kind} | {author} | {licence} | {source} |\n"));
    }
    page
}
