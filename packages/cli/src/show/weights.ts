/** @file What `cnn weights` tells: what is published for a network, as data and in words. */

import { trained } from '@cnn/trained'
import { catalogue, publishedWeights, usualSteps, type Published } from '@cnn/weights'
import { hang } from '../terminal/table.ts'

// Public API

/** Those that come with this first. */
export const weightsFor = (id: string): Published[] => [...trainedHere(id), ...publishedWeights(id)]

export const format = (id: string, published: readonly Published[]): string =>
  (published.length === 0 ? `no published weights are known that fit ${id}\n` : published.map(one).join('\n')) +
  variants(id)

// Implementation

/** The row of @cnn/trained, if the network is there. */
const trainedHere = (id: string): Published[] =>
  trained
    .filter(({ network }) => network === id)
    .map(({ network, dataset, top1, epochs }) => ({
      network,
      publisher: 'cnn',
      name: 'trained',
      format: 'safetensors',
      url: 'trained',
      licence: 'MIT',
      preprocessing: usualSteps([32, 32, 3]),
      accuracy: { top1, dataset, protocol: 'test, all 10,000', source: `measured here after ${epochs} epochs` },
    }))

/**
 * Under a name that is easily taken for another: ResNet-50 with the stride in the 1×1 is `resnet50-v1` here and
 * ResNet50 in Keras.
 */
function variants(id: string): string {
  const others = catalogue.filter(({ network }) => network.startsWith(`${id}-`))
  const networks = [...new Set(others.map(({ network }) => network))]
  return networks.length === 0 ? '' : `\nother weights are of ${networks.join(', ')}: \`cnn weights ${networks[0]}\`\n`
}

function one({ publisher, name, format: form, url, licence, preprocessing, accuracy, note }: Published): string {
  const { resize, crop, interpolation, channels, white, mean, deviation } = preprocessing
  const rows: [string, string | undefined][] = [
    ['from', url],
    ['format', form],
    ['licence', licence ?? 'not known here: ask the publisher'],
    [
      'picture',
      `shorter side to ${String(resize)} (${interpolation}), centre ${String(crop)}×${String(crop)}, ${channels}`,
    ],
    [
      'values',
      `0 to ${white}, less ` +
        `${mean.join(' ')}${deviation.every((value) => value === 1) ? '' : `, by ${deviation.join(' ')}`}`,
    ],
    [
      publisher === 'cnn' ? 'accuracy' : 'published',
      accuracy && `${figures(accuracy)} (${accuracy.dataset} ${accuracy.protocol}; ${accuracy.source})`,
    ],
    ['note', note],
  ]
  const lines = rows.flatMap(([term, text]) =>
    text === undefined ? [] : [`${hang(`  ${term.padEnd(10)} `, text).join('\n')}\n`],
  )
  return `${publisher === 'cnn' ? 'trained here' : `${publisher}: ${name}`}\n${lines.join('')}`
}

const figures = ({ top1, top5 }: NonNullable<Published['accuracy']>): string =>
  `top-1 ${top1} %${top5 === undefined ? '' : `, top-5 ${top5} %`}`
