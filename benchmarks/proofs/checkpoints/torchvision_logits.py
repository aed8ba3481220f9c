"""Writes torchvision's own state_dict of a network, and its logits for the hashed image, for torchvision.ts:

    /usr/bin/python3 benchmarks/proofs/checkpoints/torchvision_logits.py resnet18 FOLDER
"""

import json
import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), '../goldens'))

import torch
import torchvision.models as tv

from hashed import hashed_image

name, folder = sys.argv[1:]
torch.manual_seed(0)
torch.set_num_threads(1)
options = {'init_weights': False} if name in ('googlenet', 'inception_v3') else {}
model = getattr(tv, name)(weights=None, **options).eval()
# A batch norm that was never trained does nothing: give it what could be mixed up.
for layer in model.modules():
    if isinstance(layer, torch.nn.BatchNorm2d):
        for tensor, low, high in ((layer.weight, 0.5, 1.5), (layer.bias, -0.1, 0.1), (layer.running_mean, -0.1, 0.1), (layer.running_var, 0.5, 1.5)):
            torch.nn.init.uniform_(tensor, low, high)
torch.save(model.state_dict(), os.path.join(folder, f'{name}.pth'))
torch.save(model.state_dict(), os.path.join(folder, f'{name}-legacy.pth'), _use_new_zipfile_serialization=False)
with torch.no_grad():
    logits = model(hashed_image(299 if name == 'inception_v3' else 224, 3))[0]
with open(os.path.join(folder, f'{name}.json'), 'w') as file:
    json.dump(logits.tolist(), file)
