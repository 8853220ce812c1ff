//! What in some pictures excites a channel, worked out on a thread of its own while the exhibit goes on. The network that goes
//! back is loaded when it is first asked, and stays.

use std::sync::{Arc, Mutex, PoisonError};

use bevy::prelude::*;
use menagerie_brain::{GradientNetwork, GradientRule, NetworkInput, Neuron};
use menagerie_core::prelude::*;

use crate::job::{Heard, Job, Reporter};
use crate::worker::load_gradient_network;
use crate::{LearningSettings, LearningSystems};

/// Reports that wait to be heard.
const AHEAD: usize = 4;

/// The network that goes back, once it is loaded.
type Loaded = Arc<Mutex<Option<GradientNetwork>>>;

/// What is under way.
#[derive(Resource, Debug, Default)]
struct Underway {
    job: Option<Job<ExcitationFound>>,
    network: Loaded,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Underway>().add_systems(Update, (begin, hear).chain().in_set(LearningSystems::Measure));
}

/// Begins with what was wished last; what was under way is cancelled.
fn begin(mut wishes: MessageReader<FindExcitation>, settings: Res<LearningSettings>, mut underway: ResMut<Underway>) {
    let Some(FindExcitation(wish)) = wishes.read().last() else { return };
    underway.job = None;
    let Some(wish) = wish.clone() else { return };
    let (folder, network) = (settings.model_dir.clone(), Arc::clone(&underway.network));
    let job = Job::begin("excitation", AHEAD, move |reporter| {
        // One that was cancelled lets go of the network before its next layer.
        let mut network = network.lock().unwrap_or_else(PoisonError::into_inner);
        let loaded = match network.take().map_or_else(|| load_gradient_network(&folder), Ok) {
            Ok(loaded) => network.insert(loaded),
            Err(reason) => {
                error!("what excites a channel cannot be found: {reason}");
                return;
            }
        };
        if let Err(reason) = find(loaded, &wish, reporter) {
            error!("what excites a channel was not found: {reason}");
        }
    });
    match job {
        Ok(job) => underway.job = Some(job),
        Err(error) => error!("no thread to find what excites a channel: {error}"),
    }
}

fn find(network: &GradientNetwork, wish: &Excitation, reporter: &Reporter<ExcitationFound>) -> Result<(), String> {
    let neuron = Neuron::Channel(wish.layer, wish.channel);
    for (number, picture) in wish.pictures.iter().enumerate() {
        let input = NetworkInput::from_rgb(picture.rgb(), picture.width(), picture.height());
        let input = input.map_err(|error| error.to_string())?;
        let found = network.gradient(&input, neuron, GradientRule::Guided, &|| reporter.goes_on());
        let Some(found) = found.map_err(|error| error.to_string())? else { return Ok(()) };
        let Excitation { layer, channel, .. } = *wish;
        let found = ExcitationFound { layer, channel, picture: number, values: found.values.into() };
        if reporter.report(found).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Passes on what has been found.
fn hear(pace: Res<Pace>, mut underway: ResMut<Underway>, mut found: MessageWriter<ExcitationFound>) {
    if underway.job.is_none() {
        return;
    }
    loop {
        match underway.job.as_mut().map_or(Heard::Ended, |job| job.hear(*pace)) {
            Heard::Report(one) => drop(found.write(one)),
            Heard::Nothing => return,
            Heard::Ended => {
                underway.job = None;
                return;
            }
        }
    }
}
