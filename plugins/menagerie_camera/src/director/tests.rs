//! The room as a whole, without a window, a camera or files: what the exhibit is told, update by update.

use std::path::PathBuf;
use std::time::Instant;

use bevy::time::TimeUpdateStrategy;
use menagerie_core::CorePlugin;

use super::*;
use crate::CameraPlugin;
use crate::testing::{Behaviour, ScriptedCamera, TestFolder, grey_of};

/// Longest real wait for something a thread has to do.
const PATIENCE: Duration = Duration::from_secs(10);

fn exhibit(choice: CameraChoice, demo_dir: PathBuf, pace: Pace) -> App {
    let step = match pace {
        Pace::LockStep { step } => step,
        Pace::RealTime => Duration::from_millis(20),
    };
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, CorePlugin, CameraPlugin { settings: CameraSettings { choice, demo_dir } }))
        .insert_resource(TimeUpdateStrategy::ManualDuration(step))
        .insert_resource(pace);
    app.finish();
    app
}

fn with_camera(camera: &ScriptedCamera) -> App {
    let mut app = exhibit(CameraChoice::Auto, PathBuf::from("no/such/folder"), Pace::RealTime);
    let camera = camera.clone();
    app.insert_resource(WebcamDoor::new(move |_| camera.opener()));
    app
}

fn lock_step(millis: u64) -> Pace {
    Pace::LockStep { step: Duration::from_millis(millis) }
}

fn status(app: &App) -> CameraStatus {
    app.world().resource::<CameraStatus>().clone()
}

fn frame(app: &App) -> CameraFrame {
    app.world().resource::<CameraFrame>().clone()
}

