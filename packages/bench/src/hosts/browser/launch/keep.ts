/**
 * @file A process that keeps a browser for another one: it ends the browser and removes its folder as soon as the other
 * is gone, however that ended. Firefox would live on.
 * Usage: node keep.ts FOLDER PROGRAM ARGUMENT…, where the standard input is open as long as the browser is wanted
 */

import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'

// Implementation

const [folder, program, ...args] = process.argv.slice(2) as [folder: string, program: string, ...args: string[]]
const browser = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
const end = () => void browser.kill('SIGKILL')
process.stdin.resume().once('close', end)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
browser.once('error', ({ message }) => {
  console.error(message)
  process.exitCode = 1
})
browser.once('close', (status) => {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  } finally {
    process.exit(process.exitCode ?? status ?? 1)
  }
})
