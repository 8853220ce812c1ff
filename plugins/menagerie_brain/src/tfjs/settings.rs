//! The settings of one layer, read with the defaults of Keras; what cannot be run as said is refused with its name.

use serde_json::Value;

use super::{TfjsError, short};

/// Side of a kernel, of a step and of a border of zeros, at most, pixels.
const MOST_STEP: u64 = 64;
/// Channels of a map and units of a dense layer, at most.
const MOST_UNITS: u64 = 1 << 16;

/// What follows a layer at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Activation {
    Linear,
    Clamp(f32),
    Softmax,
}

/// The settings of a layer.
#[derive(Clone, Copy)]
pub(super) struct Settings<'a> {
    pub(super) name: &'a str,
    pub(super) config: &'a Value,
}

impl Settings<'_> {
    pub(super) fn refuse<T>(&self, reason: impl Into<String>) -> Result<T, TfjsError> {
        Err(TfjsError::Layer { layer: short(self.name), reason: reason.into() })
    }

    /// The value, unless it is left out or null.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.config.get(key).filter(|value| !value.is_null())
    }

    pub(super) fn flag(&self, key: &str, default: bool) -> Result<bool, TfjsError> {
        match self.get(key) {
            None => Ok(default),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(other) => self.refuse(format!("has `{key}` = {}, expected true or false", short(other))),
        }
    }

    pub(super) fn text(&self, key: &str, default: &'static str) -> Result<&str, TfjsError> {
        match self.get(key) {
            None => Ok(default),
            Some(Value::String(text)) => Ok(text),
            Some(other) => self.refuse(format!("has `{key}` = {}, expected a word", short(other))),
        }
    }

    pub(super) fn number(&self, key: &str, default: f64) -> Result<f64, TfjsError> {
        match self.get(key).map(Value::as_f64) {
            None => Ok(default),
            Some(Some(number)) if number.is_finite() => Ok(number),
            Some(_) => self.refuse(format!("has a `{key}` that is not a number")),
        }
    }

    /// Units of a dense layer, or channels that a convolution makes.
    pub(super) fn units(&self, key: &str) -> Result<usize, TfjsError> {
        match self.get(key).and_then(Value::as_u64) {
            Some(units @ 1..=MOST_UNITS) => Ok(units as usize),
            _ => self.refuse(format!("needs `{key}` from 1 to {MOST_UNITS}")),
        }
    }

    /// Height and width, at least one pixel; a single number stands for both.
    pub(super) fn pair(&self, key: &str, default: Option<usize>) -> Result<[usize; 2], TfjsError> {
        let Some(value) = self.get(key) else {
            return default.map_or_else(|| self.refuse(format!("lacks `{key}`")), |side| Ok([side; 2]));
        };
        let side = |value: &Value| value.as_u64().filter(|side| (1..=MOST_STEP).contains(side)).map(|s| s as usize);
        let both = match value.as_array().map(Vec::as_slice) {
            Some([height, width]) => side(height).zip(side(width)),
            Some(_) => None,
            None => side(value).map(|side| (side, side)),
        };
        match both {
            Some((height, width)) => Ok([height, width]),
            None => self.refuse(format!("has `{key}` = {}, expected two of 1 to {MOST_STEP}", short(value))),
        }
    }

    /// Rows above and below, columns left and right.
    pub(super) fn borders(&self) -> Result<[[usize; 2]; 2], TfjsError> {
        let side = |value: &Value| value.as_u64().filter(|side| *side <= MOST_STEP).map(|side| side as usize);
        let both = |value: &Value| match value.as_array().map(Vec::as_slice) {
            Some([before, after]) => Some([side(before)?, side(after)?]),
            Some(_) => None,
            None => side(value).map(|side| [side; 2]),
        };
        let borders = match self.get("padding") {
            None => Some([[1; 2]; 2]),
            Some(value) => match value.as_array().map(Vec::as_slice) {
                Some([rows, columns]) => both(rows).zip(both(columns)).map(|(rows, columns)| [rows, columns]),
                Some(_) => None,
                None => both(value).map(|border| [border; 2]),
            },
        };
        borders.map_or_else(|| self.refuse(format!("has a border that is not 0 to {MOST_STEP} pixels")), Ok)
    }

    /// What follows the layer by its own settings.
    pub(super) fn activation(&self) -> Result<Activation, TfjsError> {
        match self.text("activation", "linear")? {
            "linear" => Ok(Activation::Linear),
            "relu" => Ok(Activation::Clamp(f32::INFINITY)),
            "relu6" => Ok(Activation::Clamp(6.0)),
            "softmax" => Ok(Activation::Softmax),
            other => self.refuse(format!("has the activation `{}`, which is not supported", short(other))),
        }
    }

    /// Refuses what would put the channels elsewhere.
    pub(super) fn check_channels_last(&self) -> Result<(), TfjsError> {
        match self.text("data_format", "channels_last")? {
            "channels_last" => Ok(()),
            other => self.refuse(format!("has its channels elsewhere (`{}`), expected channels_last", short(other))),
        }
    }
}
