/** @file Lists of the names of classes, as people and programs write them. */

import { DataError } from './images.ts'

// Public API

/**
 * Names in the order of a network's outputs: a JSON list; a JSON object by number, `{"0": "tench", …}`, or by name, as
 * torchvision's `class_to_idx`; or text with one name a line. Throws DataError, which begins with `source`, for
 * anything else, and for other than `count` names.
 */
export function namesOfClasses(text: string, source: string, count?: number): string[] {
  const names = /^\s*[[{]/.test(text) ? fromJson(text) : fromLines(text)
  if (!names)
    throw new DataError(
      `${source} is no list of names: it must be a JSON list of texts, a JSON object of names and ` +
        'their numbers, or text with one name a line',
    )
  if (count !== undefined && names.length !== count)
    throw new DataError(`${source} has ${names.length} names, and the network has ${count} classes`)
  return names.map((name) => name.replaceAll('_', ' '))
}

// Implementation

function fromLines(text: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim())
  while (lines.at(-1) === '') lines.pop()
  return lines
}

function fromJson(text: string): string[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (Array.isArray(value)) return value.every((name) => typeof name === 'string') ? value : undefined
  const entries = Object.entries(value as object)
  const byName = entries.every(([, number]) => Number.isInteger(number))
  const pairs = entries.map(([key, other]): [number, unknown] =>
    byName ? [other as number, key] : [Number(key), other],
  )
  const names = pairs.toSorted(([a], [b]) => a - b)
  const inOrder = names.every(([number, name], i) => number === i && typeof name === 'string')
  return inOrder ? names.map(([, name]) => name as string) : undefined
}
