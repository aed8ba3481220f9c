import { extname } from 'node:path'
import { Option, type Command } from 'commander'
import { addBuildOptions, networkOf, type BuildOptions } from '../options/build-options.ts'
import { replace } from '../files/replace.ts'
import { examples } from '../options/examples.ts'
import { UsageError } from '../terminal/usage.ts'
import { print } from '../terminal/print.ts'

// Public API

type Format = 'svg' | 'mermaid' | 'dot'

interface Options extends BuildOptions {
  readonly format?: Format
  readonly whole?: boolean
  readonly out?: string
}

export const addPlot = (program: Command): Command =>
  addBuildOptions(program.command('plot').description('draw a network: its blocks, or every layer'))
    .addOption(
      new Option('--format <name>', "what to draw as (default: by the file's ending, else svg)").choices([
        'svg',
        'mermaid',
        'dot',
      ]),
    )
    .option('--whole', 'every layer, not folded by block')
    .option('--out <file>', 'where to write it (default: to the terminal)')
    .addHelpText(
      'after',
      examples(
        'cnn plot resnet50 --out resnet50.svg',
        'cnn plot googlenet --whole --heads --out googlenet.svg',
        'cnn plot vgg16 --format mermaid',
      ),
    )
    .action(async (id: string, options: Options) => {
      const net = networkOf(id, options)
      const format = options.format ?? formatOf(options.out)
      // Other commands need not wait for it.
      const plot = await import('@cnn/plot')
      const picture = plot[format](net, { fold: !options.whole })
      if (options.out === undefined) print(picture)
      else await replace(options.out, picture)
    })

// Implementation

const endings: Readonly<Record<string, Format>> = {
  '.svg': 'svg',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.dot': 'dot',
  '.gv': 'dot',
}

function formatOf(out: string | undefined): Format {
  if (out === undefined) return 'svg'
  const ending = extname(out).toLowerCase()
  const format = Object.hasOwn(endings, ending) ? endings[ending] : undefined
  if (format) return format
  throw new UsageError(`'${out}' has none of the endings ${Object.keys(endings).join(', ')}; give --format`)
}
