//! Whether the coded pixels of an MJPEG frame are all there. The decoder paints over what is cut or noisy and calls it a
//! picture; here the Huffman codes are followed to the end without making pixels. Bounded by the frame's own bytes.
//!
//! ITU-T T.81 is the standard. What cameras do not send (progressive, arithmetic, one scan for each colour) is not judged.

use super::huffman::{HuffmanTable, HuffmanTables, LONGEST_CODE};

/// Bytes that may stand between the last block and the next marker: many webcams leave one or two there, as libjpeg
/// complains ("extraneous bytes before marker").
const MOST_WASTE_BYTES: usize = 8;
/// Largest mean of a block, as the standard scales it: a quarter more than eight bits can hold, so that rounding never counts.
const MOST_MEAN: i64 = 1024 + 256;

/// Follows the coded blocks of `jpeg`, which begins with its start marker.
pub(super) fn check_scan(jpeg: &[u8]) -> Result<(), String> {
    match Scan::read(jpeg) {
        Some(mut scan) => scan.follow(),
        None => Ok(()),
    }
}

/// A component of a picture, and what its blocks are coded with.
struct Component {
    id: u8,
    blocks: usize,
    quantum: i64,
    dc: HuffmanTable,
    ac: HuffmanTable,
    mean: i64,
}

/// A baseline scan with all components.
struct Scan<'a> {
    components: Vec<Component>,
    mcus: usize,
    /// Blocks of pixels between two restart markers, `None` where there are no such markers.
    restart_every: Option<usize>,
    bits: Bits<'a>,
}

impl<'a> Scan<'a> {
    /// `None` where it is of a kind that is not judged here, or its header is broken, which the decoder says.
    fn read(jpeg: &'a [u8]) -> Option<Self> {
        let mut quanta = [1; 4];
        let mut tables = HuffmanTables::standard()?;
        let mut frame: Option<&[u8]> = None;
        let mut restart_every = None;
        let mut at = 2;
        loop {
            let [0xff, kind] = *jpeg.get(at..at + 2)? else { return None };
            let len = usize::from(u16::from_be_bytes([*jpeg.get(at + 2)?, *jpeg.get(at + 3)?]));
            let segment = jpeg.get(at + 4..(at + 2).checked_add(len)?)?;
            at += 2 + len;
            match kind {
                0xdb => read_quanta(segment, &mut quanta)?,
                0xc4 => tables.read(segment)?,
                0xc0 | 0xc1 => frame = Some(segment),
                0xc2..=0xcf => return None,
                0xdd => {
                    let every = usize::from(u16::from_be_bytes([*segment.first()?, *segment.get(1)?]));
                    restart_every = (every > 0).then_some(every);
                }
                0xda => {
                    let (mut components, mcus) = read_frame(frame?, &quanta)?;
                    let [count, parts @ ..] = segment else { return None };
                    if usize::from(*count) != components.len() {
                        return None;
                    }
                    for (component, part) in components.iter_mut().zip(parts.chunks_exact(2)) {
                        if component.id != part[0] {
                            return None;
                        }
                        component.dc = tables.dc.get(usize::from(part[1] >> 4))?.clone();
                        component.ac = tables.ac.get(usize::from(part[1] & 15))?.clone();
                    }
                    let bits = Bits { bytes: jpeg.get(at..)?, at: 0, held: 0, count: 0 };
                    return Some(Self { components, mcus, restart_every, bits });
                }
                _ => {}
            }
        }
    }

    fn follow(&mut self) -> Result<(), String> {
        let mcus = self.mcus;
        let cut = |done: usize| move |why: &str| format!("{why} after {done} of its {mcus} blocks");
        let mut restarts = 0;
        for mcu in 0..mcus {
            if mcu > 0 && self.restart_every.is_some_and(|every| mcu % every == 0) {
                self.bits.skip_to_marker(0xd0 + restarts).map_err(|why| cut(mcu)(&why))?;
                restarts = (restarts + 1) % 8;
                self.components.iter_mut().for_each(|component| component.mean = 0);
            }
            for component in &mut self.components {
                for _ in 0..component.blocks {
                    self.bits.follow_block(component).ok_or("it is cut short or noisy").map_err(cut(mcu))?;
                }
            }
        }
        self.bits.skip_to_marker(0xd9).map_err(|why| cut(mcus)(&why))
    }
}

fn read_quanta(mut segment: &[u8], quanta: &mut [i64; 4]) -> Option<()> {
    while let [kind, rest @ ..] = segment {
        let is_wide = kind >> 4 != 0;
        let first =
            if is_wide { u16::from_be_bytes([*rest.first()?, *rest.get(1)?]) } else { u16::from(*rest.first()?) };
        *quanta.get_mut(usize::from(kind & 15))? = i64::from(first);
        segment = rest.get(if is_wide { 128 } else { 64 }..)?;
    }
    Some(())
}

