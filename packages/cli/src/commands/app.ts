import { InvalidArgumentError, Option, type Command } from 'commander'
import { examples } from '../options/examples.ts'
import { cifar10Option } from '../options/shared.ts'
import { cifar10Route } from '../page/cifar10-route.ts'
import { serve } from '@cnn/bench/node'
import openUrl from 'open'
import { parseWhole } from '../terminal/usage.ts'

import { appFolder } from '../page/folder.ts'
import { weightsRoutes } from '../page/weights-routes.ts'
import { print } from '../terminal/print.ts'

// Public API

interface Options {
  readonly port: number
  readonly open: boolean
  readonly cifar10?: string
}

export const addApp = (program: Command): Command =>
  program
    .command('app')
    .description('open the page that measures and explores networks in your own browser; ends with Ctrl-C')
    .addOption(new Option('--port <number>', 'port to serve it on').argParser(parsePort).default(0, 'a free one'))
    .option('--no-open', 'only print the address')
    .addOption(cifar10Option())
    .addHelpText(
      'after',
      examples('cnn app', 'cnn app --port 8080 --no-open', 'cnn app --cifar10 ~/data/cifar-10-batches-bin'),
    )
    .action(async ({ port, open, cifar10 }: Options) => {
      const data = cifar10Route(cifar10)
      if (cifar10 !== undefined) await data.read()
      const { origin, close } = await serve({ folder: appFolder(), routes: { ...data.routes, ...weightsRoutes }, port })
      print(`${origin}/  (Ctrl-C ends it)\n`)
      if (open) void openBrowser(`${origin}/`)
      await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
      await close()
    })

// Implementation

function parsePort(text: string): number {
  const value = parseWhole(text, 0, 65535)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return value
}

/** Opening the browser is a convenience. The address is printed as well, so a failure is silent. */
async function openBrowser(url: string): Promise<void> {
  const opener = await openUrl(url).catch(() => undefined)
  opener?.on('error', () => {})
}
