/** @file A Python beside this process that answers one line of JSON with another. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Python {
  /** Throws what the script says in `error`. */
  ask(question: object): Promise<unknown>
  end(): Promise<void>
}

/** Questions are asked one after the other. What the script prints that is no object in JSON is passed over. */
export function startPython(python: string, script: string, ...args: readonly string[]): Python {
  const child = spawn(python, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      for (;;) {
        const { value, done } = await lines.next()
        if (done) throw new Error(`${script} ended`)
        if (!value.startsWith('{')) continue
        const answer = JSON.parse(value) as { readonly error?: string }
        if (answer.error !== undefined) throw new Error(answer.error)
        return answer
      }
    },
    async end() {
      if (child.exitCode !== null) return
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
