//! A backend without a device: sound is computed on the caller's clock and kept, for WAV files and tests.

use std::convert::Infallible;
use std::time::Duration;

use kira::backend::{Backend, Renderer};

/// Samples a second and channel.
const SAMPLE_RATE_HZ: u32 = 44_100;
/// Left and right.
const CHANNELS: u16 = 2;

/// Sound as it would have left the loudspeakers: interleaved stereo, -1..1, 44.1 kHz.
#[derive(Default)]
pub struct Tape {
    renderer: Option<Renderer>,
    owed: Duration,
    samples: Vec<f32>,
}

impl Tape {
    /// Plays on for this long.
    pub fn advance(&mut self, time: Duration) {
        let Some(renderer) = &mut self.renderer else { return };
        self.owed += time;
        let frames = (self.owed.as_secs_f64() * f64::from(SAMPLE_RATE_HZ)) as u64;
        self.owed -= Duration::from_secs_f64(frames as f64 / f64::from(SAMPLE_RATE_HZ)).min(self.owed);
        let start = self.samples.len();
        self.samples.resize(start + frames as usize * usize::from(CHANNELS), 0.0);
        renderer.on_start_processing();
        renderer.process(&mut self.samples[start..], CHANNELS);
    }

    /// What was played since the last time this was asked.
    pub fn take(&mut self) -> Vec<f32> {
        std::mem::take(&mut self.samples)
    }

    /// The format of a WAV file for it.
    #[must_use]
    pub fn wav_spec() -> hound::WavSpec {
        hound::WavSpec {
            channels: CHANNELS,
            sample_rate: SAMPLE_RATE_HZ,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        }
    }
}

impl Backend for Tape {
    type Settings = ();
    type Error = Infallible;

    fn setup((): (), _internal_buffer_size: usize) -> Result<(Self, u32), Infallible> {
        Ok((Self::default(), SAMPLE_RATE_HZ))
    }

    fn start(&mut self, renderer: Renderer) -> Result<(), Infallible> {
        self.renderer = Some(renderer);
        Ok(())
    }
}
