/** @file Checkpoints: how they are read, renamed and written, and those that were trained here. */

export type { Checkpoint } from './checkpoint.ts'
export { FormatError } from './format-error.ts'
export { readSafetensors, writeSafetensors } from './safetensors.ts'
export { readPytorch } from './pytorch/read.ts'
export { readTfjs, type ReadShard } from './tfjs.ts'
export { findScheme, fitWeights } from './fit.ts'
export type { Pixels, Rule, Scheme } from './renaming/scheme.ts'
export { schemes } from './renaming/schemes.ts'
export { akamaster, timm, torchvision } from './renaming/pytorch.ts'
export { kerasDensenet, kerasInceptionV3, kerasResnet, kerasResnet50, kerasVgg16, kerasVgg19 } from './renaming/keras.ts'
export { hashedImage, hashedWeights } from './hashed.ts'
export { trained, type Trained } from './trained.ts'
