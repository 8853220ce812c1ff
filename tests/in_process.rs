//! The whole exhibit in this process: what it is made of runs together, and can be looked into.
//!
//! Needs a Vulkan device; `cargo xtask setup` installs a software one.

use std::path::Path;
use std::time::{Duration, Instant};

use bevy::prelude::*;
use menagerie::{Exhibit, ExhibitSettings, Screen, Sound};
use menagerie_core::prelude::*;

/// The exhibit before a test card.
fn exhibit(learns: bool) -> App {
    let settings = ExhibitSettings {
        camera: CameraChoice::TestCard,
        sound: Sound::Silent,
        device: DeviceChoice::Cpu,
        learns,
        ..ExhibitSettings::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"))
    };
    let mut app = Exhibit { screen: Screen::Picture { width: 320, height: 180 }, cursor: true, settings }.build();
    app.finish();
    app.cleanup();
    app
}

/// Whoever wishes to watch a layer of the network is shown what it makes of the newest frame, until nobody does any more.
#[test]
fn what_is_watched_inside_is_shown_and_nothing_else() {
    let mut app = exhibit(true);
    let watch = |app: &mut App, layer: Option<Layer>| {
        app.world_mut().write_message(WatchNetwork(Watched { layer, ..default() }));
        let begun = Instant::now();
        loop {
            app.update();
            let map = app.world().resource::<NetworkView>().map.clone();
            if map.as_ref().map(|map| map.layer) == layer && app.world().resource::<Backbone>().millis > 0.0 {
                return map;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{layer:?} is not shown");
        }
    };
    for (layer, shape) in [(Layer::Block(4), [40, 28, 28]), (Layer::Depthwise(14), [1152, 7, 7])] {
        let map = watch(&mut app, Some(layer));
        assert!(map.is_some_and(|map| map.shape == shape && map.values.iter().any(|value| *value > 0.0)));
    }
    assert!(watch(&mut app, None).is_none());
}

#[test]
fn the_exhibit_starts_with_three_classes_and_the_workshop_opens_over_it() {
    let mut app = exhibit(false);
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
