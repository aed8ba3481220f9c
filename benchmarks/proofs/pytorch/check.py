#!/usr/bin/python3
"""The Python that `cnn export --format pytorch` writes, held to plain loops, to the goldens, to the graph and to torchvision.

From the root of the repository, with PyTorch and torchvision (Debian's python3-torchvision), and the repository's Node on the PATH:

    /usr/bin/python3 benchmarks/proofs/pytorch/check.py [FOLDER]

Every operation equals the loops of packages/tfjs/test/reference.ts, and all logits are the goldens', within 1e-4 of the largest;
every network of the zoo has the names and shapes of its graph; torchvision's modules' state_dicts are loaded with strict=True and
give torchvision's logits. Ends with status 1 if anything differs.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile

import torch
import torchvision.models as tv

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "goldens"))
from hashed import fill  # noqa: E402

TORCHVISION = {
    **{name: name for name in ("vgg11", "vgg13", "vgg16", "vgg19", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152")},
    **{f"vgg{depth}-bn": f"vgg{depth}_bn" for depth in (11, 13, 16, 19)},
    **{name: name for name in ("densenet121", "densenet161", "densenet169", "densenet201")},
    "alexnet-torchvision": "alexnet",
    "googlenet-torchvision": "googlenet",
    "inception-v3": "inception_v3",
}
RANGES = {"bias": (0, 0.1), "shift": (0, 0.1), "mean": (0, 0.1), "scale": (1, 0.5), "variance": (1, 0.5)}
failed = False


def tell(title, fault):
    global failed
    failed = failed or fault is not None
    print(f"{title}: {fault or 'as it should be'}", flush=True)


def hashed(weight, gain=1):
    """As benchmarks/proofs/goldens/hashed.py, by the role that the graph gives."""
    shape = tuple(weight["shape"])
    return fill(weight["name"], shape, *(RANGES.get(weight["role"]) or (0, gain * math.sqrt(6 / math.prod(shape[1:])))))


def image(graph):
    shape = next(tuple(node["shape"]) for node in graph["nodes"] if node["kind"] == "input")
    return fill("input", shape, 0, 1).permute(2, 0, 1)[None].contiguous()


def names_fault(net, weights):
    found = {name: list(tensor.shape) for name, tensor in net.state_dict().items() if not name.endswith("num_batches_tracked")}
    expected = {weight["name"]: weight["shape"] for weight in weights}
    if found != expected:
        return f"differs in {sorted(set(map(str, found.items())) ^ set(map(str, expected.items())))[:6]}"
    return None if list(found) == list(expected) else "has its tensors in another order"


def values_fault(found, expected):
    expected = torch.as_tensor(expected)
    difference = (found - expected).abs().max() / expected.abs().max()
    return None if difference <= 1e-4 else f"differs by {difference:.2g} of the largest"


def initialisation_fault(by, graph):
    """Variance and limit of a 3×3 kernel of 64 → 256 channels are those that packages/tfjs/test/model/initialise.test.ts takes from the papers."""
    from network import Network

    into, out = 64 * 9, 256 * 9
    variances = {"he": 2 / into, "gaussian": 0.01**2, "xavier": 2 / (into + out), "lecun": (2.4 / into) ** 2 / 3}
    limits = {"xavier": math.sqrt(6 / (into + out)), "lecun": 2.4 / into}
    net = Network(graph)
    net.initialise(by)
    kernel = next(layer.weight for layer in net.modules() if getattr(layer, "kernel_size", None) == (3, 3))
    if kernel.shape != (256, 64, 3, 3):
        return f"looked at a kernel of {tuple(kernel.shape)}"
    share = (kernel.var() / variances[by]).item()
    # Five standard errors of the variance of a normal distribution; those of a uniform one are less.
    if abs(share - 1) > 5 * math.sqrt(2 / kernel.numel()):
        return f"has {share:.4f} of its variance"
    return None if kernel.abs().max() <= limits.get(by, math.inf) else f"goes up to {kernel.abs().max():.4f}"


@torch.no_grad()
def main(folder):
    subprocess.run(["node", "benchmarks/proofs/pytorch/write.ts", str(folder)], check=True)
    sys.path.insert(0, str(folder))
    import weights
    from network import KERNELS, Network

    read = lambda name: json.loads((folder / name).read_text())
    graph = read("initialised.json")
    for by in KERNELS:
        tell(f"kernels drawn by {by}", initialisation_fault(by, graph))
    for case in read("operations.json"):
        net = Network(case["graph"]).eval()
        fault = names_fault(net, case["weights"])
        net.load_state_dict(weights.load(folder / case["file"]))
        for name, found in net.outputs(image(case["graph"])).items():
            flat = found[0].permute(1, 2, 0) if found.dim() == 4 else found[0]
            expected = torch.tensor(case["outputs"][name]["values"]).reshape(case["outputs"][name]["shape"])
            fault = fault or (None if flat.shape == expected.shape else f"has shape {tuple(flat.shape)}") or values_fault(flat, expected)
        tell(case["title"], fault)
    for case in read("goldens.json"):
        net = Network(case["graph"]).eval()
        net.load_state_dict({weight["name"]: hashed(weight, case["gain"]) for weight in case["weights"]})
        outputs = net.outputs(image(case["graph"]))
        faults = [values_fault(outputs[name][0], values) for name, values in case["outputs"].items()]
        tell(case["title"], next((fault for fault in faults if fault), None))
    for name, case in read("zoo.json").items():
        net = Network(case["graph"]).eval()
        fault = names_fault(net, case["weights"])
        if name in TORCHVISION and not fault:
            # Without torchvision's own initialisation, which takes minutes and of which nothing depends.
            module = getattr(tv, TORCHVISION[name])(weights=None, **({"init_weights": False} if "inception" in name or "goo" in name else {})).eval()
            net.load_state_dict(module.state_dict(), strict=True)
            fault = values_fault(net(image(case["graph"])), module(image(case["graph"])))
        tell(f"{name}{', with the weights of torchvision' if name in TORCHVISION else ''}", fault)
    sys.exit(failed)


if len(sys.argv) > 1:
    main(pathlib.Path(sys.argv[1]))
else:
    with tempfile.TemporaryDirectory() as made:
        main(pathlib.Path(made))
