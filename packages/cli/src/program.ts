/** @file The commands of `cnn`, and what becomes of their errors. */

import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { Command, CommanderError } from 'commander'
import { NoBrowserError, PortError } from '@cnn/bench/node'
import { addApp } from './commands/app.ts'
import { addBench } from './commands/bench.ts'
import { addCache } from './commands/cache.ts'
import { addClassify } from './commands/classify.ts'
import { addCompare } from './commands/compare.ts'
import { addEvaluate } from './commands/evaluate.ts'
import { addExport } from './commands/export.ts'
import { addList } from './commands/list.ts'
import { addPlan } from './commands/plan.ts'
import { addPlot } from './commands/plot.ts'
import { addReport } from './commands/report.ts'
import { addSummary } from './commands/summary.ts'
import { addTrain } from './commands/train.ts'
import { addWeights } from './commands/weights.ts'
import { diskProblem } from './files/cannot-write.ts'
import { examples } from './options/examples.ts'
import { nearest } from './terminal/nearest.ts'
import { say } from './terminal/print.ts'
import { UsageError } from './terminal/usage.ts'

// Public API

/**
 * Runs what the user typed after `cnn`. The status is 0 for success, 1 for a failure, and 2 for what the user can put
 * right.
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  const program = new Command('cnn')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText(
      'after',
      examples(
        'cnn list',
        'cnn summary resnet50',
        'cnn plot resnet50 --out resnet50.svg',
        'cnn bench --suite cifar10',
        'cnn app',
      ),
    )

  // The help shows the commands in this order.
  for (const add of [
    addList,
    addSummary,
    addPlan,
    addPlot,
    addWeights,
    addClassify,
    addEvaluate,
    addTrain,
    addBench,
    addCompare,
    addReport,
    addExport,
    addApp,
    addCache,
  ])
    add(program)
  try {
    checkHelp(program, args)
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    return explain(error)
  }
}

/** Says on stderr what went wrong and returns the status. Commander has already said what it complains of. */
export function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const known =
    error instanceof UsageError || error instanceof NoBrowserError || error instanceof PortError || isOutOfMemory(error)
      ? error
      : diskProblem(error)
  say(known ? `error: ${known.message}\n` : `${inspect(error)}\n`)
  return known ? 2 : 1
}

// Implementation

/** By its name, since each engine has its own class, which is loaded only where it computes. */
const isOutOfMemory = (error: unknown): error is Error => error instanceof Error && error.name === 'MemoryError'

const manifest: { version: string; description: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)

/** Commander shows the help of all for a command that there is not. */
function checkHelp({ commands }: Command, [first, about]: readonly string[]): void {
  const known = ['help', ...commands.map((command) => command.name())]
  if (first !== 'help' || about === undefined || about.startsWith('-') || known.includes(about)) return
  const near = nearest(about, known)
  throw new UsageError(
    `unknown command '${about}'; ${near.length > 0 ? `did you mean ${near.join(', ')}? ` : ''}\`cnn --help\` shows all`,
  )
}
