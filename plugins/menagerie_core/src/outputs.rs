//! Outputs: what answers for a class, an open set of kinds. A plugin registers a kind, a class carries a list of outputs as
//! plain data, and everybody hears how strongly each class is answered now.

use bevy::prelude::*;
use menagerie_lesson::{Class, ClassId, ClassOutput};

use crate::classes::{Capturing, Classes};
use crate::prediction::{Answer, LatestPrediction};
use crate::schedule::ExhibitSystems;

/// A kind of output that somebody understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputInfo {
    /// What classes call it: `lamp`.
    pub kind: &'static str,
    /// Key of its title.
    pub title: &'static str,
    /// Its icon, a file in the folder of assets.
    pub icon: &'static str,
    /// The crate that brings it: `env!("CARGO_CRATE_NAME")`.
    pub owner: &'static str,
}

/// Every kind of output there is.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct Outputs(Vec<OutputInfo>);

impl Outputs {
    /// All of them, in the order in which they were registered.
    pub fn iter(&self) -> impl Iterator<Item = &OutputInfo> {
        self.0.iter()
    }

    /// The outputs of a class that nobody here understands. They are kept.
    pub fn missing<'a>(&self, class: &'a Class) -> impl Iterator<Item = &'a ClassOutput> {
        class.outputs.iter().filter(|output| self.0.iter().all(|info| info.kind != output.kind))
    }

    /// Forgets what this crate brought: it was switched off.
    pub(crate) fn forget(&mut self, owner: &str) {
        self.0.retain(|info| info.owner != owner);
    }
}

/// Registering outputs on the app.
pub trait RegisterOutput {
    /// Makes a kind of output known.
    fn register_output(&mut self, output: OutputInfo) -> &mut Self;
}

impl RegisterOutput for App {
    fn register_output(&mut self, output: OutputInfo) -> &mut Self {
        self.init_resource::<Outputs>();
        let mut outputs = self.world_mut().resource_mut::<Outputs>();
        if outputs.0.iter().any(|other| other.kind == output.kind) {
            warn!("the output \"{}\" is registered twice; the second is left out", output.kind);
        } else {
            outputs.0.push(output);
        }
        self
    }
}

/// Fact, in every frame: a class is answered, and how strongly.
#[derive(Message, Debug, Clone, Copy, PartialEq)]
pub struct Reacting {
    /// The class.
    pub class: ClassId,
    /// Confidence in it, above 0, at most 1.
    pub degree: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Outputs>()
        .add_message::<Reacting>()
        .add_systems(Update, tell_reactions.after(ExhibitSystems::Decide).before(ExhibitSystems::Present));
}

fn tell_reactions(
    prediction: Res<LatestPrediction>,
    capturing: Res<Capturing>,
    classes: Res<Classes>,
    mut reacting: MessageWriter<Reacting>,
) {
    if let (Answer::Class(class), None) = (prediction.answer, capturing.0)
        && classes.get(class).is_some()
    {
        reacting.write(Reacting { class, degree: prediction.confidence_in(class) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_answers_reacts_by_degree_and_nobody_while_something_is_taught() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, crate::CorePlugin));
        let answer = LatestPrediction {
            confidence: vec![(ClassId(1), 0.8)],
            answer: Answer::Class(ClassId(1)),
            ..LatestPrediction::default()
        };
        app.insert_resource(answer);
        app.update();
        let heard: Vec<Reacting> = app.world_mut().resource_mut::<Messages<Reacting>>().drain().collect();
        assert_eq!(heard, [Reacting { class: ClassId(1), degree: 0.8 }]);
        app.world_mut().resource_mut::<Capturing>().0 = Some(ClassId(0));
        app.update();
        assert_eq!(app.world_mut().resource_mut::<Messages<Reacting>>().drain().count(), 0);
    }

    #[test]
    fn an_output_that_nobody_understands_is_missing_and_kept() {
        let mut app = App::new();
        app.register_output(OutputInfo { kind: "lamp", title: "lamp", icon: "icons/lamp.png", owner: "lamp" });
        let outputs = vec![ClassOutput::new("lamp"), ClassOutput::new("confetti")];
        let class = Class { outputs, ..Class::new(ClassId(0), "Pim", "pim", 0) };
        let missing = |app: &App| -> Vec<String> {
            app.world().resource::<Outputs>().missing(&class).map(|output| output.kind.clone()).collect()
        };
        assert_eq!(missing(&app), ["confetti"]);
        app.world_mut().resource_mut::<Outputs>().forget("lamp");
        assert_eq!(missing(&app), ["lamp", "confetti"]);
    }
}
