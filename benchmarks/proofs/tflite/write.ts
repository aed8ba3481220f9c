/**
 * @file Writes every network that has PyTorch's logits as TFLite, with its image and those logits beside it, for
 * check.py.
 * Usage: node benchmarks/proofs/tflite/write.ts FOLDER [ID…]
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeTflite } from '@cnn/export'
import { fuse } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo, type BuildOptions } from '@cnn/zoo'

interface Golden {
  readonly network: string
  readonly where: string
  readonly options: BuildOptions
  readonly gain?: number
  readonly outputs: Readonly<Record<string, readonly number[]>>
}

const [folder, ...ids] = process.argv.slice(2)
if (folder === undefined) throw new Error('name the folder to write into')
const file = join(import.meta.dirname, '../../../packages/tfjs/test/goldens/logits.json')
const goldens: readonly Golden[] = JSON.parse(readFileSync(file, 'utf8'))
mkdirSync(folder, { recursive: true })
const written = goldens
  .filter(({ network, where }) => where !== 'paper' && (ids.length === 0 || ids.includes(network)))
  .map(({ network, options, outputs, ...golden }, i) => {
    const net = zoo.find(({ id }) => id === network)!.build(options)
    const name = `${i}-${network}`
    writeFileSync(join(folder, `${name}.tflite`), writeTflite(fuse({ net, weights: hashedWeights(net, golden) })))
    writeFileSync(join(folder, `${name}.image`), hashedImage(net.input.shape).data)
    return { name, outputs }
  })
writeFileSync(join(folder, 'expected.json'), JSON.stringify(written))
