#!/usr/bin/env node
/** @file The command `cnn`. Its status is 0 for success, 1 for a failure, and 2 for what the user can put right. */

import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { NoBrowserError } from './browser/find.ts'
import { addApp } from './commands/app.ts'
import { addList } from './commands/list.ts'
import { addSummary } from './commands/summary.ts'
import { UsageError } from './usage.ts'

const { version, description } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Record<string, string>

const program = new Command('cnn')
  .description(description!)
  .version(version!)
  .exitOverride()
  .showHelpAfterError('(--help shows what there is)')
  .addHelpText('after', '\nExamples:\n  $ cnn list\n  $ cnn summary resnet50\n  $ cnn app')

// The help shows the commands in this order.
for (const add of [addList, addSummary, addApp]) add(program)

// `cnn list | head` ends when head has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = explain(error)
}

/** Says on stderr what went wrong and returns the status. Commander has already said what it complains of. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const known = error instanceof UsageError || error instanceof NoBrowserError
  console.error(known ? `error: ${error.message}` : error)
  return known ? 2 : 1
}
