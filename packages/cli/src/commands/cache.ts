import type { Command } from 'commander'
import { clearBrowsers } from '../files/clear-browsers.ts'
import { examples } from '../options/examples.ts'
import { counted, listed } from '../show/cache.ts'
import { print, printJson } from '../terminal/print.ts'

export const addCache = (program: Command): Command =>
  program
    .command('cache')
    .description('show or remove the downloads that are kept')
    .addHelpText('after', examples('cnn cache list', 'cnn cache clear'))
    .addCommand(
      program
        .createCommand('list')
        .description('show what is kept: when it came, its size, and from where')
        .option('--json', 'as JSON')
        .action(async ({ json }: { json?: boolean }) => {
          const { cacheFolder, keptDownloads } = await import('@cnn/weights/node')
          const [folder, kept] = [cacheFolder(), await keptDownloads()]
          if (json) printJson({ folder, kept })
          else print(listed(folder, kept))
        }),
    )
    .addCommand(
      program
        .createCommand('clear')
        .description('remove the downloads')
        .option('--browser', 'the embedded browser too, which is unpacked again when it is needed')
        .action(async ({ browser }: { browser?: boolean }) => {
          const { cacheFolder, clearDownloads, keptDownloads } = await import('@cnn/weights/node')
          const [folder, kept] = [cacheFolder(), await keptDownloads()]
          await clearDownloads()
          if (browser) await clearBrowsers(folder)
          print(`${folder}: ${counted(kept)} removed\n`)
        }),
    )
