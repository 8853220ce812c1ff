//! What the program itself measures: the network, and the whole exhibit.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::Settings;
use crate::peers::{self, Peer, Timing};
use crate::pictures::{self, CLASSES};
use crate::rows::{ENOUGH_FOR_P99, Measured, Table, say};
use crate::turns::{Engine, measure_in_turns};

/// The network alone on every device, against the other engines in turn.
pub(crate) fn measure_network(settings: &Settings, table: &mut Table) -> Result<(), String> {
    let peers = peers::find(settings)?;
    for threads in [1, 2] {
        network_on_cpu(settings, &peers, threads, table)?;
    }
    network_on_gpu(settings, table);
    Ok(())
}

fn network_on_cpu(settings: &Settings, peers: &[Peer], threads: usize, table: &mut Table) -> Result<(), String> {
    let (rounds, runs) = if settings.quick { (2, 30) } else { (10, ENOUGH_FOR_P99) };
    let mut engines = vec![Engine::new("the network on the CPU", move |_| network("cpu", threads, runs))];
    let able = peers.iter().filter(|peer| peer.can_use(threads));
    engines.extend(able.map(|peer| Engine::new(peer.name, move |_| peer.time(threads, runs))));
    let timings = measure_in_turns(rounds, &engines);
    let mut typical = engines.iter().zip(&timings).map(|(engine, of)| (engine.name, Timing::typical(of, runs)));
    let ours = typical.next().and_then(|(_, ours)| ours).ok_or("the network was not measured")?;
    let theirs: Vec<(&str, Measured)> = typical.filter_map(|(peer, theirs)| Some((peer, theirs?))).collect();
    let name = format!("the network on the CPU, {threads} {}", if threads == 1 { "thread" } else { "threads" });
    if theirs.is_empty() {
        table.add(&name, "ms", ours);
    }
    for (peer, theirs) in theirs {
        table.add_against(&name, "ms", ours, peer, theirs.median);
    }
    Ok(())
}

/// Milliseconds beyond which a graphics device is no real one.
const SOFTWARE_GPU_MS: f64 = 100.0;

/// Where there is a graphics device, be it a software one, which is given few runs because each takes seconds.
fn network_on_gpu(settings: &Settings, table: &mut Table) {
    let trial = match network("gpu", 1, 2) {
        Ok(trial) => trial,
        Err(reason) => return say(&format!("GPU: {reason}; left out")),
    };
    let is_real = trial.median_ms < SOFTWARE_GPU_MS;
    let (rounds, cpu_runs) = if settings.quick { (1, 30) } else { (3, ENOUGH_FOR_P99) };
    let gpu_runs = match (settings.quick, is_real) {
        (true, _) => 2,
        (false, true) => ENOUGH_FOR_P99,
        (false, false) => 5,
    };
    let engines = [
        Engine::new("GPU", move |_| network("gpu", 1, gpu_runs)),
        Engine::new("CPU, 1 thread", move |_| network("cpu", 1, cpu_runs)),
    ];
    let timings = measure_in_turns(rounds, &engines);
    if let (Some(gpu), Some(cpu)) = (Timing::typical(&timings[0], gpu_runs), Timing::typical(&timings[1], cpu_runs)) {
        table.add_against(&format!("the network on {}", adapter()), "ms", gpu, engines[1].name, cpu.median);
    }
}

/// The exhibit without its network, with it, and while it takes in a lesson and keeps it in a file.
pub(crate) fn measure_exhibit(settings: &Settings, table: &mut Table) -> Result<(), String> {
    let (rounds, secs, pictures) = if settings.quick { (1, "3", 500) } else { (3, "30", 10_000) };
    let work = settings.out.join("import");
    remove(&work)?;
    say(&format!("writing {pictures} pictures in {CLASSES} classes into {}", work.display()));
    pictures::write(&work.join("pictures"), pictures)?;
    let engines = [
        Engine::new("the exhibit without its network", |_| exhibit(&["--no-network", "--secs", secs])),
        Engine::new("the exhibit", |_| exhibit(&["--secs", secs])),
        Engine::new("a bare Bevy window with one picture", |_| exhibit(&["--bare", "--secs", secs])),
        Engine::new("the exhibit while it shows the network's layers", |_| {
            exhibit(&["--screen", "inside", "--secs", secs])
        }),
    ];
    let runs = measure_in_turns(rounds, &engines);
    // Once: it lasts for thousands of frames.
    let importing = [import(&work)?];
    remove(&work)?;
    if let Some(missing) = engines.iter().zip(&runs).find(|(_, runs)| runs.is_empty()).map(|(engine, _)| engine.name) {
        return Err(format!("{missing} was not measured"));
    }
    let [without, with, bare, inside, importing] = [&*runs[0], &*runs[1], &*runs[2], &*runs[3], &importing].map(Runs);
    table.add_against(
        "frame time of the play screen",
        "ms",
        without.frames()?,
        "bare Bevy with one picture",
        bare.frames()?.median,
    );
    let play = with.frames()?.median;
    let name = "frame time while the layers of the network are shown";
    table.add_against(name, "ms", inside.frames()?, "the play screen with the network", play);
    frame_rows(without, with, importing, pictures, table)?;
    start_rows(with, table)?;
    memory_rows(without, with, importing, pictures, table);
    Ok(())
}

