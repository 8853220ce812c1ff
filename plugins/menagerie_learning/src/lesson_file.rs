//! A lesson as a project, and back.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::classes::CREATURES;
use menagerie_core::prelude::*;
use menagerie_lesson::LinearHead;
use menagerie_project::{Project, ProjectPicture};

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
        id,
        class: picture.class,
        split: picture.split,
        source: picture.source.to_string(),
        recording: picture.recording,
        file: Arc::clone(&picture.file),
        embedding: knowledge.get(id).map(|seen| seen.embedding.shared()),
    });
    Project {
        name: name.to_owned(),
        classes: classes.0.clone(),
        pictures: pictures.collect(),
        settings: *settings,
        head: None,
    }
}

/// The class of a file as it can be here: a creature of another exhibit cannot come, one of ours takes its place.
pub(super) fn class_from_file(class: &Class) -> Class {
    let is_stranger = !class.is_quiet() && !CREATURES.contains(&class.creature.as_str());
    let ours = CREATURES[usize::from(class.id.0) % CREATURES.len()];
    Class { creature: if is_stranger { ours.to_owned() } else { class.creature.clone() }, ..class.clone() }
}

/// The head with the names of its classes; `None` for one that is no linear one.
pub(super) fn named_head(head: Option<LinearHead<ClassId>>, classes: &Classes) -> Option<LinearHead<String>> {
    head?.relabelled(|class| classes.get(*class).map(|class| class.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_creature_of_another_exhibit_is_replaced_and_quiet_stays_quiet() {
        let class = |creature: &str| class_from_file(&Class::new(ClassId(7), "Pens", creature, 4));
        assert_eq!(class("purple"), Class::new(ClassId(7), "Pens", "purple", 4));
        assert!(CREATURES.contains(&class("dragon").creature.as_str()));
        assert!(class("").is_quiet());
    }
}
