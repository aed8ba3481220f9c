import { publishedAccuracy } from '@cnn/bench'
import { formatCount, formatMagnitude, formatShape, macs as countMacs, params, select } from '@cnn/shapes'
import { trained } from '@cnn/trained'
import { publishedWeights } from '@cnn/weights'
import { zoo, type Entry } from '@cnn/zoo'
import { Option, type Command } from 'commander'
import { nearest } from '../terminal/nearest.ts'
import { formatTable, hang } from '../terminal/table.ts'
import { UsageError } from '../terminal/usage.ts'
import { print, printJson } from '../terminal/print.ts'

// Public API

interface Options {
  readonly family?: string
  readonly weights?: boolean
  readonly sort?: keyof typeof orders
  readonly json?: boolean
}

export const addList = (program: Command): Command =>
  program
    .command('list')
    .description('show every network: its paper, its size and the accuracy that was published for it')
    .option('--family <word>', 'only those with this word in their id: resnet, vgg, small')
    .option('--weights', 'only those that weights can be had for, and from whom')
    .addOption(
      new Option('--sort <by>', 'least first, accuracy best first (default: by paper)').choices(Object.keys(orders)),
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ cnn list\n  $ cnn list --family resnet --weights\n  $ cnn list --sort macs\n  $ cnn list --json',
    )
    .action(({ family, weights, sort, json }: Options) => {
      const inFamily = family === undefined ? zoo : membersOf(family)
      const chosen = inFamily.filter(({ id }) => !weights || sources(id).length > 0).map(describe)
      const networks = sort ? chosen.toSorted(orders[sort]) : chosen
      if (json) printJson(networks)
      else if (networks.length === 0) print('no weights are known for any of these\n')
      else print(weights ? formatSources(networks) : format(networks, sort === undefined))
    })

// Implementation

type Described = ReturnType<typeof describe>

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

/** What has no figure comes last. */
const orders = {
  id: (a: Described, b: Described) => a.id.localeCompare(b.id, 'en', { numeric: true }),
  parameters: (a: Described, b: Described) => a.parameters - b.parameters,
  macs: (a: Described, b: Described) => a.macs - b.macs,
  accuracy: (a: Described, b: Described) => (b.published?.top1 ?? -1) - (a.published?.top1 ?? -1),
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

/** Without the input, for which 80 columns have no room left. */
const formatSources = (networks: readonly Described[]): string =>
  `${formatTable(
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
function format(networks: readonly Described[], byPaper: boolean): string {
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

/**
 * Figures of different protocols cannot be compared. Of torchvision without the name of the weights, which `--json`
 * has.
 */
const protocolOf = ({ dataset, protocol, source }: Accuracy): string =>
  `${dataset} ${protocol}; ${source.startsWith('torchvision,') ? 'torchvision' : source}`
