//! Views: which pictures show the same side of the same thing, and which are held out together.
//!
//! A held button takes thirty near-copies in three seconds. Whoever holds out single pictures of them measures copying, not
//! knowing. So near-copies are grouped into views: within a recording by time, as long as each picture looks like the one
//! before; beyond that by average linkage (Sokal and Michener 1958) within a class, so that a folder of webcam frames, which
//! has no recordings, behaves the same. What is held out is a view, or a whole recording where a class has several.
//! `docs/decisions/0010-held-things.md` has the measurements.

use menagerie_lesson::{ClassId, RecordingId};
use std::collections::{BTreeMap, HashMap};

use crate::embedding::EMBEDDING_LEN;
use crate::example::Example;
use crate::vector;

/// Mean distance (one less the cosine) up to which two groups of pictures are one view. A thing that drifts in the hand for
/// three seconds stays within 0.02 to 0.03 in the mean and 0.05 at the 95th percentile; other people's hands making the same
/// sign are 0.05 to 0.1 apart, other photographs of waste 0.2 to 0.3.
const SAME_VIEW: f32 = 0.05;
/// Distance up to which a picture of a recording goes on with the view of the picture before: a tenth of a second in the hand
/// moves it by 0.01, at the 95th percentile 0.02.
const NEXT_FRAME: f32 = 0.045;
/// Groups of a class that are all compared with each other; in a larger class each is compared with so many before it.
const ALL_PAIRS: usize = 400;
const LAST_COMPARED: usize = 200;

/// Views of a bank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Views {
    /// Of each example, counted over all classes.
    of: Vec<usize>,
    /// What each example is held out with.
    units: Vec<usize>,
    /// Views of each class.
    by_class: BTreeMap<ClassId, usize>,
    /// Units of each class.
    units_by_class: BTreeMap<ClassId, usize>,
}

impl Views {
    /// Groups the examples.
    pub(crate) fn new(examples: &[Example]) -> Self {
        let mut views = Self { of: vec![0; examples.len()], units: vec![0; examples.len()], ..Self::default() };
        let mut members: BTreeMap<ClassId, Vec<usize>> = BTreeMap::new();
        for (at, example) in examples.iter().enumerate() {
            members.entry(example.class).or_default().push(at);
        }
        let (mut next_view, mut next_unit) = (0, 0);
        for (class, members) in members {
            let groups = link(runs(examples, &members), examples);
            let (units, count) = join_recordings(&groups, examples);
            for (view, (group, unit)) in groups.iter().zip(&units).enumerate() {
                for at in group {
                    views.of[*at] = next_view + view;
                    views.units[*at] = next_unit + unit;
                }
            }
            next_view += groups.len();
            next_unit += count;
            views.by_class.insert(class, groups.len());
            views.units_by_class.insert(class, count);
        }
        views
    }

    /// The view of each example, in their order; no two classes share one.
    pub fn of_examples(&self) -> &[usize] {
        &self.of
    }

    /// What each example is held out with, in their order; no two classes share one.
    pub fn units(&self) -> &[usize] {
        &self.units
    }

    /// Views by class.
    pub fn by_class(&self) -> &BTreeMap<ClassId, usize> {
        &self.by_class
    }

    /// Units that can be held out, by class. Where a class has one only, nothing can be told about others of it.
    pub fn units_by_class(&self) -> &BTreeMap<ClassId, usize> {
        &self.units_by_class
    }

    /// At most so many examples of each view, spread over it as they came: near-copies beyond them teach nothing. Ascending.
    pub(crate) fn thinned(&self, most: usize) -> Vec<usize> {
        let mut sizes = vec![0_usize; self.by_class.values().sum()];
        self.of.iter().for_each(|view| sizes[*view] += 1);
        let mut seen = vec![0_usize; sizes.len()];
        let is_kept = |at: &usize| {
            let view = self.of[*at];
            let (place, size) = (seen[view], sizes[view]);
            seen[view] += 1;
            // Of places 0..size, those at which place * most / size grows.
            size <= most || place == 0 || place * most / size != (place - 1) * most / size
        };
        (0..self.of.len()).filter(is_kept).collect()
    }
}

