"""Szegedy et al. 2016, "Inception-v4, Inception-ResNet and the impact of residual connections on learning", figures 3 to 9."""

import torch
import torch.nn.functional as F
from torch import nn


class Conv(nn.Module):
    """Convolution, batch norm, ReLU. Figures mark with V what is not padded."""

    # The share of the figures' filters that layers have which are made now.
    width = 1

    def __init__(self, channels, filters, kernel=1, stride=1, valid=False):
        super().__init__()
        channels, filters = channels if channels == 3 else int(channels * self.width), int(filters * self.width)
        height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
        pad = 0 if valid else (height // 2, width // 2)
        self.conv = nn.Conv2d(channels, filters, (height, width), stride, pad, bias=False)
        self.bn = nn.BatchNorm2d(filters, eps=1e-3)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))


def chain(channels, *layers):
    """Layers one after the other: (filters, kernel) or (filters, kernel, stride), the last two kinds without padding."""
    made = []
    for filters, kernel, *stride in layers:
        made.append(Conv(channels, filters, kernel, stride[0] if stride else 1, valid=bool(stride)))
        channels = filters
    return nn.Sequential(*made)


def halved(x):
    return F.max_pool2d(x, 3, stride=2)


def pooled(x):
    return F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)


class Branches(nn.Module):
    """Branches side by side. A pooled one has number 0 of its two layers for the pooling."""

    def __init__(self, *branches, pool=None, halve=False):
        super().__init__()
        for i, branch in enumerate(branches):
            # A branch of one layer is that layer.
            setattr(self, f'branch{i}', branch[0] if len(branch) == 1 else branch)
        if pool:
            setattr(self, f'branch{len(branches)}', nn.ModuleDict({'1': pool}))
        self.count, self.pool, self.halve = len(branches), pool, halve

    def forward(self, x):
        out = [getattr(self, f'branch{i}')(x) for i in range(self.count)]
        if self.pool:
            out.append(self.pool(pooled(x)))
        if self.halve:
            out.append(halved(x))
        return torch.cat(out, 1)


class Mixed3a(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = Conv(64, 96, 3, 2, valid=True)

    def forward(self, x):
        return torch.cat([halved(x), self.conv(x)], 1)


class Mixed5a(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = Conv(192, 192, 3, 2, valid=True)

    def forward(self, x):
        return torch.cat([self.conv(x), halved(x)], 1)


def mixed4a():
    wide = chain(160, (64, 1), (64, (1, 7)), (64, (7, 1)), (96, 3, 1))
    return Branches(chain(160, (64, 1), (96, 3, 1)), wide)


def module_a():
    return Branches(
        chain(384, (96, 1)), chain(384, (64, 1), (96, 3)), chain(384, (64, 1), (96, 3), (96, 3)), pool=Conv(384, 96)
    )


def reduction_a():
    return Branches(chain(384, (384, 3, 2)), chain(384, (192, 1), (224, 3), (256, 3, 2)), halve=True)


def module_b():
    seven = chain(1024, (192, 1), (224, (1, 7)), (256, (7, 1)))
    double = chain(1024, (192, 1), (192, (7, 1)), (224, (1, 7)), (224, (7, 1)), (256, (1, 7)))
    return Branches(chain(1024, (384, 1)), seven, double, pool=Conv(1024, 128))


def reduction_b():
    seven = chain(1024, (256, 1), (256, (1, 7)), (320, (7, 1)), (320, 3, 2))
    return Branches(chain(1024, (192, 1), (192, 3, 2)), seven, halve=True)


class ModuleC(nn.Module):
    def __init__(self):
        super().__init__()
        self.branch0 = Conv(1536, 256)
        self.branch1_0 = Conv(1536, 384)
        self.branch1_1a = Conv(384, 256, (1, 3))
        self.branch1_1b = Conv(384, 256, (3, 1))
        self.branch2_0 = Conv(1536, 384)
        self.branch2_1 = Conv(384, 448, (3, 1))
        self.branch2_2 = Conv(448, 512, (1, 3))
        self.branch2_3a = Conv(512, 256, (1, 3))
        self.branch2_3b = Conv(512, 256, (3, 1))
        self.branch3 = nn.ModuleDict({'1': Conv(1536, 256)})

    def forward(self, x):
        one = self.branch1_0(x)
        two = self.branch2_2(self.branch2_1(self.branch2_0(x)))
        out = [self.branch0(x), self.branch1_1a(one), self.branch1_1b(one), self.branch2_3a(two), self.branch2_3b(two)]
        return torch.cat([*out, self.branch3['1'](pooled(x))], 1)


class InceptionV4(nn.Module):
    def __init__(self, classes, size, width=1):
        super().__init__()
        Conv.width = width
        stem = [Conv(3, 32, 3, 2, valid=True), Conv(32, 32, 3, valid=True), Conv(32, 64, 3), Mixed3a(), mixed4a(), Mixed5a()]
        body = [module_a() for _ in range(4)] + [reduction_a()] + [module_b() for _ in range(7)] + [reduction_b()]
        self.features = nn.Sequential(*stem, *body, *[ModuleC() for _ in range(3)])
        self.last_linear = nn.Linear(int(1536 * width), classes)

    def forward(self, x):
        return self.last_linear(self.features(x).mean((2, 3)))
