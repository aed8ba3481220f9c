import { formatShape, macs, params, select } from '@cnn/shapes'
import { zoo, type Entry, type Published } from '@cnn/zoo'
import type { Command } from 'commander'
import { formatTable } from '../terminal/table.ts'
import { formatCount, formatMacs } from '../terminal/units.ts'

// Public API

export const addList = (program: Command): Command =>
  program
    .command('list')
    .description('show every network: its paper, its size and the accuracy that was published for it')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  $ cnn list\n  $ cnn list --json')
    .action(({ json }: { json?: boolean }) => {
      const networks = zoo.map(describe)
      process.stdout.write(json ? `${JSON.stringify(networks, null, 2)}\n` : format(networks))
    })

// Implementation

function describe({ id, build, paper, published }: Entry) {
  const net = select(build(), 'logits')
  return {
    id,
    paper,
    parameters: params(net),
    macs: macs(net),
    input: net.input.shape,
    ...(published && { published }),
  }
}

function format(networks: readonly ReturnType<typeof describe>[]): string {
  const rows = networks.map(({ id, paper, parameters, macs, input, published }) => [
    id,
    paper,
    formatCount(parameters),
    formatMacs(macs),
    formatShape(input),
    published ? formatPublished(published) : '–',
  ])
  const head = ['id', 'paper', 'parameters', 'MACs', 'input', 'published, not measured here']
  return `${formatTable([head, ...rows], [2, 3])}\nMACs are those of convolutions and dense layers for one image, as torchvision counts.\n`
}

/** Every figure with its protocol: those of different protocols cannot be compared. */
function formatPublished({ top1, top5, dataset, protocol, source }: Published): string {
  const figures = [top1 !== undefined && `top-1 ${top1} %`, top5 !== undefined && `top-5 ${top5} %`].filter(Boolean)
  return `${figures.join(', ')} (${dataset} ${protocol}; ${source})`
}
