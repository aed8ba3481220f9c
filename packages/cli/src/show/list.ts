/** @file What `cnn list` tells of networks: as data, and in words. */

import { publishedAccuracy } from '@cnn/bench'
import { formatCount, formatMagnitude, formatShape, macs as countMacs, params, select } from '@cnn/shapes'
import { trained } from '@cnn/trained'
import { publishedWeights } from '@cnn/weights'
import { zoo, type Entry } from '@cnn/zoo'
import { nearest } from '../terminal/nearest.ts'
import { formatTable, hang } from '../terminal/table.ts'
import { UsageError } from '../terminal/usage.ts'

// Public API

export interface Choice {
  /** A word in their id. */
  readonly family?: string
  /** Only those that weights can be had for. */
  readonly weights?: boolean
  readonly sort?: keyof typeof orders
}

/** Throws UsageError for a family that there is not. */
export function choose({ family, weights, sort }: Choice): Described[] {
  const inFamily = family === undefined ? zoo : membersOf(family)
  const chosen = inFamily.filter(({ id }) => !weights || sources(id).length > 0).map(describe)
  return sort ? chosen.toSorted(orders[sort]) : chosen
}

export type Described = ReturnType<typeof describe>

/** What has no figure comes last. */
export const orders = {
  id: (a: Described, b: Described) => a.id.localeCompare(b.id, 'en', { numeric: true }),
  parameters: (a: Described, b: Described) => a.parameters - b.parameters,
  macs: (a: Described, b: Described) => a.macs - b.macs,
  accuracy: (a: Described, b: Described) => (b.published?.top1 ?? -1) - (a.published?.top1 ?? -1),
}

/** Without the input, for which 80 columns have no room left. */
export const formatSources = (networks: readonly Described[]): string =>
  networks.length === 0
    ? 'no weights are known for any of these\n'
    : `${formatTable(
        [
          [...head.slice(0, 3), 'weights'],
          ...networks.map((network) => [...figures(network).slice(0, 3), sources(network.id).join(', ')]),
        ],
        [1, 2],
      )}\n\`cnn weights ID\` tells their addresses, licences and accuracies.\n`

/**
 * Within 80 columns: what an accuracy was measured on stands below, once for all that share it. Without papers in
 * another order.
 */
export function format(networks: readonly Described[], byPaper: boolean): string {
  const notes: string[] = []
  const mark = (published: Accuracy) => {
    const note = protocolOf(published)
    if (!notes.includes(note)) notes.push(note)
    return `[${notes.indexOf(note) + 1}]`
  }
  const rows = networks.map((network) => {
    const { published } = network
    const percent = [published?.top1, published?.top5].map((value) => value?.toFixed(2) ?? '')
    return [...figures(network), ...percent, published ? mark(published) : '']
  })
  const [titles, ...lines] = formatTable([[...head, 'top-1', 'top-5', ''], ...rows], [1, 2, 4, 5])
    .trimEnd()
    .split('\n')
  const body = lines.flatMap((line, i) => {
    const { paper } = networks[i]!
    return byPaper && paper !== networks[i - 1]?.paper ? ['', paper, line] : [line]
  })
  const about = notes.flatMap((note, i) => hang(`[${i + 1}] `.padEnd(5), note))
  return `${[
    titles,
    ...body,
    ...(about.length > 0 ? ['', 'Percent as published, not measured here. On what, and by whom:', ...about] : []),
    '',
    'MACs: convolutions and dense layers for one image, as torchvision counts.',
  ].join('\n')}\n`
}

// Implementation

type Accuracy = NonNullable<ReturnType<typeof publishedAccuracy>>

function describe({ id, build, paper }: Entry) {
  const published = publishedAccuracy(id)
  const net = select(build(), 'logits')
  return {
    id,
    paper,
    parameters: params(net),
    macs: countMacs(net),
    input: net.input.shape,
    ...(published && { published }),
  }
}

/** `preact-resnet20` is of the families preact and resnet. */
const familiesOf = (id: string): string[] => id.split('-').flatMap((word) => /^[a-z]+/.exec(word) ?? [])

function membersOf(family: string): Entry[] {
  const asked = family.toLowerCase()
  const found = zoo.filter(({ id }) => familiesOf(id).includes(asked))
  if (found.length > 0) return found
  const known = [...new Set(zoo.flatMap(({ id }) => familiesOf(id)[0] ?? []))]
  const near = nearest(asked, known)
  throw new UsageError(
    `no network is of the family '${family}'; ${near.length > 0 ? 'did you mean' : 'there are'} ${(near.length > 0
      ? near
      : known
    ).join(', ')}${near.length > 0 ? '?' : ''}`,
  )
}

const sources = (id: string): string[] => [
  ...(trained.some(({ network }) => network === id) ? ['trained here'] : []),
  ...new Set(publishedWeights(id).map(({ publisher }) => publisher)),
]

const head = ['id', 'parameters', 'MACs', 'input']
const figures = ({ id, parameters, macs, input }: Described) => [
  id,
  formatCount(parameters),
  formatMagnitude(macs),
  formatShape(input),
]

/**
 * Figures of different protocols cannot be compared. Of torchvision without the name of the weights, which `--json`
 * has.
 */
const protocolOf = ({ dataset, protocol, source }: Accuracy): string =>
  `${dataset} ${protocol}; ${source.startsWith('torchvision,') ? 'torchvision' : source}`
