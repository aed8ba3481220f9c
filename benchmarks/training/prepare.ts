/**
 * @file Writes what the PyTorch recipe reads: CIFAR-10 in its canonical binary form, the networks as JSON, and the
 * scripts.
 * Usage: node benchmarks/training/prepare.ts FOLDER
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatCifar10 } from '@cnn/data'
import { readCifar10 } from '@cnn/data/node'
import { writePyTorch } from '@cnn/export/node'
import { zoo } from '@cnn/zoo'

const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: node benchmarks/training/prepare.ts FOLDER')
await mkdir(folder, { recursive: true })

const networks = zoo
  .map(({ id, build }) => ({ id, net: build() }))
  .filter(({ net }) => net.input.shape.join() === '32,32,3')
for (const { id, net } of networks)
  for (const [name, content] of Object.entries(writePyTorch(id, net))) await writeFile(join(folder, name), content)
for (const split of ['train', 'test'] as const)
  await writeFile(join(folder, `${split}.bin`), formatCifar10(await readCifar10(split)))
console.log(`wrote ${networks.map(({ id }) => id).join(', ')} and CIFAR-10 to ${folder}`)
