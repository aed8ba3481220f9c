"""Huang et al. 2016: torchvision's for ImageNet, and those for CIFAR from the paper's section 3."""

import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models import DenseNet


def densenet264(classes, size):
    """Table 1, last column."""
    return DenseNet(32, (6, 12, 64, 48), 64, num_classes=classes)


class Layer(nn.Module):
    def __init__(self, channels, growth, bottleneck):
        super().__init__()
        self.bottleneck = bottleneck
        self.norm1 = nn.BatchNorm2d(channels)
        if bottleneck:
            self.conv1 = nn.Conv2d(channels, 4 * growth, 1, bias=False)
            self.norm2 = nn.BatchNorm2d(4 * growth)
            self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)
        else:
            self.conv1 = nn.Conv2d(channels, growth, 3, padding=1, bias=False)

    def forward(self, x):
        y = self.conv1(F.relu(self.norm1(x)))
        if self.bottleneck:
            y = self.conv2(F.relu(self.norm2(y)))
        return torch.cat([x, y], 1)


class Transition(nn.Module):
    def __init__(self, channels, left):
        super().__init__()
        self.norm = nn.BatchNorm2d(channels)
        self.conv = nn.Conv2d(channels, left, 1, bias=False)

    def forward(self, x):
        return F.avg_pool2d(self.conv(F.relu(self.norm(x))), 2)


class Cifar(nn.Module):
    def __init__(self, depth, growth, bc, classes):
        super().__init__()
        layers = (depth - 4) // (6 if bc else 3)
        channels = 2 * growth if bc else 16
        self.features = nn.Sequential()
        self.features.add_module('conv0', nn.Conv2d(3, channels, 3, padding=1, bias=False))
        for block in 1, 2, 3:
            stack = nn.Sequential()
            for i in range(1, layers + 1):
                stack.add_module(f'denselayer{i}', Layer(channels, growth, bc))
                channels += growth
            self.features.add_module(f'denseblock{block}', stack)
            if block < 3:
                left = channels // 2 if bc else channels
                self.features.add_module(f'transition{block}', Transition(channels, left))
                channels = left
        self.features.add_module('norm5', nn.BatchNorm2d(channels))
        self.classifier = nn.Linear(channels, classes)

    def forward(self, x):
        return self.classifier(F.relu(self.features(x)).mean((2, 3)))


def cifar(depth, growth, bc=False):
    return lambda classes, size: Cifar(depth, growth, bc, classes)
