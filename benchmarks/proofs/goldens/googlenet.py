"""Szegedy et al. 2014, "Going deeper with convolutions"; and torchvision's, with the heads that it computes in training only."""

import math

import torch
import torch.nn.functional as F
import torchvision.models as tv
from torch import nn
from torchvision.models.inception import InceptionA, InceptionC, InceptionE


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


class WithHeads(nn.Module):
    """A network of torchvision that gives its heads at inference too: name of the output to (layer that it reads, head)."""

    def __init__(self, model, heads):
        super().__init__()
        self.model = model
        self.heads = heads
        self.seen = {}
        for layer, _ in heads.values():
            getattr(model, layer).register_forward_hook(lambda _, __, out, layer=layer: self.seen.update({layer: out}))

    def forward(self, x):
        logits = self.model(x)
        return {'logits': logits, **{name: getattr(self.model, head)(self.seen[layer]) for name, (layer, head) in self.heads.items()}}


def googlenet_torchvision(classes, size):
    model = tv.googlenet(weights=None, num_classes=classes, init_weights=False)
    return WithHeads(model, {'aux1': ('inception4a', 'aux1'), 'aux2': ('inception4d', 'aux2')})


def inception_v3(classes, size, heads=True, countPadding=True):
    model = tv.inception_v3(weights=None, num_classes=classes, init_weights=False, aux_logits=heads)
    if not countPadding:
        for module in model.modules():
            if isinstance(module, (InceptionA, InceptionC, InceptionE)):
                uncounted(module)
    return WithHeads(model, {'aux': ('Mixed_6e', 'AuxLogits')} if heads else {})


def uncounted(module):
    """TensorFlow's `same` average pooling divides by the pixels that are there: the branch gets the share that padding took back."""

    def rescaled(_, inputs):
        size = inputs[0].shape[2:]
        # The mean of ones tells for each place which share was there.
        share = F.avg_pool2d(torch.ones(1, 1, *size), 3, 1, 1)
        return (inputs[0] / share,)

    module.branch_pool.register_forward_pre_hook(rescaled)
