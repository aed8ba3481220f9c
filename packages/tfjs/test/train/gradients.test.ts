import '@tensorflow/tfjs-backend-cpu'
import '../wasm.ts'
import { gradients } from './gradients.ts'

gradients('cpu', 1e-4)
gradients('wasm', 1e-4)
