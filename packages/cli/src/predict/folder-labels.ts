/** @file The file in which the user says which folder is which class. */

import { messageOf } from '@cnn/shapes'
import { readFile } from 'node:fs/promises'
import { UsageError } from '../terminal/usage.ts'

// Public API

/**
 * By the name of the folder, its class by number or name. A JSON object says it so; a JSON list, or text with a folder
 * a line, names the folders in the order of the network's outputs; a line `folder<tab>class` says it outright. Throws
 * UsageError for anything else.
 */
export async function readFolderLabels(path: string): Promise<Record<string, number | string>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--labels ${path} cannot be read: ${messageOf(error)}`)
  })
  const value = /^\s*[[{]/.test(text) ? parse(path, text) : fromLines(text)
  if (Array.isArray(value) && value.every((name) => typeof name === 'string'))
    return unique(
      path,
      value.map((name, i) => [name, i]),
    )
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
  if (entries.length > 0 && entries.every(([, label]) => typeof label === 'string' || Number.isInteger(label)))
    return unique(path, entries)
  throw new UsageError(
    `--labels ${path} must be an object of folders and their classes, or a list of folders in the order of the classes`,
  )
}

// Implementation

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--labels ${path} is no JSON: ${messageOf(error)}`)
  }
}

function fromLines(text: string): unknown {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (!lines.every((line) => line.includes('\t'))) return lines.map((line) => line.trim())
  return Object.fromEntries(
    lines.map((line) => [line.split('\t')[0]!.trim(), line.slice(line.indexOf('\t') + 1).trim()]),
  )
}

function unique(
  path: string,
  entries: readonly (readonly [string, number | string])[],
): Record<string, number | string> {
  const names = entries.map(([name]) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new UsageError(`--labels ${path} names '${twice}' twice`)
  return Object.fromEntries(entries)
}
