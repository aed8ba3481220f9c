/** @file Reads pictures and data sets from this machine. */

export { readCifar10, type Cifar10Source } from './node/cifar10.ts'
export { decodePicture } from './node/decode.ts'
export { readFolder, type LabelledFile } from './node/folder.ts'
