//! The drawings: plain SVG, coloured by the page's style. A value that is not finite is left out.

use menagerie_lesson::{Class, Confusion, MapPoint, Phrasebook};

use super::text::{escaped, percent, short};

/// Width of a drawing, in its own units: pixels, unless there is less room.
const WIDTH: f64 = 640.0;
/// The same where two stand side by side.
const HALF_WIDTH: f64 = 390.0;
/// Room for the numbers at the left.
const LEFT: f64 = 48.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 34.0;
/// Classes up to which the cells of a matrix hold numbers.
const MOST_NUMBERED: usize = 24;

/// A line over the passes.
pub(super) struct Curve {
    /// `first` or `second` of the style.
    pub(super) style: &'static str,
    /// Pass and value.
    pub(super) points: Vec<(f64, f64)>,
}

fn drawing(width: f64, height: f64, words: &str, inside: &str) -> String {
    let words = escaped(words);
    format!("<svg viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{words}\">{inside}</svg>")
}

/// Round numbers from 0 to at least the largest value.
fn ticks(largest: f64) -> Vec<f64> {
    let largest = if largest.is_finite() && largest > 1e-9 { largest } else { 1.0 };
    let rough = largest / 4.0;
    let magnitude = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].iter().map(|factor| factor * magnitude).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(magnitude * 10.0);
    (0..=(largest / step - 1e-9).ceil() as usize).map(|place| place as f64 * step).collect()
}

/// Curves over the passes; `shares`: from 0 to 100 %, as this book writes that.
pub(super) fn curves(curves: &[Curve], shares: Option<&dyn Phrasebook>, words: &str) -> String {
    let height = 230.0;
    let sound = |curve: &Curve| -> Vec<(f64, f64)> {
        curve.points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect()
    };
    let all: Vec<(f64, f64)> = curves.iter().flat_map(&sound).collect();
    let last = all.iter().map(|(x, _)| *x).fold(1.0, f64::max);
    let first = all.iter().map(|(x, _)| *x).fold(last, f64::min);
    let largest = if shares.is_some() { 1.0 } else { all.iter().map(|(_, y)| *y).fold(0.0, f64::max) };
    let ticks = ticks(largest);
    let top = ticks.last().copied().unwrap_or(1.0);
    let x = |pass: f64| {
        LEFT + (HALF_WIDTH - LEFT - RIGHT) * if last > first { (pass - first) / (last - first) } else { 0.5 }
    };
    let y = |value: f64| TOP + (height - TOP - BOTTOM) * (1.0 - value.clamp(0.0, top) / top);
    let mut inside = String::new();
    for tick in &ticks {
        let (at, end) = (y(*tick), HALF_WIDTH - RIGHT);
        let label = match shares {
            Some(book) => escaped(&percent(*tick, book)),
            None => format!("{}", (tick * 1e6).round() / 1e6),
        };
        inside += &format!("<line class=\"grid\" x1=\"{LEFT}\" x2=\"{end}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>");
        inside += &format!(
            "<text class=\"soft\" text-anchor=\"end\" x=\"{}\" y=\"{:.1}\">{label}</text>",
            LEFT - 6.0,
            at + 4.0
        );
    }
    let below = height - BOTTOM + 18.0;
    let mut marks = vec![first, last];
    if last - first > 3.0 {
        marks.push(((first + last) / 2.0).round());
    }
    marks.dedup();
    for mark in marks {
        let anchor = if mark == first && last > first {
            "start"
        } else if mark == last && last > first {
            "end"
        } else {
            "middle"
        };
        inside +=
            &format!("<text class=\"soft\" text-anchor=\"{anchor}\" x=\"{:.1}\" y=\"{below}\">{mark}</text>", x(mark));
    }
    for curve in curves {
        let points = sound(curve);
        let style = curve.style;
        if let [(pass, value)] = points[..] {
            inside +=
                &format!("<circle class=\"curve {style}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\"/>", x(pass), y(value));
        } else if !points.is_empty() {
            let path: Vec<String> =
                points.iter().map(|(pass, value)| format!("{:.1},{:.1}", x(*pass), y(*value))).collect();
            inside += &format!("<polyline class=\"curve {style}\" points=\"{}\"/>", path.join(" "));
        }
    }
    drawing(HALF_WIDTH, height, words, &inside)
}

