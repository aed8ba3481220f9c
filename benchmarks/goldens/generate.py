#!/usr/bin/python3
"""What PyTorch makes of the eight networks, for the tests: packages/tfjs/test/goldens/logits.json.

Networks that torchvision has are torchvision's; the others are written here from their papers, in plain PyTorch and not
from our graphs. Weights and image come from the hash that packages/weights/src/hashed.ts documents, so nothing is
downloaded and the golden is only a vector of logits. The tests do not run this: the file that it writes is committed.

Needs Debian's python3-torchvision (written with torch 1.13, torchvision 0.14; no weights):

    /usr/bin/python3 benchmarks/goldens/generate.py
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
import torchvision.models as tv
from torch import nn

OUT = pathlib.Path(__file__).parents[2] / 'packages/tfjs/test/goldens/logits.json'


# The hash: the same lines as in packages/shapes/src/hash.ts and packages/weights/src/hashed.ts.


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
def fill_weights(model):
    for layer_name, layer in model.named_modules():
        for name, tensor in layer.state_dict().items():
            if '.' in name or name == 'num_batches_tracked':
                continue
            if name in ('bias', 'running_mean'):
                range_ = 0, 0.1
            elif isinstance(layer, nn.BatchNorm2d):
                range_ = 1, 0.5
            else:
                range_ = 0, math.sqrt(6 / math.prod(tensor.shape[1:]))
            tensor.copy_(fill(f'{layer_name}.{name}', tuple(tensor.shape), *range_))


# Networks from their papers. Names of layers are ours, which decides what their weights are filled with.


class LeNet5(nn.Module):
    """LeCun et al. 1998, figure 2, as it is taught today; C5 is a convolution over all that is left."""

    def __init__(self, classes, size):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv3 = nn.Conv2d(6, 16, 5)
        self.conv5 = nn.Conv2d(16, 120, ((size - 4) // 2 - 4) // 2)
        self.fc6 = nn.Linear(120, 84)
        self.fc7 = nn.Linear(84, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2)
        x = F.relu(self.conv5(x)).flatten(1)
        return self.fc7(F.relu(self.fc6(x)))


class AlexNet(nn.Module):
    """Krizhevsky et al. 2012, sections 3.3 to 3.5. The paper's α is not divided by the size of the window; PyTorch's is."""

    def __init__(self, classes, size):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 96, 11, stride=4)
        self.conv2 = nn.Conv2d(96, 256, 5, padding=2, groups=2)
        self.conv3 = nn.Conv2d(256, 384, 3, padding=1)
        self.conv4 = nn.Conv2d(384, 384, 3, padding=1, groups=2)
        self.conv5 = nn.Conv2d(384, 256, 3, padding=1, groups=2)
        self.lrn = nn.LocalResponseNorm(5, alpha=1e-4 * 5, beta=0.75, k=2)
        self.pool = nn.MaxPool2d(3, stride=2)
        left = (size - 11) // 4 + 1
        for _ in range(3):
            left = (left - 3) // 2 + 1
        self.fc6 = nn.Linear(256 * left * left, 4096)
        self.fc7 = nn.Linear(4096, 4096)
        self.fc8 = nn.Linear(4096, classes)

    def forward(self, x):
        x = self.pool(self.lrn(F.relu(self.conv1(x))))
        x = self.pool(self.lrn(F.relu(self.conv2(x))))
        x = F.relu(self.conv3(x))
        x = F.relu(self.conv4(x))
        x = self.pool(F.relu(self.conv5(x))).flatten(1)
        return self.fc8(F.relu(self.fc7(F.relu(self.fc6(x)))))


class Inception(nn.Module):
    """Szegedy et al. 2014, figure 2b."""

    def __init__(self, channels, one, reduce3, three, reduce5, five, pool):
        super().__init__()
        self.branch1 = nn.Conv2d(channels, one, 1)
        self.branch2 = nn.ModuleList([nn.Conv2d(channels, reduce3, 1), nn.Conv2d(reduce3, three, 3, padding=1)])
        self.branch3 = nn.ModuleList([nn.Conv2d(channels, reduce5, 1), nn.Conv2d(reduce5, five, 5, padding=2)])
        # The pooling has number 0, as in torchvision.
        self.branch4 = nn.ModuleDict({'1': nn.Conv2d(channels, pool, 1)})

    def forward(self, x):
        one = F.relu(self.branch1(x))
        three = F.relu(self.branch2[1](F.relu(self.branch2[0](x))))
        five = F.relu(self.branch3[1](F.relu(self.branch3[0](x))))
        pool = F.relu(self.branch4['1'](F.max_pool2d(x, 3, stride=1, padding=1)))
        return torch.cat([one, three, five, pool], 1)


class Auxiliary(nn.Module):
    """Szegedy et al. 2014, section 5."""

    def __init__(self, channels, side, classes):
        super().__init__()
        left = (side - 5) // 3 + 1
        self.conv = nn.Conv2d(channels, 128, 1)
        self.fc1 = nn.Linear(128 * left * left, 1024)
        self.fc2 = nn.Linear(1024, classes)

    def forward(self, x):
        x = F.relu(self.conv(F.avg_pool2d(x, 5, stride=3))).flatten(1)
        return self.fc2(F.relu(self.fc1(x)))


class GoogLeNet(nn.Module):
    """Szegedy et al. 2014, table 1. The constants of the normalisation are those of the authors' Caffe model."""

    def __init__(self, classes, size):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3)
        self.conv2 = nn.Conv2d(64, 64, 1)
        self.conv3 = nn.Conv2d(64, 192, 3, padding=1)
        self.lrn = nn.LocalResponseNorm(5, alpha=1e-4, beta=0.75, k=1)
        self.pool = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception3a = Inception(192, 64, 96, 128, 16, 32, 32)
        self.inception3b = Inception(256, 128, 128, 192, 32, 96, 64)
        self.inception4a = Inception(480, 192, 96, 208, 16, 48, 64)
        self.inception4b = Inception(512, 160, 112, 224, 24, 64, 64)
        self.inception4c = Inception(512, 128, 128, 256, 24, 64, 64)
        self.inception4d = Inception(512, 112, 144, 288, 32, 64, 64)
        self.inception4e = Inception(528, 256, 160, 320, 32, 128, 128)
        self.inception5a = Inception(832, 256, 160, 320, 32, 128, 128)
        self.inception5b = Inception(832, 384, 192, 384, 48, 128, 128)
        self.fc = nn.Linear(1024, classes)
        side = (size - 1) // 2 + 1
        for _ in range(3):
            side = math.ceil((side - 3) / 2) + 1
        self.aux1 = Auxiliary(512, side, classes)
        self.aux2 = Auxiliary(528, side, classes)

    def forward(self, x):
        x = self.lrn(self.pool(F.relu(self.conv1(x))))
        x = F.relu(self.conv3(F.relu(self.conv2(x))))
        x = self.pool(self.lrn(x))
        x = self.pool(self.inception3b(self.inception3a(x)))
        middle = self.inception4a(x)
        late = self.inception4d(self.inception4c(self.inception4b(middle)))
        x = self.pool(self.inception4e(late))
        x = self.inception5b(self.inception5a(x))
        return {'logits': self.fc(x.mean((2, 3))), 'aux1': self.aux1(middle), 'aux2': self.aux2(late)}