fn frame_rows(without: Runs, with: Runs, importing: Runs, pictures: usize, table: &mut Table) -> Result<(), String> {
    let (ours, theirs) = (with.frames()?, without.frames()?);
    table.add_against("frame time with the network", "ms", ours, "without", theirs.median);
    let name = format!("frame time while {pictures} pictures are taken in and saved");
    table.add_against(&name, "ms", importing.frames()?, "while none are", ours.median);
    table.add("a look of the network while the exhibit runs", "ms", with.typical("look_median_ms")?);
    Ok(())
}

fn start_rows(with: Runs, table: &mut Table) -> Result<(), String> {
    let (picture, prediction) = (with.typical("first_picture_ms")?, with.typical("first_prediction_ms")?);
    table.add("start to the first picture", "ms", picture);
    table.add_against("start to the first prediction", "ms", prediction, "the first picture", picture.median);
    Ok(())
}

/// Where the system says how much memory a process had.
fn memory_rows(without: Runs, with: Runs, importing: Runs, pictures: usize, table: &mut Table) {
    let peak = |runs: Runs| runs.typical("peak_memory_mib");
    let (Ok(without), Ok(with), Ok(importing)) = (peak(without), peak(with), peak(importing)) else { return };
    table.add_against("peak memory of the exhibit", "MiB", with, "without the network", without.median);
    let name = format!("peak memory with {pictures} pictures, taken in and saved again and again");
    table.add_against(&name, "MiB", importing, "without pictures", with.median);
}

/// What the same exhibit said of itself, run after run.
#[derive(Clone, Copy)]
struct Runs<'a>(&'a [Value]);

impl Runs<'_> {
    /// What each run gives once is a sample; there are too few of them for a 99th percentile.
    fn typical(self, key: &str) -> Result<Measured, String> {
        let number = |run: &Value| run[key].as_f64().ok_or_else(|| format!("no {key} in {run}"));
        Ok(Measured::of(self.0.iter().map(number).collect::<Result<_, String>>()?))
    }

    /// Median and 99th percentile of frame times: of each run, where it had frames enough, and of these the median.
    fn frames(self) -> Result<Measured, String> {
        let are_enough = self.0.iter().all(|run| run["frames"].as_u64().unwrap_or(0) >= ENOUGH_FOR_P99 as u64);
        let p99 = self.typical("frame_p99_ms")?.median;
        Ok(Measured { p99: are_enough.then_some(p99), ..self.typical("frame_median_ms")? })
    }
}

fn exhibit(args: &[&str]) -> Result<Value, String> {
    menagerie(&[&["bench", "exhibit"], args].concat())
}

/// Takes the pictures in, into a lesson that does not exist yet; autosave writes it while they come, each time over what it
/// wrote before, and once more when all are there.
fn import(work: &Path) -> Result<Value, String> {
    let (pictures, lesson) = (work.join("pictures"), work.join("lesson.menagerie"));
    let [pictures, lesson] = [&pictures, &lesson].map(|path| path.to_string_lossy());
    exhibit(&["--import", &pictures, "--project", &lesson])
}

/// Removes a folder of ours, if it is there.
fn remove(folder: &Path) -> Result<(), String> {
    if !folder.exists() {
        return Ok(());
    }
    std::fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

fn network(device: &str, threads: usize, runs: usize) -> Result<Timing, String> {
    let (threads, runs) = (threads.to_string(), runs.to_string());
    let mut args = vec!["bench", "network", "--json", "--device", device, "--runs", &runs];
    if device == "cpu" {
        args.extend(["--threads", &threads]);
    }
    serde_json::from_value(menagerie(&args)?).map_err(|error| error.to_string())
}

/// The graphics adapter's name, as the doctor says it.
fn adapter() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_menagerie")).args(["doctor", "--json"]).output();
    let lines = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let findings = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let graphics = findings.into_iter().find(|finding| finding["part"] == "graphics");
    graphics.and_then(|finding| Some(finding["finding"].as_str()?.to_owned())).unwrap_or_else(|| "the GPU".to_owned())
}

/// Runs the program and reads the JSON on its last line.
fn menagerie(args: &[&str]) -> Result<Value, String> {
    peers::last_line(Command::new(env!("CARGO_BIN_EXE_menagerie")).args(args))
}
