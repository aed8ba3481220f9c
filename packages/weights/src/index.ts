/** @file Checkpoints: how they are written, and those that were trained here. */

export type { Checkpoint } from './checkpoint.ts'
export { FormatError } from './format-error.ts'
export { readPytorch } from './pytorch/read.ts'
export { readSafetensors, writeSafetensors } from './safetensors.ts'
export { hashedImage, hashedWeights } from './hashed.ts'
export { trained, type Trained } from './trained.ts'
