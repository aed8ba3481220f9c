"""He et al. 2015 and 2016: torchvision's, changed where the paper has another block; those for CIFAR from the papers' text."""

import torch.nn.functional as F
from torch import nn
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet, conv1x1


def imagenet(block, depths):
    def build(classes, size, firstPool='padded'):
        model = ResNet(block, depths, num_classes=classes)
        if firstPool == 'ceil':  # the authors' prototxt; Caffe rounds up
            model.maxpool = nn.MaxPool2d(3, 2, ceil_mode=True)
        return model

    return build


class Original(Bottleneck):
    """The stride in the first 1×1, as in the paper, where torchvision has it in the 3×3."""

    def __init__(self, inplanes, planes, stride=1, *rest, **named):
        super().__init__(inplanes, planes, stride, *rest, **named)
        self.conv1.stride, self.conv2.stride = (stride, stride), (1, 1)


class Plain(BasicBlock):
    """Without a shortcut."""

    def __init__(self, inplanes, planes, stride=1, downsample=None, *rest, **named):
        super().__init__(inplanes, planes, stride, None, *rest, **named)

    def forward(self, x):
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))


class OptionA(Plain):
    """Every second pixel, and channels of zeros."""

    after = False

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + zeros(x, y, self.after))


class OptionAAfter(OptionA):
    """The zeros after the channels that are there, as in fb.resnet.torch."""

    after = True


class OptionC(BasicBlock):
    """A projection in every block."""

    def __init__(self, inplanes, planes, stride=1, downsample=None, *rest, **named):
        projection = nn.Sequential(conv1x1(inplanes, planes, stride), nn.BatchNorm2d(planes))
        super().__init__(inplanes, planes, stride, projection, *rest, **named)


def zeros(x, like, after):
    if x.shape == like.shape:
        return x
    missing = like.shape[1] - x.shape[1]
    before = 0 if after else missing // 2
    return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, before, missing - before))


class Cifar(nn.Module):
    """He et al. 2015, section 4.2: 6n + 2 layers, 16, 32 and 64 filters."""

    def __init__(self, block, n, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        for stage, (channels, filters) in enumerate([(16, 16), (16, 32), (32, 64)], 1):
            first = block(channels, filters, 2 if stage > 1 else 1)
            setattr(self, f'layer{stage}', nn.Sequential(first, *[block(filters, filters, 1) for _ in range(n - 1)]))
        self.fc = nn.Linear(64, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


def cifar(block, n):
    return lambda classes, size, zeros='around': Cifar(OptionAAfter if zeros == 'after' else block, n, classes)


class PreactBottleneck(nn.Module):
    """He et al. 2016, figure 1b; where the shape changes, the shortcut starts behind the first norm and ReLU."""

    def __init__(self, channels, filters, stride, stride_at):
        super().__init__()
        first, second = (stride, 1) if stride_at == '1x1' else (1, stride)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv1 = nn.Conv2d(channels, filters, 1, first, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, second, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(filters)
        self.conv3 = nn.Conv2d(filters, 4 * filters, 1, bias=False)
        if channels != 4 * filters:
            self.downsample = nn.Sequential(nn.Conv2d(channels, 4 * filters, 1, stride, bias=False))

    def forward(self, x):
        start = F.relu(self.bn1(x))
        y = self.conv2(F.relu(self.bn2(self.conv1(start))))
        y = self.conv3(F.relu(self.bn3(y)))
        return y + (self.downsample(start) if hasattr(self, 'downsample') else x)


class Preact(nn.Module):
    """9n + 2 layers."""

    def __init__(self, n, classes, stride_at):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        for stage, (channels, filters) in enumerate([(16, 16), (64, 32), (128, 64)], 1):
            first = PreactBottleneck(channels, filters, 2 if stage > 1 else 1, stride_at)
            others = [PreactBottleneck(4 * filters, filters, 1, stride_at) for _ in range(n - 1)]
            setattr(self, f'layer{stage}', nn.Sequential(first, *others))
        self.bn = nn.BatchNorm2d(256)
        self.fc = nn.Linear(256, classes)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(self.conv1(x))))
        return self.fc(F.relu(self.bn(x)).mean((2, 3)))


def preact(n):
    return lambda classes, size, strideAt='1x1': Preact(n, classes, strideAt)
