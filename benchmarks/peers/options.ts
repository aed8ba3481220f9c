/** @file What was typed, checked before anything is started. */

import { zoo } from '@cnn/zoo'
import type { EngineName } from './page/engines.ts'

// Public API

/** All that the page has; it cannot be imported here, since it is a bundler's. */
const engineNames = ['cnn-wasm', 'litert-wasm', 'ort-wasm', 'wasm'] as const satisfies readonly EngineName[]

export const pickNetworks = (text: string): string[] =>
  pick(
    '--networks',
    text,
    zoo.map(({ id }) => id),
  )
export const pickEngines = (text: string): EngineName[] => pick('--engines', text, engineNames)

/** Whole numbers of at least 1. */
export const pickNumbers = (option: string, text: string): number[] =>
  text.split(',').map((word) => {
    const value = Number(word)
    if (Number.isInteger(value) && value >= 1) return value
    throw new RangeError(`${option} has '${word}'; it takes whole numbers of at least 1, with commas between`)
  })

// Implementation

function pick<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  return text.split(',').map((word) => {
    const found = known.find((one) => one === word)
    if (found !== undefined) return found
    throw new RangeError(`${option} names '${word}'; there are ${known.join(', ')}`)
  })
}
