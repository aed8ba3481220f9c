/** @file Names as the user gives them. */

import type { Weights } from '@cnn/shapes'
import { tell } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { parseJson } from '../bytes/json.ts'
import { parts } from '../renaming/keras.ts'
import { torchvision } from '../renaming/pytorch.ts'
import type { Scheme } from '../renaming/scheme.ts'

/** Of tensors or layers, theirs to ours. */
export type NameMap = ReadonlyMap<string, string>

/** JSON, `{"their.name": "our.name", …}`, or lines of two names. Throws FormatError on anything else. */
export function readNameMap(text: string): NameMap {
  if (/^\s*\{/.test(text)) {
    const entries = Object.entries(parseJson(text, 'the map of names') as object)
    for (const [theirs, ours] of entries)
      if (typeof ours !== 'string')
        throw new FormatError(`the map of names has ${tell(ours)} for ${tell(theirs)}; that must be a text`)
    return new Map(entries as [string, string][])
  }
  const pairs = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line, i) => {
      const [theirs, ours, ...more] = line.split(/\s+/)
      if (ours === undefined || more.length > 0)
        throw new FormatError(`line ${i + 1} of the map of names, ${tell(line)}, must be two names`)
      return [theirs!, ours] as const
    })
  return new Map(pairs)
}

/**
 * The scheme of such names: of whole tensors, of layers with their tensors, and of layers by what their names begin
 * with, `layer1.`.
 */
export function schemeOf(map: NameMap, given: Weights): Scheme {
  const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  const layer = (name: string) => name.replace(/[./](?:weight|bias|kernel|gamma|beta|(?:running|moving)_\w+)$/, '')
  // TensorFlow's kernels are called so.
  const keras = [...given.keys()].some((name) => /(?:^|[./])(?:depthwise_)?kernel$/.test(name))
  return {
    ...torchvision,
    id: 'map',
    source: 'the map of names that was given',
    layout: keras ? 'HWIO' : 'OIHW',
    layers: [...map].map(([theirs, ours]) =>
      theirs.endsWith('.') || theirs.endsWith('/')
        ? { from: new RegExp(`^${escaped(theirs)}(.+)$`), to: `${ours}$1` }
        : { from: new RegExp(`^${escaped(layer(theirs))}$`), to: layer(ours) },
    ),
    parts: keras ? parts : {},
  }
}