/// A bar: what it is called, its class in the style, and its share.
pub(super) struct Bar {
    pub(super) name: String,
    /// `bar` or `other` of the style.
    pub(super) style: &'static str,
    pub(super) share: Option<f64>,
}

/// Bars of shares, each with its number behind it; groups stand apart.
pub(super) fn bars(groups: &[Vec<Bar>], words: &str, book: &dyn Phrasebook) -> String {
    let (left, thick, gap, apart) = (150.0, 17.0, 3.0, 9.0);
    let full = WIDTH - left - 60.0;
    let mut at = 4.0;
    let mut inside = String::new();
    for group in groups {
        for bar in group {
            let middle = at + thick * 0.72;
            inside += &format!(
                "<text text-anchor=\"end\" x=\"{}\" y=\"{middle:.1}\"><title>{}</title>{}</text>",
                left - 8.0,
                escaped(&bar.name),
                short(&bar.name, 22)
            );
            let share = bar.share.filter(|share| share.is_finite()).map(|share| share.clamp(0.0, 1.0));
            let long = full * share.unwrap_or_default();
            inside += &format!(
                "<rect class=\"{}\" x=\"{left}\" y=\"{at:.1}\" width=\"{:.1}\" height=\"{thick}\" rx=\"3\"/>",
                bar.style,
                long.max(1.0)
            );
            let label = share.map_or_else(|| book.phrase("report-no-pictures", &[]), |share| percent(share, book));
            let label = escaped(&label);
            inside += &format!("<text class=\"soft\" x=\"{:.1}\" y=\"{middle:.1}\">{label}</text>", left + long + 6.0);
            at += thick + gap;
        }
        at += apart;
    }
    drawing(WIDTH, at, words, &inside)
}

/// Which class was mistaken for which. Rows are true, columns are answers; the darker, the larger its share of the row.
pub(super) fn confusion(confusion: &Confusion, classes: &[Class], words: &str, book: &dyn Phrasebook) -> String {
    let n = classes.len();
    let has_unknown = confusion.unknown.iter().any(|pictures| !pictures.is_empty());
    let columns = n + usize::from(has_unknown);
    let never_seen = has_unknown.then(|| book.phrase("report-never-seen", &[]));
    let names: Vec<&str> = classes.iter().map(|class| class.name.as_str()).chain(never_seen.as_deref()).collect();
    let width = if columns <= 5 { HALF_WIDTH } else { WIDTH };
    let left = 136.0;
    let cell = ((width - left - 64.0) / columns.max(1) as f64).min(44.0);
    let font = (cell * 0.72).clamp(3.0, 12.0);
    let longest = names.iter().map(|name| name.chars().count().min(16)).max().unwrap_or_default();
    // Room for the names of the columns, which are slanted.
    let top = 16.0 + longest as f64 * font * 0.42;
    let mut inside = String::new();
    for (place, name) in names.into_iter().enumerate() {
        let (x, y) = (left + (place as f64 + 0.5) * cell, top - 8.0);
        inside += &format!(
            "<text font-size=\"{font:.1}\" transform=\"translate({x:.1} {y:.1}) rotate(-42)\"><title>{}</title>{}</text>",
            escaped(name),
            short(name, 16)
        );
    }
    for (row, class) in classes.iter().enumerate() {
        let y = top + row as f64 * cell;
        inside += &format!(
            "<text text-anchor=\"end\" font-size=\"{font:.1}\" x=\"{}\" y=\"{:.1}\"><title>{}</title>{}</text>",
            left - 8.0,
            y + cell * 0.5 + font * 0.35,
            escaped(&class.name),
            short(&class.name, 20)
        );
        let asked = confusion.asked(row);
        for column in 0..columns {
            let in_row = confusion.cells.get(row).and_then(|cells| cells.get(column));
            let count = if column < n { in_row } else { confusion.unknown.get(row) }.map_or(0, Vec::len);
            let share = if asked > 0 { count as f64 / asked as f64 } else { 0.0 };
            let style = if column == row {
                "right"
            } else if column == n {
                "unknown"
            } else {
                "wrong"
            };
            let x = left + column as f64 * cell;
            let seen = if count == 0 { 0.05 } else { 0.18 + 0.82 * share };
            inside += &format!(
                "<rect class=\"{style}\" fill-opacity=\"{seen:.2}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"2\"/>",
                (cell - 2.0).max(cell * 0.8),
                (cell - 2.0).max(cell * 0.8)
            );
            if count > 0 && n <= MOST_NUMBERED {
                let on = if seen > 0.6 { "on" } else { "" };
                let (x, y) = (x + cell * 0.5 - 1.0, y + cell * 0.5 + font * 0.35 - 1.0);
                inside += &format!(
                    "<text class=\"{on}\" text-anchor=\"middle\" font-size=\"{font:.1}\" x=\"{x:.1}\" y=\"{y:.1}\">{count}</text>"
                );
            }
        }
    }
    drawing(width, top + n as f64 * cell + 6.0, words, &inside)
}

