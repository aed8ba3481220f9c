"""Every network of the zoo in PyTorch, and the sizes at which its logits are kept."""

import torchvision.models as tv

import alexnet
import densenet
import googlenet
import inception_v4
import lenet
import nin
import resnet
import slim
import vgg


def torchvision(build):
    return lambda classes, size: build(weights=None, num_classes=classes)


def small(size, **options):
    """Tested on CPU and WASM: small enough for a slow interpreter."""
    return 'small', {'size': size, 'classes': 10, **options}


def family(size, **options):
    """Tested on every backend."""
    return 'family', {'size': size, 'classes': 10, **options}


def paper(size, **options):
    """Tested on WASM: the size of the paper."""
    return 'paper', {'size': size, 'classes': 10, **options}


# Odd sizes where possible (33 gives maps of 17, 9, 5, 3 and 2), since halving an odd map is where frameworks differ. 67 is the
# least for AlexNet, 47 for ZFNet, 79 for GoogLeNet's heads, 75 for Inception, 299 for the head of Inception-v3.
NETWORKS = {
    'lenet5': (lenet.LeNet5, [family(20), small(20, output='dense'), paper(32)]),
    'lenet5-modern': (lenet.LeNet5Modern, [family(20), paper(32)]),
    'alexnet': (alexnet.AlexNet, [family(67), paper(227)]),
    'alexnet-ungrouped': (alexnet.Ungrouped, [small(71), small(71, ceil=False)]),
    'alexnet-torchvision': (torchvision(tv.alexnet), [small(63), paper(224)]),
    'zfnet': (alexnet.ZFNet, [family(47), paper(224)]),
    'nin-cifar10': (nin.NinCifar, [family(9), paper(32)]),
    'nin-cifar100': (nin.NinCifar, [small(8)]),
    'nin-imagenet': (nin.NinImageNet, [small(63), paper(224)]),
    'vgg11': (vgg.torchvision(tv.vgg11), [family(32)]),
    'vgg11-lrn': (vgg.vgg11_lrn, [small(32)]),
    'vgg13': (vgg.torchvision(tv.vgg13), [small(32)]),
    'vgg16-c': (vgg.vgg16_c, [small(32)]),
    'vgg16': (vgg.torchvision(tv.vgg16), [small(32), paper(224)]),
    'vgg19': (vgg.torchvision(tv.vgg19), [small(32)]),
    'vgg11-bn': (vgg.torchvision(tv.vgg11_bn), [small(32)]),
    'vgg13-bn': (vgg.torchvision(tv.vgg13_bn), [small(32)]),
    'vgg16-c-bn': (vgg.vgg16_c_bn, [small(32)]),
    'vgg16-bn': (vgg.torchvision(tv.vgg16_bn), [small(32)]),
    'vgg19-bn': (vgg.torchvision(tv.vgg19_bn), [small(32)]),
    **{
        name: (vgg.sliding(column, **kind), [small(96, fullyConvolutional=32, width=0.25)])
        for name, column, kind in (
            ('vgg11-fcn', vgg.A, {}),
            ('vgg11-lrn-fcn', vgg.A, {'lrn': True}),
            ('vgg13-fcn', vgg.B, {}),
            ('vgg16-c-fcn', vgg.C, {}),
            ('vgg16-fcn', vgg.D, {}),
            ('vgg19-fcn', vgg.E, {}),
            ('vgg11-bn-fcn', vgg.A, {'norm': True}),
            ('vgg13-bn-fcn', vgg.B, {'norm': True}),
            ('vgg16-c-bn-fcn', vgg.C, {'norm': True}),
            ('vgg16-bn-fcn', vgg.D, {'norm': True}),
            ('vgg19-bn-fcn', vgg.E, {'norm': True}),
        )
    },
    'googlenet': (googlenet.GoogLeNet, [family(79), paper(224)]),
    'googlenet-torchvision': (googlenet.googlenet_torchvision, [small(47), paper(224)]),
    'inception-v3': (googlenet.inception_v3, [family(75, heads=False), small(75, heads=False, countPadding=False), paper(299)]),
    'inception-v4': (inception_v4.InceptionV4, [family(75, width=0.25), small(75), paper(299)]),
    'plain20': (resnet.cifar(resnet.Plain, 3), [small(9)]),
    'plain32': (resnet.cifar(resnet.Plain, 5), [small(9)]),
    'plain44': (resnet.cifar(resnet.Plain, 7), [small(9)]),
    'plain56': (resnet.cifar(resnet.Plain, 9), [small(9)]),
    'resnet20': (resnet.cifar(resnet.OptionA, 3), [family(8), small(9, zeros='after'), paper(32)]),
    'resnet32': (resnet.cifar(resnet.OptionA, 5), [small(9)]),
    'resnet44': (resnet.cifar(resnet.OptionA, 7), [small(9)]),
    'resnet56': (resnet.cifar(resnet.OptionA, 9), [small(9)]),
    'resnet110': (resnet.cifar(resnet.OptionA, 18), [small(9), paper(32)]),
    'resnet1202': (resnet.cifar(resnet.OptionA, 200), [small(5)]),
    'preact-resnet20': (resnet.preact(2), [small(9), paper(32)]),
    'preact-resnet164': (resnet.preact(18), [family(9), small(9, strideAt='3x3'), paper(32)]),
    'preact-resnet1001': (resnet.preact(111), [small(5)]),
    'plain18': (resnet.imagenet(resnet.Plain, [2, 2, 2, 2]), [small(33)]),
    'plain34': (resnet.imagenet(resnet.Plain, [3, 4, 6, 3]), [small(33)]),
    'resnet18': (torchvision(tv.resnet18), [family(33), paper(224)]),
    'resnet34-a': (resnet.imagenet(resnet.OptionA, [3, 4, 6, 3]), [small(33)]),
    'resnet34': (torchvision(tv.resnet34), [small(33)]),
    'resnet34-c': (resnet.imagenet(resnet.OptionC, [3, 4, 6, 3]), [small(33)]),
    'resnet50': (torchvision(tv.resnet50), [small(33), paper(224)]),
    'resnet101': (torchvision(tv.resnet101), [small(33)]),
    'resnet152': (torchvision(tv.resnet152), [small(33)]),
    'resnet50-v1': (resnet.imagenet(resnet.Original, [3, 4, 6, 3]), [small(33), small(33, firstPool='ceil'), small(64, firstPool='ceil')]),
    'resnet101-v1': (resnet.imagenet(resnet.Original, [3, 4, 23, 3]), [small(33)]),
    'resnet152-v1': (resnet.imagenet(resnet.Original, [3, 8, 36, 3]), [small(33)]),
    'densenet40-12': (densenet.cifar(40, 12), [family(8), paper(32)]),
    'densenet100-12': (densenet.cifar(100, 12), [small(4)]),
    'densenet100-24': (densenet.cifar(100, 24), [small(4)]),
    'densenet-bc100-12': (densenet.cifar(100, 12, bc=True), [small(9), paper(32)]),
    'densenet-bc250-24': (densenet.cifar(250, 24, bc=True), [small(4)]),
    'densenet-bc190-40': (densenet.cifar(190, 40, bc=True), [small(4)]),
    'densenet121': (torchvision(tv.densenet121), [family(33), paper(224)]),
    'densenet161': (torchvision(tv.densenet161), [small(33)]),
    'densenet169': (torchvision(tv.densenet169), [small(33)]),
    'densenet201': (torchvision(tv.densenet201), [small(33)]),
    'densenet264': (densenet.densenet264, [small(33)]),
    'lenet5-cifar10': (slim.lenet5, [small(20), paper(32)]),
    'alexnet-small': (slim.alexnet_small, [small(32)]),
    'zfnet-small': (slim.zfnet, [small(32)]),
    'nin-small': (slim.nin_small, [small(9), paper(32)]),
    'vgg16-bn-small': (slim.vgg16_bn, [small(32)]),
    'googlenet-small': (slim.googlenet, [small(32)]),
    'inception-v3-small': (slim.inception_v3, [small(32), small(129, heads=True)]),
    'densenet121-small': (slim.densenet121, [small(33)]),
}

# Each block adds to what it gets, with nothing to normalise it by: over hundreds of blocks more than float32 holds.
GAINS = {'resnet1202': 0.4, 'preact-resnet1001': 0.5}

# Height, width and classes at which the papers' figures hold, where they are not 224 and 1000.
SIZES = {'lenet5': 32, 'alexnet': 227, 'alexnet-ungrouped': 227, 'inception-v3': 299, 'inception-v4': 299}
IMAGENET = ('alexnet', 'zfnet', 'nin-imagenet', 'vgg', 'googlenet', 'inception', 'plain18', 'plain34')
DEEP = ('resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152', 'densenet121', 'densenet161', 'densenet169', 'densenet201', 'densenet264')


def defaults(name):
    """Size and classes of the paper."""
    imagenet = name.startswith(IMAGENET + DEEP) and not name.endswith('-small')
    return SIZES.get(name, 224 if imagenet else 32), 1000 if imagenet else 100 if name == 'nin-cifar100' else 10


def channels(name):
    return 1 if name in ('lenet5', 'lenet5-modern') else 3
