/** @file Pickles as sequences of opcodes, each with its argument. Source: Python's Lib/pickletools.py. */

import { joined, shuffledA } from './bytes.ts'
import type { Random } from './random.ts'

// Public API

/** The opcodes of a pickle from `start` to its STOP, each with its argument. */
export function opcodesOf(bytes: Uint8Array, start = 0): Uint8Array[] {
  const all: Uint8Array[] = []
  for (let at = start; at < bytes.length;) {
    const length = 1 + argumentOf(bytes, at)
    all.push(bytes.subarray(at, at + length))
    if (bytes[at] === stop) break
    at += length
  }
  return all
}

/** A real one with opcodes left out, doubled, moved or replaced, and sometimes a run of them at some place. */
export function hostilePickle(opcodes: readonly Uint8Array[], random: Random): Uint8Array {
  const changed = shuffledA(opcodes, random, (opcode) => (random.once(3) ? argued(opcode, random) : anyOpcode(random)))
  if (random.once(4)) {
    const run = Array.from({ length: 1 + random.below(12) }, () => anyOpcode(random))
    const times = random.once(30) ? 1 + random.below(20_000) : 1 + random.below(4)
    const many = Array.from({ length: times }, () => run).flat()
    const at = random.below(changed.length + 1)
    return joined([...changed.slice(0, at), ...many, ...changed.slice(at)])
  }
  return joined(changed)
}

/** Where the pickle behind this one begins. */
export const endOf = (bytes: Uint8Array, start = 0): number =>
  opcodesOf(bytes, start).reduce((at, opcode) => at + opcode.length, start)

// Implementation

const stop = 0x2e

/** Bytes behind an opcode, or of the length that stands behind it: negative. */
const widths: Readonly<Record<string, number>> = {
  '\u0080': 1,
  '\u0095': 8,
  J: 4,
  K: 1,
  M: 2,
  '\u008a': -1,
  '\u008b': -4,
  G: 8,
  X: -4,
  '\u008c': -1,
  '\u008d': -8,
  T: -4,
  U: -1,
  B: -4,
  C: -1,
  '\u008e': -8,
  q: 1,
  r: 4,
  h: 1,
  j: 4,
  '\u0082': 1,
  '\u0083': 2,
  '\u0084': 4,
}

function argumentOf(bytes: Uint8Array, at: number): number {
  const letter = String.fromCodePoint(bytes[at]!)
  if (letter === 'c' || letter === 'i') return bytes.indexOf(10, bytes.indexOf(10, at) + 1) - at
  if ('FILSVPgp'.includes(letter)) return bytes.indexOf(10, at) - at
  const width = widths[letter] ?? 0
  if (width >= 0) return width
  const length = bytes.subarray(at + 1, at + 1 - width).reduce((sum, byte, i) => sum + byte * 256 ** i, 0)
  return -width + length
}

/** The same opcode with another argument. */
function argued(opcode: Uint8Array, random: Random): Uint8Array {
  const result = Uint8Array.from(opcode)
  if (result.length > 1) result[1 + random.below(result.length - 1)] = random.of([0, 1, 2, 0x7f, 0x80, 0xff])
  return result
}

const names = [
  'os\nsystem\n',
  'builtins\neval\n',
  'collections\nOrderedDict\n',
  'torch._utils\n_rebuild_tensor_v2\n',
  'torch._utils\n_rebuild_parameter\n',
  'torch\nFloatStorage\n',
  'torch\nSize\n',
  'torch\n__proto__\n',
]

function anyOpcode(random: Random): Uint8Array {
  const ascii = (text: string) => Uint8Array.from(text, (character) => character.codePointAt(0)!)
  const letter = random.of([
    ...Array.from('(012NdlstuabeQR]})\u0081\u0085\u0086\u0087\u0088\u0089\u0090\u0091\u0093\u0094.'),
    ...Object.keys(widths),
    'c',
  ])
  if (letter === 'c') return ascii(`c${random.of(names)}`)
  const width = widths[letter] ?? 0
  if (width < 0) {
    const text = random.of(['', 'storage', '0', 'cpu', '__proto__', 'state_dict', 'x'.repeat(200)])
    return ascii(letter + String.fromCodePoint(text.length) + '\0'.repeat(-width - 1) + text)
  }
  return joined([
    ascii(letter),
    random.once(2) ? random.bytes(width) : new Uint8Array(width).fill(0, 1).fill(random.below(9), 0, 1),
  ])
}
