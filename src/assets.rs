//! Where the exhibit's files lie.

use std::env;
use std::path::{Path, PathBuf};

/// The folder `assets`: named by `MENAGERIE_ASSETS`, else beside the program, else that of the source tree it was
/// built from.
///
/// # Errors
/// Where it was looked for, and what to do.
pub(crate) fn find() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os("MENAGERIE_ASSETS") {
        let named = PathBuf::from(named);
        return if is_assets(&named) {
            // Bevy takes a relative one for a folder beside the program.
            Ok(named.canonicalize().unwrap_or(named))
        } else {
            Err(format!(
                "{}: MENAGERIE_ASSETS does not name a folder with models/ in it; correct or unset it",
                named.display()
            ))
        };
    }
    let beside = env::current_exe().ok().and_then(|program| Some(program.parent()?.join("assets")));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    beside.into_iter().chain([source]).find(|dir| is_assets(dir)).ok_or_else(|| {
        "the folder assets is missing: put it beside the program, or set MENAGERIE_ASSETS to it".to_owned()
    })
}

fn is_assets(dir: &Path) -> bool {
    dir.join("models").is_dir()
}

/// Folder of the backbone's weights and labels.
pub(crate) fn model_dir(assets: &Path) -> PathBuf {
    assets.join("models/efficientnet-lite0")
}
