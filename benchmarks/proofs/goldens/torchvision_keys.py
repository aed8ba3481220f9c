#!/usr/bin/python3
"""Names and shapes of torchvision's tensors, for the tests: packages/zoo/test/goldens/torchvision-keys.json.

    /usr/bin/python3 benchmarks/proofs/goldens/torchvision_keys.py
"""

import json
import pathlib

import torchvision.models as tv

OUT = pathlib.Path(__file__).parents[3] / 'packages/zoo/test/goldens/torchvision-keys.json'

BUILDS = (
    *(tv.alexnet, tv.googlenet, tv.inception_v3),
    *(tv.vgg11, tv.vgg13, tv.vgg16, tv.vgg19, tv.vgg11_bn, tv.vgg13_bn, tv.vgg16_bn, tv.vgg19_bn),
    *(tv.resnet18, tv.resnet34, tv.resnet50, tv.resnet101, tv.resnet152),
    *(tv.densenet121, tv.densenet161, tv.densenet169, tv.densenet201),
)


def tensors(build):
    # A counter of training steps that no inference needs.
    options = {'init_weights': False} if build in (tv.googlenet, tv.inception_v3) else {}
    model = build(weights=None, **options)
    return {name: list(tensor.shape) for name, tensor in model.state_dict().items() if not name.endswith('num_batches_tracked')}


def main():
    keys = {build.__name__: tensors(build) for build in BUILDS}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text('{\n' + ',\n'.join(f'"{name}":{json.dumps(value, separators=(",", ":"))}' for name, value in keys.items()) + '\n}\n')


if __name__ == '__main__':
    main()
