//! The experiment that runs: which step it waits at, and what was answered at those before it.

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// How long it looks once it is told that a thing is there, seconds: smoothing takes a second or two.
pub(super) const LOOK_SECS: f32 = 1.6;

/// "It is there now": the network looks, and its answer is kept.
pub(super) const LOOK: ControlName = ControlName::new("limits/look");
/// The way to the screen on which one teaches.
pub(super) const TEACH: ControlName = ControlName::new("limits/teach");
/// The same experiment once more.
pub(super) const AGAIN: ControlName = ControlName::new("limits/again");
/// Back to the cards.
pub(super) const CARDS: ControlName = ControlName::new("limits/cards");

/// The next page of cards, where there are more than fit.
pub(super) const MORE: ControlName = ControlName::new("limits/more");

/// How often the cards were turned.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Turned(pub(super) usize);

/// What was answered at a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    pub(super) answer: Answer,
    /// Confidence in it, 0..1; 0 for nobody and for what was never seen.
    pub(super) confidence: f32,
}

impl Seen {
    fn now(prediction: &LatestPrediction) -> Self {
        let confidence = match prediction.answer {
            Answer::Class(class) => prediction.confidence_in(class),
            Answer::Nobody | Answer::NeverSeen => 0.0,
        };
        Self { answer: prediction.answer, confidence }
    }
}

/// A run of an experiment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) id: String,
    /// The step it waits at; as many as there are when it is over.
    pub(super) step: usize,
    /// Key of each step at which something was shown, and what was answered.
    pub(super) seen: Vec<(&'static str, Seen)>,
}

impl Run {
    fn of(experiment: &ExperimentInfo) -> Self {
        Self { id: experiment.id.to_owned(), step: 0, seen: Vec::new() }
    }
}

/// The run, while there is one; without, the cards are shown.
#[derive(Resource, Debug, Clone, PartialEq, Default)]
pub(super) struct Running(pub(super) Option<Run>);

/// Seconds for which the network still looks; none while nobody asked it to.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Looking(pub(super) Option<f32>);

/// Follows what visitors touch.
pub(super) fn follow_touches(
    mut activated: MessageReader<Activated>,
    experiments: Res<Experiments>,
    challenges: Res<Challenges>,
    mut running: ResMut<Running>,
    mut looking: ResMut<Looking>,
    mut turned: ResMut<Turned>,
    mut go: MessageWriter<GoTo>,
) {
    for Activated { control } in activated.read() {
        if *control == LOOK {
            if looking.0.is_none() {
                looking.0 = Some(LOOK_SECS);
            }
        } else if *control == MORE {
            turned.0 += 1;
        } else if *control == TEACH {
            go.write(GoTo(ScreenId::PLAY));
        } else if *control == CARDS {
            (running.0, looking.0) = (None, None);
        } else if let Some(challenge) =
            control.of_kind("challenge").and_then(|id| challenges.iter().find(|challenge| challenge.id == id))
        {
            go.write(GoTo(challenge.screen));
        } else {
            let again = running.0.as_ref().filter(|_| *control == AGAIN).map(|run| run.id.as_str());
            let id = control.of_kind("experiment").or(again);
            if let Some(experiment) = id.and_then(|id| experiments.get(id)) {
                (running.0, looking.0) = (Some(Run::of(experiment)), None);
            }
        }
    }
}

/// Goes on to the next step as soon as what this one waits for has happened.
pub(super) fn go_on(
    experiments: Res<Experiments>,
    classes: Res<Classes>,
    prediction: Res<LatestPrediction>,
    time: Res<Time>,
    mut told: MessageReader<StepDone>,
    mut running: ResMut<Running>,
    mut looking: ResMut<Looking>,
    mut play: MessageWriter<PlaySound>,
) {
    let told: Vec<&str> = told.read().map(|StepDone(id)| *id).collect();
    let Some(run) = &running.0 else { return };
    let Some(experiment) = experiments.get(&run.id) else {
        // Whoever brought it was switched off.
        running.0 = None;
        return;
    };
    let Some(step) = experiment.steps.get(run.step) else { return };
    let is_done = match step.until {
        Until::Looked => {
            looking.0 = looking.0.map(|secs| secs - time.delta_secs());
            looking.0.is_some_and(|secs| secs <= 0.0)
        }
        Until::Told => told.contains(&experiment.id),
        until => until.is_taught(classes.0.iter().filter(|class| class.enabled).map(|class| class.counts.teach)),
    };
    if !is_done {
        return;
    }
    looking.0 = None;
    let is_last = run.step + 1 == experiment.steps.len();
    if let Some(run) = &mut running.0 {
        run.step += 1;
        if step.until == Until::Looked {
            run.seen.push((step.task, Seen::now(&prediction)));
            play.write(PlaySound::new(if is_last { "done" } else { "capture" }));
        }
    }
}

