/**
 * @file Refuses a folder of more than 15 source files, and a comment or text of more than 120 characters in a line, which the formatter does
 * not break. What oxlint counts, files, functions and parameters, is in .oxlintrc.json. Usage: node tools/sizes.ts [FOLDER]
 */

import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Public API

/** One line for each folder or line that is too large. */
export function tooLarge(root: string): string[] {
  const files = globSync('{packages/*/{src,assembly},apps/*/src,benchmarks,tools}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: (name) => /node_modules|\.readme/.test(name),
  }).map((file) => file.replaceAll('\\', '/'))
  return [...folders(files), ...files.flatMap((file) => lines(file, readFileSync(join(root, file), 'utf8')))]
}

// Implementation

const most = 15
const widest = 120

/** One operation, one network or one kernel a file: these grow with the subject, and a folder between would say nothing. */
const oneWordAFile = [
  'packages/shapes/src/ops',
  'packages/tfjs/src/ops',
  'packages/tfjs/src/train/ops',
  'packages/zoo/src',
  'packages/wasm/assembly',
]

function folders(files: readonly string[]): string[] {
  const inside = Map.groupBy(files, dirname)
  return [...inside].flatMap(([folder, { length }]) =>
    length > most && !oneWordAFile.includes(folder)
      ? [`${folder} holds ${length} source files; a folder takes at most ${most}`]
      : [],
  )
}

/** An address cannot be broken, nor a pattern. */
const lines = (file: string, text: string): string[] =>
  text
    .split('\n')
    .flatMap((line, i) =>
      line.length > widest && /^\s*(\/\/|\/?\*)/.test(line) && !line.includes('://')
        ? [`${file}:${i + 1} has ${line.length} characters; a line of a comment takes at most ${widest}`]
        : [],
    )

if (import.meta.main) {
  const found = tooLarge(process.argv[2] ?? '.')
  for (const line of found) console.error(line)
  process.exitCode = Number(found.length > 0)
}
