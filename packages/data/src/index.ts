/** @file Image data sets. Reading them from a machine's files is in `@cnn/data/node`. */

export { cifar10Classes, cifar10Normalisation, formatCifar10, parseCifar10, parseCifar10Png } from './cifar10.ts'
export { DataError, normalise, type Images, type Normalisation } from './images.ts'
