//! The network as an ONNX file of single-precision numbers, made from our weights. Writes only; runs nothing.
//!
//! Field numbers are those of `onnx.proto3` of the ONNX project; operators are those of opset 13.

use crate::failure::Failure;
use crate::network::{Block, EMBEDDING_LEN, INPUT_SIDE, LABEL_COUNT, Layer, blocks};
use crate::protobuf::Message;
use crate::tensors::TensorFile;

/// `TensorProto.DataType.FLOAT`.
const FLOAT: usize = 1;
/// `AttributeProto.AttributeType.INT` and `INTS`.
const INT: usize = 2;
const INTS: usize = 7;
/// Fields of `GraphProto`.
const NODE: u32 = 1;
const NAME: u32 = 2;
const INITIALIZER: u32 = 5;
const INPUT: u32 = 11;
const OUTPUT: u32 = 12;

/// Input `input` `[1, 3, 224, 224]`, outputs `embedding` `[1, 1280]` and `logits` `[1, 1000]`.
pub(crate) fn write(weights: &TensorFile) -> Result<Vec<u8>, Failure> {
    let mut graph = Graph { message: Message::default().bytes(NAME, "EfficientNet-Lite0"), weights };
    graph.constant("zero", &[], &[0.0]);
    graph.constant("six", &[], &[6.0]);
    let mut features = "input".to_owned();
    for block in blocks() {
        features = graph.block(&block, features)?;
    }
    graph.node("GlobalAveragePool", &[&features], "pooled", []);
    graph.node("Flatten", &["pooled"], "embedding", [int("axis", 1)]);
    graph.weight("classifier.weight", &[LABEL_COUNT, EMBEDDING_LEN])?;
    graph.weight("classifier.bias", &[LABEL_COUNT])?;
    graph.node("Gemm", &["embedding", "classifier.weight", "classifier.bias"], "logits", [int("transB", 1)]);
    let graph = graph
        .message
        .message(INPUT, value("input", &[1, 3, INPUT_SIDE, INPUT_SIDE]))
        .message(OUTPUT, value("embedding", &[1, EMBEDDING_LEN]))
        .message(OUTPUT, value("logits", &[1, LABEL_COUNT]));
    // ModelProto: the format's version 7 came with opset 13.
    let opset = Message::default().bytes(1, "").int(2, 13);
    Ok(Message::default().int(1, 7).bytes(2, "menagerie_peers").message(7, graph).message(8, opset).into_bytes())
}

/// The graph being written.
struct Graph<'a> {
    message: Message,
    weights: &'a TensorFile,
}

impl Graph<'_> {
    /// Writes a block and returns the name of its output.
    fn block(&mut self, block: &Block, input: String) -> Result<String, Failure> {
        let mut features = input.clone();
        for layer in &block.layers {
            features = self.layer(layer, &features)?;
        }
        if block.residual {
            let sum = format!("{features}.sum");
            self.node("Add", &[&features, &input], &sum, []);
            features = sum;
        }
        Ok(features)
    }

    /// Writes a convolution, perhaps with ReLU6, and returns the name of its output.
    fn layer(&mut self, layer: &Layer, input: &str) -> Result<String, Failure> {
        let [weight, bias] = ["weight", "bias"].map(|what| format!("{}.{what}", layer.name));
        self.weight(&weight, &layer.weight_shape())?;
        self.weight(&bias, &layer.channels[1..])?;
        let [before, after] = layer.padding();
        let attributes = [
            ints("kernel_shape", &[layer.kernel; 2]),
            ints("strides", &[layer.stride; 2]),
            ints("pads", &[before, before, after, after]),
            int("group", layer.groups),
        ];
        let output = format!("{}.conv", layer.name);
        self.node("Conv", &[input, &weight, &bias], &output, attributes);
        if !layer.relu6 {
            return Ok(output);
        }
        let clipped = format!("{}.relu6", layer.name);
        self.node("Clip", &[&output, "zero", "six"], &clipped, []);
        Ok(clipped)
    }

    fn weight(&mut self, name: &str, shape: &[usize]) -> Result<(), Failure> {
        let values = self.weights.floats(name, shape)?;
        self.constant(name, shape, &values);
        Ok(())
    }

    /// `TensorProto`: dims, kind, name, numbers.
    fn constant(&mut self, name: &str, shape: &[usize], values: &[f32]) {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let tensor = shape.iter().fold(Message::default(), |tensor, &side| tensor.int(1, side));
        self.field(INITIALIZER, tensor.int(2, FLOAT).bytes(8, name).bytes(9, bytes));
    }

    /// `NodeProto`: inputs, output, name, operator, attributes.
    fn node(&mut self, operator: &str, inputs: &[&str], output: &str, attributes: impl IntoIterator<Item = Message>) {
        let node = inputs.iter().fold(Message::default(), |node, input| node.bytes(1, input));
        let node = node.bytes(2, output).bytes(3, output).bytes(4, operator);
        self.field(NODE, attributes.into_iter().fold(node, |node, attribute| node.message(5, attribute)));
    }

    fn field(&mut self, field: u32, value: Message) {
        self.message = std::mem::take(&mut self.message).message(field, value);
    }
}

/// `AttributeProto` with one integer.
fn int(name: &str, value: usize) -> Message {
    Message::default().bytes(1, name).int(3, value).int(20, INT)
}

/// `AttributeProto` with several integers.
fn ints(name: &str, values: &[usize]) -> Message {
    values.iter().fold(Message::default().bytes(1, name), |attribute, &value| attribute.int(8, value)).int(20, INTS)
}

/// `ValueInfoProto`: a name and the type of a tensor, which is a kind of number and a shape.
fn value(name: &str, shape: &[usize]) -> Message {
    let shape = shape.iter().fold(Message::default(), |dims, &side| dims.message(1, Message::default().int(1, side)));
    let tensor = Message::default().int(1, FLOAT).message(2, shape);
    Message::default().bytes(1, name).message(2, Message::default().message(1, tensor))
}
