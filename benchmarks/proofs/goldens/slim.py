"""The catalogue's networks for CIFAR-10 (packages/zoo/src/catalogue/small.ts): those of their papers with fewer filters and no stride
in the first convolution. Filters are written out, or torchvision's own are divided."""

from functools import partial

import torch
import torch.nn.functional as F
import torchvision.models as tv
from torch import nn
from torchvision.models.googlenet import BasicConv2d, Inception, InceptionAux
from torchvision.models.inception import InceptionA, InceptionAux as InceptionV3Aux, InceptionB, InceptionC, InceptionD, InceptionE
from torchvision.models.vgg import make_layers

import alexnet
import lenet
import nin
from googlenet import WithHeads

TOWERS = {'stride': 1, 'filters': (36, 96, 144, 144, 96), 'units': 1536}


def lenet5(classes, size):
    return lenet.LeNet5Modern(classes, size, channels=3)


def alexnet_small(classes, size):
    return alexnet.AlexNet(classes, size, ceil=False, **TOWERS)


def zfnet(classes, size):
    return alexnet.ZFNet(classes, size, **TOWERS)


def nin_small(classes, size):
    return nin.NinCifar(classes, size, filters=(96, 80, 48))


def vgg16_bn(classes, size):
    stages = [16, 16, 'M', 32, 32, 'M', 64, 64, 64, 'M', 128, 128, 128, 'M', 128, 128, 128, 'M']
    model = tv.VGG(make_layers(stages, batch_norm=True), num_classes=classes, init_weights=False)
    model.avgpool = nn.Identity()
    model.classifier[0] = nn.Linear(128 * (size // 32) ** 2, 1024)
    model.classifier[3] = nn.Linear(1024, 1024)
    model.classifier[6] = nn.Linear(1024, classes)
    return model


def densenet121(classes, size):
    model = tv.DenseNet(8, (6, 12, 24, 16), 16, num_classes=classes)
    model.features.conv0.stride = 1, 1
    return model


def divided(by):
    """A convolution with a share of the channels on both sides, the image's excepted. Both networks have the same."""

    def make(channels, filters, **window):
        return BasicConv2d(channels if channels == 3 else channels // by, filters // by, **window)

    return make


def googlenet(classes, size):
    conv = divided(2)

    def head(channels, classes, dropout=0.7):
        head = InceptionAux(channels, classes, conv_block=conv)
        head.fc1, head.fc2 = nn.Linear(64 * 4 * 4, 512), nn.Linear(512, classes)
        return head

    blocks = [conv, partial(Inception, conv_block=conv), head]
    model = tv.GoogLeNet(num_classes=classes, init_weights=False, blocks=blocks)
    model.conv1.conv.stride = 1, 1
    model.fc = nn.Linear(512, classes)
    return WithHeads(model, {'aux1': ('inception4a', 'aux1'), 'aux2': ('inception4d', 'aux2')})


class PaddedB(InceptionB):
    """Layers of stride 2 lose no border."""

    def forward(self, x):
        for layer in self.branch3x3, self.branch3x3dbl_3:
            layer.conv.padding = 1, 1
        double = self.branch3x3dbl_3(self.branch3x3dbl_2(self.branch3x3dbl_1(x)))
        return torch.cat([self.branch3x3(x), double, F.max_pool2d(x, 3, 2, 1)], 1)


class PaddedD(InceptionD):
    def forward(self, x):
        for layer in self.branch3x3_2, self.branch7x7x3_4:
            layer.conv.padding = 1, 1
        seven = self.branch7x7x3_4(self.branch7x7x3_3(self.branch7x7x3_2(self.branch7x7x3_1(x))))
        return torch.cat([self.branch3x3_2(self.branch3x3_1(x)), seven, F.max_pool2d(x, 3, 2, 1)], 1)


def inception_v3(classes, size, heads=False):
    conv = divided(4)

    def head(channels, classes):
        head = InceptionV3Aux(channels, classes, conv_block=conv)
        head.fc = nn.Linear(192, classes)
        return head

    modules = [InceptionA, PaddedB, InceptionC, PaddedD, InceptionE]
    blocks = [conv, *[partial(module, conv_block=conv) for module in modules], head]
    model = tv.Inception3(num_classes=classes, aux_logits=heads, init_weights=False, inception_blocks=blocks)
    model.Conv2d_1a_3x3.conv.stride = 1, 1
    for layer in model.Conv2d_1a_3x3, model.Conv2d_2a_3x3, model.Conv2d_4a_3x3:
        layer.conv.padding = 1, 1
    model.maxpool1.padding = model.maxpool2.padding = 1
    model.fc = nn.Linear(512, classes)
    return WithHeads(model, {'aux': ('Mixed_6e', 'AuxLogits')} if heads else {})
