"""What the Python peers share: command line, clock, reference check, safetensors. Knows no engine and no layer.

`src/timing.rs` does the same for tract. NumPy comes with either engine, so it is imported where it is used: first
`need` says in a sentence which package is missing.
"""

import argparse
import importlib
import json
import math
import pathlib
import sys
import time

# Runs before the clock counts, for caches and clock rates to settle.
WARM_UP_RUNS = 10

# Cosine of two embeddings that are the same but for rounding; half-precision weights alone leave 0.99996.
LEAST_COSINE = 0.9999

# Exit code for a package that is not installed; 1 is failed, 2 wrong use.
NOT_INSTALLED = 3


def fail(words, code=1):
    """Ends the program with what went wrong."""
    print(f"{pathlib.Path(sys.argv[0]).name}: {words}", file=sys.stderr)
    sys.exit(code)


def need(module, package):
    """Imports a module of an optional package."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        fail(f"{package} cannot be loaded ({error}); install it with `pip install {package}`", NOT_INSTALLED)


def parse_arguments(description, source, source_help):
    """The command line; `source` is the flag that names the network."""
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    parser.add_argument(source, required=True, type=pathlib.Path, help=source_help)
    parser.add_argument("--threads", type=at_least_one, default=1, help="threads (1)")
    parser.add_argument("--runs", type=at_least_one, default=100, help="timed runs (100)")
    parser.add_argument("--check", type=pathlib.Path, help="compare the embeddings with this file instead of timing")
    return parser.parse_args()


def at_least_one(text):
    """A number for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def answer(arguments, engine, version, network):
    """Checks or times a network with `set_input(picture)`, `run()` and `embedding()`; `picture` is [1, 224, 224, 3]."""
    if arguments.check:
        cosine = smallest_cosine(network, arguments.check)
        found = f"smallest cosine with {arguments.check} is {cosine:.6f}"
        # Written so that a cosine that is not a number fails too.
        if not cosine > LEAST_COSINE:
            fail(f"{found}: another network")
        print(found)
        return
    millis = time_runs(network, arguments.runs)
    timing = {"engine": engine, "version": version, "threads": arguments.threads}
    timing |= {"median_ms": round(quantile(millis, 0.5), 3), "p99_ms": round(quantile(millis, 0.99), 3)}
    print(json.dumps(timing, separators=(",", ":")))


def time_runs(network, runs):
    """Warms up, then times the runs one by one. Returns milliseconds in rising order."""
    import numpy

    # Any numbers but zeros will do, in the range of real input.
    network.set_input(prepare((numpy.arange(224 * 224 * 3) * 31 % 256).reshape(1, 224, 224, 3)))
    millis = []
    for _ in range(WARM_UP_RUNS + runs):
        start = time.perf_counter_ns()
        network.run()
        millis.append((time.perf_counter_ns() - start) / 1e6)
    return sorted(millis[WARM_UP_RUNS:])


def quantile(rising, share):
    """The least value that `share` of all do not exceed (nearest rank)."""
    return rising[math.ceil(share * len(rising)) - 1]


def smallest_cosine(network, path):
    """Runs the reference pictures and compares the embeddings."""
    import numpy

    reference = read_safetensors(path)
    if not {"image_u8_nhwc", "features"} <= reference.keys():
        fail(f"{path}: no tensors `image_u8_nhwc` and `features`; name a file of reference pictures")
    cosines = []
    for picture, expected in zip(reference["image_u8_nhwc"], reference["features"], strict=True):
        network.set_input(prepare(picture[numpy.newaxis]))
        network.run()
        found = network.embedding().ravel()
        cosines.append(found @ expected / (numpy.linalg.norm(found) * numpy.linalg.norm(expected)))
    return numpy.min(cosines)


def prepare(picture):
    """From the bytes of a picture to what the network was trained with."""
    return ((picture.astype("float32") - 127) / 128).astype("float32")


def read_safetensors(path):
    """Tensors by name. The format: length of the header (8 bytes), header (JSON), numbers."""
    import numpy

    kinds = {"U8": "u1", "F16": "<f2", "F32": "<f4"}
    try:
        content = path.read_bytes()
        start = 8 + int.from_bytes(content[:8], "little")
        header = json.loads(content[8:start])
        header.pop("__metadata__", None)
        tensors = {}
        for name, entry in header.items():
            first, last = entry["data_offsets"]
            values = numpy.frombuffer(content[start + first : start + last], kinds[entry["dtype"]])
            tensors[name] = values.reshape(entry["shape"])
    except OSError as error:
        fail(f"{error}; name an existing file")
    except (ValueError, KeyError) as error:
        fail(f"{path}: no whole safetensors file ({error!r}); restore it from the repository")
    return tensors
