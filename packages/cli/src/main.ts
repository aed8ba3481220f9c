#!/usr/bin/env node
/** @file The command `cnn`. */

import { runCommand } from './program.ts'

// `cnn list | head` ends when head has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const status = await runCommand(process.argv.slice(2))
// A command that ran to its end may have set one of its own.
if (status !== 0) process.exitCode = status