/// Updates until it is so. The exhibit's clock runs 20 ms an update, the camera's thread by the wall clock.
fn update_until(app: &mut App, what: &str, so: impl Fn(&App) -> bool) {
    let began = Instant::now();
    while !so(app) {
        assert!(began.elapsed() < PATIENCE, "never: {what}; status {:?}", status(app));
        app.update();
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn is_live(app: &App) -> bool {
    matches!(status(app), CameraStatus::Live { .. })
}

fn is_lost(app: &App) -> bool {
    matches!(status(app), CameraStatus::Lost { .. })
}

fn is_demonstration(app: &App) -> bool {
    matches!(status(app), CameraStatus::Demonstration { .. })
}

#[test]
fn frames_of_a_camera_arrive_with_growing_numbers() {
    let camera = ScriptedCamera::new(Behaviour::Frames);
    let mut app = with_camera(&camera);
    update_until(&mut app, "five frames", |app| frame(app).id >= FrameId(5));
    assert_eq!(status(&app), CameraStatus::Live { name: "scripted".into() });
    assert_eq!(frame(&app).raw.map(|raw| grey_of(&raw)), Some(7));
    assert_eq!(app.world().resource::<CameraCounts>().frames, frame(&app).id.0);
}

#[test]
fn a_camera_that_hangs_is_said_and_the_updates_go_on() {
    let camera = ScriptedCamera::new(Behaviour::Frames);
    let mut app = with_camera(&camera);
    update_until(&mut app, "live", is_live);
    camera.now(Behaviour::Hang);
    update_until(&mut app, "lost", is_lost);
    let reason = SourceError::Stalled { name: "scripted".into(), secs: 3 };
    assert_eq!(status(&app), CameraStatus::Lost { reason });
    update_until(&mut app, "demonstration", is_demonstration);
    camera.now(Behaviour::Frames);
    update_until(&mut app, "live again", is_live);
}

#[test]
fn a_camera_that_is_pulled_out_is_lost_and_taken_again_when_it_is_back() {
    let camera = ScriptedCamera::new(Behaviour::Frames);
    let mut app = with_camera(&camera);
    update_until(&mut app, "live", is_live);
    let pulled = SourceError::PulledOut { name: "scripted".into() };
    camera.now(Behaviour::Fails(pulled.clone()));
    update_until(&mut app, "lost", is_lost);
    assert_eq!(status(&app), CameraStatus::Lost { reason: pulled.clone() });
    update_until(&mut app, "demonstration", is_demonstration);
    assert_eq!(status(&app), CameraStatus::Demonstration { reason: Some(pulled) });
    let before = frame(&app).id;
    update_until(&mut app, "frames of the demonstration", |app| frame(app).id > before);
    camera.now(Behaviour::Frames);
    update_until(&mut app, "live again", is_live);
}

#[test]
fn a_driver_that_panics_costs_a_message_and_not_the_exhibit() {
    let camera = ScriptedCamera::new(Behaviour::Frames);
    let mut app = with_camera(&camera);
    update_until(&mut app, "live", is_live);
    camera.now(Behaviour::Panics);
    // Printing the panic may take longer than a stall; what is known better replaces it.
    update_until(&mut app, "the panic's words", |app| format!("{:?}", status(app)).contains("as the test wished"));
    camera.now(Behaviour::Frames);
    update_until(&mut app, "live again", is_live);
}

#[test]
fn a_camera_that_fails_at_once_is_not_asked_in_a_loop() {
    let camera = ScriptedCamera::new(Behaviour::Fails(SourceError::Busy { name: "scripted".into() }));
    let mut app = with_camera(&camera);
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(700) {
        app.update();
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(is_demonstration(&app));
    assert!(app.world().resource::<CameraCounts>().openings <= 2);
}

#[test]
fn a_hung_camera_is_left_behind_when_another_source_is_wanted() {
    let camera = ScriptedCamera::new(Behaviour::Hang);
    let mut app = with_camera(&camera);
    app.update();
    app.world_mut().write_message(ShowSource(CameraChoice::TestCard));
    update_until(&mut app, "the test card", |app| frame(app).raw.is_some());
    assert_eq!(status(&app), CameraStatus::Live { name: "test card".into() });
}

#[test]
fn in_lock_step_a_folder_begins_with_its_first_picture_in_the_update_of_the_wish() {
    let folder = TestFolder::new("lock_step");
    folder.write_grey("a.png", 10).write("b.png", b"broken").write_grey("c.png", 30);
    let shown = || {
        let mut app = exhibit(CameraChoice::TestCard, PathBuf::new(), lock_step(40));
        app.update();
        let mut greys = Vec::new();
        for _ in 0..2 {
            app.world_mut().write_message(ShowSource(CameraChoice::Folder(folder.path().to_owned())));
            for _ in 0..7 {
                let before = frame(&app).id;
                app.update();
                let now = frame(&app);
                greys.push((now.id > before).then(|| grey_of(&now.raw.unwrap())));
            }
        }
        greys
    };
    // A picture every 100 ms, updates every 40 ms: due at 0, 100, 200 after the wish, seen at 0, 120, 200.
    let once = [Some(10), None, None, Some(30), None, Some(10), None];
    assert_eq!(shown(), [once, once].concat());
    assert_eq!(shown(), shown());
}

#[test]
fn in_lock_step_a_camera_is_refused_in_words() {
    let mut app = exhibit(CameraChoice::Name("Logitech".into()), PathBuf::new(), lock_step(40));
    app.insert_resource(WebcamDoor::new(|_| panic!("a camera was opened")));
    app.update();
    let CameraStatus::Lost { reason } = status(&app) else { panic!("{:?}", status(&app)) };
    assert!(reason.to_string().contains("a rehearsal never uses a camera"), "{reason}");
}

#[test]
fn no_camera_wanted_means_no_camera_touched() {
    for (choice, pace) in [
        (CameraChoice::None, Pace::RealTime),
        (CameraChoice::TestCard, Pace::RealTime),
        (CameraChoice::Folder("no/such/folder".into()), Pace::RealTime),
        (CameraChoice::Auto, lock_step(40)),
    ] {
        let mut app = exhibit(choice, PathBuf::new(), pace);
        app.insert_resource(WebcamDoor::new(|_| panic!("a camera was opened")));
        update_until(&mut app, "a frame", |app| frame(app).raw.is_some());
    }
}

#[test]
fn the_demonstration_shows_the_prop_a_visitor_chose() {
    let demo = TestFolder::new("props");
    demo.write_grey("Apple/a.png", 10).write_grey("Pear/a.png", 200).write_grey("Pear/b.png", 90);
    let mut app = exhibit(CameraChoice::None, demo.path().to_owned(), lock_step(100));
    app.update();
    assert_eq!(status(&app), CameraStatus::Demonstration { reason: None });
    assert_eq!(app.world().resource::<PropShelf>().shown, Some(0));
    assert!(grey_of(&frame(&app).raw.unwrap()) < 50);
    let pear = app.world().resource::<PropShelf>().props[1].folder.clone();
    app.world_mut().write_message(ShowSource(CameraChoice::Folder(pear)));
    let mut greys = Vec::new();
    // As long as somebody needs to teach it, and longer than anybody remembers: what was chosen stays.
    for _ in 0..900 {
        app.update();
        greys.push(grey_of(&frame(&app).raw.unwrap()));
    }
    assert_eq!(app.world().resource::<PropShelf>().shown, Some(1));
    assert_eq!(status(&app), CameraStatus::Demonstration { reason: None });
    // In three seconds there are thirty pictures of it, from both sides.
    let first = &greys[..30];
    assert!(first.iter().any(|grey| *grey > 150) && first.iter().any(|grey| *grey < 120), "{first:?}");
    assert!(greys.iter().all(|grey| *grey > 60));
}

#[test]
fn a_prop_chosen_in_the_moment_the_camera_comes_back_does_not_replace_the_camera() {
    let demo = TestFolder::new("prop_and_camera");
    demo.write_grey("Apple/a.png", 10).write_grey("Pear/a.png", 200);
    let camera = ScriptedCamera::new(Behaviour::Fails(SourceError::Busy { name: "scripted".into() }));
    let mut app = exhibit(CameraChoice::Auto, demo.path().to_owned(), Pace::RealTime);
    let theirs = camera.clone();
    app.insert_resource(WebcamDoor::new(move |_| theirs.opener()));
    update_until(&mut app, "demonstration", is_demonstration);
    camera.now(Behaviour::Frames);
    update_until(&mut app, "live", is_live);
    let pear = app.world().resource::<PropShelf>().props[1].folder.clone();
    app.world_mut().write_message(ShowSource(CameraChoice::Folder(pear)));
    app.update();
    app.update();
    assert_eq!(status(&app), CameraStatus::Live { name: "scripted".into() });
    camera.now(Behaviour::Fails(SourceError::PulledOut { name: "scripted".into() }));
    update_until(&mut app, "demonstration", is_demonstration);
    assert_eq!(app.world().resource::<PropShelf>().shown, Some(1), "what was chosen is shown once there is no camera");
}

#[test]
fn a_prop_without_a_readable_picture_gives_way_to_the_test_card() {
    let demo = TestFolder::new("broken_props");
    demo.write("Apple/a.png", b"broken");
    let mut app = exhibit(CameraChoice::None, demo.path().to_owned(), lock_step(100));
    for _ in 0..3 {
        app.update();
    }
    assert_eq!(app.world().resource::<PropShelf>().shown, None);
    assert!(frame(&app).raw.is_some());
}

#[test]
fn a_broken_folder_is_named_while_the_show_goes_on() {
    let mut app = exhibit(CameraChoice::Folder("no/such/folder".into()), PathBuf::new(), lock_step(100));
    app.update();
    let CameraStatus::Lost { reason } = status(&app) else { panic!("{:?}", status(&app)) };
    assert!(reason.to_string().contains("no/such/folder"), "{reason}");
    assert!(frame(&app).raw.is_some());
}

/// Sends frames, and after five of them those of another camera.
struct HandsOver(u32);

impl FrameSource for HandsOver {
    fn name(&self) -> &str {
        if self.0 < 5 { "substitute" } else { "known" }
    }

    fn period(&self) -> Option<Duration> {
        Some(Duration::from_millis(1))
    }

    fn next_frame(&mut self) -> Result<RawFrame, SourceError> {
        self.0 += 1;
        Ok(RawFrame::new(FrameCoding::Rgb, 4, 4, 0, vec![7; 48]).unwrap())
    }
}

#[test]
fn whoever_sends_now_is_named() {
    let mut app = exhibit(CameraChoice::Auto, PathBuf::new(), Pace::RealTime);
    app.insert_resource(WebcamDoor::new(|_| Box::new(|| Ok(Box::new(HandsOver(0))))));
    let known = CameraStatus::Live { name: "known".into() };
    update_until(&mut app, "the other camera's name", |app| status(app) == known);
}

#[test]
fn bad_files_and_those_of_a_mac_do_not_stop_a_folder() {
    let folder = TestFolder::new("many_bad");
    for number in 0..120 {
        folder.write(&format!("a{number:03}.jpg"), b"no picture").write(&format!("._a{number:03}.jpg"), b"a Mac's");
    }
    folder.write_grey("b.png", 30).write_grey("c.png", 60);
    for pace in [Pace::RealTime, lock_step(100)] {
        let mut app = exhibit(CameraChoice::Folder(folder.path().to_owned()), PathBuf::new(), pace);
        update_until(&mut app, "both good pictures", |app| frame(app).id >= FrameId(2));
        assert!(is_live(&app), "{:?}", status(&app));
        let counts = *app.world().resource::<CameraCounts>();
        assert_eq!((counts.bad_frames, counts.openings), (120, 1), "each bad file once, a Mac's never");
    }
}

#[test]
fn a_picture_takes_the_place_of_the_camera_and_gives_it_back() {
    for has_camera in [true, false] {
        let camera = ScriptedCamera::new(if has_camera { Behaviour::Frames } else { Behaviour::Hang });
        let mut app = with_camera(&camera);
        if has_camera {
            update_until(&mut app, "a frame", |app| frame(app).raw.is_some());
        }
        let picture = Arc::new(RawFrame::new(FrameCoding::Rgb, 4, 4, 0, vec![200; 48]).unwrap());
        app.insert_resource(ShowPicture(Some(Arc::clone(&picture))));
        let before = frame(&app).id.0;
        update_until(&mut app, "the picture, again and again", |app| frame(app).id.0 >= before + 3);
        assert_eq!(frame(&app).raw.map(|raw| grey_of(&raw)), Some(200));
        app.world_mut().write_message(SwitchedOff { owner: "games".into() });
        app.update();
        assert_eq!(*app.world().resource::<ShowPicture>(), ShowPicture::default(), "who wished it is gone");
    }
}
