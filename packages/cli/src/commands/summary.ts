import { formatShape, macs, memory, params, receptiveField, select, ShapeError, summary, weights, type Network } from '@cnn/shapes'
import { InvalidArgumentError, type Command } from 'commander'
import { findNetwork } from '../nearest.ts'
import { formatTable } from '../table.ts'
import { formatCount, formatMacs, formatMebibytes, pair } from '../units.ts'
import { parseWhole, UsageError } from '../usage.ts'

// Public API

interface Options {
  readonly size?: number
  readonly classes?: number
  readonly heads?: boolean
  readonly json?: boolean
}

export const addSummary = (program: Command): Command =>
  program
    .command('summary')
    .description('show the layers of a network, its parameters, multiply-accumulates, receptive field and memory')
    .argument('<id>', 'a network of `cnn list`')
    .option('--size <pixels>', "height and width of the image (default: the paper's)", whole)
    .option('--classes <number>', "units of the last layer (default: the paper's)", whole)
    .option('--heads', 'count auxiliary heads too, which only training uses')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ cnn summary resnet50\n  $ cnn summary vgg16 --size 256 --classes 10\n  $ cnn summary googlenet --heads --json',
    )
    .action((id: string, options: Options) => {
      const { paper, build } = findNetwork(id)
      const net = attempt(id, () => build(given(options)))
      const described = describe(id, options.heads ? net : select(net, 'logits'))
      process.stdout.write(options.json ? `${JSON.stringify(described, null, 2)}\n` : format(described, paper))
    })

// Implementation

function whole(text: string): number {
  const value = parseWhole(text, 1)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return value
}

/** An absent option is not one that is undefined. */
const given = ({ size, classes }: Options) => ({ ...(size !== undefined && { size }), ...(classes !== undefined && { classes }) })

function attempt(id: string, build: () => Network): Network {
  try {
    return build()
  } catch (error) {
    throw error instanceof ShapeError ? new UsageError(`${id} cannot be built so: ${error.message}`) : error
  }
}

function describe(id: string, net: Network) {
  const { size, stride, centre, aligned } = receptiveField(net)
  return {
    id,
    input: net.input.shape,
    outputs: Object.fromEntries(Object.entries(net.outputs).map(([name, node]) => [name, node.shape])),
    parameters: params(net),
    macs: macs(net),
    receptiveField: { size: pair(size), stride: pair(stride), centre: pair(centre), aligned },
    memory: memory(net),
    weights: weights(net).map(({ name, shape }) => ({ name, shape })),
    layers: summary(net),
  }
}

function format({ id, input, parameters, macs, receptiveField, memory, layers }: ReturnType<typeof describe>, paper: string): string {
  const rows = layers.map((layer) => [
    layer.name,
    layer.kind,
    formatShape(layer.output),
    layer.parameters > 0 ? formatCount(layer.parameters) : '',
    layer.macs > 0 ? formatCount(layer.macs) : '',
  ])
  const { size, stride, aligned } = receptiveField
  const field = `${both(size)} pixels, every ${both(stride)}${aligned ? '' : '; paths of different centre or stride meet, so this is their union'}`
  return [
    `${id} (${paper}) on ${formatShape(input)}\n\n`,
    formatTable([['layer', 'kind', 'output', 'parameters', 'MACs'], ...rows], [3, 4]),
    `\n${formatCount(parameters)} parameters\n`,
    `${formatMacs(macs)}MACs for one image (convolutions and dense layers, as torchvision counts)\n`,
    `receptive field of the last feature map: ${field}\n`,
    `memory in float32: ${formatMebibytes(memory.parameters)} of parameters; activations of one image, `,
    `${formatMebibytes(memory.peak)} at most at once, ${formatMebibytes(memory.activations)} if all are kept\n`,
  ].join('')
}

const both = (value: number | readonly [number, number]) => formatShape(typeof value === 'number' ? [value, value] : value)
