//! Holding the picture still, going back and forth in the last five seconds, and keeping a moment to compare with.

use std::sync::Arc;

use bevy::prelude::*;
use menagerie_core::prelude::*;
use menagerie_ui::{Kit, mm};

use crate::atlas::image_of;
use crate::tour::Tour;
use crate::walk::{Beside, KEEP, Walk};

/// Hold the picture still, or let it go on.
pub(super) const FREEZE: ControlName = ControlName::new("inside/freeze");
/// A little earlier, a little later.
pub(super) const EARLIER: ControlName = ControlName::new("inside/earlier");
pub(super) const LATER: ControlName = ControlName::new("inside/later");

/// Kept frames that one step goes, a fifth of a second.
const STEP: usize = 2;
/// Side of the picture that is kept, pixels.
const PICTURE_PX: u32 = 224;

/// A moment that was kept: what was before the camera, and what the layer made of it. In memory alone.
#[derive(Resource, Debug, Default)]
pub(super) struct KeptMoment(Option<(Handle<Image>, Arc<ActivationMap>)>);

impl KeptMoment {
    /// What the layer made of it.
    pub(super) fn map(&self) -> Option<&Arc<ActivationMap>> {
        self.0.as_ref().map(|(_, map)| map)
    }

    /// What was before the camera, as in a mirror.
    pub(super) fn picture(&self) -> Option<&Handle<Image>> {
        self.0.as_ref().map(|(picture, _)| picture)
    }
}

/// While one looks inside, the last seconds are kept.
pub(super) fn begin(mut look_back: ResMut<LookBack>, mut kept: ResMut<KeptMoment>) {
    *look_back = LookBack { keeps: true, ..LookBack::default() };
    *kept = KeptMoment::default();
}

/// Who works behind the screen sees, and teaches, what is before the camera now.
pub(super) fn go_on(mut look_back: ResMut<LookBack>) {
    look_back.back = None;
}

/// Nothing of it stays.
pub(super) fn end(mut kept: ResMut<KeptMoment>) {
    *kept = KeptMoment::default();
}

/// Follows what visitors touch.
pub(super) fn follow_touches(mut activated: MessageReader<Activated>, mut look_back: ResMut<LookBack>) {
    for Activated { control } in activated.read() {
        let oldest = look_back.kept.saturating_sub(1);
        let back = match look_back.back {
            Some(_) if *control == FREEZE => None,
            None if *control == FREEZE => Some(0),
            back if *control == EARLIER => Some((back.unwrap_or(0) + STEP).min(oldest)),
            Some(back) if *control == LATER => Some(back.saturating_sub(STEP)),
            back => back,
        };
        if back != look_back.back {
            look_back.back = back;
        }
    }
}

/// Keeps the moment as soon as the numbers of the layer are there, and lets go of it when nobody compares any more.
pub(super) fn keep(
    walk: Res<Walk>,
    view: Res<NetworkView>,
    frame: Res<CameraFrame>,
    mut kept: ResMut<KeptMoment>,
    mut images: ResMut<Assets<Image>>,
) {
    let compares = walk.beside == Some(Beside::Kept);
    if compares == kept.0.is_some() {
        return;
    }
    let of_layer = view.map.as_ref().filter(|map| compares && Some(map.layer) == walk.layer());
    kept.0 = frame.raw.as_ref().zip(of_layer).map(|(raw, map)| {
        let picture = raw.mirrored_square().centre_square(PICTURE_PX);
        (images.add(image_of(&picture)), Arc::clone(map))
    });
}

/// Where no layer is shown there is no button that lets the picture go on.
pub(super) fn let_go(walk: Res<Walk>, tour: Res<Tour>, mut look_back: ResMut<LookBack>) {
    let begins = tour.is_changed() && tour.number() == Some(0);
    if look_back.back.is_some() && (walk.layer().is_none() || begins) {
        look_back.back = None;
    }
}

/// The buttons.
pub(super) fn spawn_buttons(row: &mut ChildSpawnerCommands, kit: &Kit, look_back: &LookBack, walk: Walk) {
    let [spoken, icon] = if look_back.back.is_some() { ["inside-go-on", "play"] } else { ["inside-freeze", "pause"] };
    row.spawn(kit.icon_button(FREEZE, Phrase::new(spoken), icon));
    row.spawn(kit.icon_button(EARLIER, Phrase::new("inside-earlier"), "earlier"));
    row.spawn(kit.icon_button(LATER, Phrase::new("inside-later"), "later"));
    let compares = walk.beside == Some(Beside::Kept);
    let [spoken, icon] = if compares { ["inside-let-go", "close"] } else { ["inside-keep", "compare"] };
    row.spawn(kit.icon_button(KEEP, Phrase::new(spoken), icon));
}

/// The picture that was kept, small.
pub(super) fn spawn_kept(row: &mut ChildSpawnerCommands, kept: &KeptMoment, side: f32) {
    if let Some(picture) = kept.picture() {
        let node = Node { width: mm(side), height: mm(side), flex_shrink: 0.0, ..default() };
        row.spawn((node, ImageNode::new(picture.clone()).with_mode(NodeImageMode::Stretch)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holds_still_goes_back_and_forth_and_keeps_a_moment() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, AssetPlugin::default(), menagerie_core::CorePlugin))
            .init_asset::<Image>()
            .init_resource::<KeptMoment>()
            .init_resource::<Walk>()
            .init_resource::<Tour>()
            .add_systems(Update, (follow_touches, keep, let_go).chain());
        app.insert_resource(LookBack { keeps: true, back: None, kept: 20 });
        let touch = |app: &mut App, control: ControlName| {
            app.world_mut().write_message(Activated { control });
            app.update();
            app.world().resource::<LookBack>().back
        };
        assert_eq!(touch(&mut app, LATER), None, "there is nothing later than now");
        assert_eq!(touch(&mut app, FREEZE), Some(0));
        assert_eq!(touch(&mut app, EARLIER), Some(2));
        assert_eq!(touch(&mut app, LATER), Some(0));
        for _ in 0..20 {
            touch(&mut app, EARLIER);
        }
        assert_eq!(touch(&mut app, EARLIER), Some(19), "the oldest");
        assert_eq!(touch(&mut app, FREEZE), None);
        app.world_mut().resource_mut::<Walk>().beside = Some(Beside::Kept);
        app.update();
        assert!(app.world().resource::<KeptMoment>().map().is_none(), "there is nothing to keep yet");
        let raw = RawFrame::new(FrameCoding::Rgb, 4, 4, 12, vec![9; 48]).unwrap();
        app.insert_resource(CameraFrame { id: FrameId(1), raw: Some(Arc::new(raw)) });
        let map = ActivationMap { layer: Layer::Stem, shape: [1, 1, 1], values: vec![1.0] };
        app.insert_resource(NetworkView { map: Some(Arc::new(map)), ..default() });
        app.update();
        assert!(app.world().resource::<KeptMoment>().picture().is_some());
        app.world_mut().resource_mut::<LookBack>().back = Some(3);
        *app.world_mut().resource_mut::<Walk>() = Walk { place: 3, ..Walk::default() };
        app.update();
        assert_eq!(app.world().resource::<LookBack>().back, Some(3), "another layer of the same moment");
        assert!(app.world().resource::<KeptMoment>().map().is_none(), "nobody compares any more");
        app.world_mut().resource_mut::<Walk>().place = 7;
        app.update();
        assert_eq!(app.world().resource::<LookBack>().back, None, "no button there lets it go on");
    }
}
