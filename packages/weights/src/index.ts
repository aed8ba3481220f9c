/** @file Checkpoints: how they are written, and those that were trained here. */

export { FormatError, readSafetensors, writeSafetensors, type Checkpoint } from './safetensors.ts'
export { hashedImage, hashedWeights } from './hashed.ts'
export { trained, type Trained } from './trained.ts'
