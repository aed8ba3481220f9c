"""A network of @cnn/shapes, read from its JSON, as a torch.nn.Module whose state_dict has the names of the graph.

    net = Network(json.load(open("resnet20.json")))
    net.load_state_dict(weights.load("resnet20.safetensors"))
    logits = net.eval()(images)  # [batch, channels, height, width] to [batch, classes]

Where torchvision has the network, its state_dict is loaded as it is.
"""

import torch
import torch.nn.functional as F
from torch import nn


class Network(nn.Module):
    """Runs the graph node by node. While training it gives a dictionary of all outputs, auxiliary heads too; else the logits."""

    def __init__(self, graph):
        super().__init__()
        if graph.get("format") != "cnn-graph" or graph.get("version") != 1:
            raise ValueError("not a graph of format 'cnn-graph', version 1")
        self.graph = graph
        for node in graph["nodes"]:
            if "name" in node:
                self._place(node["name"], LAYERS[node["kind"]](node["attrs"], graph["nodes"][node["inputs"][0]]["shape"]))

    def _place(self, name, layer):
        """`layer1.0.conv1` is the module conv1 in the module 0 in the module layer1, since the name of a module may hold no dot."""
        *path, last = name.split(".")
        parent = self
        for part in path:
            if part not in parent._modules:
                parent.add_module(part, nn.Module())
            parent = parent._modules[part]
        if last in parent._modules:
            raise ValueError(f"'{name}' is the name of two layers, or of a layer and a group of layers")
        parent.add_module(last, layer)

    def forward(self, x):
        outputs = self.outputs(x)
        return outputs if self.training else outputs["logits"]

    def outputs(self, x):
        """Every output by its name."""
        height, width, channels = next(node["shape"] for node in self.graph["nodes"] if node["kind"] == "input")
        if tuple(x.shape[1:]) != (channels, height, width):
            raise ValueError(f"{self.graph['name']} takes images of {channels}×{height}×{width}, not {'×'.join(map(str, x.shape[1:]))}")
        values = []
        for node in self.graph["nodes"]:
            inputs, attrs = [values[i] for i in node["inputs"]], node["attrs"]
            if "name" in node:
                layer = self.get_submodule(node["name"])
                # A convolution that pads by itself needs no padded copy of its input.
                x = inputs[0] if padding(attrs) else padded(inputs[0], attrs)
                values.append(activated(layer(x), attrs))
            elif node["kind"] == "input":
                values.append(x)
            elif node["kind"] == "dropout":
                values.append(F.dropout(inputs[0], attrs["rate"], self.training))
            else:
                values.append(OPERATIONS[node["kind"]](*inputs, **attrs, shape=node["shape"]))
        return {name: values[at] for name, at in self.graph["outputs"].items()}

    @torch.no_grad()
    def initialise(self, by="he"):
        """Kernels as one of KERNELS draws them, no biases."""
        for node in self.graph["nodes"]:
            if node["kind"] in ("conv", "dense"):
                layer = self.get_submodule(node["name"])
                KERNELS[by](layer.weight)
                if layer.bias is not None:
                    nn.init.zeros_(layer.bias)


def lecun(weight):
    limit = 2.4 / weight[0].numel()
    nn.init.uniform_(weight, -limit, limit)


# How kernels are drawn, as in the TypeScript: normal, of variance 2 / fan-in (He et al. 2015, "Delving Deep into Rectifiers", equation 10);
# normal, of deviation 0.01 (Krizhevsky et al. 2012, section 5); uniform in ±√(6 / (fan-in + fan-out)) (Glorot & Bengio 2010, equation 16);
# uniform in ±2.4 / fan-in (LeCun et al. 1998, appendix A).
KERNELS = {
    "he": lambda weight: nn.init.kaiming_normal_(weight, nonlinearity="relu"),
    "gaussian": lambda weight: nn.init.normal_(weight, std=0.01),
    "xavier": nn.init.xavier_uniform_,
    "lecun": lecun,
}


