/** @file Checkpoints: how they are read, renamed and written, and where they are published. */

export type { Checkpoint } from './checkpoint.ts'
export { FormatError } from './format-error.ts'
export { findFormat, formats, readWeights, type Files, type Format } from './read.ts'
export { fromFiles, fromUrl, type CachedOptions } from './source/browser.ts'
export { SourceError } from './source/error.ts'
export { checkHash, fetchBytes, type FetchOptions } from './source/fetch.ts'
export { readSafetensors } from './safetensors/read.ts'
export { streamSafetensors, type StreamedTensor } from './safetensors/stream.ts'
export { writeSafetensors, type SafetensorsOptions } from './safetensors/write.ts'
export { readPyTorch } from './pytorch/read.ts'
export type { ReadBeside } from './beside.ts'
export { readSharded } from './sharded.ts'
export { readTfjs } from './tfjs.ts'
export { readOnnx } from './onnx/read.ts'
export { readKeras } from './keras/read.ts'
export { fitNetwork, type FittedNetwork, type NetworkOptions, type Told } from './fit/fit-network.ts'
export { findScheme, fitCheckpoint, fitWeights, type FitOptions, type Fitted } from './fit/fit.ts'
export type { MatchOptions } from './fit/match.ts'
export { UnmatchedError, type Mending } from './fit/unmatched.ts'
export { readNameMap, type NameMap } from './fit/by-map.ts'
export type { RenamingRule, Scheme, Variant } from './renaming/scheme.ts'
export { tellVariant, variantOf } from './variant.ts'
export { schemes } from './renaming/schemes.ts'
export { akamaster, timm, torchvision, transformers } from './renaming/pytorch.ts'
export { cnnLayers } from './renaming/layers.ts'
export {
  kerasDensenet,
  kerasInceptionV3,
  kerasResnet,
  kerasResnet50,
  kerasVgg16,
  kerasVgg19,
} from './renaming/keras.ts'
export { hashedImage, hashedWeights } from './hashed.ts'
export { checkSteps, readTrainedFor, tellTrainedFor, type TrainedFor } from './trained-for.ts'
export { catalogue, publishedWeights, publisherOf, stepsFor, usualSteps } from './catalogue/catalogue.ts'
export type { Published, PublishedAccuracy } from './catalogue/published.ts'
