"""The network as a .tflite file of single-precision numbers, made from our weights. Writes only; runs nothing.

There is a TensorFlow converter for this, but TensorFlow is large and our weights are not in its form; the format is a
FlatBuffer whose classes LiteRT ships. The operators are the ones the converter would choose: SAME padding, fused ReLU6.
"""

import flatbuffers
import numpy
from ai_edge_litert import schema_py_generated as schema

# Blocks, stride of the first block, expansion, channels: table 1 of Tan and Le 2019. The kernels stand in the weights.
STAGES = [
    (1, 1, 1, 16),
    (2, 2, 6, 24),
    (2, 2, 6, 40),
    (3, 2, 6, 80),
    (3, 1, 6, 112),
    (4, 2, 6, 192),
    (1, 1, 6, 320),
]
STEM_CHANNELS = 32


def write(weights):
    """The bytes of the file: input [1, 224, 224, 3], outputs embedding [1, 1280] and logits [1, 1000]."""
    return Writer(weights).network()


class AlignedBuffer(schema.BufferT):
    """Numbers of a tensor, on a multiple of 16 bytes, as the format demands and the generated class does not do."""

    def Pack(self, builder):
        builder.StartVector(1, len(self.data), 16)
        builder.head -= len(self.data)
        builder.Bytes[builder.head : builder.head + len(self.data)] = self.data
        data = builder.EndVector()
        schema.BufferStart(builder)
        schema.BufferAddData(builder, data)
        return schema.BufferEnd(builder)


class Writer:
    """Tensors, numbers and operators so far. A tensor is known by its place in the list."""

    def __init__(self, weights):
        self.weights = weights
        self.tensors = []
        self.operators = []
        self.codes = []
        self.buffers = [schema.BufferT()]  # by custom the first is empty: a tensor without numbers

    def network(self):
        """Everything, in the order in which a picture passes it."""
        picture = self.tensor("input", [1, 224, 224, 3])
        features = self.convolution("stem", picture, stride=2)
        channels, number = STEM_CHANNELS, 0
        for count, first_stride, expansion, channels_out in STAGES:
            for position in range(count):
                stride = first_stride if position == 0 else 1
                residual = stride == 1 and channels == channels_out
                features = self.block(f"block{number:02}", features, stride, expansion > 1, residual)
                channels, number = channels_out, number + 1
        features = self.convolution("head", features)
        embedding = self.mean(features)
        logits = self.fully_connected("classifier", embedding)
        return self.pack([picture], [embedding, logits])

    def block(self, name, features, stride, expands, residual):
        """Widen, filter each channel, narrow; add the input where the shapes allow."""
        skipped = features
        if expands:
            features = self.convolution(f"{name}.expand", features)
        features = self.depthwise(f"{name}.dw", features, stride)
        features = self.convolution(f"{name}.project", features, relu6=False)
        if residual:
            options = (schema.BuiltinOptions.AddOptions, schema.AddOptionsT())
            shape = self.tensors[features].shape
            features = self.operator("ADD", [features, skipped], f"{name}.sum", shape, options)
        return features

    def convolution(self, name, features, stride=1, relu6=True):
        """The weights are [out, in, k, k] with us, [out, k, k, in] there."""
        weight = self.weights[f"{name}.weight"].transpose(0, 2, 3, 1)
        options = schema.Conv2DOptionsT(
            padding=schema.Padding.SAME, strideW=stride, strideH=stride, fusedActivationFunction=activation(relu6)
        )
        options = (schema.BuiltinOptions.Conv2DOptions, options)
        inputs = [features, self.constant(f"{name}.weight", weight), self.bias(name)]
        return self.operator("CONV_2D", inputs, name, self.shape_after(features, stride, weight.shape[0]), options)

    def depthwise(self, name, features, stride):
        """The weights are [channels, 1, k, k] with us, [1, k, k, channels] there."""
        weight = self.weights[f"{name}.weight"].transpose(1, 2, 3, 0)
        options = schema.DepthwiseConv2DOptionsT(
            padding=schema.Padding.SAME,
            strideW=stride,
            strideH=stride,
            depthMultiplier=1,
            fusedActivationFunction=activation(True),
        )
        options = (schema.BuiltinOptions.DepthwiseConv2DOptions, options)
        inputs = [features, self.constant(f"{name}.weight", weight), self.bias(name)]
        shape = self.shape_after(features, stride, weight.shape[3])
        return self.operator("DEPTHWISE_CONV_2D", inputs, name, shape, options)

    def shape_after(self, features, stride, channels):
        """Every side this network meets is a multiple of the stride."""
        side = self.tensors[features].shape[1] // stride
        return [1, side, side, channels]

    def mean(self, features):
        """Over height and width."""
        axes = self.constant("axes", numpy.array([1, 2], "<i4"), schema.TensorType.INT32)
        options = (schema.BuiltinOptions.ReducerOptions, schema.ReducerOptionsT(keepDims=False))
        return self.operator("MEAN", [features, axes], "embedding", [1, self.tensors[features].shape[3]], options)

    def fully_connected(self, name, features):
        """The weights are [out, in] with us and there."""
        weight = self.weights[f"{name}.weight"]
        options = (schema.BuiltinOptions.FullyConnectedOptions, schema.FullyConnectedOptionsT())
        inputs = [features, self.constant(f"{name}.weight", weight), self.bias(name)]
        return self.operator("FULLY_CONNECTED", inputs, "logits", [1, weight.shape[0]], options)

    def operator(self, code, inputs, name, shape, options):
        """Writes an operator with one output and returns that."""
        if code not in self.codes:
            self.codes.append(code)
        output = self.tensor(name, shape)
        operator = schema.OperatorT(
            opcodeIndex=self.codes.index(code),
            inputs=inputs,
            outputs=[output],
            builtinOptionsType=options[0],
            builtinOptions=options[1],
        )
        self.operators.append(operator)
        return output

    def bias(self, name):
        """One number for each channel out."""
        return self.constant(f"{name}.bias", self.weights[f"{name}.bias"])

    def constant(self, name, values, kind=schema.TensorType.FLOAT32):
        """A tensor with numbers, single precision unless said."""
        values = numpy.ascontiguousarray(values, "<f4" if kind == schema.TensorType.FLOAT32 else None)
        self.buffers.append(AlignedBuffer(values.tobytes()))
        return self.tensor(name, list(values.shape), kind, len(self.buffers) - 1)

    def tensor(self, name, shape, kind=schema.TensorType.FLOAT32, buffer=0):
        """A tensor, by default one that is computed."""
        self.tensors.append(schema.TensorT(shape=shape, type=kind, buffer=buffer, name=name))
        return len(self.tensors) - 1

    def pack(self, inputs, outputs):
        """The finished bytes."""
        codes = [getattr(schema.BuiltinOperator, code) for code in self.codes]
        graph = schema.SubGraphT(tensors=self.tensors, inputs=inputs, outputs=outputs, operators=self.operators)
        model = schema.ModelT(
            version=3,
            operatorCodes=[schema.OperatorCodeT(deprecatedBuiltinCode=code, builtinCode=code) for code in codes],
            subgraphs=[graph],
            description="EfficientNet-Lite0",
            buffers=self.buffers,
        )
        # Room for the whole file at once: the builder doubles its room by copying.
        builder = flatbuffers.Builder(sum(array.nbytes for array in self.weights.values()) * 2 + (1 << 20))
        builder.Finish(model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def activation(relu6):
    """What is fused to a convolution."""
    return schema.ActivationFunctionType.RELU6 if relu6 else schema.ActivationFunctionType.NONE
