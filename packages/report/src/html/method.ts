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
  [
    'median [95 %]',
    'The interval of the median, by order statistics: whatever the distribution, it holds the median 95 times of 100 ' +
      'or more. Fewer than 6 samples have none.',
  ],
  ['?', 'Something speaks against the latency: the note says what.'],
  [
    'samples',
    'One tick for each sample, from half the median to twice the median, on a logarithmic scale; ' +
      'further ones stand at the end.',
  ],
  [
    'accuracy',
    'Share of test images whose highest logit is their label, with the 95 % Wilson interval. It is the ' +
      'network’s and measured once, on the quickest backend.',
  ],
  [
    'agreement',
    'The first test images, as many as were timed: how many have the same highest logit as on the backend ' +
      'that measured the accuracy, and the largest difference of any logit. A backend whose logits differ by ' +
      'more than rounding explains has failed.',
  ],
  [
    'published',
    'From the literature, under its protocol. Nothing of it was measured here; such figures are in ' +
      'italics, and hollow in the chart.',
  ],
  [
    'skipped',
    `The latency of a cell has a budget of ${budget} s. What would not end in it is skipped, with the time it ` +
      'needs: after a try, or by what other networks took on the backend, which the note then names. A GPU is tried ' +
      'with every network. Software renderers have half of the budget and get few samples: their times say nothing ' +
      'of a GPU.',
  ],
]
