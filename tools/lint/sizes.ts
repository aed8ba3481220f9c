/**
 * @file Refuses what has grown too large to be read at one sitting: a file, a line, a function, a folder
 * (ARCHITECTURE.md).
 * Usage: node tools/lint/sizes.ts [FOLDER]
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { sourcesOf } from './sources.ts'

// Public API

export const most = { linesOfFile: 220, linesOfFunction: 60, columns: 120, filesOfFolder: 15 }

/** Folders with one thing of a kind in each file: what they hold is not larger for being long. */
export const collections: Readonly<Record<string, string>> = {
  'packages/shapes/src/ops': 'an operation a file',
  'packages/zoo/src': 'an architecture a file',
  'packages/wasm/assembly': 'a kernel a file',
}

/** How many entries, folders among them, a reader meets first. */
export const entriesOf: Readonly<Record<string, number>> = { 'packages/bench/src': 6 }

/** Lines of the README of the repository: what a person reads before anything else. */
export const linesOfFront = 150

/** One line for each thing that is too large. */
export function tooLarge(root: string): string[] {
  const files = sourcesOf(root)
  return [
    ...files.flatMap((file) => inFile(file, readFileSync(join(root, file), 'utf8'))),
    ...fullFolders(files),
    ...longFront(root),
    ...Object.entries(entriesOf).flatMap(([folder, count]) => {
      const found = files.some((file) => file.startsWith(`${folder}/`)) ? readdirSync(join(root, folder)).length : 0
      return found > count ? [`${folder}: ${found} entries, at most ${count}`] : []
    }),
  ]
}

// Implementation

function longFront(root: string): string[] {
  const file = join(root, 'README.md')
  const count = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').length : 0
  return count > linesOfFront ? [`README.md: ${count} lines, at most ${linesOfFront}`] : []
}

function fullFolders(files: readonly string[]): string[] {
  const byFolder = Map.groupBy(files, (file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))))
  return [...byFolder].flatMap(([folder, { length }]) =>
    length > most.filesOfFolder && !(folder in collections)
      ? [`${folder}: ${length} source files, at most ${most.filesOfFolder}`]
      : [],
  )
}

function inFile(file: string, text: string): string[] {
  const lines = text.replace(/\n$/, '').split('\n')
  const { functions, whole } = partsOf(file, text)
  const lineOf = (at: number) => text.slice(0, at).split('\n').length
  let from = 0
  const long = lines.flatMap((line, i) => {
    const [start, edge] = [from, from + most.columns]
    from += line.length + 1
    const breaks = line.length <= most.columns || /https?:\/\/\S{30}/.test(line)
    if (breaks || whole.some((one) => one.start >= start && one.start < edge && edge < one.end + 20)) return []
    return [`${file}:${i + 1}: ${line.length} characters, at most ${most.columns}`]
  })
  return [
    ...(lines.length > most.linesOfFile ? [`${file}: ${lines.length} lines, at most ${most.linesOfFile}`] : []),
    ...functions.flatMap(({ start, end, tests }) => {
      const count = (a: number, b: number) => lineOf(b) - lineOf(a) + 1
      const own = count(start, end) - tests.reduce((sum, test) => sum + count(test.start, test.end), 0)
      return own > most.linesOfFunction
        ? [`${file}:${lineOf(start)}: a function of ${own} lines, at most ${most.linesOfFunction}`]
        : []
    }),
    ...long,
  ]
}

interface Span {
  readonly start: number
  readonly end: number
}

/** A suite is a list of tests, which are functions themselves: their lines are not its own. */
interface Fn extends Span {
  readonly tests: Span[]
}

interface Parts {
  readonly functions: Fn[]
  /**
   * What may cross the edge with what follows it: an expression for matching cannot be broken, and a test is looked for
   * by its title.
   */
  readonly whole: Span[]
}

function partsOf(file: string, text: string): Parts {
  const functions: Fn[] = []
  const whole: Span[] = []
  const open: Fn[] = []
  const enter = ({ start, end }: Span) => {
    const fn = { start, end, tests: [] }
    functions.push(fn)
    open.push(fn)
  }
  const leave = () => void open.pop()
  const isTestCall = (start: number) => /^(test|describe)\b/.test(text.slice(start, start + 9))
  new Visitor({
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression: ({ start, end, arguments: [title] }) => {
      if (!isTestCall(start)) return
      open.at(-1)?.tests.push({ start, end })
      if (title?.type === 'Literal') whole.push(title)
    },
    Literal: (node) => {
      if ('regex' in node) whole.push(node)
    },
  }).visit(parseSync(file, text).program)
  return { functions, whole }
}

if (import.meta.main) {
  const found = tooLarge(process.argv[2] ?? '.')
  for (const line of found) console.error(line)
  process.exitCode = Number(found.length > 0)
}
