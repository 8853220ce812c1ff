//! What the taught head thinks of the newest frame.

use bevy::prelude::*;
use menagerie_lesson::ClassId;

use crate::camera::FrameId;

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// No class is confident enough, or none has been taught.
    #[default]
    Nobody,
    /// This class.
    Class(ClassId),
    /// It resembles nothing that was taught.
    NeverSeen,
}

/// The newest prediction, smoothed over time.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct LatestPrediction {
    /// The frame it is about.
    pub frame: FrameId,
    /// Confidence by taught class, 0..1, together 1. Empty while nothing is taught or a class is being taught.
    pub confidence: Vec<(ClassId, f32)>,
    /// How much the picture is like what was taught, 0..1; below one half it counts as never seen.
    pub known: f32,
    /// Who answers, after threshold and hysteresis.
    pub answer: Answer,
}

impl Default for LatestPrediction {
    fn default() -> Self {
        Self { frame: FrameId::default(), confidence: Vec::new(), known: 1.0, answer: Answer::Nobody }
    }
}

impl LatestPrediction {
    /// Confidence in one class, 0..1; 0 for one that was not taught.
    #[must_use]
    pub fn confidence_in(&self, class: ClassId) -> f32 {
        self.confidence.iter().find(|(id, _)| *id == class).map_or(0.0, |(_, confidence)| *confidence)
    }
}

/// Another class answers than before (or nobody does any more).
#[derive(Message, Debug, Clone, Copy, PartialEq)]
pub struct PredictionChanged {
    /// Who answers now.
    pub answer: Answer,
    /// Confidence in it, 0..1; 0 for nobody and for what was never seen.
    pub confidence: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<LatestPrediction>().add_message::<PredictionChanged>();
}
