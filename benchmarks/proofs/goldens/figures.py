#!/usr/bin/python3
"""Parameters and multiply-accumulates, as PyTorch's modules have them, for packages/zoo/test/figures.test.ts.

Convolutions and dense layers are counted while an image passes, so nothing of ours takes part:

    /usr/bin/python3 benchmarks/proofs/goldens/figures.py [ID …]
"""

import sys

import torch
from torch import nn

from googlenet import WithHeads
from networks import NETWORKS, channels, defaults

HEADS = ('aux', 'AuxLogits')


@torch.no_grad()
def count(name):
    size, classes = defaults(name)
    model = NETWORKS[name][0](classes=classes, size=size).eval()
    plain = model.model if isinstance(model, WithHeads) else model
    macs = {False: 0, True: 0}

    def hook(head):
        def add(layer, inputs, out):
            macs[head] += out[0].numel() * layer.weight[0].numel()

        return add

    for layer_name, layer in plain.named_modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.register_forward_hook(hook(layer_name.startswith(HEADS)))
    model(torch.zeros(1, channels(name), size, size))
    params = {head: sum(p.numel() for key, p in plain.named_parameters() if key.startswith(HEADS) == head) for head in (False, True)}
    heads = f", withHeads: {params[False] + params[True]}, macsWithHeads: {macs[False] + macs[True]}" if params[True] else ''
    print(f"'{name}': {{ parameters: {params[False]}, macs: {macs[False]}{heads} }},", flush=True)


for name in sys.argv[1:] or NETWORKS:
    count(name)