/// A visitor who went elsewhere begins anew, but for one who went to teach what an experiment needs.
pub(super) fn leave(experiments: Res<Experiments>, mut running: ResMut<Running>, mut looking: ResMut<Looking>) {
    let step = |run: &Run| experiments.get(&run.id).and_then(|experiment| experiment.steps.get(run.step));
    let teaches = running.0.as_ref().and_then(step).is_some_and(|step| step.until.is_about_teaching());
    looking.0 = None;
    if !teaches {
        running.0 = None;
    }
}

/// The next visitor chooses an experiment of their own.
pub(super) fn forget(mut running: ResMut<Running>, mut looking: ResMut<Looking>, mut turned: ResMut<Turned>) {
    (*running, *looking, *turned) = default();
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bevy::time::TimeUpdateStrategy;

    use super::*;

    fn app() -> App {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin))
            .init_resource::<Running>()
            .init_resource::<Looking>()
            .init_resource::<Turned>()
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)))
            .add_systems(Update, (follow_touches, go_on, forget.run_if(on_message::<EndVisit>)).chain());
        for experiment in crate::experiments::ALL {
            app.register_experiment(experiment);
        }
        app
    }

    fn touch(app: &mut App, control: &ControlName) {
        app.world_mut().write_message(Activated { control: control.clone() });
        app.update();
    }

    fn step(app: &App) -> Option<usize> {
        app.world().resource::<Running>().0.as_ref().map(|run| run.step)
    }

    #[test]
    fn an_experiment_ends_with_the_visit() {
        let mut app = app();
        touch(&mut app, &ControlName::new("experiment/covered"));
        assert_eq!(step(&app), Some(0));
        app.world_mut().write_message(EndVisit);
        app.update();
        assert_eq!(step(&app), None);
    }

    #[test]
    fn every_step_waits_for_what_it_asks_for() {
        let mut app = app();
        touch(&mut app, &ControlName::new("experiment/covered"));
        assert_eq!(step(&app), Some(0), "nothing is taught yet");
        touch(&mut app, &LOOK);
        for _ in 0..30 {
            app.update();
        }
        assert_eq!(step(&app), Some(0), "looking does not teach");
        for (place, class) in app.world_mut().resource_mut::<Classes>().0.iter_mut().enumerate() {
            class.counts.teach = if place < 2 { 10 } else { 0 };
        }
        app.update();
        assert_eq!(step(&app), Some(1));
        for degree in [0.9, 0.6, 0.3] {
            for _ in 0..30 {
                app.update();
            }
            app.insert_resource(LatestPrediction {
                confidence: vec![(ClassId(1), degree)],
                answer: Answer::Class(ClassId(1)),
                ..LatestPrediction::default()
            });
            touch(&mut app, &LOOK);
            for _ in 0..20 {
                app.update();
            }
        }
        let run = app.world().resource::<Running>().0.clone().unwrap();
        let seen: Vec<f32> = run.seen.iter().map(|(_, seen)| seen.confidence).collect();
        assert_eq!((run.step, seen), (4, vec![0.9, 0.6, 0.3]));
        touch(&mut app, &AGAIN);
        assert_eq!(step(&app), Some(1), "what is taught need not be taught again");
        touch(&mut app, &CARDS);
        assert_eq!(step(&app), None);
    }

    #[test]
    fn a_step_of_a_plugin_waits_to_be_told() {
        let mut app = app();
        app.register_experiment(ExperimentInfo {
            id: "echo",
            card: "echo",
            icon: "echo",
            order: 0,
            steps: &[ExperimentStep { task: "echo", until: Until::Told }],
            finding: "echo",
            owner: "echo",
        });
        touch(&mut app, &ControlName::new("experiment/echo"));
        app.world_mut().write_message(StepDone("other"));
        app.update();
        assert_eq!(step(&app), Some(0));
        app.world_mut().write_message(StepDone("echo"));
        app.update();
        assert_eq!(step(&app), Some(1));
    }
}
