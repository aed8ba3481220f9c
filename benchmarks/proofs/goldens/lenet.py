"""LeCun et al. 1998, "Gradient-based learning applied to document recognition"."""

import pathlib

import torch
import torch.nn.functional as F
from torch import nn

CODES = pathlib.Path(__file__).parents[3] / 'packages/zoo/src/lenet5-codes.ts'

# Table I, column by column: the maps of S2 that each map of C3 sees.
TABLE = '012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345'.split()


class ScaleShift(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        return x * self.weight[:, None, None] + self.bias[:, None, None]


def squash(x):
    """Appendix A."""
    return 1.7159 * torch.tanh(2 / 3 * x)


def digit_codes():
    """Pixels of a picture and no text of the paper, so they are read from where they stand; packages/zoo/test holds them to another's."""
    rows = [line.split() for line in CODES.read_text().split('`')[1].strip().splitlines()]
    return torch.tensor([[1.0 if pixel == '#' else -1.0 for row in rows for pixel in row[digit]] for digit in range(10)])


class LeNet5(nn.Module):
    """Section II.B. A mean of four pixels where the paper has their sum; distances with a minus, so that the nearest wins."""

    def __init__(self, classes, size, output='rbf'):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.pool2 = ScaleShift(6)
        self.conv3 = nn.ModuleList([nn.Conv2d(len(maps), 1, 5) for maps in TABLE])
        self.pool4 = ScaleShift(16)
        self.conv5 = nn.Conv2d(16, 120, ((size - 4) // 2 - 4) // 2)
        self.fc6 = nn.Linear(120, 84)
        if output == 'dense':
            self.output = nn.Linear(84, classes)
        else:
            self.codes = digit_codes()[:classes]

    def forward(self, x):
        x = squash(self.conv1(x))
        x = squash(self.pool2(F.avg_pool2d(x, 2)))
        x = squash(torch.cat([conv(x[:, [int(i) for i in maps]]) for conv, maps in zip(self.conv3, TABLE)], 1))
        x = squash(self.pool4(F.avg_pool2d(x, 2)))
        x = squash(self.fc6(squash(self.conv5(x)).flatten(1)))
        return self.output(x) if hasattr(self, 'output') else -((x[:, None] - self.codes) ** 2).sum(2)


class LeNet5Modern(nn.Module):
    """Figure 2, as it is taught today; C5 is a convolution over all that is left."""

    def __init__(self, classes, size, channels=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 6, 5)
        self.conv3 = nn.Conv2d(6, 16, 5)
        self.conv5 = nn.Conv2d(16, 120, ((size - 4) // 2 - 4) // 2)
        self.fc6 = nn.Linear(120, 84)
        self.fc7 = nn.Linear(84, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv3(x)), 2)
        x = F.relu(self.conv5(x)).flatten(1)
        return self.fc7(F.relu(self.fc6(x)))
