import { plan } from '@cnn/wasm'
import { Option, type Command } from 'commander'
import { addBuildOptions, networkOf, type BuildOptions } from '../options/build-options.ts'
import { examples } from '../options/examples.ts'
import { format } from '../show/plan.ts'
import { print, printJson } from '../terminal/print.ts'

interface Options extends BuildOptions {
  readonly memory: 'fast' | 'small'
  readonly json?: boolean
}

export const addPlan = (program: Command): Command =>
  addBuildOptions(
    program
      .command('plan')
      .description(
        'show how @cnn/wasm computes a network: the kernel of each layer, its work, and its place in memory',
      ),
  )
    .addOption(
      new Option(
        '--memory <amount>',
        "'small' saves the larger weights that Winograd's transform has where it saves time",
      )
        .choices(['fast', 'small'])
        .default('fast'),
    )
    .option('--json', 'the whole plan as JSON')
    .addHelpText('after', examples('cnn plan resnet50', 'cnn plan vgg16 --memory small'))
    .action((id: string, { memory, json, ...options }: Options) => {
      const made = plan(networkOf(id, options), { memory })
      if (json) printJson(made)
      else print(format(made))
    })
