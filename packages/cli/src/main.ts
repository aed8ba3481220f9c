#!/usr/bin/env node
/** @file The command `cnn`. */

import { cannotWrite } from './files/cannot-write.ts'
import { explain, runCommand } from './program.ts'

// `cnn list | head` ends when head has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  // `cnn list > FILE`, where the disk is full.
  process.exit(explain(cannotWrite('the output', error)))
})

const status = await runCommand(process.argv.slice(2))
// A command that ran to its end may have set one of its own.
if (status !== 0) {
  process.exitCode = status
  // A browser that gave no answer ends with this process, not half a minute later.
  setTimeout(() => process.stdout.writableLength === 0 && process.exit(), 1000).unref()
}
