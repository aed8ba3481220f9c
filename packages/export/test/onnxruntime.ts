/** @file What onnxruntime makes of a file. */

import type { Network } from '@cnn/shapes'
import { hashedImage } from '@cnn/weights'
import { transpose } from '../src/transpose.ts'

/** As much of onnxruntime-node and onnxruntime-web as they share. */
export interface Runtime {
  readonly InferenceSession: {
    create(file: Uint8Array, options?: object): Promise<Session>
  }
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => object
}

interface Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(
    feeds: Record<string, never>,
  ): Promise<Record<string, { readonly data: unknown; readonly dims: readonly number[] }>>
  release(): Promise<void>
}

/** The outputs for the hashed image; maps are turned to [height, width, channels], as everywhere here. */
export async function runOnnx(
  runtime: Runtime,
  file: Uint8Array,
  net: Network,
  batch = 1,
): Promise<Record<string, Float32Array>> {
  const session = await runtime.InferenceSession.create(file, { logSeverityLevel: 3, intraOpNumThreads: 1 })
  try {
    const image = transpose(hashedImage(net.input.shape), 2, 0, 1)
    const data = new Float32Array(image.data.length * batch)
    for (let i = 0; i < batch; i++) data.set(image.data, i * image.data.length)
    const feeds = { input: new runtime.Tensor('float32', data, [batch, ...image.shape]) } as unknown as Record<
      string,
      never
    >
    const results = await session.run(feeds)
    return Object.fromEntries(
      Object.entries(results).map(([name, { data: values, dims }]) => {
        const [, ...shape] = dims
        const tensor = { shape, data: (values as Float32Array).slice(0, (values as Float32Array).length / batch) }
        return [name, shape.length === 3 ? transpose(tensor, 1, 2, 0).data : tensor.data]
      }),
    )
  } finally {
    await session.release()
  }
}
