//! Who wants to see inside the network, and the network with random weights that is shown beside it, which is drawn on a thread
//! of its own when it is first wanted.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_brain::{Backbone as BrainBackbone, NetworkDevice, NetworkInput};
use menagerie_core::prelude::*;

use crate::job::{Heard, Job};
use crate::worker::{Request, WorkerLink, WorkerReplaced, has_worker};
use crate::{FollowSystems, GiveSystems};

/// Random seed of that network, the same for everybody.
const SEED: u64 = 2017;

/// What somebody watches.
#[derive(Resource, Debug, Default)]
pub(crate) struct Watching(pub(crate) Watched);

/// The network with random weights.
#[derive(Resource, Debug, Default)]
enum RandomNetwork {
    #[default]
    NotWanted,
    Drawing(Job<Result<BrainBackbone, String>>),
    Drawn(Arc<BrainBackbone>),
    /// It could not be drawn, which is in the log.
    Failed,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Watching>()
        .init_resource::<RandomNetwork>()
        .add_systems(Update, follow_watchers.in_set(FollowSystems::Record))
        .add_systems(
            Update,
            (draw_random_network, give_random_network.run_if(on_message::<WorkerReplaced>))
                .chain()
                .run_if(has_worker)
                .in_set(GiveSystems::RandomNetwork),
        );
}

/// The last wish counts.
fn follow_watchers(mut wishes: MessageReader<WatchNetwork>, mut watching: ResMut<Watching>) {
    if let Some(WatchNetwork(watched)) = wishes.read().last() {
        watching.0 = *watched;
    }
}

/// Draws it when it is first wanted; the frame that is seen then sets the scale of its layers.
fn draw_random_network(
    watching: Res<Watching>,
    frame: Res<CameraFrame>,
    pace: Res<Pace>,
    mut random: ResMut<RandomNetwork>,
    mut link: ResMut<WorkerLink>,
) {
    let next = match &mut *random {
        RandomNetwork::NotWanted if watching.0.random => {
            let Some(raw) = frame.raw.clone() else { return };
            let job = Job::begin("random network", 1, move |reporter| reporter.end(draw(&raw)));
            match job {
                Ok(job) => RandomNetwork::Drawing(job),
                Err(error) => failed(&error.to_string()),
            }
        }
        RandomNetwork::Drawing(job) => match job.hear(*pace) {
            Heard::Nothing => return,
            Heard::Report(Ok(network)) => {
                let network = Arc::new(network);
                link.send(Request::TakeRandomNetwork(Arc::clone(&network)));
                RandomNetwork::Drawn(network)
            }
            Heard::Report(Err(reason)) => failed(&reason),
            Heard::Ended => failed("its thread ended"),
        },
        _ => return,
    };
    *random = next;
}

fn draw(raw: &RawFrame) -> Result<BrainBackbone, String> {
    let square = raw.square();
    let input = NetworkInput::from_rgb(square.rgb(), square.width(), square.height());
    let input = input.map_err(|error| error.to_string())?;
    // On one thread: it looks between the looks of the other one, at a few frames a second.
    let device = NetworkDevice::Cpu { threads: 1 };
    BrainBackbone::random(SEED, &[input], &device).map_err(|error| error.to_string())
}

fn failed(reason: &str) -> RandomNetwork {
    error!("there is no network with random weights to show: {reason}");
    RandomNetwork::Failed
}

/// A worker that took another's place is given what that one had.
fn give_random_network(random: Res<RandomNetwork>, mut link: ResMut<WorkerLink>) {
    if let RandomNetwork::Drawn(network) = &*random {
        link.send(Request::TakeRandomNetwork(Arc::clone(network)));
    }
}
