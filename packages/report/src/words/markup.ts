/**
 * @file What page and report are drawn with: elements of Preact, which takes every text for text and never for markup.
 */

import { h, type ComponentChildren, type JSX } from 'preact'

// Public API

export type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element of a picture. Numbers are written to a thousandth: enough for a pixel, and equal on every machine. */
export const svg = (
  name: string,
  attributes: Attributes = {},
  ...children: readonly ComponentChildren[]
): JSX.Element =>
  h(name, Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, rounded(value)])), ...children)

/** JSON for the inside of a script element, which a `</script>` in a text must not end. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicode)

// Implementation

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

const rounded = (value: string | number | undefined) =>
  typeof value === 'number' ? Math.round(value * 1000) / 1000 : value
