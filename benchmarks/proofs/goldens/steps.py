#!/usr/bin/python3
"""What PyTorch makes of two steps of training, for the tests: packages/tfjs/test/goldens/steps.json.

Each network of steps.ts is built from its graph as the training script of @cnn/export does it. Weights and batch come from the hash that
packages/weights/src/hashed.ts documents. Both steps see the same batch, in training mode but with dropout left out, and in double precision.
Of each tensor's change two numbers are kept: its norm, and its inner product with the hashed tensor `NAME projection`.

    PATH=node_modules/.bin:$PATH /usr/bin/python3 benchmarks/proofs/goldens/steps.py
"""

import json
import pathlib
import subprocess
import sys

import torch
import torch.nn.functional as F
from torch import nn

from hashed import fill

HERE = pathlib.Path(__file__).parent
OUT = HERE.parents[2] / 'packages/tfjs/test/goldens/steps.json'
sys.path.append(str(HERE.parents[2] / 'packages/export/python'))

from network import Network, ScaleShift  # noqa: E402

SGD = {'lr': 0.05, 'momentum': 0.9, 'nesterov': True, 'weight_decay': 5e-4}


def spread(layer, name, shape):
    if name in ('bias', 'running_mean'):
        return 0, 0.1
    return (1, 0.5) if isinstance(layer, (nn.BatchNorm2d, ScaleShift)) else (0, (6 / shape[1:].numel()) ** 0.5)


@torch.no_grad()
def fill_weights(net):
    for key, layer in net.named_modules():
        for name, tensor in layer.state_dict().items():
            if '.' not in name and name != 'num_batches_tracked':
                tensor.copy_(fill(f'{key}.{name}', tuple(tensor.shape), *spread(layer, name, tensor.shape)))


def weights(net):
    return {name: tensor for name, tensor in net.state_dict().items() if not name.endswith('num_batches_tracked')}


def changes(graph, batch, smoothing, dtype):
    """Of every tensor after two steps, and the loss before each."""
    net = Network(graph).to(dtype)
    fill_weights(net)
    before = {name: tensor.clone() for name, tensor in weights(net).items()}
    images = fill('input', (batch, *graph['nodes'][0]['shape']), 0, 1).permute(0, 3, 1, 2).to(dtype)
    labels = torch.tensor([(3 * i + 1) % 10 for i in range(batch)])
    optimizer = torch.optim.SGD(net.parameters(), **SGD)
    losses = []
    for _ in range(2):
        outputs = net(images).items()
        loss = sum((1 if name == 'logits' else 0.3) * F.cross_entropy(out, labels, label_smoothing=smoothing) for name, out in outputs)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(f'{loss.item():.8g}'))
    return losses, {name: (tensor.detach() - before[name]).double() for name, tensor in weights(net).items()}


def golden(graph, batch, smoothing=0, options=None, **names):
    for node in graph['nodes']:
        if node['kind'] == 'dropout':
            node['attrs']['rate'] = 0
    losses, exact = changes(graph, batch, smoothing, torch.float64)
    single = changes(graph, batch, smoothing, torch.float32)[1]
    kept = {}
    for name, change in exact.items():
        projection = (change * fill(f'{name} projection', tuple(change.shape), 0, 1)).sum().item()
        kept[name] = [float(f'{value:.7g}') for value in (change.norm().item(), projection)]
    errors = {name: ((single[name] - change).norm() / (change.norm() + 1e-12)).item() for name, change in exact.items()}
    worst = sorted(errors, key=errors.get)[-3:]
    print(names['network'], losses, 'float32 differs by', ', '.join(f'{errors[name]:.0e} in {name}' for name in worst), flush=True)
    source = {'graph': graph} if options is None else {'options': options}
    return {**names, **source, 'batch': batch, 'smoothing': smoothing, 'losses': losses, 'changes': kept}


def main():
    torch.set_num_threads(1)
    listed = subprocess.run(['node', HERE / 'steps.ts'], capture_output=True, check=True, text=True).stdout
    goldens = [golden(**json.loads(line)) for line in listed.splitlines()]
    OUT.write_text('[\n' + ',\n'.join(json.dumps(golden, separators=(',', ':')) for golden in goldens) + '\n]\n')


if __name__ == '__main__':
    main()