/// Pictures of a class that follow each other in a recording and look alike; pictures without a recording stay alone.
fn runs(examples: &[Example], members: &[usize]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut newest: HashMap<RecordingId, usize> = HashMap::new();
    for at in members {
        let example = &examples[*at];
        let run = example.recording.and_then(|recording| newest.get(&recording).copied());
        let goes_on = |run: &usize| {
            let last = runs[*run].last().map(|last| &examples[*last].embedding);
            last.is_some_and(|last| 1.0 - last.cosine(&example.embedding) <= NEXT_FRAME)
        };
        match run.filter(goes_on) {
            Some(run) => runs[run].push(*at),
            None => {
                if let Some(recording) = example.recording {
                    newest.insert(recording, runs.len());
                }
                runs.push(vec![*at]);
            }
        }
    }
    runs
}

/// Joins groups whose pictures are alike in the mean. The mean scalar product of two groups is that of their means.
fn link(groups: Vec<Vec<usize>>, examples: &[Example]) -> Vec<Vec<usize>> {
    let means: Vec<Vec<f32>> = groups.iter().map(|group| mean(group, examples)).collect();
    if groups.len() > ALL_PAIRS { link_in_order(groups, means) } else { link_nearest_first(groups, &means) }
}

fn link_nearest_first(mut groups: Vec<Vec<usize>>, means: &[Vec<f32>]) -> Vec<Vec<usize>> {
    let products = |(i, a): (usize, &Vec<f32>)| means[..i].iter().map(|b| vector::dot(a, b)).collect();
    let mut products: Vec<Vec<f32>> = means.iter().enumerate().map(products).collect();
    let mut alive: Vec<usize> = (0..groups.len()).collect();
    loop {
        let mut nearest = (1.0 - SAME_VIEW, None);
        for (place, i) in alive.iter().enumerate() {
            for j in &alive[..place] {
                if products[*i][*j] >= nearest.0 {
                    nearest = (products[*i][*j], Some((*j, *i)));
                }
            }
        }
        let (_, Some((kept, gone))) = nearest else { break };
        alive.retain(|i| *i != gone);
        let [of_kept, of_gone] = [&groups[kept], &groups[gone]].map(|group| group.len() as f32);
        for other in alive.iter().filter(|other| **other != kept) {
            let of = |i: usize| products[i.max(*other)][i.min(*other)];
            let joined = (of_kept * of(kept) + of_gone * of(gone)) / (of_kept + of_gone);
            products[kept.max(*other)][kept.min(*other)] = joined;
        }
        let moved = std::mem::take(&mut groups[gone]);
        groups[kept].extend(moved);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The same for a class that is too large to compare everything with everything: each group joins the nearest of those
/// before it, if that is near enough.
fn link_in_order(groups: Vec<Vec<usize>>, means: Vec<Vec<f32>>) -> Vec<Vec<usize>> {
    let mut linked: Vec<(Vec<usize>, Vec<f32>)> = Vec::new();
    for (group, mean) in groups.into_iter().zip(means) {
        let recent = linked.len().saturating_sub(LAST_COMPARED);
        let near = linked[recent..].iter().map(|(_, other)| vector::dot(other, &mean)).zip(recent..);
        match near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(product, _)| *product >= 1.0 - SAME_VIEW) {
            Some((_, at)) => {
                let (members, other) = &mut linked[at];
                let share = group.len() as f32 / (group.len() + members.len()) as f32;
                other.iter_mut().zip(&mean).for_each(|(a, b)| *a += share * (b - *a));
                members.extend(group);
            }
            None => linked.push((group, mean)),
        }
    }
    linked.into_iter().map(|(members, _)| members).collect()
}

fn mean(group: &[usize], examples: &[Example]) -> Vec<f32> {
    let mut mean = vec![0.0; EMBEDDING_LEN];
    for at in group {
        vector::add_scaled(&mut mean, 1.0 / group.len() as f32, examples[*at].embedding.direction());
    }
    mean
}

/// The unit of each group of a class, and how many there are: groups that share a recording are held out together, unless
/// nothing else would be left of the class.
fn join_recordings(groups: &[Vec<usize>], examples: &[Example]) -> (Vec<usize>, usize) {
    let mut units: Vec<usize> = (0..groups.len()).collect();
    let mut first: HashMap<RecordingId, usize> = HashMap::new();
    for (view, group) in groups.iter().enumerate() {
        for recording in group.iter().filter_map(|at| examples[*at].recording) {
            let other = units[*first.entry(recording).or_insert(view)];
            let own = units[view];
            if other != own {
                units.iter_mut().filter(|unit| **unit == own).for_each(|unit| *unit = other);
            }
        }
    }
    let mut numbers = BTreeMap::new();
    for unit in &units {
        let next = numbers.len();
        numbers.entry(*unit).or_insert(next);
    }
    if numbers.len() < 2 {
        return ((0..groups.len()).collect(), groups.len());
    }
    (units.iter().map(|unit| numbers[unit]).collect(), numbers.len())
}

#[cfg(test)]
mod tests {
    use menagerie_lesson::ExampleId;

    use super::*;
    use crate::embedding::Embedding;

    /// A side of a thing, moved a little.
    fn picture(side: usize, drift: f32) -> Embedding {
        let value = |i: usize| {
            let own = if i % 29 == side { 4.0 } else { 0.5 };
            own + if i % 7 == 3 { drift } else { 0.0 }
        };
        Embedding::new((0..EMBEDDING_LEN).map(value).collect()).unwrap()
    }

    fn examples(pictures: &[(u16, Option<u64>, usize, f32)]) -> Vec<Example> {
        let example = |(id, (class, recording, side, drift)): (u64, &(u16, Option<u64>, usize, f32))| Example {
            recording: recording.map(RecordingId),
            ..Example::new(ExampleId(id), ClassId(*class), picture(*side, *drift))
        };
        (0..).zip(pictures).map(example).collect()
    }

    #[test]
    fn near_copies_of_one_press_are_one_view_and_thirty_things_are_thirty() {
        let one: Vec<_> = (0..30).map(|i| (0, Some(1), 2, i as f32 * 0.02)).collect();
        assert_eq!(Views::new(&examples(&one)).by_class()[&ClassId(0)], 1);
        let thirty: Vec<_> = (0..28).map(|side| (0, Some(1), side, 0.0)).collect();
        let views = Views::new(&examples(&thirty));
        assert_eq!(
            (views.by_class()[&ClassId(0)], views.units_by_class()[&ClassId(0)]),
            (28, 28),
            "one press only: views are held out"
        );
    }

    #[test]
    fn files_without_recordings_are_grouped_by_what_they_show() {
        let frames: Vec<_> = (0..40).map(|i| (i % 2, None, usize::from(i / 20), i as f32 * 0.01)).collect();
        let views = Views::new(&examples(&frames));
        assert_eq!(views.by_class(), &BTreeMap::from([(ClassId(0), 2), (ClassId(1), 2)]));
        let of: Vec<usize> = [0, 1, 39].map(|at| views.of_examples()[at]).to_vec();
        assert!(of[0] != of[1] && of[1] != of[2], "classes share no view: {of:?}");
    }

    #[test]
    fn whole_recordings_are_held_out_where_a_class_has_several() {
        let two = [(0, Some(1), 1, 0.0), (0, Some(1), 5, 0.0), (0, Some(2), 9, 0.0), (0, Some(2), 9, 0.01)];
        let views = Views::new(&examples(&two));
        assert_eq!((views.by_class()[&ClassId(0)], views.units_by_class()[&ClassId(0)]), (3, 2));
        assert_eq!(views.units()[0], views.units()[1]);
        // The same side held twice is no second chance to learn something else.
        let again = [(0, Some(1), 1, 0.0), (0, Some(2), 1, 0.02)];
        assert_eq!(Views::new(&examples(&again)).units_by_class()[&ClassId(0)], 1);
    }

    #[test]
    fn thinning_keeps_every_view_and_spreads_over_it() {
        let mut pictures: Vec<_> = (0..30).map(|i| (0, Some(1), 2, i as f32 * 0.02)).collect();
        pictures.push((0, Some(2), 8, 0.0));
        let kept = Views::new(&examples(&pictures)).thinned(12);
        assert_eq!((kept.len(), kept[0], kept[12]), (13, 0, 30));
        assert!(kept[11] >= 26, "{kept:?}");
    }

    #[test]
    fn a_class_too_large_for_all_pairs_is_grouped_too() {
        let many: Vec<_> = (0..1000).map(|i| (0, None, i / 40, (i % 40) as f32 * 0.01)).collect();
        assert_eq!(Views::new(&examples(&many)).by_class()[&ClassId(0)], 25);
    }
}
