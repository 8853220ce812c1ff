#!/usr/bin/env python3
"""ONNX Runtime as a peer: runs an ONNX file on the CPU, with every graph optimisation and the threads asked for."""

import peer


class Network:
    """A session and its input and output."""

    def __init__(self, onnxruntime, path, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.input_name = self.session.get_inputs()[0].name

    def set_input(self, picture):
        """The network wants [1, 3, 224, 224]; made contiguous here, where no clock runs."""
        self.feed = {self.input_name: picture.transpose(0, 3, 1, 2).copy()}

    def run(self):
        """Embedding and logits are both computed and handed back."""
        self.outputs = self.session.run(None, self.feed)

    def embedding(self):
        """Of the last run."""
        return self.outputs[0]


def main():
    """The command line."""
    arguments = peer.parse_arguments(__doc__, "--onnx", "the network, as written by `peers write-onnx`")
    onnxruntime = peer.need("onnxruntime", "onnxruntime")
    if not arguments.onnx.is_file():
        peer.fail(f"{arguments.onnx} is no file; make it with `peers write-onnx`")
    network = Network(onnxruntime, arguments.onnx, arguments.threads)
    peer.answer(arguments, "ONNX Runtime", onnxruntime.__version__, network)


if __name__ == "__main__":
    main()
