//! A lesson as a project, and back: the words of the exhibit and those of the file.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::classes::CREATURES;
use menagerie_core::prelude::*;
use menagerie_project::{Project, ProjectClass, ProjectPicture, ProjectSettings};

use crate::knowledge::Knowledge;

/// Everything that is saved of a lesson; cheap to take, because pictures are shared.
pub(super) fn project_of(
    name: &str,
    classes: &Classes,
    album: &Album,
    knowledge: &Knowledge,
    settings: &LessonSettings,
) -> Project {
    let pictures = album.iter().map(|(id, picture)| ProjectPicture {
        id: id.0,
        class: picture.class.0,
        part: part_in_file(picture.part),
        source: picture.source.to_string(),
        recording: picture.recording.map(|recording| recording.0),
        file: Arc::clone(&picture.file),
        embedding: knowledge.get(id).map(|seen| seen.embedding.shared()),
    });
    Project {
        name: name.to_owned(),
        classes: classes.0.iter().map(class_in_file).collect(),
        pictures: pictures.collect(),
        settings: settings_in_file(settings),
        head: None,
    }
}

fn class_in_file(class: &Class) -> ProjectClass {
    let [red, green, blue, _] = class.color.to_srgba().to_u8_array();
    ProjectClass {
        id: class.id.0,
        name: class.name.clone(),
        output: class.creature.clone(),
        says: class.says.clone(),
        color: [red, green, blue],
        enabled: class.enabled,
    }
}

/// The class of a file, with the number that it had there.
pub(super) fn class_from_file(class: &ProjectClass) -> Class {
    let [red, green, blue] = class.color;
    // A creature of another exhibit cannot come here; one of ours takes its place.
    let stranger = !class.output.is_empty() && !CREATURES.contains(&class.output.as_str());
    let creature =
        if stranger { CREATURES[usize::from(class.id) % CREATURES.len()].to_owned() } else { class.output.clone() };
    Class {
        id: ClassId(class.id),
        name: class.name.clone(),
        creature,
        says: class.says.clone(),
        color: Color::srgb_u8(red, green, blue),
        enabled: class.enabled,
        examples: 0,
        tests: 0,
        progress: 0.0,
        views: 0,
    }
}

pub(super) fn part_from_file(part: menagerie_project::Part) -> Part {
    match part {
        menagerie_project::Part::Teach => Part::Teach,
        menagerie_project::Part::Test => Part::Test,
    }
}

fn part_in_file(part: Part) -> menagerie_project::Part {
    match part {
        Part::Teach => menagerie_project::Part::Teach,
        Part::Test => menagerie_project::Part::Test,
    }
}

pub(super) fn settings_in_file(settings: &LessonSettings) -> ProjectSettings {
    let LessonSettings {
        head,
        epochs,
        batch_size,
        learning_rate,
        validation_share,
        early_stopping,
        augmentation,
        seed,
        knows_unknown,
        threshold,
    } = settings.clone();
    ProjectSettings {
        head,
        epochs,
        batch_size,
        learning_rate,
        validation_share,
        early_stopping,
        augmentation,
        seed,
        knows_unknown,
        threshold,
    }
}

pub(super) fn settings_from_file(settings: &ProjectSettings) -> LessonSettings {
    let ProjectSettings {
        head,
        epochs,
        batch_size,
        learning_rate,
        validation_share,
        early_stopping,
        augmentation,
        seed,
        knows_unknown,
        threshold,
    } = settings.clone();
    LessonSettings {
        head,
        epochs,
        batch_size,
        learning_rate,
        validation_share,
        early_stopping,
        augmentation,
        seed,
        knows_unknown,
        threshold,
    }
}

/// The head in the words of the file; `None` for one that is no linear one.
pub(super) fn head_in_file(
    head: Option<menagerie_brain::LinearHead>,
    classes: &Classes,
) -> Option<menagerie_project::LinearHead> {
    let head = head?;
    let label = |class: &u16| classes.get(ClassId(*class)).map(|class| class.name.clone());
    Some(menagerie_project::LinearHead {
        kind: head.kind.name().to_owned(),
        labels: head.classes.iter().map(label).collect::<Option<_>>()?,
        weights: head.weights,
        intercepts: head.intercepts,
        sharpness: head.sharpness,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_comes_back_from_the_file_as_it_went_in() {
        let class = Class {
            id: ClassId(7),
            name: "Pens".into(),
            creature: "purple".into(),
            says: "A pen!".into(),
            color: Classes::color(4),
            enabled: false,
            examples: 0,
            tests: 0,
            progress: 0.0,
            views: 0,
        };
        assert_eq!(class_from_file(&class_in_file(&class)), class);
        let foreign = ProjectClass { output: "dragon".into(), ..class_in_file(&class) };
        assert!(CREATURES.contains(&class_from_file(&foreign).creature.as_str()));
        let quiet = ProjectClass { output: String::new(), ..class_in_file(&class) };
        assert!(class_from_file(&quiet).is_quiet());
    }

    #[test]
    fn settings_come_back_and_the_defaults_agree() {
        let settings = LessonSettings { head: "knn".into(), epochs: 7, seed: 3, threshold: 0.8, ..default() };
        assert_eq!(settings_from_file(&settings_in_file(&settings)), settings);
        assert_eq!(settings_from_file(&ProjectSettings::default()), LessonSettings::default());
    }
}
