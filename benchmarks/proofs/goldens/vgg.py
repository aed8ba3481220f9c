"""Simonyan & Zisserman 2014: the columns that torchvision has, and those that it lacks from table 1."""

import torch.nn.functional as F
import torchvision.models as tv
from torch import nn


def torchvision(build):
    """torchvision pools whatever is left to 7×7, which it already is at 224; the paper pools nothing there."""

    def make(classes, size):
        model = build(weights=None, num_classes=classes, init_weights=False)
        model.avgpool = nn.Identity()
        model.classifier[0] = nn.Linear(512 * (size // 32) ** 2, 4096)
        return model

    return make


class LRN(nn.Module):
    """AlexNet's, whose α is not divided by the size of the window."""

    def forward(self, x):
        return F.local_response_norm(x, 5, alpha=1e-4 * 5, beta=0.75, k=2)


class VGG(nn.Module):
    """Layers are numbered as torchvision does; the response normalisation shares the number of the ReLU before it."""

    def __init__(self, classes, size, stages, norm=False, lrn=False, width=1):
        super().__init__()
        layers, channels = [], 3
        for stage in stages:
            for filters, kernel in stage:
                filters = int(filters * width)
                layers.append(nn.Conv2d(channels, filters, kernel, padding=kernel // 2))
                if norm:
                    layers.append(nn.BatchNorm2d(filters))
                layers.append(nn.Sequential(nn.ReLU(), LRN()) if lrn and channels == 3 else nn.ReLU())
                channels = filters
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers)
        left, units = channels * (size // 32) ** 2, int(4096 * width)
        self.classifier = nn.Sequential(
            *(nn.Linear(left, units), nn.ReLU(), nn.Dropout(), nn.Linear(units, units), nn.ReLU(), nn.Dropout(), nn.Linear(units, classes))
        )

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


class FullyConvolutional(VGG):
    """Section 3.2: the dense layers for images of one size as convolutions over a larger map, and the mean over all places."""

    def __init__(self, classes, size, stages, fullyConvolutional=224, **options):
        super().__init__(classes, fullyConvolutional, stages, **options)
        for at, side in (0, fullyConvolutional // 32), (3, 1), (6, 1):
            dense = self.classifier[at]
            self.classifier[at] = nn.Conv2d(dense.in_features // side**2, dense.out_features, side)

    def forward(self, x):
        return self.classifier(self.features(x)).mean((2, 3))


A = [[(64, 3)], [(128, 3)], [(256, 3)] * 2, [(512, 3)] * 2, [(512, 3)] * 2]
B = [[(64, 3)] * 2, [(128, 3)] * 2, [(256, 3)] * 2, [(512, 3)] * 2, [(512, 3)] * 2]
C = [[(64, 3)] * 2, [(128, 3)] * 2, [(256, 3)] * 2 + [(256, 1)], [(512, 3)] * 2 + [(512, 1)], [(512, 3)] * 2 + [(512, 1)]]
D = [[(64, 3)] * 2, [(128, 3)] * 2, [(256, 3)] * 3, [(512, 3)] * 3, [(512, 3)] * 3]
E = [[(64, 3)] * 2, [(128, 3)] * 2, [(256, 3)] * 4, [(512, 3)] * 4, [(512, 3)] * 4]


def vgg11_lrn(classes, size):
    return VGG(classes, size, A, lrn=True)


def vgg16_c(classes, size):
    return VGG(classes, size, C)


def vgg16_c_bn(classes, size):
    return VGG(classes, size, C, norm=True)


def sliding(stages, **kind):
    return lambda classes, size, **options: FullyConvolutional(classes, size, stages, **kind, **options)
