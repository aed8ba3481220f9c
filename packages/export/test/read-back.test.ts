/**
 * @file Every format that is written, for every network of the zoo, is read back as the weights that it was written
 * from.
 */

import { fuse, select, type Network, type Weights } from '@cnn/shapes'
import {
  fitCheckpoint,
  fitNetwork,
  hashedWeights,
  readOnnx,
  readSafetensors,
  readTfjs,
  writeSafetensors,
  type Checkpoint,
} from '@cnn/weights'
import { resnet20, zoo, type Build, type BuildOptions, type WidthOptions } from '@cnn/zoo'
import { ExportError, writeLayersModel, writeOnnx } from '@cnn/export'
import { expect, test } from 'vitest'

/** Those are named like smaller ones of their families, and are read back with the whole zoo on every backend. */
const large =
  /^(resnet1202|resnet110|preact-resnet(164|1001)|densenet(100|121$|161|169|201|264|-bc(190|250))|plain(32|44|56)|resnet(32|44|101|152))/

/** Slim where the network can be: the names and kinds of layers are what is tested. */
const networks = zoo
  .filter(({ id }) => process.env['VITE_EVERY_NETWORK'] || !large.test(id))
  .map(
    ({ id, build }) => [id, select((build as Build<WidthOptions>)({ classes: 10, width: 1 / 16 }), 'logits')] as const,
  )

async function tfjs(net: Network, weights: Weights): Promise<Checkpoint | undefined> {
  try {
    const files: Readonly<Record<string, string | Uint8Array>> = writeLayersModel({ net, weights })
    const bytes = (name: string) => new Uint8Array(Buffer.from(files[name]! as string))
    return await readTfjs(bytes('model.json'), async (name) => bytes(name))
  } catch (error) {
    // LRN, which tfjs layers have not.
    if (error instanceof ExportError) return undefined
    throw error
  }
}

test.each(networks)('%s: safetensors, ONNX and tfjs give the same tensors', async (_, net) => {
  const weights = hashedWeights(net)
  const checkpoints = [
    readSafetensors(writeSafetensors(weights)),
    await readOnnx(writeOnnx({ net, weights })),
    await tfjs(net, weights),
  ]
  for (const checkpoint of checkpoints) if (checkpoint) expectSame(fitCheckpoint(net, checkpoint).weights, weights)
})

test.each(networks)('%s: folded, ONNX and tfjs give the same layers', async (_, net) => {
  const weights = hashedWeights(net)
  const folded = fuse({ net, weights })
  for (const checkpoint of [await readOnnx(writeOnnx(folded)), await tfjs(folded.net, folded.weights)])
    if (checkpoint) {
      const again = fuse({ net, weights: fitCheckpoint(net, checkpoint).weights })
      expectSame(again.weights, folded.weights)
    }
})

test('a network for classes of its own is recognised by the graph, where folded batch norms took the names', async () => {
  const net = resnet20({ classes: 2, channels: 1 })
  const weights = hashedWeights(net)
  const { graph, ...checkpoint } = await readOnnx(writeOnnx(fuse({ net, weights })))
  const found = fitNetwork<BuildOptions>(resnet20, { ...checkpoint, graph: graph! })
  expect(found.options).toEqual({ classes: 2, channels: 1 })
  expect(found.notes).toContain('the tensors were told by the graph of the file')
})

function expectSame(found: Weights, weights: Weights): void {
  expect([...found.keys()].toSorted()).toEqual([...weights.keys()].toSorted())
  for (const [name, { shape, data }] of weights) {
    const other = found.get(name)!
    expect(other.shape).toEqual(shape)
    const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const apart = data.reduce((most, value, i) => Math.max(most, Math.abs(value - other.data[i]!)), 0)
    // Written as they are, or, where a batch norm of variance 1 − ε was put back, to a rounding or two.
    expect(apart, name).toBeLessThanOrEqual(largest * 3e-7)
  }
}
