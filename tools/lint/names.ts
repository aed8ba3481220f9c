/**
 * @file Refuses a name that packages export with two meanings, and a second spelling of one thing.
 * Usage: node tools/lint/names.ts
 */

import { entriesOf, packages } from '../packages.ts'
import { exportsOf } from './documented.ts'

// Public API

/** Names that several packages export on purpose, since each means the same there. */
export const shared: Readonly<Record<string, string>> = {
  createModel: 'makes a network ready to compute: whoever changes the engine changes the import alone',
  Model: 'what createModel gives',
  ModelOptions: 'what createModel takes',
  MemoryError: 'thrown by a model for which there is no memory',
  Device: 'what a backend runs on, told by tfjs and written into results',
  TrainingData: 'what train takes, and that which @cnn/data makes for it',
}

/** How the names of others are written within ours. */
export const spellings: readonly string[] = ['PyTorch', 'Onnx', 'Tflite', 'Keras', 'Safetensors', 'Cifar', 'Mnist']

/** An exported name, and the file that declares it. */
export interface Exported {
  readonly name: string
  readonly file: string
}

/** One line for each name that means two things, and for each that is spelled in a second way. */
export function ambiguous(exported: readonly Exported[]): string[] {
  const files = Map.groupBy(exported, ({ name }) => name)
  return [...files].flatMap(([name, places]) => {
    const declared = [...new Set(places.map(({ file }) => file))]
    const twice = declared.length > 1 && !(name in shared) ? [`${name}: ${declared.join(' and ')}`] : []
    return [...twice, ...spellings.flatMap((word) => misspelled(name, word))]
  })
}

// Implementation

/** A name may begin with the word in small letters, and be one of capitals. */
function misspelled(name: string, word: string): string[] {
  const found = new RegExp(word, 'gi').exec(name)
  if (!found || found.index === 0 || found[0] === word || name === name.toUpperCase()) return []
  return [`${name}: '${found[0]}' is written '${word}'`]
}

if (import.meta.main) {
  const exported = packages
    .flatMap(entriesOf)
    .flatMap((entry) => [...exportsOf(entry.file)].map(([name, { file }]) => ({ name, file })))
  const found = ambiguous(exported)
  for (const line of found) console.error(`error: ${line}`)
  process.exitCode = Number(found.length > 0)
}
