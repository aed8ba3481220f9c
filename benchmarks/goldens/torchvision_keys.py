#!/usr/bin/python3
"""Names and shapes of torchvision's tensors, for the tests: packages/zoo/test/goldens/torchvision-keys.json.

    /usr/bin/python3 benchmarks/goldens/torchvision_keys.py
"""

import json
import pathlib

import torchvision.models as tv

OUT = pathlib.Path(__file__).parents[2] / 'packages/zoo/test/goldens/torchvision-keys.json'


def tensors(build):
    # A counter of training steps that no inference needs.
    return {name: list(tensor.shape) for name, tensor in build(weights=None).state_dict().items() if not name.endswith('num_batches_tracked')}


def main():
    keys = {build.__name__: tensors(build) for build in (tv.vgg16, tv.resnet18, tv.resnet50, tv.densenet121)}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text('{\n' + ',\n'.join(f'"{name}":{json.dumps(value, separators=(",", ":"))}' for name, value in keys.items()) + '\n}\n')


if __name__ == '__main__':
    main()
