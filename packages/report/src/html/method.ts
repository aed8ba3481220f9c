/** @file How each figure was measured, in short. */

import { h, type JSX } from 'preact'
import type { Results } from '@cnn/bench'

export const methodSection = ({ budget }: Results): JSX.Element =>
  h(
    'section',
    {},
    h('h2', {}, 'How it was measured'),
    h(
      'dl',
      { class: 'method' },
      ...rows(budget).map(([name, text]) => h('div', {}, h('dt', {}, name), h('dd', {}, text))),
    ),
  )

const rows = (budget: number): [string, string][] => [
  [
    'parameters',
    'Trainable values: weights, biases, and the scale and shift of batch norm; not its moving statistics.',
  ],
  ['MACs', 'Multiply-accumulates for one image, of convolutions and dense layers.'],
  ['setup', 'Starting the backend and placing the weights on it. Fetching the weights is not part of it.'],
  ['first', 'The first inference, with shaders to compile and caches cold.'],
  [
    'median, p90',
    'Of warm inferences of one image, each awaited to the data of its result. Every cell ran in a ' +
      'fresh page or process.',
  ],
  ['± 95 %', 'Half the 95 % interval of the mean, by Student’s t. One sample alone has none.'],
  [
    'samples',
    'One tick for each sample, from half the median to twice the median, on a logarithmic scale; ' +
      'further ones stand at the end.',
  ],
  [
    'accuracy',
    'Share of test images whose highest logit is their label, with the 95 % Wilson interval; n ' +
      'images, the first ones of the test set.',
  ],
  [
    'labels equal, logit Δ',
    'The same images on the reference backend: share with the same highest logit, and the largest ' +
      'difference of any logit.',
  ],
  [
    'published',
    'From the literature, under its protocol. Nothing of it was measured here; such figures are in ' +
      'italics, and hollow in the chart.',
  ],
  [
    'skipped',
    `Latency and accuracy of a cell each have a budget of ${budget} s. What would not end in it is ` +
      'skipped, with the time it needs.',
  ],
]
