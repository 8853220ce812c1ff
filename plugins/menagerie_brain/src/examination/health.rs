//! What a kind teacher would point out about the pictures.
//!
//! Near-copies are one view, and whether a class holds two things or odd ones is asked of views: thirty frames from one side
//! and thirty from another are no two things. These questions look at the head's numbers alone, scaled to length one.
//!
//! The thresholds were chosen on the photographs of four public sets (in this order: grocery, hands, rps, trash), 24 draws
//! of two to five classes with 12 / 30 pictures each; on other pictures they may do worse. In percent:
//!
//! | finding | planted and found | said of an honest class |
//! | --- | --- | --- |
//! | two things: classes of two sets in one | 92 / 96, 100 / 100, 100 / 100, 100 / 100 | 10 / 3, 14 / 14, 4 / 0, 0 / 0 |
//! | two things: two classes of one set | 83 / 83, 29 / 29, 71 / 71, 0 / 0 | the same |
//! | look the same: one class cut in two | 92 / 96, 92 / 100, 88 / 96, 96 / 96 | 0 / 0, 2 / 0, 0 / 0, 0 / 0 of the pairs |
//! | odd one: a picture of another set | 63 / 71, 67 / 92, 92 / 100, 17 / 38 | 7 / 20, 15 / 12, 6 / 13, 1 / 3 |
//! | near-duplicates: the same file twice | always | never |
//!
//! Single objects on white board (trash) differ as much within a class as between classes: there little can be said.

use menagerie_lesson::{ClassId, Finding, FindingKind};
use std::collections::{BTreeMap, HashMap};

use super::answers::HeldOut;
use super::split::{self, Parts};
use super::{by_class, evenly};
use crate::embedding::HEAD_LEN;
use crate::example::Example;
use crate::example_bank::ExampleBank;
use crate::quantile::quantile;
use crate::vector;

/// Pictures below which a class has too few, and from which on one view of it is worth a word.
const ENOUGH: usize = 5;
/// How many times as many pictures one class may have as another.
const BALANCE: usize = 3;
/// Cosine from which two pictures count as the same one. Different photographs reach 0.967, frames a tenth of a second apart
/// 0.99; the same file has 1.
const SAME: f32 = 0.998;
/// Examples of a class that are all compared with each other; in a larger one each is compared with its successors.
const ALL_PAIRS: usize = 700;
/// Successors that an example of a large class is compared with.
const SUCCESSORS: usize = 60;

/// Views from which on a class can be told to contain two things.
const FEWEST_FOR_PARTS: usize = 8;
/// Views that are looked at for it, at most; and those of all other classes.
const MOST_FOR_PARTS: usize = 150;
const MOST_OF_OTHERS: usize = 240;
const SMALLEST_PART: f64 = 0.2;
/// Silhouette from which a class contains two things, and how much more with few pictures, over their number.
const SILHOUETTE: [f64; 2] = [0.26, 0.6];
/// The same where there is no other class to compare with.
const SILHOUETTE_ALONE: f64 = 0.36;
/// Least squared distance of the parts, against that between classes.
const PARTS_APART: f64 = 1.0;

/// Share of the pictures of two classes that a head tells apart, below which the two look the same; chance is a half.
const TOLD_APART: f64 = 0.65;

/// Views from which on a class can have odd ones.
const FEWEST_FOR_ODD: usize = 6;
const MOST_FOR_ODD: usize = 400;
/// Neighbours in its own class that a picture is compared with.
const NEIGHBOURS: usize = 3;
/// Deviations below the class's median from which a picture is odd, and the least deviation.
const ODD: f32 = 4.0;
const LEAST_DEVIATION: f32 = 0.03;
/// Distance (one less the cosine) up to which two pictures show the same thing: a thing drifting in the hand stays within it in
/// the mean, and no two pictures of different classes of four public sets are as near (hand signs 0.032, fruit 0.10, waste 0.14).
const SAME_THING: f32 = 0.03;
/// Pictures of a class that are compared with those of another for that.
const MOST_COMPARED: usize = 10;
/// By how much its neighbours in its own class are nearer than those in another one, if a picture is at home there.
const AT_HOME: f32 = 0.06;

/// The members of a class.
struct Class<'a> {
    class: ClassId,
    members: Vec<&'a Example>,
    /// Positions among the members, by view; what stands for it comes first.
    views: Vec<Vec<usize>>,
    /// What the network's head made of each view, of length one.
    directions: Vec<Vec<f32>>,
}

