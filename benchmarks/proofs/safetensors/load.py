#!/usr/bin/python3
"""torchvision's modules load what `cnn export --format safetensors` writes, with strict=True, and compute the same with it.

From the root of the repository, with PyTorch and torchvision:

    /usr/bin/python3 benchmarks/proofs/safetensors/load.py

The weights are `random`, the hash that both sides know (benchmarks/proofs/goldens/hashed.py): so every tensor that was loaded
has to be the one that Python fills in, bit for bit. Batch norm's num_batches_tracked is not in the files: PyTorch
fills it in where a checkpoint has no version (torch.nn.modules.batchnorm, _load_from_state_dict), which strict accepts.
"""

import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import torch
import torchvision.models as tv

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'goldens'))
from hashed import fill_weights, hashed_image  # noqa: E402

NETWORKS = {
    'resnet18': (lambda: tv.resnet18(weights=None), 224),
    'resnet50': (lambda: tv.resnet50(weights=None), 224),
    'vgg11': (lambda: tv.vgg11(weights=None), 224),
    'alexnet-torchvision': (lambda: tv.alexnet(weights=None), 224),
    'densenet121': (lambda: tv.densenet121(weights=None), 224),
    'googlenet-torchvision': (lambda: tv.googlenet(weights=None, init_weights=False), 224),
    'inception-v3': (lambda: tv.inception_v3(weights=None, init_weights=False), 299),
}


def load(path):
    """By the format's description (github.com/huggingface/safetensors), not by code of ours."""
    data = pathlib.Path(path).read_bytes()
    length = struct.unpack('<Q', data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    header.pop('__metadata__')
    body = memoryview(bytearray(data[8 + length :]))
    return {
        name: torch.frombuffer(body, dtype=torch.float32, count=(to - at) // 4, offset=at).reshape(entry['shape'])
        for name, entry in header.items()
        for at, to in [entry['data_offsets']]
    }


def main():
    for network, (build, size) in NETWORKS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = f'{folder}/{network}.safetensors'
            command = ['node', 'packages/cli/src/main.ts', 'export', network, '--format', 'safetensors', '--weights', 'random']
            subprocess.run([*command, '--heads', '--out', path], check=True, capture_output=True)
            model, expected = build().eval(), build().eval()
            print(network, model.load_state_dict(load(path), strict=True), end=', ')
        fill_weights(expected)
        state = expected.state_dict()
        assert all(torch.equal(tensor, state[name]) for name, tensor in model.state_dict().items()), network
        with torch.no_grad():
            image = torch.as_tensor(hashed_image(size, 3)).float()
            assert torch.equal(model(image), expected(image)), network
        print(f'{len(state)} tensors bit for bit, logits the same', flush=True)


if __name__ == '__main__':
    main()
