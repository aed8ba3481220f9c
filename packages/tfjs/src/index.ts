/** @file Runs a network of @cnn/shapes on any tfjs backend. */

export { createModel, type Model, type ModelOptions } from './model.ts'
export { initialise, type Initialisation, type InitialiseOptions } from './initialise.ts'
export { fuse, type Filled } from '@cnn/shapes'
export { denseAsConv } from './dense-as-conv.ts'
export { top, type Guess } from './top.ts'
export { predictAll, type PredictAllOptions, type Prediction } from './predict-all.ts'
export { MemoryError } from './backend/wasm-memory.ts'
