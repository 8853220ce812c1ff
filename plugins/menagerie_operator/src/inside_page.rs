//! Any layer, any channel, with numbers on the axes: the inside of the network for a lesson.

use std::sync::Arc;

use bevy_egui::egui::{self, ColorImage, TextureOptions, Ui, vec2};
use egui_plot::{HoverPosition, PlotImage, PlotPoint};
use menagerie_core::prelude::*;

use crate::facts::Wish;
use crate::plots;
use crate::tab_context::TabContext;
use crate::theme::GAP;
use crate::widgets::{self, Look, tall_card};

/// Blocks of the network.
const BLOCKS: usize = 16;
/// Least side of an exported picture, pixels.
const EXPORT_PX: usize = 448;

/// Every layer that can be watched, from the picture to the answer.
fn layers() -> Vec<Layer> {
    let blocks = (0..BLOCKS).flat_map(|block| [Layer::Depthwise(block), Layer::Block(block)]);
    [Layer::Stem].into_iter().chain(blocks).chain([Layer::Head]).collect()
}

/// Watches nothing any more.
pub(crate) fn look_away(context: &mut TabContext) {
    if context.state.inside.watched.take().is_some() {
        context.wish(Wish::Watch(WatchNetwork::default()));
    }
}

/// The page in the room that is left.
pub(crate) fn show(ui: &mut Ui, context: &mut TabContext) {
    let layers = layers();
    let layer = layers[context.state.inside.layer.min(layers.len() - 1)];
    if context.state.inside.watched != Some(layer) {
        context.state.inside.watched = Some(layer);
        context.wish(Wish::Watch(WatchNetwork(Watched { layer: Some(layer), numbers: true, ..Watched::default() })));
    }
    let map = context.facts.view.map.clone().filter(|map| map.layer == layer);
    let height = ui.available_height();
    widgets::side_by_side(ui, |ui| {
        let width = (ui.available_width() - GAP) * 0.36;
        widgets::column(ui, width, height, |ui| {
            tall_card(ui, |ui| {
                egui::ScrollArea::vertical().id_salt("inside").auto_shrink([false, false]).show(ui, |ui| {
                    choose(ui, context, &layers, layer, map.as_deref());
                });
            });
        });
        let width = ui.available_width();
        widgets::column(ui, width, height, |ui| {
            tall_card(ui, |ui| match &map {
                Some(map) => plot(ui, context, map),
                None => {
                    let key = if context.facts.opened_model.is_some() { "none" } else { "waiting" };
                    widgets::empty(ui, "⌛", &context.words.text(&format!("workshop-inside-{key}")));
                }
            });
        });
    });
}

/// Which layer and which channel, what is in it, and a picture of it to take away.
fn choose(ui: &mut Ui, context: &mut TabContext, layers: &[Layer], layer: Layer, map: Option<&ActivationMap>) {
    widgets::title(ui, &context.words.text("workshop-inside"));
    widgets::subtitle(ui, &context.words.text("workshop-inside-layer"));
    let place = context.state.inside.layer;
    let can = [place > 0, place + 1 < layers.len()];
    if let Some(step) = stepper(ui, context, "layer", &layer.to_string(), can) {
        context.state.inside.layer = moved(place, step, layers.len());
        context.state.inside.channel = 0;
    }
    let channels = map.map_or(1, |map| map.shape[0]);
    let channel = context.state.inside.channel.min(channels - 1);
    widgets::subtitle(ui, &context.words.with("workshop-inside-channel", &[("channels", channels.into())]));
    let can = [channel > 0, channel + 1 < channels];
    if let Some(step) = stepper(ui, context, "channel", &channel.to_string(), can) {
        context.state.inside.channel = moved(channel, step, channels);
    }
    let Some(map) = map else { return };
    let [busiest, save] = ["busiest", "save"].map(|key| context.words.text(&format!("workshop-inside-{key}")));
    let [busiest, save] =
        widgets::wrapped(ui, |ui| [busiest, save].map(|words| widgets::tap_if(ui, true, Look::Plain, 120.0, &words)));
    context.places.mark(ui, "inside/busiest", busiest.rect);
    context.places.mark(ui, "inside/save", save.rect);
    if busiest.clicked() {
        context.state.inside.channel = map.summary().strongest(1).first().copied().unwrap_or(0);
    }
    if save.clicked()
        && let Some(picture) = picture_of(map, channel, context.facts.scale)
    {
        context.state.dialog.export_picture(picture, format!("{layer}-{channel}.png"));
    }
    let values = map.channel(channel);
    let [low, high] = range(values);
    let mean = map.mean(channel).unwrap_or(0.0);
    let [low, high, mean] = [low, high, mean].map(|number| format!("{number:.2}"));
    let args = [("low", low.into()), ("high", high.into()), ("mean", mean.into())];
    widgets::sentence(ui, &context.words.with("workshop-inside-numbers", &args));
    widgets::sentence(ui, &context.words.text("workshop-inside-why"));
}

