/** @file JSON out of a stranger's file. */

import { bounds } from '@cnn/shapes'
import { FormatError } from '../format-error.ts'

// Public API

/**
 * The value of a JSON text, `what` in the errors. Throws FormatError unless it is JSON in UTF-8, nested no deeper than
 * `bounds` say, so that whoever walks it needs no bound of his own, and without a key that stands twice in one object:
 * JSON.parse would keep the last without a word.
 */
export function parseJson(source: Uint8Array | string, what: string): unknown {
  const { bytes, nesting } = bounds.json
  if (source.length > bytes) throw new FormatError(`${what} is of ${source.length} bytes; JSON is read up to ${bytes}`)
  const refuse = () => new FormatError(`${what} is not JSON`)
  let text: string
  try {
    text = typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source)
  } catch {
    throw refuse()
  }
  if (deepest(text) > nesting) throw new FormatError(`${what} is nested more than ${nesting} levels deep`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuse()
  }
  const twice = doubledKey(text)
  if (twice !== undefined) throw new FormatError(`${what} has the key ${twice.slice(0, 100)} twice in one object`)
  return value
}

// Implementation

const [quote, backslash, colon, openBrace, openBracket, closeBrace, closeBracket] = Array.from(
  String.raw`"\:{[}]`,
  (character) => character.codePointAt(0)!,
)

/** Whatever the text is: it is not known to be JSON yet. */
function deepest(text: string): number {
  let [depth, most] = [0, 0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) i = closing(text, i)
    else if (code === openBrace || code === openBracket) most = Math.max(most, ++depth)
    else if (code === closeBrace || code === closeBracket) depth--
  }
  return most
}

/** Of valid JSON: the first key, as it is written, that its object has already. */
function doubledKey(text: string): string | undefined {
  const open: Set<string>[] = []
  let last = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) {
      const end = closing(text, i)
      last = text.slice(i, end + 1)
      i = end
    } else if (code === openBrace || code === openBracket) open.push(new Set())
    else if (code === closeBrace || code === closeBracket) open.pop()
    else if (code === colon) {
      // Two spellings of one key are the same key.
      const key = last.includes('\\') ? JSON.stringify(JSON.parse(last)) : last
      if (open.at(-1)!.has(key)) return key
      open.at(-1)!.add(key)
    }
  }
  return undefined
}

/** The place of the quote that ends the text which begins at `from`. */
function closing(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1
  return at
}
