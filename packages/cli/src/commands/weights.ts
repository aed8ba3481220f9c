import type { Command } from 'commander'
import { examples } from '../options/examples.ts'
import { format, weightsFor } from '../show/weights.ts'
import { findNetwork } from '../weights/network.ts'
import { print, printJson } from '../terminal/print.ts'

export const addWeights = (program: Command): Command =>
  program
    .command('weights')
    .description('show where weights for a network are published: licence, preprocessing and published accuracy')
    .argument('<id>', 'a network of `cnn list`')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('cnn weights resnet50', 'cnn weights resnet20 --json'))
    .action((id: string, { json }: { json?: boolean }) => {
      findNetwork(id)
      const published = weightsFor(id)
      if (json) printJson(published)
      else print(format(id, published))
    })
