/** @file A data set by its name or folder, as a person asks for one. */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, cifar10Normalisation } from '../sets/cifar10.ts'
import { datasetOf, type Dataset } from '../dataset.ts'
import { DataError } from '../images.ts'
import { fashionMnistNormalisation, mnistNormalisation } from '../sets/mnist.ts'
import { normalisationOf } from '../statistics.ts'
import { cifarIn, type ReadPart } from './cifar-folder.ts'
import { readCifar10 } from './cifar10.ts'
import { hasIdx } from './idx-files.ts'
import { readFashionMnist, readIdxImages, readMnist } from './mnist.ts'
import { readPictures, type PicturesOptions } from './pictures.ts'

// Public API

/**
 * `cifar10`, `mnist`, `fashion-mnist`, or a folder: of CIFAR-10's or CIFAR-100's files, of MNIST's or others' IDX
 * files, or of class folders of pictures (`readPictures`). Throws DataError that says what is missing, where it was
 * sought and how to get it.
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
  const entries = await readdir(source, { withFileTypes: true }).catch(() => {
    throw new DataError(`'${source}' is neither ${named.join(', ')} nor a folder that can be read`)
  })
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  const cifar = cifarIn(source, files)
  if (cifar) return cifarOf(source, split, cifar)
  if (hasIdx(files)) {
    const train = await readIdxImages('train', source)
    const statistics = normalisationOf(datasetOf(source, train, mnistNormalisation))
    return datasetOf(source, split === 'train' ? train : await readIdxImages(split, source, train.classes), statistics)
  }
  const [inside, ...others] = inner.filter((path) => entries.some(({ name }) => name === path.split('/')[0]))
  return inside !== undefined && others.length === 0 ? readImageSet(join(source, inside), split) : undefined
}

// Implementation

const named = ['cifar10', 'mnist', 'fashion-mnist']

/** What archives unpack to and torchvision's `root` holds, so that the folder around it may be named. */
const inner = [
  'cifar-10-batches-bin',
  'cifar-10-batches-py',
  'cifar-100-binary',
  'cifar-100-python',
  'MNIST/raw',
  'FashionMNIST/raw',
  'KMNIST/raw',
  'QMNIST/raw',
]

async function cifarOf(source: string, split: 'train' | 'test', read: ReadPart): Promise<Dataset> {
  const images = await read(split)
  if (images.classes === cifar10Classes) return datasetOf(source, images, cifar10Normalisation)
  const train = split === 'train' ? images : await read('train')
  return datasetOf(source, images, normalisationOf(datasetOf(source, train, cifar10Normalisation)))
}
