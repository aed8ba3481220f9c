/** @file Every network under Node: plain JavaScript and WASM. */

import '@tensorflow/tfjs-backend-cpu'
import { everyNetwork } from './every-network.ts'
import { onBackend } from './predict.ts'
import './wasm.ts'

everyNetwork('cpu', { predict: onBackend('cpu'), tolerance: 1e-4, reference: onBackend('wasm') })
everyNetwork('wasm', { predict: onBackend('wasm'), tolerance: 1e-4, reference: onBackend('cpu') })
