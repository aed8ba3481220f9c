/** @file Lint refuses a name with two meanings and a second spelling. */

import { expect, test } from 'vitest'
import { ambiguous } from './names.ts'

test('a name of two files and a second spelling are named; what is shared on purpose is not', () => {
  expect(
    ambiguous([
      { name: 'Rule', file: 'shapes/graph.ts' },
      { name: 'Rule', file: 'weights/scheme.ts' },
      { name: 'createModel', file: 'tfjs/model.ts' },
      { name: 'createModel', file: 'wasm/model.ts' },
      { name: 'plan', file: 'wasm/plan.ts' },
      { name: 'plan', file: 'wasm/plan.ts' },
      { name: 'readPytorch', file: 'weights/read.ts' },
      { name: 'writePyTorch', file: 'export/write.ts' },
      { name: 'kerasParams', file: 'shapes/keras.ts' },
    ]),
  ).toEqual(['Rule: shapes/graph.ts and weights/scheme.ts', "readPytorch: 'Pytorch' is written 'PyTorch'"])
})
