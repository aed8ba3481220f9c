/** @file Writes the offsets of the records down for AssemblyScript, as constants: `CONV_OUTPUT_STRIDE`. */

import {
  activationCodes,
  codes,
  control,
  fields,
  packedChannels,
  recordBytes,
  reductions,
  tileScratchBytes,
} from '../src/program/fields.ts'

const constant = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()

const group = (prefix: string, values: Readonly<Record<string, number>>, type: string) =>
  Object.entries(values).map(([name, value]) => `export const ${prefix}_${constant(name)}: ${type} = ${value}`)

export function constants(): string {
  const offsets = Object.entries(fields).flatMap(([kind, names]) =>
    group(constant(kind), Object.fromEntries(names.map((name, i) => [name, 4 * i])), 'usize'),
  )
  return [
    '// Made from src/program/fields.ts by the build.',
    `export const RECORD_BYTES: usize = ${recordBytes}`,
    `export const TILE_SCRATCH_BYTES: usize = ${tileScratchBytes}`,
    `export const PACKED_CHANNELS: i32 = ${packedChannels}`,
    'export const CODE: usize = 0',
    'export const PIECES: usize = 4',
    ...group('RUN', codes, 'i32'),
    ...group('REDUCE', reductions, 'i32'),
    ...group('ACTIVATION', activationCodes, 'i32'),
    ...group('CONTROL', control, 'usize'),
    ...offsets,
    '',
  ].join('\n')
}
