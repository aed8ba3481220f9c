/** @file What LiteRT.js makes of a file. */

import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core'
import wasm from '@litertjs/core/wasm/litert_wasm_internal.js?url'
import type { Network } from '@cnn/shapes'
import { hashedImage } from '@cnn/weights'

/** Loads its WASM, of one thread. It would say of every model that it was read. */
export async function startLitert(): Promise<void> {
  const printErr = (line: string) => line.startsWith('INFO: ') || console.error(line)
  Object.assign(self, { Module: { printErr } })
  await loadLiteRt(wasm)
}

/** The outputs for the hashed image, or another, by the names of the signature. */
export async function runLitert(
  file: Uint8Array,
  net: Network,
  pixels = hashedImage(net.input.shape).data,
): Promise<Record<string, Float32Array>> {
  const model = await loadAndCompile(file, { accelerator: 'wasm' })
  const image = new Tensor(pixels, [1, ...net.input.shape])
  const results = await model.run({ input: image })
  const found = Object.entries(results).map(([name, result]) => {
    const data = result.toTypedArray() as Float32Array
    result.delete()
    return [name, data] as const
  })
  image.delete()
  model.delete()
  return Object.fromEntries(found)
}
