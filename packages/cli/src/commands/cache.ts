import { rm, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { formatBytes, printable } from '@cnn/shapes'
import type { Command } from 'commander'
import { print, printJson } from '../terminal/print.ts'

// Public API

export const addCache = (program: Command): Command =>
  program
    .command('cache')
    .description('show or remove the downloads that are kept')
    .addHelpText('after', '\nExamples:\n  $ cnn cache list\n  $ cnn cache clear')
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

// Implementation

interface Kept {
  readonly url: string | undefined
  readonly bytes: number
  readonly date: Date
  readonly partial: boolean
}

function listed(folder: string, kept: readonly Kept[]): string {
  const lines = kept.map(({ url = 'of an address that was not noted', bytes, date, partial }) => {
    const about = `${date.toISOString().slice(0, 10)}  ${formatBytes(bytes).padStart(10)}`
    return `${about}  ${printable(url, 1000)}${partial ? ' (its beginning)' : ''}\n`
  })
  return `${lines.join('')}${folder}: ${counted(kept)}\n`
}

function counted(kept: readonly Kept[]): string {
  const bytes = kept.reduce((sum, one) => sum + one.bytes, 0)
  return `${kept.length} download${kept.length === 1 ? '' : 's'}, ${formatBytes(bytes)}`
}

async function clearBrowsers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const browsers = names.filter((name) => /^chromium-[\d.]+(\.part-\w+)?$/.test(name))
  await Promise.all(browsers.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}
