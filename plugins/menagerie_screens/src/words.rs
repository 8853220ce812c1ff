//! Every sentence a visitor reads, in one place. One thought at a time, in words an eight-year-old reads aloud.

use menagerie_core::prelude::*;

pub(crate) const TITLE: &str = "Menagerie";
pub(crate) const HOLD: &str = "Hold";
pub(crate) const RESET: &str = "Start over";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const ADD_CLASS: &str = "One more";
pub(crate) const WORKSHOP: &str = "Workshop";
pub(crate) const NEVER_SEEN: &str = "I have never seen anything like that! Will you teach me?";
pub(crate) const SHELF: &str = "Put something in front of the mirror:";
pub(crate) const CAMERA_ON: &str = "Camera on. Pictures stay here and are forgotten.";
pub(crate) const CAMERA_KEEPS: &str = "Camera on. Taught pictures are kept in this lesson's file.";
pub(crate) const OPENING: &str = "Opening the camera ...";
pub(crate) const LOADING: &str = "The creatures are waking up ...";

/// The camera line for a demonstration; the reason is for staff.
pub(crate) fn demonstration(reason: Option<&SourceError>) -> String {
    match reason {
        None => "Demonstration with photographs".to_owned(),
        Some(SourceError::Busy { .. }) => "The camera is busy elsewhere, so here are photographs".to_owned(),
        Some(_) => "No camera found, so here are photographs".to_owned(),
    }
}

/// The camera line for a camera that went away.
pub(crate) fn camera_lost(reason: &SourceError) -> String {
    match reason {
        SourceError::PulledOut { .. } | SourceError::Absent { .. } => "The camera is gone. Looking for it ...",
        SourceError::Stalled { .. } => "The camera has fallen asleep. Waking it ...",
        SourceError::Busy { .. } => "The camera is busy elsewhere. Waiting ...",
        SourceError::BadFrame { .. } | SourceError::Unusable { .. } => {
            "The camera does not work. Please call somebody."
        }
    }
    .to_owned()
}

/// What to say when the network could not be read.
pub(crate) const BROKEN: &str = "The creatures cannot wake up. Please call somebody who looks after us.";

/// The prompt while nothing is held. `one_sided` is a class that was shown from one side only.
pub(crate) fn invite(taught: usize, shortest: usize, one_sided: Option<&str>) -> String {
    match taught {
        0 => "Show something to the mirror and hold one of the round buttons!".to_owned(),
        1 => "Now everything looks like that! Teach a second creature something else.".to_owned(),
        _ if shortest < 10 => "A few more pictures would help. Hold the button a little longer!".to_owned(),
        _ if one_sided.is_some() => {
            format!("I have only seen one side of {}'s thing. Turn it, and hold again!", one_sided.unwrap_or_default())
        }
        _ => "Now show your things again. Who answers?".to_owned(),
    }
}

/// The prompt while a model from elsewhere answers.
pub(crate) fn opened(name: &str) -> String {
    format!("{name} has come to visit. Show it something!")
}

/// The prompt while a button is held. `moves` says whether the newest pictures differed.
pub(crate) fn listening(progress: usize, moves: bool, views: usize) -> String {
    match progress {
        0..5 => "Keep holding ...".to_owned(),
        5.. if progress < EXAMPLES_GOAL && !moves => "I see the same again. Turn it, move it!".to_owned(),
        5..15 => "Good! Turn it a little, so I see all of it.".to_owned(),
        15..EXAMPLES_GOAL => "Nearly there! Move it nearer, then farther away.".to_owned(),
        _ if views == 1 => "Well done! I have only seen one side of it. Let go, turn it, hold again!".to_owned(),
        _ => "Plenty! Let go and teach another one.".to_owned(),
    }
}

/// The name of a class that is not learned.
pub(crate) fn resting(name: &str) -> String {
    format!("{name} (rests)")
}

/// The prompt before a timed recording.
pub(crate) fn count_down(count_down: &CountDown) -> String {
    let secs = count_down.0.map_or(0.0, |(_, secs)| secs.ceil());
    format!("Get ready: {secs} ...")
}

/// How far a class is on the way to the goal; behind it, how many pictures it has.
pub(crate) fn count(progress: usize, pictures: usize) -> String {
    let has_more = progress >= EXAMPLES_GOAL && pictures > EXAMPLES_GOAL;
    if has_more { format!("{pictures}") } else { format!("{} / {EXAMPLES_GOAL}", progress.min(EXAMPLES_GOAL)) }
}
