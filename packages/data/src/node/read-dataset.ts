/** @file A data set by its name or folder, as a person asks for one. */

import { readdir } from 'node:fs/promises'
import { cifar10Normalisation } from '../cifar10.ts'
import { datasetOf, type Dataset } from '../dataset.ts'
import { DataError } from '../images.ts'
import { fashionMnistNormalisation, mnistClasses, mnistNormalisation } from '../mnist.ts'
import { normalisationOf } from '../statistics.ts'
import { readCifar10 } from './cifar10.ts'
import { readFashionMnist, readIdxImages, readMnist } from './mnist.ts'
import { readPictures, type PicturesOptions } from './pictures.ts'

// Public API

/**
 * `cifar10`, `mnist`, `fashion-mnist`, or a folder: of CIFAR-10's binary files, of ten classes as MNIST's IDX files, or of class folders of
 * pictures (`readPictures`). Throws DataError that says what is missing, where it was sought and how to get it.
 */
export const readDataset = async (
  source: string,
  split: 'train' | 'test',
  { size = 256, ...options }: Partial<PicturesOptions> = {},
): Promise<Dataset> => (await readImageSet(source, split)) ?? readPictures(source, split, { size, ...options })

/** The same for images that are of one size as they come; undefined for a folder of anything else. */
export async function readImageSet(source: string, split: 'train' | 'test'): Promise<Dataset | undefined> {
  if (source === 'cifar10') return datasetOf('CIFAR-10', await readCifar10(split), cifar10Normalisation)
  if (source === 'mnist') return datasetOf('MNIST', await readMnist(split), mnistNormalisation)
  if (source === 'fashion-mnist')
    return datasetOf('Fashion-MNIST', await readFashionMnist(split), fashionMnistNormalisation)
  const names = await readdir(source).catch(() => {
    throw new DataError(`'${source}' is neither ${named.join(', ')} nor a folder that can be read`)
  })
  if (names.some((name) => /^(data|test)_batch.*\.bin$/.test(name)))
    return datasetOf(source, await readCifar10(split, { folder: source }), cifar10Normalisation)
  if (names.some((name) => name.includes('-idx3-ubyte'))) {
    const train = await readIdxImages('train', source, mnistClasses)
    const statistics = normalisationOf(datasetOf(source, train, mnistNormalisation))
    return datasetOf(source, split === 'train' ? train : await readIdxImages(split, source, mnistClasses), statistics)
  }
  return undefined
}

// Implementation

const named = ['cifar10', 'mnist', 'fashion-mnist']
