/** @file What tfjs-layers makes of a folder. */

import '@tensorflow/tfjs-backend-cpu'
import { elements, type Network } from '@cnn/shapes'
import { hashedImage } from '@cnn/weights'
import { dispose, io, setBackend, tensor4d, type Tensor } from '@tensorflow/tfjs-core'
import { loadLayersModel } from '@tensorflow/tfjs-layers'
import '../../tfjs/test/wasm.ts'

// Public API

/** The outputs for the hashed image, or another, by the names of their layers; loaded over HTTP as a page does. */
export async function runLayers(
  files: Readonly<Record<string, string | Uint8Array>>,
  net: Network,
  backend = 'wasm',
  pixels = hashedImage(net.input.shape).data,
): Promise<Record<string, Float32Array>> {
  await setBackend(backend)
  const fetchFunc: typeof fetch = async (input) => {
    const url = input instanceof Request ? input.url : input.toString()
    const content = files[url.slice(folder.length)]
    return content === undefined ? new Response(null, { status: 404 }) : new Response(content as BodyInit)
  }
  const model = await loadLayersModel(io.http(`${folder}model.json`, { fetchFunc }))
  const image = tensor4d(pixels, [1, ...net.input.shape])
  const results = [model.predict(image)].flat<(Tensor | Tensor[])[]>()
  const found: Record<string, Float32Array> = {}
  for (const [i, name] of model.outputNames.entries()) {
    const values = (await results[i]!.data()) as Float32Array
    if (values.length !== elements(net.outputs[name]!.shape)) throw new Error(`${name} has ${values.length} values`)
    found[name] = values
  }
  dispose([image, ...results])
  model.dispose()
  return found
}

// Implementation

const folder = 'http://localhost/model/'
