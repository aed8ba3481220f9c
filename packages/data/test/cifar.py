"""Writes cifar.json: CIFAR-10, CIFAR-100 and MNIST of a few images in the forms of their archives, and what torchvision reads out of them.
torchvision 0.28.0, numpy 2.

    VENV/bin/python -P packages/data/test/cifar.py
"""

import base64
import gzip
import json
import pathlib
import pickle
import struct
import tempfile
import zlib

import numpy as np
from torchvision import datasets

random = np.random.default_rng(1)


class Python2(pickle._Pickler):
    """Writes texts and bytes as cPickle of Python 2 did, which wrote CIFAR's files."""

    def string(self, value):
        data = value.encode('latin1') if isinstance(value, str) else bytes(value)
        head = pickle.SHORT_BINSTRING + struct.pack('<B', len(data)) if len(data) < 256 else pickle.BINSTRING + struct.pack('<I', len(data))
        self.write(head + data)
        self.memoize(value)

    dispatch = {**pickle._Pickler.dispatch, str: string, bytes: string}

    def save_global(self, obj, name=None):
        module = obj.__module__.replace('numpy._core', 'numpy.core')
        self.write(pickle.GLOBAL + f'{module}\n{name or obj.__qualname__}\n'.encode())
        self.memoize(obj)


def write(path, value):
    with open(path, 'wb') as file:
        Python2(file, 2).dump(value)


def images(count):
    return np.repeat(random.integers(0, 256, (count, 96)), 32, 1).astype(np.uint8)


def cifar10(root):
    folder = root / 'cifar-10-batches-py'
    folder.mkdir()
    names = [f'data_batch_{i}' for i in range(1, 6)] + ['test_batch']
    for i, name in enumerate(names):
        labels = [int(label) for label in random.integers(0, 10, 2)]
        write(folder / name, {'batch_label': name, 'labels': labels, 'data': images(2), 'filenames': ['a.png', 'b.png']})
    write(folder / 'batches.meta', {'label_names': list('abcdefghij'), 'num_vis': 3072, 'num_cases_per_batch': 2})
    return folder


def cifar100(root):
    folder = root / 'cifar-100-python'
    folder.mkdir()
    binary = root / 'cifar-100-binary'
    binary.mkdir()
    names = [f'thing_{i}' for i in range(100)]
    for name in ('train', 'test'):
        fine, coarse, data = [3, 99], [1, 19], images(2)
        write(folder / name, {'filenames': ['a', 'b'], 'batch_label': name, 'fine_labels': fine, 'coarse_labels': coarse, 'data': data})
        rows = [bytes([coarse[i], fine[i]]) + data[i].tobytes() for i in range(2)]
        (binary / f'{name}.bin').write_bytes(b''.join(rows))
    write(folder / 'meta', {'fine_label_names': names, 'coarse_label_names': names[:20]})
    (binary / 'fine_label_names.txt').write_text('\n'.join(names) + '\n')
    return folder


def mnist(root):
    folder = root / 'MNIST' / 'raw'
    folder.mkdir(parents=True)
    for part, count in (('train', 3), ('t10k', 2)):
        data = np.repeat(random.integers(0, 256, (count, 28)), 28, 1).astype(np.uint8)
        (folder / f'{part}-images-idx3-ubyte').write_bytes(struct.pack('>4i', 2051, count, 28, 28) + data.tobytes())
        (folder / f'{part}-labels-idx1-ubyte').write_bytes(struct.pack('>2i', 2049, count) + bytes(range(count)))


def text(data):
    return base64.b64encode(zlib.compress(data, 9)).decode()


def read(dataset):
    pixels = np.stack([np.asarray(picture) for picture, _ in dataset])
    return {
        'classes': list(dataset.classes),
        'labels': [int(label) for _, label in dataset],
        'shape': list(pixels.shape),
        'pixels': text(pixels.tobytes()),
    }


with tempfile.TemporaryDirectory() as name:
    root = pathlib.Path(name)
    cifar10(root)
    cifar100(root)
    mnist(root)
    for kind in (datasets.CIFAR10, datasets.CIFAR100):
        # These files are not those whose hashes torchvision knows.
        kind._check_integrity = lambda self: True
        kind.meta = {**kind.meta, 'md5': None}
    kinds = {'cifar10': datasets.CIFAR10, 'cifar100': datasets.CIFAR100, 'mnist': datasets.MNIST}
    goldens = {
        'files': {str(path.relative_to(root)): text(path.read_bytes()) for path in sorted(root.rglob('*')) if path.is_file()},
        'torchvision': {
            f'{key} {split}': read(kind(root, train=split == 'train')) for key, kind in kinds.items() for split in ('train', 'test')
        },
    }
pathlib.Path(__file__).with_name('cifar.json').write_text(json.dumps(goldens, indent=1) + '\n')
