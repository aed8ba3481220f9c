/**
 * @file One network of each family in onnxruntime-web, on WASM in a browser; the others differ from it in depth alone.
 */

import * as runtime from 'onnxruntime-web/wasm'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import { writeOnnx } from '@cnn/export'
import { expect, test } from 'vitest'
import { expectClose } from '../../tfjs/test/close.ts'
import { families, filledGolden } from './goldens.ts'
import { runOnnx } from './onnxruntime.ts'

runtime.env.wasm.wasmPaths = { wasm }
// Threads would be started by a script that Vitest does not serve.
runtime.env.wasm.numThreads = 1

test.each(families)('%s', async (_, golden) => {
  for (const folded of [true, false]) {
    const filled = filledGolden(golden, folded)
    const found = await runOnnx(runtime, writeOnnx(filled), filled.net)
    expect(Object.keys(found)).toEqual(Object.keys(golden.outputs))
    for (const [name, expected] of Object.entries(golden.outputs)) expectClose(found[name]!, expected, 1e-4)
  }
})
