//! The atlas: for each channel of a layer the photographs, of many kinds of things, in which it was strongest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::activation_map::Layer;

/// Patches of a channel.
pub const ATLAS_PATCHES: usize = 9;

/// Name of the atlas's file in its folder; its photographs lie beside it.
pub const ATLAS_FILE: &str = "atlas.json";

/// All of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Atlas {
    /// How many photographs were looked at.
    pub looked_at: usize,
    /// The photographs that are shown, with their credits.
    pub photographs: Vec<AtlasPhotograph>,
    /// By name of the layer.
    pub layers: BTreeMap<String, AtlasLayer>,
}

/// A photograph, with whom to thank for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtlasPhotograph {
    /// Its file in the atlas's folder, 224 x 224.
    pub file: String,
    /// What it shows, in English.
    pub kind: String,
    /// Who made it.
    pub author: String,
    /// Under which licence.
    pub licence: String,
    /// Where it comes from.
    pub source: String,
}

/// A layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtlasLayer {
    /// Pixels of the photograph between two places of the layer.
    pub step: usize,
    /// Side of a patch, pixels of the photograph.
    pub side: usize,
    /// For each channel, strongest first; empty for one that is silent on every photograph.
    pub channels: Vec<Vec<AtlasPatch>>,
    /// The channels for which a picture was made that pleases them ([`optimised_file`]).
    #[serde(default)]
    pub optimised: Vec<usize>,
}

/// Where a channel was strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(usize, usize, usize, i32)", into = "(usize, usize, usize, i32)")]
pub struct AtlasPatch {
    /// Number of the photograph in the atlas.
    pub photograph: usize,
    /// Row and column of the layer.
    pub place: [usize; 2],
    /// The activation before ReLU6, hundredths.
    pub hundredths: i32,
}

impl From<(usize, usize, usize, i32)> for AtlasPatch {
    fn from((photograph, row, column, hundredths): (usize, usize, usize, i32)) -> Self {
        Self { photograph, place: [row, column], hundredths }
    }
}

impl From<AtlasPatch> for (usize, usize, usize, i32) {
    fn from(AtlasPatch { photograph, place: [row, column], hundredths }: AtlasPatch) -> Self {
        (photograph, row, column, hundredths)
    }
}

/// Name of the picture that was made for a channel of a layer, in the atlas's folder.
#[must_use]
pub fn optimised_file(layer: Layer, channel: usize) -> String {
    format!("made-for-{layer}-{channel}.jpg")
}

/// Side of the atlas's photographs, pixels: what the network looks at.
const PHOTOGRAPH_PX: usize = 224;

impl Atlas {
    /// A layer.
    #[must_use]
    pub fn layer(&self, layer: Layer) -> Option<&AtlasLayer> {
        self.layers.get(&layer.to_string())
    }

    /// What is wrong with it, if anything: a patch of a photograph that there is not, or of a place beyond its edge.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        for (name, layer) in &self.layers {
            if let Err(error) = name.parse::<Layer>() {
                return Some(error.to_string());
            }
            if layer.side == 0 || layer.side > PHOTOGRAPH_PX || layer.step == 0 {
                return Some(format!("{name}: patches of {} pixels every {}", layer.side, layer.step));
            }
            for (channel, patch) in
                layer.channels.iter().enumerate().flat_map(|(at, all)| all.iter().map(move |one| (at, one)))
            {
                let inside = patch.place.iter().all(|at| at * layer.step < PHOTOGRAPH_PX);
                if patch.photograph >= self.photographs.len() || !inside {
                    let AtlasPatch { photograph, place: [row, column], .. } = patch;
                    return Some(format!(
                        "{name}, channel {channel}: photograph {photograph}, row {row}, column {column}"
                    ));
                }
            }
        }
        None
    }
}

impl AtlasLayer {
    /// Left and top edge of a patch in its photograph, pixels: about its place, as far as the photograph goes.
    #[must_use]
    pub fn corner(&self, patch: &AtlasPatch) -> [usize; 2] {
        let [row, column] = patch.place;
        [column, row].map(|at| {
            let centre = at * self.step + self.step / 2;
            centre.saturating_sub(self.side / 2).min(PHOTOGRAPH_PX.saturating_sub(self.side))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atlas() -> Atlas {
        let photograph = |file: &str| AtlasPhotograph {
            file: file.into(),
            kind: "fox".into(),
            author: "A. Nonymous".into(),
            licence: "CC0".into(),
            source: "here".into(),
        };
        let patch = |photograph, place| AtlasPatch { photograph, place, hundredths: 712 };
        let layer = AtlasLayer {
            step: 16,
            side: 64,
            channels: vec![vec![patch(1, [0, 13]), patch(0, [7, 6])], Vec::new()],
            optimised: vec![1],
        };
        Atlas {
            looked_at: 7,
            photographs: vec![photograph("a.jpg"), photograph("b.jpg")],
            layers: BTreeMap::from([("block05.dw".into(), layer)]),
        }
    }

    #[test]
    fn it_is_in_its_file_what_it_was() {
        let text = serde_json::to_string(&atlas()).unwrap();
        assert!(text.contains("[[1,0,13,712],[0,7,6,712]],[]"), "{text}");
        assert_eq!(serde_json::from_str::<Atlas>(&text).unwrap(), atlas());
        assert_eq!(optimised_file(Layer::Depthwise(5), 1), "made-for-block05.dw-1.jpg");
    }

    #[test]
    fn a_patch_is_about_its_place_and_in_its_photograph() {
        let atlas = atlas();
        let layer = atlas.layer(Layer::Depthwise(5)).unwrap();
        let corners: Vec<[usize; 2]> = layer.channels[0].iter().map(|patch| layer.corner(patch)).collect();
        assert_eq!(corners, [[160, 0], [72, 88]]);
        assert_eq!(atlas.layer(Layer::Head), None);
    }

    #[test]
    fn what_is_not_there_is_a_problem() {
        assert_eq!(atlas().problem(), None);
        let mut broken = atlas();
        broken.photographs.pop();
        assert_eq!(broken.problem().unwrap(), "block05.dw, channel 0: photograph 1, row 0, column 13");
        let mut broken = atlas();
        broken.layers.get_mut("block05.dw").unwrap().channels[0][0].place = [14, 0];
        assert!(broken.problem().is_some());
        let mut broken = atlas();
        broken.layers.get_mut("block05.dw").unwrap().side = 500;
        assert!(broken.problem().is_some());
    }
}
