#!/usr/bin/python3
"""What PyTorch makes of the networks, for the tests: packages/tfjs/test/goldens/logits.json.

Networks that torchvision has are torchvision's; the others are written here from their papers, in plain PyTorch and not
from our graphs. Weights and image come from the hash that packages/weights/src/hashed.ts documents, so nothing is
downloaded and the golden is only a vector of logits. The tests do not run this: the file that it writes is committed.

Needs Debian's python3-torchvision (written with torch 1.13, torchvision 0.14; no weights). With ids, only those are made anew:

    /usr/bin/python3 benchmarks/proofs/goldens/generate.py [ID …]
"""

import json
import pathlib
import sys

import torch

from googlenet import WithHeads
from hashed import fill_weights, hashed_image
from networks import GAINS, NETWORKS, channels

OUT = pathlib.Path(__file__).parents[3] / 'packages/tfjs/test/goldens/logits.json'


@torch.no_grad()
def golden(network, build, where, options):
    model = build(**options).eval()
    # Names of weights are those of the network itself.
    gain = GAINS.get(network, 1)
    fill_weights(model.model if isinstance(model, WithHeads) else model, gain)
    out = model(hashed_image(options['size'], channels(network)))
    outputs = out if isinstance(out, dict) else {'logits': out}
    outputs = {key: [float(f'{value:.7g}') for value in tensor[0].tolist()] for key, tensor in outputs.items()}
    for key, values in outputs.items():
        print(f'{network} {options}: {len(values)} {key}, {min(values):.4g} to {max(values):.4g}', flush=True)
    return {'network': network, 'where': where, 'options': options, **({'gain': gain} if gain != 1 else {}), 'outputs': outputs}


def main():
    torch.set_num_threads(2)
    wanted = sys.argv[1:] or list(NETWORKS)
    kept = [golden for golden in json.loads(OUT.read_text()) if golden['network'] not in wanted] if sys.argv[1:] else []
    made = [golden(network, NETWORKS[network][0], *case) for network in wanted for case in NETWORKS[network][1]]
    goldens = sorted(kept + made, key=lambda golden: list(NETWORKS).index(golden['network']))
    OUT.write_text('[\n' + ',\n'.join(json.dumps(golden, separators=(',', ':')) for golden in goldens) + '\n]\n')


if __name__ == '__main__':
    main()
