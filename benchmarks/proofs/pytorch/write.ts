/**
 * @file Writes what check.py reads: every operation with each of its options, as it is and with batch norm folded, with
 * what plain loops make of it; every golden; and every network of the zoo at the paper's size.
 * Usage: node benchmarks/proofs/pytorch/write.ts FOLDER
 */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePyTorch } from '@cnn/export/node'
import { conv, fuse, input, network, toJSON, weights as weightsOf, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights, writeSafetensors } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { cases } from '../../../packages/tfjs/test/cases.ts'
import { buildGolden, goldens, titled } from '../../../packages/tfjs/test/goldens.ts'
import { runReference } from '../../../packages/tfjs/test/reference.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: node benchmarks/proofs/pytorch/write.ts FOLDER')
mkdirSync(folder, { recursive: true })

const told = (net: Network) => ({
  graph: toJSON(net),
  weights: weightsOf(net).map(({ name, shape, role }) => ({ name, shape, role })),
})
const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content))

for (const [name, content] of Object.entries(writePyTorch('unused', Object.values(cases)[0]!)))
  writeFileSync(join(folder, name), content)

const operations = Object.entries(cases).flatMap(([title, net], i) =>
  [false, true].map((folded) => {
    const plain = { net, weights: hashedWeights(net) }
    const filled = folded ? fuse(plain) : plain
    const file = `${i}${folded ? '-folded' : ''}.safetensors`
    writeFileSync(join(folder, file), writeSafetensors(filled.weights))
    const outputs = Object.entries(runReference(net, plain.weights, hashedImage(net.input.shape).data))
    const shaped = outputs.map(([name, values]) => [name, { shape: net.outputs[name]!.shape, values: [...values] }])
    return {
      title: `${title}${folded ? ', folded' : ''}`,
      file,
      ...told(filled.net),
      outputs: Object.fromEntries(shaped),
    }
  }),
)
write('initialised.json', toJSON(network('n', { y: conv(input([8, 8, 64]), 'c', { filters: 256, kernel: 3 }) })))
write('operations.json', operations)
write(
  'goldens.json',
  titled(goldens).map(([title, golden]) => ({
    title,
    gain: golden.gain ?? 1,
    ...told(buildGolden(golden)),
    outputs: golden.outputs,
  })),
)
write('zoo.json', Object.fromEntries(zoo.map(({ id, build }) => [id, told(build())])))
