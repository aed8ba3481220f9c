import { vi } from 'vitest'
import { runCommand } from '../src/program.ts'

/** Runs the command in this process, which takes no time to start. */
export async function runHere(...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    const status = await runCommand(args)
    return { status, stdout: stdout.mock.calls.join(''), stderr: stderr.mock.calls.join('') }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
  }
}
