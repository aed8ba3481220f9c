"""Builds a network of @cnn/shapes, read from its JSON, as a torch.nn.Module with the same names of weights."""

import torch
import torch.nn.functional as F
from torch import nn


class Network(nn.Module):
    """Runs the graph node by node. Weights are found by the names that the graph gives them."""

    def __init__(self, graph):
        super().__init__()
        if graph.get("format") != "cnn-graph" or graph.get("version") != 1:
            raise ValueError("not a graph of format 'cnn-graph', version 1")
        self.nodes = graph["nodes"]
        self.outputs = graph["outputs"]
        self.layers = nn.ModuleDict()
        for node in self.nodes:
            if "name" in node:
                before = self.nodes[node["inputs"][0]]["shape"]
                self.layers[key(node)] = layer(node, before[-1])

    def forward(self, x):
        """`logits` by default; while training, a dictionary of all outputs, auxiliary heads too."""
        values = []
        for node in self.nodes:
            inputs = [values[i] for i in node["inputs"]]
            if node["kind"] == "input":
                values.append(x)
            elif "name" in node:
                values.append(self.layers[key(node)](pad(inputs[0], node)))
            else:
                values.append(OPERATIONS[node["kind"]](inputs, node["attrs"], self.training))
        if not self.training:
            return values[self.outputs["logits"]]
        return {name: values[at] for name, at in self.outputs.items()}

    def weights(self):
        """Every tensor by its name in the graph, which is its name in a checkpoint."""
        return {
            name.removeprefix("layers.").replace("/", "."): tensor
            for name, tensor in self.state_dict().items()
            if not name.endswith("num_batches_tracked")
        }

    def initialise(self):
        """He et al. 2015: normal with variance 2 / fan-in; no biases."""
        for module in self.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)


def key(node):
    # A module's name may hold no dot.
    return node["name"].replace(".", "/")


def layer(node, channels):
    attrs = node["attrs"]
    if node["kind"] == "conv":
        window = {name: tuple(attrs[name]) for name in ("stride", "dilation")}
        return nn.Conv2d(channels, attrs["filters"], tuple(attrs["kernel"]), groups=attrs["groups"], bias=attrs["bias"], **window)
    if node["kind"] == "dense":
        return nn.Linear(channels, attrs["units"], bias=attrs["bias"])
    if node["kind"] == "batchNorm":
        return nn.BatchNorm2d(channels, eps=attrs["epsilon"])
    if node["kind"] == "scaleShift":
        return ScaleShift(channels)
    raise ValueError(f"no layer for {node['kind']}")


class ScaleShift(nn.Module):
    """One factor and one term per channel."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        return x * self.weight[:, None, None] + self.bias[:, None, None]


def pad(x, node):
    """Padding may differ on every side, which PyTorch's layers do not know."""
    top, right, bottom, left = node["attrs"].get("pad", (0, 0, 0, 0))
    return F.pad(x, (left, right, top, bottom)) if top or right or bottom or left else x


def max_pool(inputs, attrs, training):
    top, right, bottom, left = attrs["pad"]
    x = F.pad(inputs[0], (left, right, top, bottom), value=float("-inf")) if any(attrs["pad"]) else inputs[0]
    return F.max_pool2d(x, attrs["kernel"], attrs["stride"], ceil_mode=attrs["ceil"])


def avg_pool(inputs, attrs, training):
    top, right, bottom, left = attrs["pad"]
    if (top, left) != (bottom, right) or attrs["ceil"]:
        raise ValueError("average pooling padded unevenly or rounded up is not needed by the networks trained here")
    return F.avg_pool2d(inputs[0], attrs["kernel"], attrs["stride"], (top, left), count_include_pad=attrs["countPadding"])


def lrn(inputs, attrs, training):
    # PyTorch divides alpha by the size of the window.
    return F.local_response_norm(inputs[0], attrs["size"], attrs["alpha"] * attrs["size"], attrs["beta"], attrs["k"])


def rbf(inputs, attrs, training):
    codes = torch.tensor(attrs["codes"], dtype=inputs[0].dtype, device=inputs[0].device)
    return -((inputs[0][:, None] - codes) ** 2).sum(2)


ACTIVATIONS = {
    "relu": F.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "scaledTanh": lambda x: 1.7159 * torch.tanh(2 / 3 * x),
}


OPERATIONS = {
    "activation": lambda inputs, attrs, training: ACTIVATIONS[attrs["activation"]](inputs[0]),
    "maxPool": max_pool,
    "avgPool": avg_pool,
    "adaptiveAvgPool": lambda inputs, attrs, training: F.adaptive_avg_pool2d(inputs[0], attrs["size"]),
    "lrn": lrn,
    "rbf": rbf,
    "pickChannels": lambda inputs, attrs, training: inputs[0][:, attrs["channels"]],
    "globalAveragePool": lambda inputs, attrs, training: inputs[0].mean((2, 3)),
    "flatten": lambda inputs, attrs, training: inputs[0].flatten(1),
    "dropout": lambda inputs, attrs, training: F.dropout(inputs[0], attrs["rate"], training),
    "add": lambda inputs, attrs, training: inputs[0] + inputs[1],
    "concat": lambda inputs, attrs, training: torch.cat(inputs, 1),
    "padChannels": lambda inputs, attrs, training: F.pad(inputs[0], (0, 0, 0, 0, attrs["before"], attrs["after"])),
}
