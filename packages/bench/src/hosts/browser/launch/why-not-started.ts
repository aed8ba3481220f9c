import { messageOf } from '@cnn/shapes'

/** @file What Playwright's log of a browser that did not start comes down to. */

// Public API

/** One sentence: how the process ended, and the last that it said. `patience` is the seconds that it had. */
export function whyNotStarted(error: unknown, patience: number): string {
  const log = messageOf(error)
  if (/Timeout \d+ ?ms exceeded/.test(log)) return `it gave no answer within ${patience} s`
  const said = lastOf(log, /^\s*-? ?\[pid=\d+\]\[(?:err|out)\] (.+)$/gm)
  const [code, signal] = [lastOf(log, /exitCode=(\d+)/g), lastOf(log, /signal=(SIG\w+)/g)]
  const ended = signal ? `it was ended by ${signal}` : code ? `it ended with status ${code}` : undefined
  // Without a process there is no log: the system's own error says it.
  const why = ended ?? log.replace(/^\w+\.\w+: /, '').split('\n', 1)[0]!
  return said ? `${why}, and said: ${said.slice(0, longest)}` : why
}

// Implementation

const longest = 200

const lastOf = (text: string, pattern: RegExp): string | undefined =>
  Array.from(text.matchAll(pattern), ([, found]) => found!.trim()).at(-1)