class ScaleShift(nn.Module):
    """One factor and one term per channel."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        shape = [-1] + [1] * (x.dim() - 2)
        return x * self.weight.reshape(shape) + self.bias.reshape(shape)


def padding(attrs):
    """What a layer of PyTorch is to pad by itself: 0 where the sides differ, which it does not know."""
    top, right, bottom, left = attrs.get("pad", (0, 0, 0, 0))
    return (top, left) if (top, left) == (bottom, right) and (top or left) else 0


def conv(attrs, shape):
    window = {name: tuple(attrs[name]) for name in ("stride", "dilation")}
    kernel, also = tuple(attrs["kernel"]), {"groups": attrs["groups"], "bias": attrs["bias"]}
    return nn.Conv2d(shape[-1], attrs["filters"], kernel, padding=padding(attrs), **window, **also)


# What owns weights, from the attributes and the shape of what comes in, [height, width, channels] or [units].
LAYERS = {
    "conv": conv,
    "dense": lambda attrs, shape: nn.Linear(shape[-1], attrs["units"], bias=attrs["bias"]),
    "batchNorm": lambda attrs, shape: (nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d)(shape[-1], eps=attrs["epsilon"]),
    "scaleShift": lambda attrs, shape: ScaleShift(shape[-1]),
}


def padded(x, attrs, value=0.0):
    top, right, bottom, left = attrs.get("pad", (0, 0, 0, 0))
    return F.pad(x, (left, right, top, bottom), value=value) if top or right or bottom or left else x


def activated(x, attrs):
    """Folding batch norm attaches activations to layers."""
    return F.relu(x) if attrs.get("activation") == "relu" else x


def overhang(x, shape, kernel, stride):
    """What the last windows need behind x where the number of windows was rounded up."""
    bottom, right = (max(0, (shape[i] - 1) * stride[i] + kernel[i] - x.shape[2 + i]) for i in (0, 1))
    return {"pad": (0, right, bottom, 0)}


def max_pool(x, kernel, stride, pad, shape, **_):
    """Padding never wins."""
    x = padded(x, {"pad": pad}, float("-inf"))
    return F.max_pool2d(padded(x, overhang(x, shape, kernel, stride), float("-inf")), kernel, stride)


def avg_pool(x, kernel, stride, pad, ceil, countPadding, shape, **_):
    top, right, bottom, left = pad
    if (top, left) == (bottom, right):
        return F.avg_pool2d(x, kernel, stride, (top, left), ceil, countPadding)
    # PyTorch pads evenly only. A mean of what counts is the mean of all over the share that counts: what rounding up adds never does.
    counts = padded(torch.ones_like(x[:1, :1]), {"pad": pad}, float(countPadding))
    x = padded(x, {"pad": pad})
    more = overhang(x, shape, kernel, stride)
    return F.avg_pool2d(padded(x, more), kernel, stride) / F.avg_pool2d(padded(counts, more), kernel, stride)


def rbf(x, codes, shape):
    return -((x[:, None] - torch.tensor(codes, dtype=x.dtype, device=x.device)) ** 2).sum(2)


ACTIVATIONS = {
    "relu": F.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "scaledTanh": lambda x: 1.7159 * torch.tanh(2 / 3 * x),
}

# What owns none, from its inputs, its attributes, and the shape of its result.
OPERATIONS = {
    "activation": lambda x, activation, shape: ACTIVATIONS[activation](x),
    "maxPool": max_pool,
    "avgPool": avg_pool,
    "adaptiveAvgPool": lambda x, size, **_: F.adaptive_avg_pool2d(x, size),
    "globalAveragePool": lambda x, shape: x.mean((2, 3)),
    # PyTorch divides alpha by the size of the window.
    "lrn": lambda x, size, k, alpha, beta, shape: F.local_response_norm(x, size, alpha * size, beta, k),
    "flatten": lambda x, shape: x.flatten(1),
    "add": lambda x, y, shape: x + y,
    "concat": lambda *maps, shape: torch.cat(maps, 1),
    "padChannels": lambda x, before, after, shape: F.pad(x, (0, 0, 0, 0, before, after)),
    "pickChannels": lambda x, channels, shape: x[:, channels],
    "rbf": rbf,
}
