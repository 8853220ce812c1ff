//! The colours of the visitors' screens. The exhibit has its own; a pack may have others.

use std::collections::BTreeMap;

use bevy::prelude::*;
use menagerie_core::prelude::*;

/// The colours that are drawn with now.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct Palette {
    /// Text on dark ground.
    pub white: Color,
    /// Quieter text on dark ground.
    pub soft_white: Color,
    /// The ground of panels and buttons.
    pub plate: Color,
    /// The ground of a panel that lies over the rest.
    pub sheet: Color,
    /// What dims the screen beneath such a panel.
    pub dim: Color,
    /// Edges of buttons, and grooves: empty bars, empty rings, empty places.
    pub groove: Color,
    /// A speech bubble.
    pub paper: Color,
    /// Text in a speech bubble.
    pub ink: Color,
    /// Something is as it should be.
    pub good: Color,
    /// Something needs somebody.
    pub warning: Color,
    /// The ring around what the keyboard or a switch has reached.
    pub focus: Color,
    /// What the ground fades into.
    pub below_ground: Color,
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            white: Color::srgb(1.0, 1.0, 1.0),
            soft_white: Color::srgb(0.86, 0.85, 0.94),
            plate: Color::srgb(0.13, 0.11, 0.28),
            sheet: Color::srgb(0.10, 0.085, 0.22),
            dim: Color::srgba(0.03, 0.02, 0.10, 0.72),
            groove: Color::srgb(0.27, 0.24, 0.46),
            paper: Color::srgb(0.99, 0.97, 0.92),
            ink: Color::srgb(0.13, 0.10, 0.28),
            good: Color::srgb(0.45, 0.95, 0.55),
            warning: Color::srgb(1.0, 0.76, 0.35),
            focus: Color::srgb(1.0, 0.85, 0.20),
            below_ground: Color::srgb(0.071, 0.055, 0.165),
        }
    }
}

impl Palette {
    /// The exhibit's own colours, with these in the place of those of the same name: red, green, blue.
    #[must_use]
    pub fn with(colors: &BTreeMap<String, [u8; 3]>) -> Self {
        let mut palette = Self::default();
        for (name, place) in palette.named() {
            if let Some([red, green, blue]) = colors.get(name) {
                *place = Color::srgb_u8(*red, *green, *blue);
            }
        }
        palette
    }

    /// The colours that a pack may set, by their names.
    #[must_use]
    pub fn colors(&self) -> BTreeMap<String, [u8; 3]> {
        let bytes = |color: Color| color.to_srgba().to_u8_array_no_alpha();
        self.clone().named().into_iter().map(|(name, color)| (name.to_owned(), bytes(*color))).collect()
    }

    fn named(&mut self) -> [(&'static str, &mut Color); 11] {
        [
            ("white", &mut self.white),
            ("soft_white", &mut self.soft_white),
            ("plate", &mut self.plate),
            ("sheet", &mut self.sheet),
            ("groove", &mut self.groove),
            ("paper", &mut self.paper),
            ("ink", &mut self.ink),
            ("good", &mut self.good),
            ("warning", &mut self.warning),
            ("focus", &mut self.focus),
            ("below_ground", &mut self.below_ground),
        ]
    }
}

/// Contrast that white keeps with [`deep`] colours (WCAG 2.2 asks for 4.5).
const DEEP_CONTRAST: f32 = 5.0;

/// The same colour, nearer to black: the ground of a button whose text is white.
#[must_use]
pub fn deep(color: Color) -> Color {
    let hsla = Hsla::from(color);
    let mut steps = (0..=100).map(|step| hsla.with_lightness(hsla.lightness * 0.52 * (1.0 - step as f32 / 100.0)));
    let deep_enough = |hsla: &Hsla| 1.05 / (LinearRgba::from(*hsla).luminance() + 0.05) >= DEEP_CONTRAST;
    steps.find(deep_enough).map_or(Color::BLACK, Color::from)
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Palette>().add_systems(PreUpdate, follow_pack.run_if(resource_changed::<Pack>));
}

/// The pack in force says which colours.
fn follow_pack(pack: Res<Pack>, mut palette: ResMut<Palette>) {
    palette.set_if_neq(Palette::with(&pack.palette));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_changes_the_colours_that_it_names_and_no_others() {
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, menagerie_core::CorePlugin, plugin));
        app.update();
        assert_eq!(*app.world().resource::<Palette>(), Palette::default());
        app.world_mut().resource_mut::<Pack>().palette = [("plate".to_owned(), [32, 48, 74])].into();
        app.update();
        let palette = app.world().resource::<Palette>();
        assert_eq!(palette.plate, Color::srgb_u8(32, 48, 74));
        assert_eq!(Palette { plate: Palette::default().plate, ..palette.clone() }, Palette::default());
        assert_eq!(palette.colors()["plate"], [32, 48, 74]);
    }

    #[test]
    fn white_stands_out_from_every_deep_colour() {
        for hue in (0..360).step_by(10) {
            for lightness in [0.3, 0.5, 0.7, 0.9] {
                let contrast = 1.05 / (deep(Color::hsl(hue as f32, 0.9, lightness)).to_linear().luminance() + 0.05);
                assert!(contrast >= 4.5, "{hue} {lightness}: {contrast}");
            }
        }
    }
}