class CifarBlock(nn.Module):
    """He et al. 2015, figure 2, with the shortcut of option A."""

    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if x.shape != y.shape:
            side = (y.shape[1] - x.shape[1]) // 2
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, side, side))
        return F.relu(y + x)


class ResNet20(nn.Module):
    """He et al. 2015, section 4.2, n = 3."""

    def __init__(self, classes, size):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(CifarBlock(16, 16, 1), CifarBlock(16, 16, 1), CifarBlock(16, 16, 1))
        self.layer2 = nn.Sequential(CifarBlock(16, 32, 2), CifarBlock(32, 32, 1), CifarBlock(32, 32, 1))
        self.layer3 = nn.Sequential(CifarBlock(32, 64, 2), CifarBlock(64, 64, 1), CifarBlock(64, 64, 1))
        self.fc = nn.Linear(64, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


def vgg16(classes, size):
    """torchvision pools whatever is left to 7×7, which it already is at 224; the paper pools nothing there."""
    model = tv.vgg16(weights=None, num_classes=classes, init_weights=False)
    if size != 224:
        model.avgpool = nn.Identity()
        model.classifier[0] = nn.Linear(512 * (size // 32) ** 2, 4096)
    return model


def torchvision(build):
    return lambda classes, size: build(weights=None, num_classes=classes)


# Each at the size of its paper, and at one small enough for a slow interpreter, odd where that is possible (33 gives maps
# of 17, 9, 5, 3 and 2), since halving an odd map is where frameworks differ. 79 is the least that leaves GoogLeNet's heads 5×5.
NETWORKS = [
    ('lenet5-modern', LeNet5, [(32, 10), (20, 10)]),
    ('resnet20', ResNet20, [(32, 10), (8, 10)]),
    ('alexnet', AlexNet, [(227, 1000), (67, 10)]),
    ('googlenet', GoogLeNet, [(224, 1000), (79, 10)]),
    ('resnet18', torchvision(tv.resnet18), [(224, 1000), (33, 10)]),
    ('densenet121', torchvision(tv.densenet121), [(224, 1000), (33, 10)]),
    ('resnet50', torchvision(tv.resnet50), [(224, 1000), (33, 10)]),
    ('vgg16', vgg16, [(224, 1000), (32, 10)]),
]


def main():
    torch.set_num_threads(2)
    goldens = []
    for network, build, cases in NETWORKS:
        for size, classes in cases:
            model = build(classes, size).eval()
            fill_weights(model)
            with torch.no_grad():
                out = model(hashed_image(size, 1 if network == 'lenet5-modern' else 3))
            outputs = out if isinstance(out, dict) else {'logits': out}
            outputs = {key: [float(f'{value:.7g}') for value in tensor[0].tolist()] for key, tensor in outputs.items()}
            for key, values in outputs.items():
                print(f'{network} at {size}: {len(values)} {key}, {min(values):.4g} to {max(values):.4g}')
            goldens.append({'network': network, 'size': size, 'classes': classes, 'outputs': outputs})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text('[\n' + ',\n'.join(json.dumps(golden, separators=(',', ':')) for golden in goldens) + '\n]\n')


if __name__ == '__main__':
    main()
