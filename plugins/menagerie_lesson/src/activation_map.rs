//! What a layer of the network made of a picture.

/// The activations of one layer for one picture: an image of numbers for each of its channels.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivationMap {
    /// The layer: the output of this block of the network, 0 = the first.
    pub block: usize,
    /// Channels, height and width.
    pub shape: [usize; 3],
    /// `[channels, height, width]`
    pub values: Vec<f32>,
}

impl ActivationMap {
    /// The numbers of a channel, `[height, width]`; empty beyond the last.
    #[must_use]
    pub fn channel(&self, channel: usize) -> &[f32] {
        let [_, height, width] = self.shape;
        let pixels = height * width;
        self.values.get(channel * pixels..(channel + 1) * pixels).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_its_part_of_the_numbers() {
        let map = ActivationMap { block: 0, shape: [2, 1, 2], values: vec![1.0, 2.0, 3.0, 4.0] };
        assert_eq!((map.channel(1), map.channel(2)), (&[3.0, 4.0][..], &[][..]));
    }
}
