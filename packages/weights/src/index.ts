/** @file Checkpoints: how they are written, and those that were trained here. */

export type { Checkpoint } from './checkpoint.ts'
export { FormatError } from './format-error.ts'
export { readSafetensors, writeSafetensors } from './safetensors.ts'
export { hashedImage, hashedWeights } from './hashed.ts'
export { trained, type Trained } from './trained.ts'
export { catalogue, publishedWeights } from './catalogue.ts'
export { torchvisionSteps, type Published, type PublishedAccuracy, type Steps } from './catalogue/published.ts'
export { cifarSteps } from './catalogue/small.ts'