impl<'a> Class<'a> {
    fn new(class: ClassId, positions: &[usize], bank: &'a ExampleBank) -> Self {
        let members: Vec<&Example> = positions.iter().map(|at| &bank.examples()[*at]).collect();
        let mut views: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, at) in positions.iter().enumerate() {
            views.entry(bank.views().of_examples()[*at]).or_default().push(place);
        }
        let views: Vec<Vec<usize>> = views.into_values().collect();
        let head = |view: &Vec<usize>| vector::unit_vector(&members[view[0]].embedding.values()[..HEAD_LEN]);
        Self { class, directions: views.iter().map(head).collect(), members, views }
    }

    /// Directions of at most so many views.
    fn directions(&self, most: usize) -> Vec<&[f32]> {
        self.some(most).into_iter().map(|view| self.directions[view].as_slice()).collect()
    }

    /// At most so many views.
    fn some(&self, most: usize) -> Vec<usize> {
        evenly(&(0..self.views.len()).collect::<Vec<_>>(), most)
    }

    /// A finding about all members of some views.
    fn finding_of_views(&self, kind: FindingKind, views: impl IntoIterator<Item = usize>) -> Finding {
        self.finding(kind, views.into_iter().flat_map(|view| self.views[view].iter().copied()))
    }

    fn finding(&self, kind: FindingKind, of: impl IntoIterator<Item = usize>) -> Finding {
        Finding { kind, pictures: of.into_iter().map(|at| self.members[at].id).collect() }
    }

    fn all(&self, kind: FindingKind) -> Finding {
        self.finding(kind, 0..self.members.len())
    }
}

/// Everything worth a word.
pub(super) fn find(bank: &ExampleBank, held_out: &HeldOut, goes_on: &dyn Fn() -> bool) -> Option<Vec<Finding>> {
    let examples = bank.examples();
    let members = by_class(examples, 0..examples.len());
    let classes: Vec<Class<'_>> = members.iter().map(|(class, members)| Class::new(*class, members, bank)).collect();
    let mut findings: Vec<Finding> = counted(&classes);
    findings.extend(same_looks(&classes, &members.into_values().collect::<Vec<_>>(), held_out));
    for class in &classes {
        if !goes_on() {
            return None;
        }
        findings.extend(two_things(class, &classes));
        findings.extend(odd_ones(class, &classes));
        if !goes_on() {
            return None;
        }
        findings.extend(near_duplicates(class));
    }
    Some(findings)
}

fn counted(classes: &[Class<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let few = classes.iter().filter(|class| class.members.len() < ENOUGH);
    findings.extend(few.map(|class| class.all(FindingKind::TooFew(class.class))));
    let one_view = classes.iter().filter(|class| class.members.len() >= ENOUGH && class.views.len() == 1);
    findings.extend(one_view.map(|class| class.all(FindingKind::OneView(class.class))));
    let Some(large) = classes.iter().rev().max_by_key(|class| class.members.len()) else { return findings };
    for small in classes.iter().filter(|class| class.members.len() * BALANCE < large.members.len()) {
        findings.push(small.all(FindingKind::Unbalanced { small: small.class, large: large.class }));
    }
    findings
}

/// Pairs of classes whose pictures a head that was not taught them confuses as if by chance. Where too few can be asked, as after
/// one press each, pairs of which two
/// pictures are as alike as those of one hold.
fn same_looks(classes: &[Class<'_>], members: &[Vec<usize>], held_out: &HeldOut) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (b, second) in classes.iter().enumerate() {
        for (a, first) in classes.iter().enumerate().take(b) {
            let asked = |own: usize, other: usize| {
                let scores = members[own].iter().filter_map(|at| held_out.scores[*at].as_ref());
                scores.map(move |scores| scores[own] > scores[other]).collect::<Vec<bool>>()
            };
            if asked(a, b).len().min(asked(b, a).len()) < ENOUGH {
                findings.extend(same_thing(first, second));
                continue;
            }
            let share = |own: usize, other: usize| {
                let asked = asked(own, other);
                asked.iter().filter(|right| **right).count() as f64 / asked.len() as f64
            };
            if (share(a, b) + share(b, a)) / 2.0 < TOLD_APART {
                let kind = FindingKind::LookTheSame(first.class, second.class);
                let confused = |own: usize, other: usize| {
                    move |at: &usize| held_out.scores[*at].as_ref().is_some_and(|scores| scores[own] <= scores[other])
                };
                let position = |list: &[usize], wrong: &dyn Fn(&usize) -> bool| {
                    (0..list.len()).filter(|at| wrong(&list[*at])).collect::<Vec<_>>()
                };
                let mut finding = first.finding(kind, position(&members[a], &confused(a, b)));
                finding.pictures.extend(second.finding(kind, position(&members[b], &confused(b, a))).pictures);
                findings.push(finding);
            }
        }
    }
    findings
}

/// Two pictures of two classes that could be of one hold.
fn same_thing(first: &Class<'_>, second: &Class<'_>) -> Option<Finding> {
    let some = |class: &Class<'_>| evenly(&(0..class.members.len()).collect::<Vec<_>>(), MOST_COMPARED);
    let (own, other) = (some(first), some(second));
    let cosine = &|own: usize, other: usize| first.members[own].embedding.cosine(&second.members[other].embedding);
    let pairs = own.iter().flat_map(|own| other.iter().map(move |other| (cosine(*own, *other), *own, *other)));
    let (cosine, own, other) = pairs.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let kind = FindingKind::LookTheSame(first.class, second.class);
    let mut finding = first.finding(kind, [own]);
    finding.pictures.extend(second.finding(kind, [other]).pictures);
    (1.0 - cosine <= SAME_THING).then_some(finding)
}

fn two_things(class: &Class<'_>, classes: &[Class<'_>]) -> Option<Finding> {
    if class.views.len() < FEWEST_FOR_PARTS {
        return None;
    }
    let others: Vec<&Class<'_>> = classes.iter().filter(|other| other.class != class.class).collect();
    let each = (MOST_OF_OTHERS / others.len().max(1)).max(2);
    let others: Vec<Vec<&[f32]>> = others.iter().map(|other| other.directions(each)).collect();
    let looked_at = class.some(MOST_FOR_PARTS);
    let Parts { silhouette, share, distance, smaller } = split::cut(&class.directions(MOST_FOR_PARTS), &others)?;
    let clear = if others.is_empty() { SILHOUETTE_ALONE } else { SILHOUETTE[0] + SILHOUETTE[1] / smaller.len() as f64 };
    if silhouette < clear || share < SMALLEST_PART || distance < PARTS_APART {
        return None;
    }
    let part = looked_at.into_iter().zip(smaller).filter(|(_, smaller)| *smaller).map(|(at, _)| at);
    Some(class.finding_of_views(FindingKind::TwoThings(class.class), part))
}

