/** @file Every network under Node: plain JavaScript and WASM. */

import '@tensorflow/tfjs-backend-cpu'
import { everyNetwork } from './every-network.ts'
import './wasm.ts'

everyNetwork('cpu', { tolerance: 1e-4, reference: 'wasm' })
everyNetwork('wasm', { tolerance: 1e-4, reference: 'cpu' })
