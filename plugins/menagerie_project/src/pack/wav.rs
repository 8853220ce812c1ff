//! How long a WAV file sounds, and whether it can be played: from its header alone.

/// Channels that can be played.
const MOST_CHANNELS: u16 = 2;
/// Sample rates that are played, hertz.
const RATES_HZ: std::ops::RangeInclusive<u32> = 8_000..=192_000;
/// Kinds of samples: whole numbers, floating-point numbers, and "as the longer header says".
const KINDS: [u16; 3] = [1, 3, 0xfffe];

/// Seconds that a WAV file sounds, or what is wrong with it.
pub(super) fn wav_secs(bytes: &[u8]) -> Result<f64, String> {
    if bytes.get(..4) != Some(b"RIFF") || bytes.get(8..12) != Some(b"WAVE") {
        return Err("is not a WAV file".into());
    }
    let number = |at: usize, len: usize| -> Option<u32> {
        let bytes = bytes.get(at..at.checked_add(len)?)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    };
    let mut at = 12_usize;
    let mut bytes_a_second = None;
    while let (Some(name), Some(len)) = (bytes.get(at..at + 4), number(at + 4, 4)) {
        let body = at + 8;
        match name {
            b"fmt " => bytes_a_second = Some(format_at(body, &number)?),
            b"data" => {
                let bytes_a_second = bytes_a_second.ok_or("has samples before it says what they are")?;
                // A file that was cut short sounds as long as what is left of it.
                let there = (bytes.len() - body).min(len as usize);
                return Ok(there as f64 / f64::from(bytes_a_second));
            }
            _ => {}
        }
        // Chunks begin at even places.
        let next = body.checked_add(len as usize).and_then(|end| end.checked_add(len as usize & 1));
        let Some(next) = next.filter(|next| *next < bytes.len()) else { break };
        at = next;
    }
    Err("has no samples".into())
}

/// Bytes that a second takes, by the chunk `fmt `.
fn format_at(body: usize, number: &impl Fn(usize, usize) -> Option<u32>) -> Result<u32, String> {
    let field = |at: usize, len: usize| number(body + at, len).ok_or("is cut short".to_owned());
    let (kind, channels) = (field(0, 2)? as u16, field(2, 2)? as u16);
    let (rate_hz, bits) = (field(4, 4)?, field(14, 2)?);
    if !KINDS.contains(&kind) {
        return Err(format!("is compressed (kind {kind}); only plain samples are played"));
    }
    if !(1..=MOST_CHANNELS).contains(&channels) || !RATES_HZ.contains(&rate_hz) || ![8, 16, 24, 32].contains(&bits) {
        return Err(format!("has {channels} channels of {bits} bits at {rate_hz} Hz"));
    }
    Ok(rate_hz * u32::from(channels) * (bits / 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many samples of 16 bits at 44.1 kHz on one channel.
    fn wav(samples: u32) -> Vec<u8> {
        let mut bytes = b"RIFF____WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        bytes.extend(44_100_u32.to_le_bytes());
        bytes.extend(88_200_u32.to_le_bytes());
        bytes.extend([2, 0, 16, 0]);
        bytes.extend(b"LIST\x01\0\0\0x\0data");
        bytes.extend((samples * 2).to_le_bytes());
        bytes.resize(bytes.len() + samples as usize * 2, 0);
        bytes
    }

    #[test]
    fn the_length_of_a_sound_is_told_and_what_is_none_is_explained() {
        assert_eq!(wav_secs(&wav(44_100)), Ok(1.0));
        assert!(wav_secs(&wav(100)[..60]).unwrap() < 1e-3, "cut short");
        let mut compressed = wav(1);
        compressed[20] = 85;
        for (bytes, said) in [
            (&b"OggS"[..], "not a WAV"),
            (&wav(1)[..12], "no samples"),
            (&wav(1)[..30], "cut short"),
            (&compressed, "85"),
        ] {
            assert!(wav_secs(bytes).unwrap_err().contains(said), "{said}");
        }
        // Whatever the bytes, an answer.
        let whole = wav(8);
        for cut in 0..whole.len() {
            drop(wav_secs(&whole[..cut]));
            let mut odd = whole.clone();
            odd[cut] = 0xff;
            drop(wav_secs(&odd));
        }
    }
}