/// Views whose nearest neighbours in the class are much farther than is usual there, and hardly nearer than those in
/// another class.
fn odd_ones(class: &Class<'_>, classes: &[Class<'_>]) -> Option<Finding> {
    if class.views.len() < FEWEST_FOR_ODD {
        return None;
    }
    let looked_at = class.some(MOST_FOR_ODD);
    let directions = class.directions(MOST_FOR_ODD);
    let closeness = |own: &[f32], others: &mut dyn Iterator<Item = &[f32]>| {
        let mut cosines: Vec<f32> = others.map(|other| vector::dot(own, other)).collect();
        cosines.sort_by(|a, b| b.total_cmp(a));
        cosines.iter().take(NEIGHBOURS).sum::<f32>() / NEIGHBOURS as f32
    };
    let own = |own: usize| {
        let mut others = directions.iter().enumerate().filter(|(other, _)| *other != own).map(|(_, other)| *other);
        closeness(directions[own], &mut others)
    };
    let values: Vec<f32> = (0..directions.len()).map(own).collect();
    let of_all = |share| quantile(values.iter().copied().map(f64::from).collect(), share).unwrap_or_default() as f32;
    let usual = of_all(0.5);
    // A tenth of a normal distribution lies 1.28 deviations below its middle. Some odd ones may be among that tenth, but not
    // all those in another light.
    let deviation = (usual - of_all(0.1)) / 1.28;
    let least = usual - ODD * deviation.max(LEAST_DEVIATION);
    let others: Vec<Vec<&[f32]>> = classes
        .iter()
        .filter(|other| other.class != class.class && other.views.len() >= NEIGHBOURS)
        .map(|other| other.directions((MOST_FOR_ODD / classes.len()).max(NEIGHBOURS)))
        .collect();
    let elsewhere = |at: usize| {
        let near = others.iter().map(|other| closeness(directions[at], &mut other.iter().copied()));
        near.fold(f32::NEG_INFINITY, f32::max)
    };
    let odd = (0..directions.len())
        .filter(|at| values[*at] < least && (others.is_empty() || values[*at] - elsewhere(*at) < AT_HOME))
        .map(|at| looked_at[at]);
    let odd: Vec<usize> = odd.collect();
    (!odd.is_empty()).then(|| class.finding_of_views(FindingKind::OddOnes(class.class), odd))
}

fn near_duplicates(class: &Class<'_>) -> Option<Finding> {
    let count = class.members.len();
    let mut same = vec![false; count];
    // Exactly the same numbers, wherever they are.
    let mut seen: HashMap<Vec<u32>, usize> = HashMap::new();
    for (at, member) in class.members.iter().enumerate() {
        let sample = member.embedding.direction().iter().step_by(16).map(|value| value.to_bits()).collect();
        if let Some(other) = seen.insert(sample, at) {
            (same[at], same[other]) = (true, true);
        }
    }
    let reach = if count <= ALL_PAIRS { count } else { SUCCESSORS };
    for (at, member) in class.members.iter().enumerate() {
        for (other, successor) in class.members.iter().enumerate().skip(at + 1).take(reach) {
            if member.embedding.cosine(&successor.embedding) >= SAME {
                (same[at], same[other]) = (true, true);
            }
        }
    }
    let found: Vec<usize> = (0..count).filter(|at| same[*at]).collect();
    (!found.is_empty()).then(|| class.finding(FindingKind::NearDuplicates(class.class), found))
}
