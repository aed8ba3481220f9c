"""Runs graphs of run.ts, one a line, in the module that `cnn export --format pytorch` writes into FOLDER."""

import json
import math
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "goldens"))
sys.path.insert(0, sys.argv[1])
from hashed import fill  # noqa: E402
from network import Network  # noqa: E402

RANGES = {"bias": (0, 0.1), "shift": (0, 0.1), "mean": (0, 0.1), "scale": (1, 0.5), "variance": (1, 0.5)}


def hashed(weight):
    shape = tuple(weight["shape"])
    return fill(weight["name"], shape, *(RANGES.get(weight["role"]) or (0, math.sqrt(6 / math.prod(shape[1:])))))


@torch.no_grad()
def run(graph, weights):
    net = Network(graph).eval()
    net.load_state_dict({weight["name"]: hashed(weight) for weight in weights})
    height, width, channels = next(node["shape"] for node in graph["nodes"] if node["kind"] == "input")
    image = fill("input", (height, width, channels), 0, 1).permute(2, 0, 1)[None].contiguous()
    outputs = net.outputs(image).items()
    return {name: (x[0].permute(1, 2, 0) if x.dim() == 4 else x[0]).flatten().tolist() for name, x in outputs}


torch.set_num_threads(1)
torch.backends.nnpack.set_flags(False)  # it warns at every convolution on machines that it does not know
for line in sys.stdin:
    try:
        answer = {"outputs": run(**json.loads(line))}
    except Exception as error:  # whatever it is, it is the graph's find and not the end of all
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