/// A number between two buttons that can be found by name.
fn stepper(ui: &mut Ui, context: &mut TabContext, name: &str, value: &str, can: [bool; 2]) -> Option<i8> {
    let (before, step) = (ui.cursor().min, widgets::stepper(ui, value, can));
    let rect = egui::Rect::from_min_size(before, vec2(ui.available_width(), crate::theme::FINGER));
    context.places.mark(ui, format!("inside/{name}"), rect);
    step
}

/// One further, one back, never beyond the ends.
fn moved(place: usize, step: i8, count: usize) -> usize {
    place.saturating_add_signed(isize::from(step)).min(count.saturating_sub(1))
}

fn range(values: &[f32]) -> [f32; 2] {
    values.iter().fold([f32::MAX, f32::MIN], |[low, high], value| [low.min(*value), high.max(*value)])
}

/// The colours of a channel, row by row: dark is nothing and less, bright its largest number.
fn colors(map: &ActivationMap, channel: usize, scale: &ActivationScale) -> Vec<[u8; 4]> {
    let values = map.channel(channel);
    let [_, high] = range(values);
    values.iter().map(|value| scale.color(value / high.max(f32::EPSILON))).collect()
}

/// A channel as a picture that is large enough to be shown, each place a square.
fn picture_of(map: &ActivationMap, channel: usize, scale: &ActivationScale) -> Option<Picture> {
    let [_, height, width] = map.shape;
    let times = EXPORT_PX.div_ceil(width.max(1));
    let colors = colors(map, channel, scale);
    let rgb = (0..height * times).flat_map(|y| {
        let row = &colors[y / times * width..][..width];
        row.iter().flat_map(move |[red, green, blue, _]| [*red, *green, *blue].repeat(times)).collect::<Vec<u8>>()
    });
    Picture::new((width * times) as u32, (height * times) as u32, rgb.collect()).ok()
}

/// The channel as the network has it: not as in a mirror, rows from the top.
fn plot(ui: &mut Ui, context: &mut TabContext, map: &Arc<ActivationMap>) {
    let [channels, height, width] = map.shape;
    let channel = context.state.inside.channel.min(channels - 1);
    let page = &mut context.state.inside;
    if page.drawn.as_ref().is_none_or(|(drawn, of)| !Arc::ptr_eq(drawn, map) || *of != channel) {
        let pixels = colors(map, channel, context.facts.scale).concat();
        let image = ColorImage::from_rgba_unmultiplied([width, height], &pixels);
        match &mut page.texture {
            Some(texture) => texture.set(image, TextureOptions::NEAREST),
            None => page.texture = Some(ui.ctx().load_texture("layer", image, TextureOptions::NEAREST)),
        }
        page.drawn = Some((Arc::clone(map), channel));
    }
    let Some(texture) = &page.texture else { return };
    let (texture, map) = (texture.id(), Arc::clone(map));
    let side = ui.available_height().min(ui.available_width()).max(160.0);
    let plot = plots::quiet_plot("layer")
        .width(side)
        .height(side)
        .data_aspect(1.0)
        .show_grid(false)
        .y_axis_formatter(|mark, _| format!("{:.0}", mark.value.abs()))
        .label_formatter(move |pointer| {
            let (HoverPosition::NearDataPoint { position: at, .. } | HoverPosition::Elsewhere { position: at }) =
                pointer;
            let (row, column) = ((-at.y) as usize, at.x as usize);
            let is_inside = at.x >= 0.0 && at.y <= 0.0 && row < height && column < width;
            is_inside.then(|| format!("({row}, {column})  {:.2}", map.channel(channel)[row * width + column]))
        });
    plot.show(ui, |plot| {
        let centre = PlotPoint::new(width as f64 / 2.0, -(height as f64) / 2.0);
        plot.image(PlotImage::new("map", texture, centre, vec2(width as f32, height as f32)));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_a_channel_is_its_numbers_as_squares() {
        let map = ActivationMap { layer: Layer::Head, shape: [2, 1, 2], values: vec![0.0, 0.0, -1.0, 4.0] };
        let scale = ActivationScale::default();
        let picture = picture_of(&map, 1, &scale).unwrap();
        assert_eq!((picture.width(), picture.height()), (448, 224));
        let at = |x: usize| &picture.rgb()[x * 3..][..3];
        assert_eq!([at(0), at(447)], [&scale.color(0.0)[..3], &scale.color(1.0)[..3]]);
        assert!(picture_of(&map, 0, &scale).is_some(), "a silent channel has a picture, too");
    }

    #[test]
    fn every_layer_can_be_reached() {
        let layers = layers();
        assert_eq!((layers.len(), layers[0], layers[33]), (34, Layer::Stem, Layer::Head));
        assert_eq!([moved(0, -1, 34), moved(33, 1, 34), moved(3, 1, 34), moved(3, -1, 34)], [0, 33, 4, 2]);
    }
}
