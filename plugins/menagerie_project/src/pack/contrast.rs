//! Whether words can be read in the colours of a pack.

use super::description::PackDescription;
use super::{PACK, PackFinding, PackPlace, Surroundings};

/// What is written on what.
const PAIRS: [(&str, &str); 4] = [("white", "plate"), ("white", "sheet"), ("ink", "paper"), ("soft_white", "sheet")];
/// The least contrast of words with their ground (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// Says which words could not be read.
pub(super) fn check_contrast(
    place: &PackPlace,
    about: &PackDescription,
    around: &Surroundings,
    findings: &mut Vec<PackFinding>,
) {
    let color = |name: &str| match about.palette.get(name) {
        Some(set) => Some(set.value),
        None => around.palette.get(name).copied(),
    };
    for (words, ground) in PAIRS {
        let line = |name: &str| about.palette.get(name).map(|set| (format!("palette.{name}"), set.line));
        let Some((key, line)) = line(words).or_else(|| line(ground)) else { continue };
        let (Some(ink), Some(paper)) = (color(words), color(ground)) else { continue };
        let contrast = contrast(ink, paper);
        if contrast < LEAST {
            let what = format!(
                "makes words hard to read: {words} {} on {ground} {} has a contrast of {contrast:.1} to 1",
                hex(ink),
                hex(paper)
            );
            let remedy = format!("Make one lighter or the other darker, until it is {LEAST} to 1");
            findings.push(PackFinding::new(place.shown_file(PACK), what, remedy).at(line).of(key));
        }
    }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2).
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance of a colour, 0..1.
fn luminance(color: [u8; 3]) -> f64 {
    let [red, green, blue] = color.map(|share| {
        let share = f64::from(share) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([118; 3], [255; 3]) - 4.54).abs() < 0.01, "their grey that is just dark enough");
    }
}
