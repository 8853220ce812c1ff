//! Changes that keep lengths and checksums right, so that the readers behind them see what was changed.

use std::io::{Cursor, Write};
use std::sync::{Mutex, PoisonError};

use libfuzzer_sys::fuzzer_mutate;
use menagerie_project::BoundedZip;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// One input in so many is changed as the bytes that it is.
const AS_BYTES: usize = 8;
/// Bytes that a change adds, at most.
const ROOM: usize = 4096;
/// The length of its header stands before a safetensors file.
const SAFETENSORS_LEN: usize = size_of::<u64>();

/// Inputs that are remembered, at most.
const MOST_OPENED: usize = 256;

/// Inputs that were not refused. Most that libFuzzer keeps were, and so is what comes of them.
static OPENED: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// An entry of an archive: its name and its bytes.
type Entry = (String, Vec<u8>);

/// Draws that follow from libFuzzer's number of a change (Knuth's linear congruential generator).
struct Draws(u64);

impl Draws {
    fn new(seed: u32) -> Self {
        Self(seed.into())
    }

    /// One of `0..of`; 0 for none.
    fn next(&mut self, of: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % of.max(1)
    }
}

/// Remembers an input that was not refused, to be changed again.
pub fn remember(bytes: &[u8]) {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    if opened.len() < MOST_OPENED {
        opened.push(bytes.to_vec());
    }
}

/// Changes one entry of a zip archive, or its name, and packs all of them again. An eighth of the inputs, and what is
/// no archive, is changed as bytes.
pub fn change_archive(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    change_with(changed_archive, data, size, most, seed)
}

/// Changes one piece of [`pieces`]; an eighth of the inputs is changed as bytes.
pub fn change_pieces(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    change_with(|bytes, draws| Some(changed_pieces(bytes, draws)), data, size, most, seed)
}

/// Half of the changes begin with an input that was not refused.
fn change_with(
    changed: impl Fn(&[u8], &mut Draws) -> Option<Vec<u8>>,
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
) -> usize {
    let mut draws = Draws::new(seed);
    if draws.next(AS_BYTES) == 0 {
        return fuzzer_mutate(data, size, most);
    }
    let opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    let remembered = if draws.next(2) == 0 { opened.get(draws.next(opened.len())) } else { None };
    match changed(remembered.map_or(&data[..size], Vec::as_slice), &mut draws) {
        Some(changed) if changed.len() <= most => {
            data[..changed.len()].copy_from_slice(&changed);
            changed.len()
        }
        _ => fuzzer_mutate(data, size, most),
    }
}

fn changed_pieces(bytes: &[u8], draws: &mut Draws) -> Vec<u8> {
    let mut pieces = pieces(bytes).map(<[u8]>::to_vec);
    // The topology twice as often as the others.
    let at = [0, 0, 1, 2][draws.next(4)];
    change_entry(["model.json", "weights.bin", "metadata.json"][at], &mut pieces[at], draws);
    join(&pieces)
}

fn changed_archive(bytes: &[u8], draws: &mut Draws) -> Option<Vec<u8>> {
    let mut zip = BoundedZip::from_bytes(bytes.to_vec(), "fuzz.zip").ok()?;
    let names: Vec<String> = zip.names().map(str::to_owned).collect();
    let read = |name: String| zip.read(&name, ROOM as u64 * 64).ok().map(|bytes| (name, bytes));
    let mut entries: Vec<Entry> = names.into_iter().map(read).collect::<Option<_>>()?;
    if entries.is_empty() {
        return None;
    }
    let at = draws.next(entries.len());
    match draws.next(32) {
        0 => drop(entries.remove(at)),
        1 => {
            let mut name = entries[at].0.clone().into_bytes();
            change(&mut name);
            entries[at].0 = String::from_utf8_lossy(&name).into_owned();
        }
        _ => {
            let (name, bytes) = &mut entries[at];
            change_entry(name, bytes, draws);
        }
    }
    pack(&entries, CompressionMethod::Stored)
}

