/** @file The contract under Node: plain JavaScript and WASM. */

import '@tensorflow/tfjs-backend-cpu'
import { contract } from '../contract.ts'
import '../wasm.ts'

contract('cpu', { tolerance: 1e-4, runs: 60 })
contract('wasm', { tolerance: 1e-4, runs: 60 })
