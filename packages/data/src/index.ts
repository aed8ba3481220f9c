/** @file Image data sets, and pictures as networks want them. Reading them from a machine's files is in `@cnn/data/node`. */

export { cifar10Classes, cifar10Normalisation, formatCifar10, parseCifar10, parseCifar10Png } from './cifar10.ts'
export { DataError, normalise, type Images, type Normalisation } from './images.ts'
export { pictureFromRgba, type Picture } from './picture.ts'
export { preprocess, type Preprocessing } from './preprocess.ts'
export { resample, type Interpolation } from './resample.ts'
