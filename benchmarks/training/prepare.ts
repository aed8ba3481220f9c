/**
 * @file Writes what the PyTorch recipe reads: CIFAR-10 in its canonical binary form and the networks as JSON.
 * Usage: node benchmarks/training/prepare.ts FOLDER
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatCifar10 } from '@cnn/data'
import { readCifar10 } from '@cnn/data/node'
import { toJSON } from '@cnn/shapes'
import { lenet5Modern, resnet20 } from '@cnn/zoo'

const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: node benchmarks/training/prepare.ts FOLDER')
await mkdir(folder, { recursive: true })

const networks = { 'lenet5-cifar10': lenet5Modern({ channels: 3 }), 'resnet20-cifar10': resnet20() }
for (const [id, net] of Object.entries(networks)) await writeFile(join(folder, `${id}.json`), JSON.stringify(toJSON(net)))
for (const split of ['train', 'test'] as const) await writeFile(join(folder, `${split}.bin`), formatCifar10(await readCifar10(split)))
console.log(`wrote ${Object.keys(networks).join(', ')} and CIFAR-10 to ${folder}`)
