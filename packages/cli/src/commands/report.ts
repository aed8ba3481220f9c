import type { Command } from 'commander'
import { examples } from '../options/examples.ts'
import { writeReport } from '../show/report.ts'

export const addReport = (program: Command): Command =>
  program
    .command('report')
    .description('one HTML page of the runs of several devices, a column each; of one run, the report of `cnn bench`')
    .argument('<files...>', 'results.json of `cnn bench` or of its page, as DEVICE=FILE where the column has a name')
    .option('--out <file>', 'the page', 'report.html')
    .addHelpText(
      'after',
      examples(
        'cnn report phone.json laptop.json --out devices.html',
        'cnn report "Pixel 9=results (1).json" bench-results/results.json',
      ),
    )
    .action(async (files: string[], { out }: { out: string }) => writeReport(files, out))
