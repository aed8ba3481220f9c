"""Weights from a hash of their names: the same lines as in packages/shapes/src/hash.ts and packages/weights/src/hashed.ts."""

import math

import numpy as np
import torch
from torch import nn

from lenet import ScaleShift


def mix(h):
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def fnv1a(text):
    h = 0x811C9DC5
    for byte in text.encode():
        h = ((h ^ byte) * 0x01000193) % 2**32
    return np.array([h], np.uint32)  # an array, since only arrays wrap around in silence


def fill(stream, shape, centre, spread):
    i = np.arange(math.prod(shape), dtype=np.uint32)
    u = (mix(mix(fnv1a(stream)) + i * np.uint32(0x9E3779B9)) >> np.uint32(8)) / 2**24
    return torch.from_numpy((centre + (2 * u - 1) * spread).astype(np.float32).reshape(shape))


def hashed_image(size, channels):
    return fill('input', (size, size, channels), 0, 1).permute(2, 0, 1)[None].contiguous()


@torch.no_grad()
def fill_weights(model, gain=1):
    for layer_name, layer in model.named_modules():
        for name, tensor in layer.state_dict().items():
            if '.' in name or name == 'num_batches_tracked':
                continue
            if name in ('bias', 'running_mean'):
                range_ = 0, 0.1
            elif isinstance(layer, (nn.BatchNorm2d, ScaleShift)):
                range_ = 1, 0.5
            else:
                range_ = 0, gain * math.sqrt(6 / math.prod(tensor.shape[1:]))
            tensor.copy_(fill(f'{layer_name}.{name}', tuple(tensor.shape), *range_))
