/**
 * @file JSON whose values are others: of another type or size, nested deeply, with keys that mean something to
 * JavaScript.
 */

import type { Random } from './random.ts'

// Public API

/** The text of a value with one to three of its parts changed, and now and then a key twice. */
export function hostileJson(value: unknown, random: Random): string {
  let changed = value
  for (let changes = 1 + random.below(3); changes > 0; changes--) changed = change(changed, random, 8)
  const text = JSON.stringify(changed, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)) ?? 'null'
  // What stands for text that JSON.stringify would not write.
  const raw = text.replaceAll(/"§(\d+)"/g, (_, number: string) => verbatim(Number(number)))
  return random.once(12) ? raw.replace(/"[^"]+":/, '$&1,$&') : raw
}

// Implementation

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const depths = [99, 101, 2_000, 50_000]

function verbatim(number: number): string {
  const depth = depths[number % depths.length]!
  if (number < 4) return '['.repeat(depth) + ']'.repeat(depth)
  if (number < 8) return '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)
  return ['1e999', '-0', '0.1', '123456789012345678901234567890', '"\\ud800"', '{"toString":1}', '-1e-7'][number - 8]!
}

function strange(random: Random): Json {
  const kind = random.below(8)
  if (kind === 0) return `§${random.below(15)}`
  if (kind === 1) return random.of<Json>([null, true, false, '', '__proto__', 'constructor', '\u0000', [], {}, [[]]])
  if (kind === 2) return random.size()
  if (kind === 3) return -random.size()
  if (kind === 4) return random.below(100) / 7
  if (kind === 5) return many(random.below(random.once(20) ? 100_000 : 20), random.size())
  if (kind === 6) return 'x'.repeat(random.below(random.once(20) ? 100_000 : 40))
  return Object.fromEntries(
    Array.from({ length: random.below(10) }, (_, i) => [random.of(['__proto__', 'shape', 'a', String(i)]), i]),
  )
}

const many = (count: number, value: number): Json[] => Array.from({ length: count }, () => value)

/** A part of it, at most so many levels down, is another. */
function change(value: unknown, random: Random, levels: number): unknown {
  if (typeof value !== 'object' || value === null || levels === 0 || random.once(8)) return strange(random)
  if (Array.isArray(value)) {
    if (value.length === 0) return [strange(random)]
    const at = random.below(value.length)
    if (random.once(6)) return value.filter((_, i) => i !== at)
    if (random.once(6)) return [...value, value[at]]
    return value.map((item, i) => (i === at ? change(item, random, levels - 1) : item))
  }
  const keys = Object.keys(value)
  if (keys.length === 0 || random.once(10)) return { ...value, [random.of(names)]: strange(random) }
  const key = random.of(keys)
  const { [key]: one, ...others } = value as Record<string, unknown>
  if (random.once(8)) return others
  return { ...others, [random.once(12) ? random.of(names) : key]: change(one, random, levels - 1) }
}

const names = ['__proto__', 'toString', 'constructor', 'shape', 'name', 'x'.repeat(1000), '']