/// The components of a frame, and of how many groups of blocks it is made.
fn read_frame(segment: &[u8], quanta: &[i64; 4]) -> Option<(Vec<Component>, usize)> {
    let [8, high, height, wide, width, count, parts @ ..] = segment else { return None };
    let [height, width] = [[*high, *height], [*wide, *width]].map(|pair| usize::from(u16::from_be_bytes(pair)));
    let parts: Vec<_> = parts.chunks_exact(3).take(usize::from(*count)).collect();
    let sampling = |part: &[u8]| (usize::from(part[1] >> 4), usize::from(part[1] & 15));
    let most = parts.iter().fold((1, 1), |most: (usize, usize), part| {
        let (across, down) = sampling(part);
        (most.0.max(across), most.1.max(down))
    });
    let is_alone = parts.len() == 1;
    let component = |part: &&[u8]| {
        let (across, down) = sampling(part);
        let quantum = *quanta.get(usize::from(part[2]))?;
        let (dc, ac) = Default::default();
        // A component alone in its scan is coded block by block, whatever its sampling.
        Some(Component { id: part[0], blocks: if is_alone { 1 } else { across * down }, quantum, dc, ac, mean: 0 })
    };
    let components: Option<Vec<_>> = parts.iter().map(component).collect();
    let (across_px, down_px) = if is_alone { (8, 8) } else { (8 * most.0, 8 * most.1) };
    Some((components?, width.div_ceil(across_px) * height.div_ceil(down_px)))
}

/// The bits of a scan, with the zeros behind each `ff` left out.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
}

impl Bits<'_> {
    /// Holds at least this many bits, unless a marker or the end comes first.
    fn fill(&mut self, wanted: u32) {
        while self.count < wanted {
            let byte = match self.bytes.get(self.at..) {
                Some([0xff, 0, ..]) => {
                    self.at += 2;
                    0xff
                }
                Some([byte, ..]) if *byte != 0xff => {
                    self.at += 1;
                    *byte
                }
                _ => return,
            };
            self.held = (self.held << 8) | u64::from(byte);
            self.count += 8;
        }
    }

    fn take(&mut self, count: u32) -> Option<i64> {
        self.fill(count);
        self.count = self.count.checked_sub(count)?;
        i64::try_from((self.held >> self.count) & ((1 << count) - 1)).ok()
    }

    fn symbol(&mut self, table: &HuffmanTable) -> Option<u8> {
        self.fill(LONGEST_CODE as u32);
        let (length, symbol) = table.symbol(self.held, self.count)?;
        self.count -= length;
        Some(symbol)
    }

    /// `None` where its codes make no block.
    fn follow_block(&mut self, component: &mut Component) -> Option<()> {
        let length = u32::from(self.symbol(&component.dc)?);
        if length > 11 {
            return None;
        }
        let bits = self.take(length)?;
        let is_negative = length > 0 && bits >> (length - 1) == 0;
        component.mean += if is_negative { bits - (1 << length) + 1 } else { bits };
        if (component.mean * component.quantum).abs() > MOST_MEAN {
            return None;
        }
        let mut place = 1;
        while place < 64 {
            let symbol = self.symbol(&component.ac)?;
            let (zeros, length) = (usize::from(symbol >> 4), u32::from(symbol & 15));
            match (zeros, length) {
                (15, 0) => place += 16,
                // The end of the block; libjpeg takes the codes that no standard knows for it as well.
                (_, 0) => return Some(()),
                _ => {
                    place += zeros + 1;
                    self.take(length)?;
                }
            }
        }
        (place == 64).then_some(())
    }

    /// Goes on behind the next marker, which must be this one.
    fn skip_to_marker(&mut self, wanted: u8) -> Result<(), String> {
        let waste_before = self.at;
        let found = self.bytes[self.at..].windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff));
        let found = found.map(|found| self.at + found).ok_or("its end is missing")?;
        // Whole bytes that were held already are waste as well.
        let waste = found - waste_before + (self.count / 8) as usize;
        let marker = self.bytes[found + 1];
        (self.at, self.held, self.count) = (found + 2, 0, 0);
        if marker != wanted {
            return Err(format!("marker {marker:x} stands where {wanted:x} belongs"));
        }
        if waste > MOST_WASTE_BYTES { Err(format!("{waste} bytes are too many")) } else { Ok(()) }
    }
}
