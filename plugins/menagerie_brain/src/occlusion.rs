//! Occlusion (Zeiler and Fergus 2013): a grey square is laid over one place after the other; where the answer falls, what was
//! covered spoke for it.

use crate::backbone::Backbone;
use crate::preprocess::{INPUT_PX, NetworkInput};
use crate::vector;
use crate::weights::ModelError;

/// Places in each direction, pixels between two of them, and side of the square.
const PLACES: usize = 7;
const STEP: usize = 28;
const SIDE: usize = 56;

/// The probability of an ImageNet class while each place is covered, row by row, `[7 * 7]`; the squares overlap by half, those at
/// the edges reach beyond the picture. `goes_on` is asked before each look; `None` once it says no, and for a class that there is
/// not.
///
/// # Errors
/// If the device fails.
pub fn occlusion(
    backbone: &Backbone,
    picture: &NetworkInput,
    label: usize,
    goes_on: &dyn Fn() -> bool,
) -> Result<Option<Vec<f32>>, ModelError> {
    let mut probabilities = Vec::with_capacity(PLACES * PLACES);
    for place in 0..PLACES * PLACES {
        if !goes_on() {
            return Ok(None);
        }
        let (row, column) = (place / PLACES, place % PLACES);
        let covered = cover(picture, [row * STEP, column * STEP]);
        let logits = backbone.forward(&covered)?.logits;
        let Some(probability) = vector::softmax(&logits).get(label).copied() else { return Ok(None) };
        probabilities.push(probability);
    }
    Ok(Some(probabilities))
}

/// The picture with a square of middle grey, which is zero, at this row and column.
fn cover(picture: &NetworkInput, [top, left]: [usize; 2]) -> NetworkInput {
    let mut values = picture.values().to_vec();
    for (line, row) in values.chunks_exact_mut(INPUT_PX).enumerate() {
        if (top..top + SIDE).contains(&(line % INPUT_PX)) {
            row[left..(left + SIDE).min(INPUT_PX)].fill(0.0);
        }
    }
    NetworkInput::of_values(values)
}
