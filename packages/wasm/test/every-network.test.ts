/** @file Every network of the zoo in Node, batches included, against tfjs. */

import { everyNetwork } from '../../tfjs/test/every-network.ts'
import { onBackend } from '../../tfjs/test/predict.ts'
import '../../tfjs/test/wasm.ts'
import { onWasm } from './predict.ts'

for (const threads of [1, 2])
  everyNetwork(`${threads} threads`, {
    predict: onWasm({ threads }),
    tolerance: 1e-4,
    reference: onBackend('wasm'),
  })
