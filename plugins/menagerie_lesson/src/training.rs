//! What happened during training.

/// One epoch: one pass over all pictures that train.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpochRecord {
    /// Counted from 1; 0 is before the first.
    pub epoch: usize,
    /// Mean cross-entropy of the pictures that train, without the penalty on the weights.
    pub loss: f64,
    /// Share of them classified correctly, 0..1.
    pub accuracy: f64,
    /// The same for the validation pictures, if there are any.
    pub validation_loss: Option<f64>,
    /// The same for the validation pictures, if there are any.
    pub validation_accuracy: Option<f64>,
}
