/** @file The card that goes with trained weights: what they are, how they came to be, what they reach. */

import { wilson } from '@cnn/bench'
import { formatBytes, formatCount, formatMagnitude, macs, params, type Network } from '@cnn/shapes'
import type { Entry } from '@cnn/zoo'
import type { Epoch } from './logs.ts'

// Public API

export interface Run {
  readonly entry: Entry
  /** As its weights are published: without auxiliary heads. */
  readonly net: Network
  /** What `train.py` wrote into the file. */
  readonly metadata: Readonly<Record<string, string>>
  /** Of the learning rate: one, or more where a run began with another's weights. */
  readonly cycles: readonly Cycle[]
  readonly epochs: readonly Epoch[]
  /** Of the file. */
  readonly bytes: number
  readonly kernels: 'float32' | 'float16'
  /** Test images of 10,000 that the published file classifies correctly. */
  readonly correct: number
}

export interface Cycle {
  /** The highest learning rate. */
  readonly rate: number
  readonly epochs: number
}

export function card({ entry, net, metadata, cycles, epochs, bytes, kernels, correct }: Run): string {
  const [low, high] = wilson(correct, images).map((share) => (share * 100).toFixed(2))
  const top1 = (correct / images) * 100
  const hours = epochs.reduce((sum, { seconds }) => sum + seconds, 0) / 3600
  const published = entry.published?.dataset === 'CIFAR-10' ? entry.published : undefined
  const heads = Object.keys(entry.build().outputs).length > 1
  const rows = [
    [
      'network',
      `\`${entry.id}\` of \`@cnn/zoo\` (${entry.paper}), ` +
        `${formatCount(params(net))} parameters, ${formatMagnitude(macs(net))} multiply-accumulates`,
    ],
    [
      'accuracy',
      `**${top1.toFixed(2)} %** of CIFAR-10's 10,000 test images (95 %: ${low} to ${high}), after the last epoch`,
    ],
    [
      'measured by',
      `\`cnn evaluate ${entry.id} --weights trained --data cifar10\`; ` +
        `PyTorch${kernels === 'float16' ? ', before the kernels were rounded' : ''}: ` +
        `${(epochs.at(-1)!.testAccuracy * 100).toFixed(2)} %`,
    ],
    [
      'published',
      published
        ? `${published.top1} % (${published.protocol}; ${published.source}): ` +
          `${signed(top1 - published.top1!)} points here`
        : 'nothing: no paper has it at this size',
    ],
    [
      'recipe',
      `SGD, Nesterov momentum 0.9, weight decay ${metadata['decay']}, batches of ${metadata['batch']}, ` +
        `${cycles.map(metadata['schedule'] === 'steps' ? stepped : cycle).join(', then ')}, of 50,000 images; ` +
        'random crops of the image padded by 4, mirrored half of the time' +
        (heads
          ? `; the loss of each auxiliary head counts ${metadata['heads'] ?? 0.3}, and the heads are not in the file`
          : ''),
    ],
    [
      'precision',
      `trained with convolutions in ${precision(metadata['precision'])}; the file has kernels in ` +
        `${kernels}, ${formatBytes(bytes)}`,
    ],
    ['epochs', String(epochs.length)],
    ['seed', metadata['seed']!],
    ['time', `${hours.toFixed(1)} hours on ${metadata['machine']}, beside other work`],
    ['licence', 'MIT'],
  ]
  return `# ${entry.id}, trained on CIFAR-10

| | |
| :-- | :-- |
${rows.map(([name, text]) => `| ${name} | ${text} |`).join('\n')}

![Accuracy by epoch](${entry.id}.svg)

How to train it again: \`benchmarks/training\` of the repository.
`
}

// Implementation

const images = 10_000

const cycle = ({ rate, epochs }: Cycle) => `one cycle up to a rate of ${rate} in ${epochs} epochs`

const stepped = ({ rate, epochs }: Cycle) =>
  `a rate of ${rate}, a tenth of it from half and a hundredth from three quarters of ${epochs} epochs on`

const precision = (told = 'float32') => (told === 'bf16' ? 'bfloat16' : told)

const signed = (points: number) => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}`
