//! What the tests ask of every loop of frames, of creatures and of pictures.

use resvg::tiny_skia::Pixmap;

/// The step from the last frame to the first is like the steps inside: a quarter above the largest of them is what
/// sampling a smooth motion at a dozen places may do; a cut would be several times that.
pub(super) fn loops(frames: &[Pixmap], who: &str) {
    let count = frames.len();
    let steps: Vec<f64> = (0..count).map(|i| distance(&frames[i], &frames[(i + 1) % count])).collect();
    let inside = steps[..count - 1].iter().copied().fold(0.0, f64::max);
    let seam = steps[count - 1];
    assert!(inside > 0.0, "{who}: does not move");
    assert!(seam <= inside * 1.25, "{who}: jumps at the seam ({seam:.2} against {inside:.2})");
}

/// How far two frames differ, on average of all bytes.
pub(super) fn distance(a: &Pixmap, b: &Pixmap) -> f64 {
    let sum: f64 = a.data().iter().zip(b.data()).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / a.data().len() as f64
}

/// Whether anything that is seen is cut by the edge.
pub(super) fn touches_edge(frame: &Pixmap) -> bool {
    let edge = frame.width();
    let last = edge - 1;
    let solid = |x, y| frame.pixel(x, y).is_some_and(|pixel| pixel.alpha() > 8);
    (0..edge).any(|i| solid(i, 0) || solid(i, last) || solid(0, i) || solid(last, i))
}