/// Changes an entry as what its name says it is, now and then as any bytes.
fn change_entry(name: &str, bytes: &mut Vec<u8>, draws: &mut Draws) {
    if draws.next(4) == 0 {
        return change(bytes);
    }
    if name.ends_with(".json")
        && let Ok(mut json) = serde_json::from_slice(bytes)
    {
        change_json(&mut json, draws);
        *bytes = json.to_string().into_bytes();
    } else if name.ends_with(".safetensors")
        && let Some(end) = safetensors_header(bytes)
    {
        // Most of such a file is numbers, which are all alike.
        let numbers = bytes.split_off(end);
        let mut header = bytes.split_off(SAFETENSORS_LEN);
        change(&mut header);
        *bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header);
        bytes.extend(numbers);
    } else {
        change(bytes);
    }
}

/// Changes one value in it; what comes out is JSON again.
fn change_json(json: &mut Value, draws: &mut Draws) {
    let values = count(json);
    let Some(other) = find(json, &mut draws.next(values)).cloned() else { return };
    let Some(value) = find(json, &mut draws.next(values)) else { return };
    match (draws.next(4), value) {
        (1.., Value::Number(number)) => {
            let before = number.as_i64().unwrap_or_default();
            let near = [before.wrapping_add(1), before.wrapping_sub(1), before.wrapping_mul(2), -1, i64::MAX];
            *number = near.into_iter().chain(0..5).nth(draws.next(10)).unwrap_or_default().into();
        }
        (1.., Value::Bool(flag)) => *flag = !*flag,
        (1, Value::Array(values)) => values.insert(draws.next(values.len() + 1), other),
        (2.., Value::Array(values)) if !values.is_empty() => drop(values.remove(draws.next(values.len()))),
        (1.., Value::Object(map)) => {
            if let Some(key) = map.keys().nth(draws.next(map.len())).cloned() {
                map.remove(&key);
            }
        }
        (_, value) => *value = other,
    }
}

/// Values in it, itself included.
fn count(json: &Value) -> usize {
    1 + match json {
        Value::Array(values) => values.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// The value before which so many stand.
fn find<'a>(json: &'a mut Value, before: &mut usize) -> Option<&'a mut Value> {
    if *before == 0 {
        return Some(json);
    }
    *before -= 1;
    match json {
        Value::Array(values) => values.iter_mut().find_map(|value| find(value, before)),
        Value::Object(map) => map.values_mut().find_map(|value| find(value, before)),
        _ => None,
    }
}

/// Where the header of a safetensors file ends.
fn safetensors_header(bytes: &[u8]) -> Option<usize> {
    let len = u64::from_le_bytes(*bytes.first_chunk::<SAFETENSORS_LEN>()?);
    usize::try_from(len).ok()?.checked_add(SAFETENSORS_LEN).filter(|end| *end <= bytes.len())
}

/// An archive of these entries; `None` where two have the same name.
pub fn pack(entries: &[Entry], method: CompressionMethod) -> Option<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::DEFAULT);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), options).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// An input as three pieces: before the first two stand their lengths, each in four bytes; what is missing is empty.
#[must_use]
pub fn pieces(mut bytes: &[u8]) -> [&[u8]; 3] {
    let mut piece = || {
        let (len, rest) = bytes.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
        let (piece, rest) = rest.split_at(rest.len().min(u32::from_le_bytes(*len) as usize));
        bytes = rest;
        piece
    };
    let (first, second) = (piece(), piece());
    [first, second, bytes]
}

/// The input that has these pieces.
#[must_use]
pub fn join(pieces: &[Vec<u8>; 3]) -> Vec<u8> {
    let [first, second, last] = pieces;
    let len = |piece: &[u8]| u32::try_from(piece.len()).expect("libFuzzer's inputs are far below 4 GiB").to_le_bytes();
    [&len(first), first.as_slice(), &len(second), second, last].concat()
}

fn change(bytes: &mut Vec<u8>) {
    let (len, most) = (bytes.len(), bytes.len() + ROOM);
    bytes.resize(most, 0);
    let len = fuzzer_mutate(bytes, len, most);
    bytes.truncate(len);
}
