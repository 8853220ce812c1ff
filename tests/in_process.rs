//! The whole exhibit in this process: what it is made of runs together, and can be looked into.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

use std::path::Path;

use bevy::prelude::*;
use menagerie::{Exhibit, ExhibitSettings, Screen, Sound};
use menagerie_core::prelude::*;

#[test]
fn the_exhibit_starts_with_three_classes_and_the_workshop_opens_over_it() {
    let settings = ExhibitSettings {
        camera: CameraChoice::TestCard,
        sound: Sound::Silent,
        learns: false,
        ..ExhibitSettings::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"))
    };
    let mut app = Exhibit { screen: Screen::Picture { width: 320, height: 180 }, cursor: true, settings }.build();
    app.finish();
    app.cleanup();
    for _ in 0..3 {
        app.update();
    }
    assert_eq!(app.world().resource::<Classes>().0.len(), 3);
    assert_eq!(app.world().resource::<State<CurrentScreen>>().get().0, ScreenId::PLAY);
    app.world_mut().resource_mut::<NextState<Overlay>>().set(Overlay::Workshop);
    app.update();
    assert_eq!(*app.world().resource::<State<Overlay>>().get(), Overlay::Workshop);
    let mut screens = app.world_mut().query::<(&Name, &Visibility)>();
    let screen = screens.iter(app.world()).find(|(name, _)| name.as_str() == "screen play");
    assert_eq!(screen.map(|(_, visibility)| *visibility), Some(Visibility::Hidden), "the visitors' screen rests");
}
