import type { Sides } from '@cnn/data'
import type { Initialisation } from '@cnn/tfjs'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { examples } from '../options/examples.ts'
import { sides, whole } from '../options/whole.ts'
import type { Asked } from '../train/fit-recipe.ts'
import { parseAugment } from '../train/recipe.ts'

// Public API

export const addTrain = (program: Command): Command =>
  addOptimisation(
    program
      .command('train')
      .description('train a network; the same command goes on with a run that was interrupted')
      .argument('<id>', 'a network of `cnn list`')
      .requiredOption(
        '--data <name>',
        'cifar10, mnist, fashion-mnist, or a folder of class folders, in train and test or all together',
      )
      .option(
        '--out <folder>',
        'for the checkpoint, log.jsonl, curves.svg and, at the end, ID.safetensors (default: runs/ID-DATA)',
      ),
  )
    .option('--freeze [layers]', 'only the last so many layers with weights learn (1), auxiliary heads left out', whole)
    .option(
      '--augment <names>',
      'of crop, flip, colour, or none (default: crop,flip; for mnist none, for fashion-mnist flip)',
    )
    .option(
      '--weights <source>',
      'to start from, as for `cnn evaluate`; where they are for more or fewer classes, the last layer begins anew',
    )
    .addOption(
      new Option(
        '--init <way>',
        'of random first weights: He, Gaussian of 0.01, Xavier or LeCun (default: he)',
      ).choices(ways),
    )
    .option('--size <pixels>', "height and width of the image, 64 or 48x80 (default: the network's)", sides)
    .option('--channels <number>', 'of the image: 1 makes grey of pictures (default: as the data)', whole)
    .option(
      '--seed <number>',
      'of the first weights, the order of the images, their augmentation and dropout',
      whole,
      1,
    )
    .option('--strict', 'end where a picture cannot be read, which else is left out and said')
    .option('--backend <id>', 'node-wasm, or cpu: plain JavaScript', backend, 'node-wasm')
    .addHelpText(
      'after',
      examples(
        'cnn train lenet5 --data mnist',
        'cnn train resnet20 --data cifar10 --epochs 20 --rate 0.2',
        'cnn train vgg16-bn-small --data photos --weights trained --rate 0.01',
      ),
    )
    .action(async (id: string, options: Options) => {
      const { trainHere } = await import('../train/train.ts')
      process.exitCode = await trainHere(asked(id, options), {
        out: options.out ?? `runs/${id}-${options.data.split(/[\\/]/).findLast(Boolean) ?? 'data'}`,
        strict: options.strict ?? false,
      })
    })

// Implementation

/** Written out and not imported, since @cnn/tfjs would then load with every command. */
const ways: readonly Initialisation[] = ['he', 'gaussian', 'xavier', 'lecun']

interface Options extends Omit<
  Asked,
  'network' | 'augment' | 'weights' | 'size' | 'channels' | 'freeze' | 'epochs' | 'batch' | 'rate'
> {
  readonly epochs?: number
  readonly batch?: number
  readonly rate?: number
  readonly strict?: boolean
  readonly out?: string
  readonly augment?: string
  readonly weights?: string
  readonly freeze?: number | true
  readonly size?: Sides
  readonly channels?: number
}

const addOptimisation = (train: Command): Command =>
  train
    .option('--epochs <number>', 'passes over the images (default: 10, and up to 60 of few images)', whole)
    .option('--batch <number>', 'images in a step (default: 128, and down to 16 of few images)', whole)
    .option(
      '--rate <number>',
      'learning rate, at its highest (default: 0.05 for a batch of 128, 0.01 with --weights; less for smaller ones)',
      amount,
    )
    .option(
      '--schedule <name>',
      'of the rate: one-cycle, constant, or steps:82,123 (a tenth from each of these epochs on)',
      'one-cycle',
    )
    .option('--momentum <number>', 'share of the velocity that is kept', amount, 0.9)
    .option('--no-nesterov', 'plain momentum, as in the papers')
    .option('--decay <number>', 'weight decay', amount, 5e-4)
    .option('--smoothing <number>', 'of the labels: share that is spread over all classes', amount, 0)
    .option('--heads <number>', 'what the loss of each auxiliary head counts; 0 trains without them', amount, 0.3)

/** What is not given is `null`, as in the checkpoint. */
function asked(id: string, { out: _out, strict: _strict, augment, freeze, ...options }: Options): Asked {
  return {
    network: id,
    ...options,
    epochs: options.epochs ?? null,
    batch: options.batch ?? null,
    rate: options.rate ?? null,
    weights: options.weights ?? null,
    size: options.size ?? null,
    channels: options.channels ?? null,
    freeze: freeze === true ? 1 : (freeze ?? null),
    augment: parseAugment(augment, options.data),
  }
}

function amount(text: string): number {
  const value = /^\d*\.?\d+(e-?\d+)?$/.test(text) ? Number(text) : NaN
  if (!Number.isFinite(value)) throw new InvalidArgumentError('It must be a number of at least 0.')
  return value
}

function backend(text: string): string {
  if (text !== 'node-wasm' && text !== 'cpu') throw new InvalidArgumentError('There are node-wasm and cpu.')
  return text
}
