#!/usr/bin/env python3
"""LiteRT as a peer: makes a .tflite of our weights in memory and runs it with XNNPACK and the threads asked for."""

import importlib.metadata

import peer


class Network:
    """An interpreter and where its input and output lie."""

    def __init__(self, interpreter, content, threads):
        self.interpreter = interpreter.Interpreter(model_content=content, num_threads=threads)
        self.interpreter.allocate_tensors()
        self.input = self.interpreter.get_input_details()[0]["index"]
        self.output = self.interpreter.get_output_details()[0]["index"]

    def set_input(self, picture):
        """The network wants [1, 224, 224, 3], which is what it gets."""
        self.interpreter.set_tensor(self.input, picture)

    def run(self):
        """Embedding and logits are both computed."""
        self.interpreter.invoke()

    def embedding(self):
        """Of the last run."""
        return self.interpreter.get_tensor(self.output)


def main():
    """The command line."""
    arguments = peer.parse_arguments(__doc__, "--model", "folder of the network, with weights.safetensors")
    interpreter = peer.need("ai_edge_litert.interpreter", "ai-edge-litert")
    import tflite_network  # needs the same package, so only now

    weights = arguments.model / "weights.safetensors"
    try:
        content = tflite_network.write(peer.read_safetensors(weights))
    except KeyError as error:
        peer.fail(f"{weights}: no tensor {error}; name the folder of EfficientNet-Lite0")
    network = Network(interpreter, content, arguments.threads)
    peer.answer(arguments, "LiteRT", importlib.metadata.version("ai-edge-litert"), network)


if __name__ == "__main__":
    main()
