/** @file What `cnn summary` tells of a network: as data, and in words. */

import {
  concentration,
  conventions,
  countOperations,
  formatBytes,
  formatCount,
  formatMagnitude,
  formatShape,
  macs,
  memory,
  memoryTable,
  params,
  receptiveField,
  receptiveFields,
  summary,
  trainingMemory,
  weights,
  type ConventionName,
  type Network,
} from '@cnn/shapes'
import { formatTable, hang, sentence } from '../terminal/table.ts'

// Public API

export interface SummaryOptions {
  readonly convention: ConventionName
  readonly memory?: boolean
  /** Images in a step of training. */
  readonly batch: number
}

/** Keys once given stay: others read this JSON. */
export function describe(id: string, net: Network, { convention, memory: withMemory, batch }: SummaryOptions) {
  const { size, stride, centre, aligned } = receptiveField(net)
  const parting = [...receptiveFields(net).values()].find((field) => field.parting)?.parting
  return {
    id,
    input: net.input.shape,
    outputs: Object.fromEntries(Object.entries(net.outputs).map(([name, node]) => [name, node.shape])),
    parameters: params(net),
    macs: macs(net),
    operations: countOperations(net, convention),
    receptiveField: {
      size: pair(size),
      stride: pair(stride),
      centre: pair(centre),
      aligned,
      ...(!aligned && parting && { parting }),
    },
    memory: memory(net),
    ...(withMemory && {
      memoryTable: memoryTable(net),
      concentration: concentrated(net),
      training: trainingWith(net, batch),
    }),
    weights: weights(net).map(({ name, shape }) => ({ name, shape })),
    layers: summary(net),
  }
}

export type Described = ReturnType<typeof describe>

export function format(described: Described, paper: string): string {
  const { id, input, parameters, memory: bytes } = described
  const { size, stride, aligned, parting } = described.receptiveField
  const ways = parting ? `paths from ${parting.from} to ${parting.at}` : 'paths'
  const field =
    `${both(size)} pixels, every ` +
    `${both(stride)}${aligned ? '' : `; ${ways} differ in centre or stride, so this is their union`}`
  return [
    `${id} (${paper}) on ${formatShape(input)}\n\n`,
    formatLayers(described),
    `\n${formatCount(parameters)} parameters\n`,
    formatOperations(described),
    sentence(`receptive field of the last feature map: ${field}`),
    `memory in float32: ${formatBytes(bytes.parameters)} of parameters; activations of one image,\n`,
    `${formatBytes(bytes.peak)} at most at once, ${formatBytes(bytes.activations)} if all are kept\n`,
    formatTraining(described),
  ].join('')
}

// Implementation

function concentrated(net: Network) {
  const { parameters, activations } = concentration(net)
  return { parameters: parameters.map(({ name }) => name), activations: activations.map(({ name }) => name) }
}

const trainingWith = (net: Network, batch: number) => ({
  batch,
  sgd: trainingMemory(net, { batch, optimiser: 'sgd' }),
  momentum: trainingMemory(net, { batch, optimiser: 'momentum' }),
  adam: trainingMemory(net, { batch, optimiser: 'adam' }),
})

function formatLayers({ layers, memoryTable: ofLayers }: Described): string {
  const share = (bytes: number, part: number) =>
    bytes > 0 ? [formatBytes(bytes).replace(' MiB', ''), `${(100 * part).toFixed(1)} %`] : ['', '']
  const rows = layers.map((layer, i) => {
    const row = ofLayers?.[i]
    const figures = [
      layer.name,
      ...(row ? [] : [layer.kind]),
      formatShape(layer.output),
      layer.parameters > 0 ? formatCount(layer.parameters) : '',
    ]
    return row
      ? [...figures, ...share(row.parameters, row.parameterShare), ...share(row.activation, row.activationShare)]
      : [...figures, layer.macs > 0 ? formatCount(layer.macs) : '']
  })
  // 80 columns have room for kinds and operations, or for memory.
  return ofLayers
    ? formatTable(
        [['layer', 'output', 'parameters', 'MiB', 'share', 'activation MiB', 'share'], ...rows],
        [2, 3, 4, 5, 6],
      )
    : formatTable([['layer', 'kind', 'output', 'parameters', 'MACs'], ...rows], [3, 4])
}

function formatOperations({ macs: counted, operations }: Described): string {
  if (operations.convention === 'torchvision')
    return `${formatMagnitude(counted)} MACs for one image (convolutions and dense layers, as torchvision counts)\n`
  const { tool, unit, counts } = conventions[operations.convention]
  const doubts = operations.doubts.map((doubt) => `${hang('  ', `it may print another: ${doubt}`).join('\n')}\n`)
  return [
    sentence(`${formatMagnitude(operations.total)} for one image as ${tool} counts, in ${unit}: ${counts}`),
    ...doubts,
  ].join('')
}

function formatTraining({ concentration: halves, training }: Described): string {
  if (!halves || !training) return ''
  const { batch, ...optimisers } = training
  const totals = Object.entries(optimisers).map(([name, { total }]) => `${formatBytes(total)} with ${name}`)
  return [
    `half of the parameters are in ${named(halves.parameters)}`,
    `half of the activations are in ${named(halves.activations)}`,
    `a training step of ${batch === 1 ? 'one image' : `${batch} images`} takes at least ${totals.join(', ')}, ` +
      `of which ${formatBytes(optimisers.sgd.peak)} are activations and their gradients`,
  ]
    .map(sentence)
    .join('')
}

const named = (names: readonly string[]) =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ')

const both = (value: number | readonly [number, number]) =>
  formatShape(typeof value === 'number' ? [value, value] : value)

/** One number where height and width agree. */
const pair = ([height, width]: readonly [number, number]): number | [number, number] =>
  height === width ? height : [height, width]
