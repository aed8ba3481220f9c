/** @file Every network of the zoo gives PyTorch's logits in onnxruntime. */

import * as runtime from 'onnxruntime-node'
import { writeOnnx } from '@cnn/export'
import { describe, expect, test } from 'vitest'
import { expectClose } from '../../../tfjs/test/close.ts'
import { filledGolden, small } from '../goldens.ts'
import { runOnnx } from '../onnxruntime.ts'

describe.each([true, false])('folded: %s', (folded) => {
  test.each(small)('%s', async (_, golden) => {
    const filled = filledGolden(golden, folded)
    const found = await runOnnx(runtime, writeOnnx(filled), filled.net)
    expect(Object.keys(found)).toEqual(Object.keys(golden.outputs))
    for (const [name, expected] of Object.entries(golden.outputs)) expectClose(found[name]!, expected, 1e-4)
  })
})
