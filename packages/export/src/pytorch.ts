/**
 * @file A network for PyTorch: its graph as JSON, and the Python that makes a `torch.nn.Module` of it and trains it.
 */

import { readFileSync } from 'node:fs'
import { toJSON, type Network } from '@cnn/shapes'

// Public API

/**
 * The files of a folder, by their names: `ID.json`, `network.py` (the module), `weights.py` (reads and writes
 * safetensors), and `train.py` with what it needs (trains on CIFAR-10, alone or under torchrun). Weights go beside them
 * as `ID.safetensors`.
 */
export const writePyTorch = (id: string, net: Network): Record<string, string> => ({
  [`${id}.json`]: JSON.stringify(toJSON(net)),
  ...Object.fromEntries(
    scripts.map((name) => [name, readFileSync(new URL(`../python/${name}`, import.meta.url), 'utf8')]),
  ),
})

// Implementation

const scripts = ['cifar10.py', 'network.py', 'processes.py', 'recipe.py', 'step.py', 'train.py', 'weights.py']
