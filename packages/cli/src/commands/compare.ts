import type { Command } from 'commander'
import { compareFiles, type CompareOptions } from '../compare/compare.ts'
import { examples } from '../options/examples.ts'
import { thresholdOption } from '../options/threshold.ts'

export const addCompare = (program: Command): Command =>
  program
    .command('compare')
    .description('compare two runs of `cnn bench`, cell by cell: faster, slower, no difference, or cannot tell')
    .argument('<before>', 'its results.json')
    .argument('<after>', 'its results.json')
    .addOption(thresholdOption())
    .option('--anyway', 'though machine, browser, weights or images differ')
    .option('--markdown', 'as a table for a pull request')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'cnn compare before/results.json after/results.json',
        'cnn compare before.json after.json --threshold 10% --markdown',
      ),
    )
    .action(async (before: string, after: string, options: CompareOptions) => {
      process.exitCode = await compareFiles(before, after, options)
    })
