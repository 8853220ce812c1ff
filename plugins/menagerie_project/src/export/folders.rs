//! A folder for each class, once to teach and once to test with, and a list of what they are called.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use menagerie_lesson::{ClassId, Split};

use super::names::Names;
use crate::atomic::write_whole;
use crate::format::{ProjectError, io_error};
use crate::import::{CLASSES, CLASSES_FORMAT, FolderClass, FolderList};
use crate::picture_file::picture_suffix;
use crate::project::{Project, ProjectPicture};

/// Writes `teach/<class>/<number>.jpg`, `validate/..`, `test/..` and `classes.json` into a folder, which is created if
/// missing. Imported again, they give the same classes and pictures. `progress` is told how many are done, and
/// says whether to go on. How many pictures were written comes back.
///
/// # Errors
/// What is in the way (nothing is overwritten), or what the system said.
pub fn export_folders(
    project: &Project,
    dir: &Path,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<usize, ProjectError> {
    for name in [split_folder(Split::Teach), split_folder(Split::Validate), split_folder(Split::Test), CLASSES] {
        let path = dir.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(ProjectError::InTheWay { file: path.display().to_string() });
        }
    }
    let mut names = Names::default();
    let classes: Vec<(ClassId, FolderClass)> = (project.classes.iter())
        .map(|class| {
            let folder = names.folder(&class.name);
            // One that had to be numbered is another class, and is to stay one.
            let is_twin = project.class_named(&class.name).is_some_and(|first| first.id != class.id);
            let name = if is_twin { folder.clone() } else { class.name.clone() };
            (class.id, FolderClass { folder, name, says: class.says.clone() })
        })
        .collect();
    let folders: BTreeMap<ClassId, String> = classes.iter().map(|(id, class)| (*id, class.folder.clone())).collect();
    for folder in folders.values() {
        make_folder(&dir.join(split_folder(Split::Teach)).join(folder))?;
    }
    let list =
        FolderList { format: CLASSES_FORMAT.into(), classes: classes.into_iter().map(|(_, class)| class).collect() };
    let path = dir.join(CLASSES);
    let text = serde_json::to_vec_pretty(&list).map_err(|error| written(&path, error.into()))?;
    write_whole(&path, &text).map_err(|error| written(&path, error))?;
    for (done, picture) in project.pictures.iter().enumerate() {
        if !progress(done, project.pictures.len()) {
            return Ok(done);
        }
        // A class that is not there has no folder; a project that was checked has none such.
        let Some(folder) = folders.get(&picture.class) else { continue };
        write_picture(picture, &dir.join(split_folder(picture.split)).join(folder))?;
    }
    progress(project.pictures.len(), project.pictures.len());
    Ok(project.pictures.len())
}

fn split_folder(split: Split) -> &'static str {
    match split {
        Split::Teach => "teach",
        Split::Validate => "validate",
        Split::Test => "test",
    }
}

fn write_picture(picture: &ProjectPicture, folder: &Path) -> Result<(), ProjectError> {
    make_folder(folder)?;
    let path = folder.join(format!("{:06}.{}", picture.id.0, picture_suffix(&picture.file)));
    let write = || File::create_new(&path)?.write_all(&picture.file);
    write().map_err(|error| written(&path, error))
}

fn make_folder(path: &Path) -> Result<(), ProjectError> {
    fs::create_dir_all(path).map_err(|error| io_error(&path.display().to_string(), "making the folder", error))
}

fn written(path: &Path, error: io::Error) -> ProjectError {
    io_error(&path.display().to_string(), "writing", error)
}
