import '@tensorflow/tfjs-backend-cpu'
import '../wasm.ts'
import { runs } from './runs.ts'

runs('cpu')
runs('wasm')
