"""Krizhevsky et al. 2012 and Zeiler & Fergus 2013. The papers' α is not divided by the size of the window; PyTorch's is."""

import math

import torch.nn.functional as F
from torch import nn


def lrn():
    return nn.LocalResponseNorm(5, alpha=1e-4 * 5, beta=0.75, k=2)


class AlexNet(nn.Module):
    """Sections 3.3 to 3.5."""

    groups = 2

    def __init__(self, classes, size, stride=4, filters=(96, 256, 384, 384, 256), units=4096, ceil=True):
        super().__init__()
        one, two, three, four, five = filters
        self.conv1 = nn.Conv2d(3, one, 11, stride)
        self.conv2 = nn.Conv2d(one, two, 5, padding=2, groups=self.groups)
        self.conv3 = nn.Conv2d(two, three, 3, padding=1)
        self.conv4 = nn.Conv2d(three, four, 3, padding=1, groups=self.groups)
        self.conv5 = nn.Conv2d(four, five, 3, padding=1, groups=self.groups)
        self.lrn = lrn()
        self.pool = nn.MaxPool2d(3, stride=2, ceil_mode=ceil)
        left = (size - 11) // stride + 1
        for _ in range(3):
            left = (math.ceil if ceil else math.floor)((left - 3) / 2) + 1
        self.fc6 = nn.Linear(five * left * left, units)
        self.fc7 = nn.Linear(units, units)
        self.fc8 = nn.Linear(units, classes)

    def forward(self, x):
        x = self.pool(self.lrn(F.relu(self.conv1(x))))
        x = self.pool(self.lrn(F.relu(self.conv2(x))))
        x = F.relu(self.conv3(x))
        x = F.relu(self.conv4(x))
        x = self.pool(F.relu(self.conv5(x))).flatten(1)
        return self.fc8(F.relu(self.fc7(F.relu(self.fc6(x)))))


class Ungrouped(AlexNet):
    groups = 1


class ZFNet(nn.Module):
    """Figure 3: 110, 55, 26, 13 and 6 pixels; the caption has the normalisation after the pooling."""

    def __init__(self, classes, size, stride=2, filters=(96, 256, 384, 384, 256), units=4096):
        super().__init__()
        one, two, three, four, five = filters
        self.conv1 = nn.Conv2d(3, one, 7, stride, padding=1)
        self.conv2 = nn.Conv2d(one, two, 5, stride=2)
        self.conv3 = nn.Conv2d(two, three, 3, padding=1)
        self.conv4 = nn.Conv2d(three, four, 3, padding=1)
        self.conv5 = nn.Conv2d(four, five, 3, padding=1)
        self.lrn = lrn()
        self.pool = nn.MaxPool2d(3, stride=2, ceil_mode=True)

        def pooled(side):
            return math.ceil((side - 3) / 2) + 1

        left = pooled(pooled((pooled((size - 5) // stride + 1) - 5) // 2 + 1))
        self.fc6 = nn.Linear(five * left * left, units)
        self.fc7 = nn.Linear(units, units)
        self.fc8 = nn.Linear(units, classes)

    def forward(self, x):
        x = self.lrn(self.pool(F.relu(self.conv1(x))))
        x = self.lrn(self.pool(F.relu(self.conv2(x))))
        x = F.relu(self.conv5(F.relu(self.conv4(F.relu(self.conv3(x))))))
        x = self.pool(x).flatten(1)
        return self.fc8(F.relu(self.fc7(F.relu(self.fc6(x)))))
