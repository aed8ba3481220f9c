import { conventions } from '@cnn/shapes'
import { Option, type Command } from 'commander'
import { addBuildOptions, networkOf, type BuildOptions } from '../options/build-options.ts'
import { examples } from '../options/examples.ts'
import { findNetwork } from '../weights/network.ts'
import { whole } from '../options/whole.ts'
import { describe, format, type SummaryOptions } from '../show/summary.ts'
import { print, printJson } from '../terminal/print.ts'

interface Options extends BuildOptions, SummaryOptions {
  readonly json?: boolean
}

export const addSummary = (program: Command): Command =>
  addBuildOptions(
    program
      .command('summary')
      .description('show the layers of a network, its parameters, multiply-accumulates, receptive field and memory'),
  )
    .addOption(
      new Option('--convention <tool>', 'count operations as this tool does')
        .choices(Object.keys(conventions))
        .default('torchvision'),
    )
    .option('--memory', 'show the memory of each layer, where it is concentrated, and what training takes')
    .addOption(
      new Option('--batch <images>', 'images in a step of training; shows what --memory does')
        .argParser(whole)
        .default(1)
        .implies({ memory: true }),
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'cnn summary resnet50',
        'cnn summary vgg16 --size 256 --classes 10',
        'cnn summary googlenet --heads --json',
        'cnn summary resnet50 --convention thop',
        'cnn summary vgg16 --memory --batch 32',
      ),
    )
    .action((id: string, options: Options) => {
      const described = describe(id, networkOf(id, options), options)
      if (options.json) printJson(described)
      else print(format(described, findNetwork(id).paper))
    })
