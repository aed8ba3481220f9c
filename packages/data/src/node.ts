/** @file Reads pictures and data sets from this machine. */

export { readCifar10, type Cifar10Source } from './node/cifar10.ts'
export { decodePicture } from './node/decode.ts'
export { readFolder, type LabelledFile, type LabelledFolder } from './node/folder.ts'
export type { Classes } from './node/labels.ts'
export { readFashionMnist, readIdxImages, readMnist, type MnistSource } from './node/mnist.ts'
export { readPlainFile } from './node/disk/plain-file.ts'
export { readPictures, type PicturesOptions } from './node/pictures.ts'
export { readDataset, readImageSet } from './node/read-dataset.ts'
export { findPackage } from './node/find-package.ts'
export { makeFolder } from './node/disk/make-folder.ts'
export { whyNotWritten } from './node/disk/why-not-written.ts'