/// The map of the pictures. Classes differ by colour and, because colours may look alike, by shape.
pub(super) fn map(points: &[MapPoint], classes: &[Class], words: &str) -> String {
    let (height, edge) = (440.0, 18.0);
    let mut inside = format!(
        "<rect class=\"grid\" fill=\"none\" x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
        WIDTH - 2.0,
        height - 2.0
    );
    for point in points {
        let [x, up] = point.at.map(f64::from);
        // The map runs up, a page runs down.
        let y = 1.0 - up;
        let Some(class) = classes.get(point.class).filter(|_| x.is_finite() && y.is_finite()) else { continue };
        let x = edge + (WIDTH - 2.0 * edge) * x.clamp(0.0, 1.0);
        let y = edge + (height - 2.0 * edge) * y.clamp(0.0, 1.0);
        inside += &mark(point.class, class.color, x, y);
    }
    drawing(WIDTH, height, words, &inside)
}

/// The sign of a class.
pub(super) fn sign(place: usize, color: [u8; 3]) -> String {
    let mark = mark(place, color, 8.0, 8.0);
    format!(
        "<svg viewBox=\"0 0 16 16\" style=\"display:inline-block;width:1em;height:1em;vertical-align:-.12em\">{mark}</svg>"
    )
}

fn mark(place: usize, [red, green, blue]: [u8; 3], x: f64, y: f64) -> String {
    let look = format!("fill=\"#{red:02x}{green:02x}{blue:02x}\" stroke=\"#1d2433\" stroke-opacity=\".55\"");
    let polygon = |corners: &[(f64, f64)]| {
        let corners: Vec<String> = corners.iter().map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy)).collect();
        format!("<polygon {look} points=\"{}\"/>", corners.join(" "))
    };
    match place % 4 {
        0 => format!("<circle {look} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>"),
        1 => polygon(&[(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)]),
        2 => polygon(&[(0.0, -5.8), (5.4, 4.2), (-5.4, 4.2)]),
        _ => polygon(&[(0.0, -6.2), (6.2, 0.0), (0.0, 6.2), (-6.2, 0.0)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        assert_eq!(ticks(1.0), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(ticks(7.3), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(ticks(0.0), ticks(1.0));
        assert_eq!(ticks(f64::NAN), ticks(1.0));
        for largest in [1e-6, 0.013, 3.2, 99.0, 1e9] {
            let ticks = ticks(largest);
            assert!(
                ticks.len() <= 7 && ticks.last().is_some_and(|last| *last >= largest * 0.999),
                "{largest}: {ticks:?}"
            );
        }
    }
}
