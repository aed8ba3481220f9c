import type { Filled, Tensor } from '@cnn/shapes'
import { writeNodes } from '../walk.ts'
import { Draft } from './draft.ts'
import { addNode } from './operations.ts'

// Public API

/**
 * A network with its weights as a layers model of tfjs: its files by their names, `model.json` and shards of the
 * weights, for one folder. Takes [batch, height, width, channels]; its outputs are in the network's order, from layers
 * named as they are. Throws WeightsError if the weights are not the network's, ExportError, naming the layer, where
 * layers cannot say it.
 */
export function writeLayersModel(
  filled: Filled,
  metadata: Readonly<Record<string, string>> = {},
): { readonly 'model.json': string; readonly [shard: string]: string | Uint8Array } {
  const { net } = filled
  const draft = new Draft()
  const made = writeNodes(filled, (node, inputs: readonly string[], context) => addNode(draft, node, inputs, context))
  const outputs = Object.entries(net.outputs).map(([name, node]) =>
    draft.layer(name, 'Activation', [made.get(node)!], { config: { activation: 'linear' } }),
  )

  const { paths, shards } = cut(draft.tensors)
  const model = {
    format: 'layers-model',
    generatedBy: '@cnn/export',
    convertedBy: null,
    modelTopology: {
      class_name: 'Model',
      config: {
        name: net.name,
        layers: draft.layers,
        input_layers: [[made.get(net.input), 0, 0]],
        output_layers: outputs.map((output) => [output, 0, 0]),
      },
    },
    weightsManifest: [
      { paths, weights: [...draft.tensors].map(([name, { shape }]) => ({ name, shape, dtype: 'float32' })) },
    ],
    userDefinedMetadata: metadata,
  }
  return { 'model.json': JSON.stringify(model), ...shards }
}

// Implementation

/** Bytes of a shard, as tfjs's own converter cuts them: browsers cache files of that size. */
const largest = 4 * 2 ** 20

/** All tensors one after the other, cut into files. */
function cut(tensors: ReadonlyMap<string, Tensor>) {
  const all = new Uint8Array([...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0))
  let at = 0
  for (const { data } of tensors.values()) {
    all.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  const count = Math.max(1, Math.ceil(all.length / largest))
  const paths = Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`)
  const shards = Object.fromEntries(paths.map((path, i) => [path, all.subarray(i * largest, (i + 1) * largest)]))
  return { paths, shards }
}
