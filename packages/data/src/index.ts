/**
 * @file Image data sets, and pictures as networks want them. Reading them from a machine's files is in
 * `@cnn/data/node`.
 */

export { colourShift, imagenetColours, shiftColours, type ColourComponents } from './augment/colour.ts'
export { centreCrop, crop, pad, randomCrop, type Rectangle } from './augment/crop.ts'
export { flip, randomFlip } from './augment/flip.ts'
export { randomOf, type Random } from './augment/random.ts'
export type { Augmentation, Sample } from './augment/sample.ts'
export { cifar10Classes, cifar10Normalisation, formatCifar10, parseCifar10, parseCifar10Png } from './sets/cifar10.ts'
export { decodeWith, pictureFormat, type Codecs } from './decode/decode.ts'
export { namesOfClasses } from './class-names.ts'
export { datasetOf, fitDataset, type Dataset, type ImageShape } from './dataset.ts'
export { caffeNormalisation, imagenetNormalisation, inceptionNormalisation } from './imagenet.ts'
export { parseIdx, parseIdxImages } from './sets/idx.ts'
export { DataError, normalise, normalisePixels, type Images, type Normalisation } from './images.ts'
export {
  fashionMnistClasses,
  fashionMnistNormalisation,
  lenet5Normalisation,
  mnistClasses,
  mnistNormalisation,
} from './sets/mnist.ts'
export { pictureFromRgba, type Picture } from './picture.ts'
export { preprocess, type Preprocessing } from './preprocess.ts'
export { heightAndWidth, type Sides } from './sides.ts'
export { resample, type Interpolation } from './resample.ts'
export { colourComponents, normalisationOf } from './statistics.ts'
export { trainingData, type TrainingData, type TrainingDataOptions } from './training-data.ts'
