/** @file `--capabilities`: which browser a WebDriver endpoint is to start, and with what options. */

import { readFile } from 'node:fs/promises'
import { messageOf } from '@cnn/shapes'
import { UsageError } from '../../terminal/usage.ts'

// Public API

/** From JSON that was typed, or from a file with JSON. Throws UsageError, which holds none of it: it may have keys. */
export async function readCapabilities(typed: string): Promise<Readonly<Record<string, unknown>>> {
  const inline = typed.trimStart().startsWith('{')
  const what = inline ? '--capabilities' : `--capabilities ${typed}`
  const text = inline
    ? typed
    : await readFile(typed, 'utf8').catch((error: unknown) => {
        throw new UsageError(`${what} cannot be read: ${messageOf(error)}; give a file with JSON, or JSON itself`)
      })
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${what} is no JSON object; it should be like {"browserName": "chrome"}`)
  const { capabilities = value, alwaysMatch = capabilities } = { ...value } as Record<string, unknown>
  return Object(alwaysMatch) as Record<string, unknown>
}

// Implementation

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
