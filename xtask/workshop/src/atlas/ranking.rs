//! Which photographs a channel is strongest in.

use menagerie_lesson::{ATLAS_PATCHES, ActivationMap, AtlasPatch};

use super::Seen;

/// Photographs whose embeddings have a cosine above this show the same: only the stronger one counts.
const SAME: f32 = 0.9;
/// A channel below this everywhere is silent.
const SILENT: f32 = 1e-3;
/// Photographs kept for each channel before those that show the same are left out.
const CANDIDATES: usize = 120;

/// The strongest places so far, by channel.
#[derive(Debug, Default)]
pub(super) struct Ranking(Vec<Vec<Candidate>>);

/// A photograph with the place where the channel was strongest, and how strong.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    photograph: usize,
    place: [usize; 2],
    activation: f32,
}

impl Ranking {
    /// Counts one more photograph.
    pub(super) fn add(&mut self, photograph: usize, map: &ActivationMap) {
        let [channels, _, width] = map.shape;
        self.0.resize(channels, Vec::new());
        for (channel, ranked) in self.0.iter_mut().enumerate() {
            let strongest = map.channel(channel).iter().enumerate().rev().max_by(|a, b| a.1.total_cmp(b.1));
            let Some((at, activation)) = strongest.filter(|(_, activation)| **activation > SILENT) else { continue };
            let place = ranked.partition_point(|other| other.activation >= *activation);
            if place < CANDIDATES {
                let candidate = Candidate { photograph, place: [at / width, at % width], activation: *activation };
                ranked.insert(place, candidate);
                ranked.truncate(CANDIDATES);
            }
        }
    }

    /// Of each channel the strongest patches, of photographs that do not show the same.
    pub(super) fn strongest(self, seen: &[Seen]) -> Vec<Vec<AtlasPatch>> {
        self.0.into_iter().map(|ranked| distinct(&ranked, seen)).collect()
    }
}

fn distinct(ranked: &[Candidate], seen: &[Seen]) -> Vec<AtlasPatch> {
    let mut patches: Vec<AtlasPatch> = Vec::new();
    for candidate in ranked {
        let embedding = &seen[candidate.photograph].embedding;
        let is_new = patches.iter().all(|other| seen[other.photograph].embedding.cosine(embedding) < SAME);
        if is_new && patches.len() < ATLAS_PATCHES {
            patches.push(AtlasPatch {
                photograph: candidate.photograph,
                place: candidate.place,
                hundredths: (candidate.activation * 100.0).round() as i32,
            });
        }
    }
    patches
}

#[cfg(test)]
mod tests {
    use menagerie_brain::Embedding;
    use menagerie_lesson::{EMBEDDING_LEN, HEAD_LEN, Layer};

    use super::*;

    fn seen(axis: usize) -> Seen {
        let mut values = vec![0.0; EMBEDDING_LEN];
        (values[axis], values[HEAD_LEN + axis]) = (1.0, 1.0);
        Seen { name: String::new(), jpeg: Vec::new(), embedding: Embedding::new(values).unwrap() }
    }

    #[test]
    fn the_strongest_come_first_and_what_looks_the_same_comes_once() {
        let photographs: Vec<Seen> = [0, 1, 0, 2].map(seen).into();
        let mut ranking = Ranking::default();
        for (photograph, strongest) in [3.0, 7.5, 9.0, -1.0].into_iter().enumerate() {
            let values = vec![0.0, strongest, -2.0, strongest, 0.0, 0.0, 0.0, 0.0];
            ranking.add(photograph, &ActivationMap { layer: Layer::Stem, shape: [2, 2, 2], values });
        }
        let kept = ranking.strongest(&photographs);
        let patch = |photograph, hundredths| AtlasPatch { photograph, place: [0, 1], hundredths };
        assert_eq!(kept, [vec![patch(2, 900), patch(1, 750)], Vec::new()]);
    }
}
