/** @file The examples of a README: its blocks of TypeScript, and what their `console.log` lines say that they print. */

export interface Example {
  readonly code: string
  /** The comment behind each `console.log(…)`, in order. */
  readonly prints: readonly string[]
}

export const examplesOf = (readme: string): Example[] =>
  [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => ({
    code: code!,
    prints: code!.split('\n').flatMap((line) => /^console\.log\(.*\) \/\/ (.*)$/.exec(line)?.[1] ?? []),
  }))

/** What a README tells to install, in its first `npm i` or `npm install`; nothing where it has none. */
export const installsOf = (readme: string): string[] =>
  /^npm (?:i|install) (.+)$/m
    .exec(readme)?.[1]!
    .split(' #')[0]!
    .split(' ')
    .filter((word) => word !== '') ?? []

/** Output as the comments write it: an object or list that Node breaks over lines stands on one. */
export const lines = (output: string): string[] =>
  output
    .replaceAll(/\n  +/g, ' ')
    .replaceAll(/\n([}\]])/g, ' $1')
    .trim()
    .split('\n')
