//! Cameras come and go on the desk of a test, by a clock of its own.

use std::sync::atomic::{AtomicU64, Ordering};

use super::super::tests::{Desk, camera};
use super::*;
use crate::testing::Behaviour;

/// A desk, a finder before it, and the finder's clock.
struct Table {
    desk: Arc<Desk>,
    finder: Finder,
    secs: Arc<AtomicU64>,
}

impl Table {
    fn new(text: Option<&str>) -> Self {
        let (desk, secs) = (Arc::new(Desk::default()), Arc::new(AtomicU64::new(0)));
        let theirs = Arc::clone(&secs);
        let clock: Clock = Arc::new(move || Duration::from_secs(theirs.load(Ordering::Relaxed)));
        let library = Arc::clone(&desk) as Arc<dyn CameraLibrary>;
        let finder = Finder { library, text: text.map(str::to_owned), memory: Memory::default(), clock };
        Self { desk, finder, secs }
    }

    fn at(&self, secs: u64) -> &Self {
        self.secs.store(secs, Ordering::Relaxed);
        self
    }

    fn with(&self, cameras: &[&CameraInfo]) -> &Self {
        *self.desk.cameras.lock().unwrap() = cameras.iter().map(|camera| (*camera).clone()).collect();
        self
    }

    fn fault(&self, node: &str, fault: Option<Behaviour>) -> &Self {
        *self.desk.faults.lock().unwrap() = fault.into_iter().map(|fault| (node.to_owned(), fault)).collect();
        self
    }

    /// The name of the camera that opens, or what is said instead.
    fn opens(&self) -> Result<String, String> {
        self.finder.open().map(|source| source.name().to_owned()).map_err(|error| error.to_string())
    }

    /// The nodes that were opened since this was last asked.
    fn opened(&self) -> Vec<String> {
        std::mem::take(&mut *self.desk.opened.lock().unwrap())
    }
}

fn silent() -> Option<Behaviour> {
    Some(Behaviour::Fails(SourceError::Stalled { name: "cam".into(), secs: 3 }))
}

/// The camera of the exhibit, and the one that is built into its screen.
fn two() -> (CameraInfo, CameraInfo) {
    (camera("Brio", "usb-1", "video0"), camera("Built in", "usb-2", "video2"))
}

#[test]
fn a_camera_is_found_by_part_of_its_name_or_by_its_bus() {
    let (c270, brio) = (camera("HD Webcam C270", "usb-1", "video0"), camera("Brio", "usb-2", "video2"));
    for (text, node) in [(Some("brio"), "video2"), (Some("usb-2"), "video2"), (None, "video0")] {
        let table = Table::new(text);
        assert!(table.with(&[&c270, &brio]).opens().is_ok());
        assert_eq!(table.opened(), [node]);
    }
}

#[test]
fn the_same_camera_is_found_again_under_another_number_or_in_another_socket() {
    let table = Table::new(None);
    let left = camera("Cam", "usb-1", "video0");
    table.with(&[&camera("Cam", "usb-2", "video2")]).opens().unwrap();
    table.with(&[&left, &camera("Cam", "usb-2", "video5")]).opens().unwrap();
    assert_eq!(table.opened(), ["video2", "video5"], "place and name decide, not the order");
    table.with(&[&left, &camera("Cam", "usb-9", "video7")]).opens().unwrap();
    assert_eq!(table.opened(), ["video7"], "the one on the left was beside it all the time");
}

#[test]
fn a_dropout_of_two_seconds_does_not_hand_over_to_another_camera() {
    let ((brio, built_in), table) = (two(), Table::new(None));
    assert_eq!(table.with(&[&brio, &built_in]).opens().as_deref(), Ok("Brio"));
    for secs in [100, 101, 102] {
        let said = table.with(&[&built_in]).at(secs).opens().unwrap_err();
        assert!(said.starts_with("no camera named \"Brio\"; cameras here: \"Built in\" (usb-2)"), "{said}");
    }
    assert_eq!(table.with(&[&built_in, &brio]).at(103).opens().as_deref(), Ok("Brio"));
    assert_eq!(table.opened(), ["video0", "video0"]);
}

