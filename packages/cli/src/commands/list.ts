import { Option, type Command } from 'commander'
import { examples } from '../options/examples.ts'
import { choose, format, formatSources, orders, type Choice } from '../show/list.ts'
import { print, printJson } from '../terminal/print.ts'

interface Options extends Choice {
  readonly json?: boolean
}

export const addList = (program: Command): Command =>
  program
    .command('list')
    .description('show every network: its paper, its size and the accuracy that was published for it')
    .option('--family <word>', 'only those with this word in their id: resnet, vgg, small')
    .option('--weights', 'only those that weights can be had for, and from whom')
    .addOption(
      new Option('--sort <by>', 'least first, accuracy best first (default: by paper)').choices(Object.keys(orders)),
    )
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('cnn list', 'cnn list --family resnet --weights', 'cnn list --sort macs', 'cnn list --json'),
    )
    .action(({ json, ...choice }: Options) => {
      const networks = choose(choice)
      if (json) printJson(networks)
      else print(choice.weights ? formatSources(networks) : format(networks, choice.sort === undefined))
    })
