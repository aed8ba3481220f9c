"""Lin et al. 2013, "Network in network": sizes of the authors' models for Caffe, max pooling as in the paper."""

import torch.nn.functional as F
from torch import nn


class Mlpconv(nn.ModuleList):
    """Equation 2: a convolution and a perceptron at every pixel, with ReLU after each layer."""

    def __init__(self, channels, filters, kernel, **window):
        layers = [nn.Conv2d(channels, filters[0], kernel, **window)]
        layers += [nn.Conv2d(before, after, 1) for before, after in zip(filters, filters[1:])]
        super().__init__(layers)

    def forward(self, x):
        for layer in self:
            x = F.relu(layer(x))
        return x


def pool(x):
    return F.max_pool2d(x, 3, stride=2, ceil_mode=True)


class NinCifar(nn.Module):
    def __init__(self, classes, size, filters=(192, 160, 96)):
        super().__init__()
        wide, _, narrow = filters
        self.mlpconv1 = Mlpconv(3, filters, 5, padding=2)
        self.mlpconv2 = Mlpconv(narrow, [wide] * 3, 5, padding=2)
        self.mlpconv3 = Mlpconv(wide, [wide, wide, classes], 3, padding=1)

    def forward(self, x):
        return self.mlpconv3(pool(self.mlpconv2(pool(self.mlpconv1(x))))).mean((2, 3))


class NinImageNet(nn.Module):
    def __init__(self, classes, size):
        super().__init__()
        self.mlpconv1 = Mlpconv(3, [96, 96, 96], 11, stride=4)
        self.mlpconv2 = Mlpconv(96, [256, 256, 256], 5, padding=2)
        self.mlpconv3 = Mlpconv(256, [384, 384, 384], 3, padding=1)
        self.mlpconv4 = Mlpconv(384, [1024, 1024, classes], 3, padding=1)

    def forward(self, x):
        x = pool(self.mlpconv3(pool(self.mlpconv2(pool(self.mlpconv1(x))))))
        return self.mlpconv4(x).mean((2, 3))