#[test]
fn after_ten_seconds_another_camera_stands_in_until_the_known_one_is_back() {
    let ((brio, built_in), table) = (two(), Table::new(None));
    table.with(&[&brio, &built_in]).opens().unwrap();
    assert!(table.with(&[&built_in]).at(100).opens().is_err());
    let mut source = table.at(110).finder.open().unwrap();
    assert_eq!(source.name(), "Built in");
    for secs in [120, 3600, 100_000] {
        table.at(secs);
        source.next_frame().unwrap();
        assert_eq!(source.name(), "Built in");
    }
    let moved = CameraInfo { node: "video4".into(), ..brio };
    table.with(&[&built_in, &moved]).at(100_002);
    source.next_frame().unwrap();
    assert_eq!(source.name(), "Brio");
    assert_eq!(table.opened(), ["video0", "video2", "video4"]);
    // Well again: the next dropout is waited for as the first was.
    table.at(100_020);
    source.next_frame().unwrap();
    assert!(table.with(&[&built_in]).at(100_100).opens().is_err());
}

#[test]
fn a_known_camera_that_stays_silent_is_left_and_tried_ever_more_rarely() {
    let ((brio, built_in), table) = (two(), Table::new(None));
    table.with(&[&brio, &built_in]).opens().unwrap();
    table.fault("video0", silent()).at(100).opens().unwrap_err();
    let mut source = table.at(110).finder.open().unwrap();
    assert_eq!(source.name(), "Built in");
    table.opened();
    for secs in (112..112 + 3600).step_by(6) {
        table.at(secs);
        source.next_frame().unwrap();
        assert_eq!(source.name(), "Built in");
    }
    let tries = table.opened().iter().filter(|node| *node == "video0").count();
    assert!((5..=12).contains(&tries), "{tries} tries in an hour");
    table.fault("video0", None).at(10_000);
    source.next_frame().unwrap();
    assert_eq!(source.name(), "Brio");
}

#[test]
fn a_camera_that_opens_and_falls_silent_again_and_again_is_left_for_another() {
    let ((brio, built_in), table) = (two(), Table::new(None));
    table.with(&[&brio, &built_in]).opens().unwrap();
    // It sends the frames of its opening, and nothing more.
    let names: Vec<_> = (100..200).step_by(4).map(|secs| table.at(secs).opens().unwrap()).collect();
    let substitute = names.iter().filter(|name| *name == "Built in").count();
    assert!(substitute > names.len() / 2, "{names:?}");
}

#[test]
fn a_camera_that_is_silent_broken_or_panics_is_passed_over() {
    let panics = Some(Behaviour::Panics);
    for fault in [silent(), panics, Some(Behaviour::OneFrame), Some(Behaviour::BadFrames)] {
        let ((brio, built_in), table) = (two(), Table::new(None));
        assert_eq!(table.with(&[&brio, &built_in]).fault("video0", fault).opens().as_deref(), Ok("Built in"));
    }
}

#[test]
fn a_substitute_that_fails_gives_way_to_whatever_is_there() {
    let ((brio, built_in), table) = (two(), Table::new(None));
    table.with(&[&brio, &built_in]).opens().unwrap();
    table.fault("video0", silent()).at(100).opens().unwrap_err();
    assert_eq!(table.at(110).opens().as_deref(), Ok("Built in"));
    assert_eq!(table.fault("video2", silent()).at(112).opens().as_deref(), Ok("Brio"), "tried last, but tried");
}

#[test]
fn a_new_thread_remembers_the_known_camera() {
    let ((brio, built_in), table) = (two(), Table::new(Some("usb")));
    table.with(&[&brio, &built_in]).opens().unwrap();
    let anew = Finder { text: None, ..table.finder.clone() };
    assert_eq!(table.with(&[&built_in, &brio]).finder.open().map(|source| source.name().to_owned()), Ok("Brio".into()));
    assert_eq!(anew.open().map(|source| source.name().to_owned()), Ok("Brio".into()));
}

#[test]
fn a_camera_that_is_not_there_is_named_with_those_that_are() {
    let table = Table::new(Some("c270"));
    let said = table.with(&[&camera("Brio", "usb-2", "video2")]).opens().unwrap_err();
    assert!(said.starts_with("no camera named \"c270\"; cameras here: \"Brio\" (usb-2)"), "{said}");
    assert!(Table::new(None).opens().unwrap_err().starts_with("no camera at all; cameras here: none"));
}

#[test]
fn a_camera_with_a_problem_is_passed_over_and_its_problem_said_when_it_is_the_only_one() {
    let problem = SourceError::Busy { name: "Bad".into() };
    let bad = CameraInfo { problem: Some(problem.clone()), ..camera("Bad", "usb-1", "video0") };
    assert_eq!(Table::new(None).with(&[&bad]).opens(), Err(problem.to_string()));
    assert_eq!(Table::new(None).with(&[&bad, &camera("Good", "usb-2", "video2")]).opens().as_deref(), Ok("Good"));
}
