//! Reads the tensors of a `.pth` file as PyTorch wrote them before version 1.6: five pickles (magic number, protocol,
//! machine, state dictionary, storage keys), then the storages. The published weights are such a file.
//!
//! Of pickle only what such a state dictionary uses is understood, and no code is ever run.

use std::collections::{BTreeMap, HashMap};

/// First number in such a file.
const MAGIC: &[u8] = &[0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

/// A tensor in row-major order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tensor {
    /// Its shape.
    pub(super) shape: Vec<usize>,
    /// Its numbers.
    pub(super) values: Vec<f32>,
}

/// Tensors by name.
pub(super) type StateDict = BTreeMap<String, Tensor>;

/// What the pickle machine handles.
#[derive(Debug, Clone)]
enum Value {
    /// Things that no tensor depends on.
    Opaque,
    Int(i64),
    Text(String),
    /// The bytes of a number too long for `Int`.
    Long(Vec<u8>),
    Global(String),
    Mark,
    Sequence(Vec<Value>),
    Dict(Vec<(String, Value)>),
    /// Kind and key of a storage.
    Storage(String, String),
    TensorView {
        storage: (String, String),
        offset: usize,
        shape: Vec<usize>,
        stride: Vec<usize>,
    },
}

/// Reads the single-precision tensors; others (counters of batches) are left out.
pub(super) fn read(bytes: &[u8]) -> Result<StateDict, String> {
    let mut reader = Reader { bytes, position: 0 };
    match reader.pickle()? {
        Value::Long(number) if number == MAGIC => {}
        _ => return Err("this is no .pth file of the old kind (the published one is)".into()),
    }
    reader.pickle()?;
    reader.pickle()?;
    let Value::Dict(entries) = reader.pickle()? else {
        return Err("the file does not hold a state dictionary".into());
    };
    let Value::Sequence(keys) = reader.pickle()? else {
        return Err("the list of storages is missing".into());
    };
    let kinds: HashMap<&str, &str> = entries
        .iter()
        .filter_map(|(_, value)| match value {
            Value::TensorView { storage: (kind, key), .. } => Some((key.as_str(), kind.as_str())),
            _ => None,
        })
        .collect();
    let mut storages = HashMap::new();
    for key in keys {
        let Value::Text(key) = key else {
            return Err("a storage has no name".into());
        };
        let element_len = match kinds.get(key.as_str()) {
            Some(&"torch FloatStorage") => 4,
            Some(&"torch LongStorage") => 8,
            kind => return Err(format!("storage {key} is of an unknown kind: {kind:?}")),
        };
        let len =
            usize::try_from(i64::from_le_bytes(reader.array()?)).map_err(|_| "a storage has a negative length")?;
        let data = reader.take(len.checked_mul(element_len).ok_or("a storage is too long")?)?;
        storages.insert(key, data);
    }
    let mut state = StateDict::new();
    for (name, value) in entries {
        if let Value::TensorView { storage: (kind, key), offset, shape, stride } = value
            && kind == "torch FloatStorage"
        {
            let data = storages.get(&key).ok_or_else(|| format!("the storage of {name} is missing"))?;
            let values =
                view(data, offset, &shape, &stride).ok_or_else(|| format!("{name} reaches beyond its storage"))?;
            state.insert(name, Tensor { shape, values });
        }
    }
    Ok(state)
}

/// The numbers of a tensor, put into row-major order (the published kernels lie in TensorFlow's order, channels out
/// last); `None` unless all lie in the storage.
fn view(data: &[u8], offset: usize, shape: &[usize], stride: &[usize]) -> Option<Vec<f32>> {
    let numbers = data.as_chunks::<4>().0;
    let mut positions = vec![offset];
    for (size, step) in shape.iter().zip(stride) {
        let len = positions.len().checked_mul(*size).filter(|len| *len <= numbers.len())?;
        let mut next = Vec::with_capacity(len);
        for position in positions {
            for index in 0..*size {
                next.push(position.checked_add(index.checked_mul(*step)?)?);
            }
        }
        positions = next;
    }
    positions.into_iter().map(|position| Some(f32::from_le_bytes(*numbers.get(position)?))).collect()
}

struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], String> {
        let end = self.position.checked_add(len).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or_else(|| format!("the file ends early, after {} bytes", self.bytes.len()))?;
        let taken = &self.bytes[self.position..end];
        self.position = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn line(&mut self) -> Result<String, String> {
        let rest = &self.bytes[self.position..];
        let len = rest.iter().position(|byte| *byte == b'\n').ok_or("a line does not end")?;
        let line = String::from_utf8_lossy(self.take(len)?).into_owned();
        self.take(1)?;
        Ok(line)
    }

    fn memo_index(&mut self, long: bool) -> Result<u32, String> {
        Ok(if long { u32::from_le_bytes(self.array()?) } else { u32::from(self.array::<1>()?[0]) })
    }

    /// Runs one pickle to its end and gives what it left. Opcodes are those of Python's `pickletools`, protocol 2.
    fn pickle(&mut self) -> Result<Value, String> {
        let mut stack = Stack(Vec::new());
        let mut memo: HashMap<u32, Value> = HashMap::new();
        loop {
            let at = self.position;
            let value = match self.array::<1>()?[0] {
                0x80 => {
                    self.take(1)?;
                    continue;
                }
                b'.' => return stack.pop(),
                0x8a => {
                    let len = self.array::<1>()?[0];
                    Value::Long(self.take(usize::from(len))?.to_vec())
                }
                b'J' => Value::Int(i64::from(i32::from_le_bytes(self.array()?))),
                b'K' => Value::Int(i64::from(self.array::<1>()?[0])),
                b'M' => Value::Int(i64::from(u16::from_le_bytes(self.array()?))),
                b'X' => {
                    let len = u32::from_le_bytes(self.array()?);
                    Value::Text(String::from_utf8_lossy(self.take(len as usize)?).into_owned())
                }
                b'c' => Value::Global(format!("{} {}", self.line()?, self.line()?)),
                b'N' | 0x88 | 0x89 => Value::Opaque,
                b'(' => Value::Mark,
                b'}' => Value::Dict(Vec::new()),
                b']' | b')' => Value::Sequence(Vec::new()),
                b't' => Value::Sequence(stack.pop_to_mark()?),
                0x85 => Value::Sequence(vec![stack.pop()?]),
                0x86 => {
                    let (second, first) = (stack.pop()?, stack.pop()?);
                    Value::Sequence(vec![first, second])
                }
                opcode @ (b'q' | b'r') => {
                    let index = self.memo_index(opcode == b'r')?;
                    let top = stack.pop()?;
                    memo.insert(index, top.clone());
                    top
                }
                opcode @ (b'h' | b'j') => {
                    let index = self.memo_index(opcode == b'j')?;
                    memo.get(&index).cloned().ok_or("the pickle refers to something it never said")?
                }
                b'Q' => persistent_storage(stack.pop()?)?,
                b'R' => {
                    let (arguments, callable) = (stack.pop()?, stack.pop()?);
                    call(&callable, arguments)?
                }
                b's' => {
                    let (value, key) = (stack.pop()?, stack.pop()?);
                    with_items(stack.pop()?, vec![key, value])
                }
                b'u' => {
                    let items = stack.pop_to_mark()?;
                    with_items(stack.pop()?, items)
                }
                b'e' => {
                    let items = stack.pop_to_mark()?;
                    stack.pop()?;
                    Value::Sequence(items)
                }
                // BUILD sets attributes on the dictionary (its metadata), which no tensor depends on.
                b'b' => {
                    stack.pop()?;
                    continue;
                }
                opcode => return Err(format!("byte {at}: pickle opcode {opcode:#04x} is not understood")),
            };
            stack.0.push(value);
        }
    }
}

struct Stack(Vec<Value>);

impl Stack {
    fn pop(&mut self) -> Result<Value, String> {
        self.0.pop().ok_or_else(|| "the pickle takes more than it put down".into())
    }

    fn pop_to_mark(&mut self) -> Result<Vec<Value>, String> {
        let mark = self.0.iter().rposition(|value| matches!(value, Value::Mark)).ok_or("the pickle has no mark")?;
        let items = self.0.split_off(mark + 1);
        self.pop()?;
        Ok(items)
    }
}

/// A dictionary with more entries; those whose key is no text are not tensors and are left out.
fn with_items(target: Value, items: Vec<Value>) -> Value {
    let Value::Dict(mut entries) = target else {
        return Value::Opaque;
    };
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        if let Value::Text(key) = key {
            entries.push((key, value));
        }
    }
    Value::Dict(entries)
}

/// `("storage", kind, key, location, length, view)`.
fn persistent_storage(id: Value) -> Result<Value, String> {
    match id {
        Value::Sequence(parts) => match &parts[..] {
            [_, Value::Global(kind), Value::Text(key), ..] => Ok(Value::Storage(kind.clone(), key.clone())),
            _ => Err("a storage is not described as PyTorch does".into()),
        },
        _ => Err("a storage is not described as PyTorch does".into()),
    }
}

/// The two calls that a state dictionary makes; none is run, each is recognised.
fn call(callable: &Value, arguments: Value) -> Result<Value, String> {
    let (Value::Global(name), Value::Sequence(arguments)) = (callable, arguments) else {
        return Err("the pickle calls something that is no function".into());
    };
    match (name.as_str(), &arguments[..]) {
        ("collections OrderedDict", []) => Ok(Value::Dict(Vec::new())),
        (
            "torch._utils _rebuild_tensor_v2",
            [Value::Storage(kind, key), Value::Int(offset), Value::Sequence(shape), Value::Sequence(stride), ..],
        ) => Ok(Value::TensorView {
            storage: (kind.clone(), key.clone()),
            offset: usize::try_from(*offset).map_err(|_| "a tensor starts before its storage")?,
            shape: sizes(shape)?,
            stride: sizes(stride)?,
        }),
        _ => Err(format!("the pickle calls {name}, which is not understood")),
    }
}

fn sizes(values: &[Value]) -> Result<Vec<usize>, String> {
    let size = |value: &Value| match value {
        Value::Int(size) => usize::try_from(*size).map_err(|_| "a tensor has a negative size".to_owned()),
        _ => Err("a tensor's size is no number".to_owned()),
    };
    values.iter().map(size).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbage_and_truncation_are_errors() {
        assert!(read(b"").is_err());
        assert!(read(b"PK\x03\x04 a newer file").is_err());
        let mut start = vec![0x80, 2, 0x8a, 10];
        start.extend(MAGIC);
        start.push(b'.');
        assert!(read(&start).unwrap_err().contains("ends early"));
    }

    #[test]
    fn strides_are_followed_and_the_end_is_kept() {
        let data: Vec<u8> = [1.0_f32, 2.0, 3.0, 4.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        assert_eq!(view(&data, 1, &[1, 3], &[3, 1]), Some(vec![2.0, 3.0, 4.0]));
        assert_eq!(view(&data, 0, &[2, 2], &[1, 2]), Some(vec![1.0, 3.0, 2.0, 4.0]), "transposed");
        assert_eq!(view(&data, 2, &[3], &[1]), None, "beyond the end");
        assert_eq!(view(&data, 0, &[usize::MAX, 2], &[0, 1]), None, "larger than the storage");
    }
}
