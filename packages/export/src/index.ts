/** @file Networks with their weights for other runtimes. */

export { ExportError } from './error.ts'
export { writeLayersModel } from './layers/write.ts'
export { writeOnnx } from './onnx/write.ts'
export { writeTflite } from './tflite/write.ts'
export { withPreprocessing, type PixelSteps } from './with-preprocessing.ts'
