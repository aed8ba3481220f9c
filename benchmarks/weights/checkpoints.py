"""Writes the small checkpoints of packages/weights/test/files and benchmarks/weights/files, by the frameworks' own code.

Needs Debian's python3-torch, python3-h5py and python3-onnx:

    /usr/bin/python3 benchmarks/weights/checkpoints.py
"""

import os
from collections import OrderedDict

import torch
from torch import nn

files = os.path.join(os.path.dirname(__file__), '../../packages/weights/test/files')


class Code:
    """What an attacker would send: a call, made when the file is read by Python."""

    def __reduce__(self):
        return os.system, ('touch /tmp/this-file-ran',)


def tiny():
    torch.manual_seed(0)
    return nn.Sequential(OrderedDict(conv=nn.Conv2d(2, 3, 3, bias=False), bn=nn.BatchNorm2d(3), fc=nn.Linear(3, 2)))


def pytorch():
    state = tiny().state_dict()
    save = lambda value, name, **options: torch.save(value, os.path.join(files, name), **options)
    save(state, 'tiny.pth')
    save(state, 'tiny-legacy.pth', _use_new_zipfile_serialization=False)
    save(state, 'tiny-protocol4.pth', pickle_protocol=4)
    # As akamaster's trainer saves it: DataParallel's prefix, other values beside it.
    trained = {'state_dict': OrderedDict(('module.' + name, value) for name, value in state.items()), 'best_prec1': 91.7, 'epoch': 3}
    save(trained, 'tiny-training.th')
    save({name: value.half() if value.is_floating_point() else value for name, value in state.items()}, 'tiny-half.pth')
    save({name: value.bfloat16() if value.is_floating_point() else value for name, value in state.items()}, 'tiny-bfloat16.pth')
    save(tiny().to(memory_format=torch.channels_last).state_dict(), 'tiny-channels-last.pth')
    flat = torch.arange(12.0)
    save({'rows': flat[:6].view(2, 3), 'turned': flat[6:].view(2, 3).t(), 'tied': flat[:6].view(2, 3)}, 'views.pth')
    save(nn.Parameter(torch.ones(2)), 'parameter.pth')
    save({'a': nn.Parameter(torch.ones(2))}, 'parameters.pth')
    save(tiny(), 'module.pth')
    save({'state_dict': state, 'more': Code()}, 'code.pth')
    save({'state_dict': state, 'more': Code()}, 'code-legacy.pth', _use_new_zipfile_serialization=False)
    save({'a': torch.ones(1).expand(1000, 1000)}, 'expanded.pth')
    torch.jit.script(tiny()).save(os.path.join(files, 'torchscript.pt'))
    with open(os.path.join(files, 'tiny.json'), 'w') as file:
        import json

        json.dump({name: {'shape': list(t.shape), 'data': t.flatten().tolist()} for name, t in state.items() if t.is_floating_point()}, file)
        file.write('\n')


if __name__ == '__main__':
    os.makedirs(files, exist_ok=True)
    pytorch()
