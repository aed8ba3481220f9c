"""Writes the small checkpoints of packages/weights/test/files, by the frameworks' own code.

Needs Debian's python3-torch, python3-h5py and python3-onnx:

    /usr/bin/python3 benchmarks/proofs/checkpoints/make_files.py
"""

import io
import json
import os
import zipfile
from collections import OrderedDict

import h5py
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

files = os.path.join(os.path.dirname(__file__), '../../../packages/weights/test/files')


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
        json.dump({name: {'shape': list(t.shape), 'data': t.flatten().tolist()} for name, t in state.items() if t.is_floating_point()}, file)
        file.write('\n')


def keras_variables():
    """tiny() in Keras's names and layout, its convolution with a bias."""
    state = {name: value.numpy() for name, value in tiny().state_dict().items()}
    return {
        'conv': {'kernel': state['conv.weight'].transpose(2, 3, 1, 0), 'bias': np.float32([0.5, -1, 2])},
        'bn': {
            'gamma': state['bn.weight'],
            'beta': state['bn.bias'],
            'moving_mean': state['bn.running_mean'],
            'moving_variance': state['bn.running_var'],
        },
        'fc': {'kernel': state['fc.weight'].T, 'bias': state['fc.bias']},
    }


def legacy_keras(group):
    """As keras/src/legacy/saving/legacy_h5_format.py writes it."""
    variables = keras_variables()
    group.attrs['layer_names'] = np.array([name.encode() for name in variables])
    for layer, values in variables.items():
        inner = group.create_group(layer)
        inner.attrs['weight_names'] = np.array([f'{layer}_1/{name}:0'.encode() for name in values])
        for name, value in values.items():
            inner.create_dataset(f'{layer}_1/{name}:0', data=value)


def keras():
    with h5py.File(os.path.join(files, 'tiny-weights.h5'), 'w') as file:
        legacy_keras(file)
    with h5py.File(os.path.join(files, 'tiny-model.h5'), 'w') as file:
        file.attrs['keras_version'] = '2.13.1'
        legacy_keras(file.create_group('model_weights'))
        file.create_dataset('optimizer_weights/iterations:0', data=np.int64(7))
    # As keras/src/saving/saving_lib.py writes it: groups named by the classes of the layers.
    classes = {'conv': 'Conv2D', 'bn': 'BatchNormalization', 'fc': 'Dense'}
    paths = {'conv': 'conv2d', 'bn': 'batch_normalization', 'fc': 'dense'}
    inner = io.BytesIO()
    with h5py.File(inner, 'w') as file:
        for layer, values in keras_variables().items():
            for i, value in enumerate(values.values()):
                file.create_dataset(f'layers/{paths[layer]}/vars/{i}', data=value)
    config = {'class_name': 'Functional', 'config': {'layers': [{'class_name': c, 'config': {'name': n}} for n, c in classes.items()]}}
    with zipfile.ZipFile(os.path.join(files, 'tiny.keras'), 'w') as archive:
        archive.writestr('metadata.json', json.dumps({'keras_version': '3.5.0'}))
        archive.writestr('config.json', json.dumps(config))
        archive.writestr('model.weights.h5', inner.getvalue())
    with h5py.File(os.path.join(files, 'huge.h5'), 'w') as file:
        file.create_dataset('conv/conv/kernel:0', shape=(1 << 40,), dtype='f4', chunks=(1 << 20,))
    with h5py.File(os.path.join(files, 'loop.h5'), 'w') as file:
        file.create_group('a')['b'] = file['/']
    with h5py.File(os.path.join(files, 'external.h5'), 'w') as file:
        file['a'] = h5py.ExternalLink('/etc/passwd', '/b')


def onnx_model():
    values = {name: value.numpy() for name, value in tiny().state_dict().items()}
    raw = [numpy_helper.from_array(values['conv.weight'], 'conv.weight')]
    typed = [helper.make_tensor('fc.weight', TensorProto.FLOAT, [2, 3], values['fc.weight'].flatten().tolist())]
    half = [
        numpy_helper.from_array(np.float16([1, -2]), 'half'),
        helper.make_tensor('half-typed', TensorProto.FLOAT16, [2], np.float16([1, -2])),
        helper.make_tensor('brain-typed', TensorProto.BFLOAT16, [2], [1.0, -2.0]),
        helper.make_tensor('double-typed', TensorProto.DOUBLE, [1], [1.5]),
        numpy_helper.from_array(np.int64([1, -1]), 'shape'),
    ]
    graph = helper.make_graph([], 'tiny', [], [], raw + typed + half)
    onnx.save(helper.make_model(graph, producer_name='checkpoints.py'), os.path.join(files, 'tiny.onnx'))


def as_people_have_them():
    """What other programs wrote, of which public reports tell."""
    state = tiny().state_dict()
    save = lambda value, name: torch.save(value, os.path.join(files, name))
    # pytorch/examples/imagenet/main.py, whose best_acc1 is a tensor, beside an optimizer's own tensors.
    optimizer = {'state': {0: {'momentum_buffer': torch.ones(3, 2, 3, 3)}}, 'param_groups': [{'lr': 0.1, 'params': [0]}]}
    save({'epoch': 3, 'arch': 'tiny', 'state_dict': state, 'best_acc1': torch.tensor(89.5), 'optimizer': optimizer}, 'best-acc1.pth')
    # timm/utils/checkpoint_saver.py
    zeros = OrderedDict((name, torch.zeros_like(value)) for name, value in state.items())
    save({'epoch': 3, 'state_dict': zeros, 'state_dict_ema': state}, 'ema.pth')
    # Keras 1 had no scopes, and called a variance running_std.
    variables = keras_variables()
    old = {'kernel': 'W', 'bias': 'b', 'gamma': 'gamma', 'beta': 'beta', 'moving_mean': 'running_mean', 'moving_variance': 'running_std'}
    with h5py.File(os.path.join(files, 'tiny-keras1.h5'), 'w') as file:
        file.attrs['layer_names'] = np.array([name.encode() for name in variables])
        for layer, values in variables.items():
            inner = file.create_group(layer)
            inner.attrs['weight_names'] = np.array([f'{layer}_{old[name]}_1:0'.encode() for name in values])
            for name, value in values.items():
                inner.create_dataset(f'{layer}_{old[name]}_1:0', data=value)
    # Keras from 3.6 on notes the names of the layers beside their variables (keras/src/saving/saving_lib.py).
    with h5py.File(os.path.join(files, 'tiny.weights.h5'), 'w') as file:
        for layer, path in {'conv': 'conv2d', 'bn': 'batch_normalization', 'fc': 'dense'}.items():
            group = file.create_group(f'layers/{path}/vars')
            group.attrs['name'] = layer
            for i, value in enumerate(variables[layer].values()):
                group.create_dataset(str(i), data=value)
    # As torch.onnx writes it from 2.9 on: the data in a second file.
    values = {name: value.numpy() for name, value in state.items() if value.is_floating_point()}
    graph = helper.make_graph([], 'tiny', [], [], [numpy_helper.from_array(value, name) for name, value in values.items()])
    onnx.save(
        helper.make_model(graph, producer_name='checkpoints.py'), os.path.join(files, 'tiny-external.onnx'),
        save_as_external_data=True, location='tiny-external.onnx.data', size_threshold=0,
    )


if __name__ == '__main__':
    os.makedirs(files, exist_ok=True)
    pytorch()
    keras()
    onnx_model()
    as_people_have_them()
