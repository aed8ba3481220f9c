/** @file Records of convolutions and dense layers. */

import type { ConvStep, WinogradStep } from '../plan/data.ts'
import { clamp, floorOf, weightBytes, windowOf, type Addresses } from './addresses.ts'
import { mostPieces, tileScratchBytes } from './fields.ts'
import { tableBytes } from './layout.ts'
import type { Records } from './record.ts'
import { pieceMacs, sharingOf } from './sharing.ts'
import { blockOf, winogradTableBytes } from './winograd.ts'

export function encodeDirect(records: Records, at: Addresses, step: ConvStep): void {
  const { input, output, window, scaled } = step
  const taps = window.kernel[0] * window.kernel[1]
  const panels = Math.ceil(output.channels / 8)
  const panelBytes = 32 * taps * input.channels
  const { images, rows, threads } = sharingOf(step, at.sharing)
  const tiles = Math.ceil((images * output.height * output.width) / rows)
  let blocks = Math.ceil(panels / clamp(weightBytes / panelBytes, 1, panels))
  // A few pixels leave nothing to share but filters.
  if (tiles < 2 * threads && threads > 1) blocks = clamp(2 * threads, blocks, panels)
  const blockPanels = Math.ceil(panels / blocks)
  blocks = Math.ceil(panels / blockPanels)
  const parts = clamp((images * step.macs) / pieceMacs / blocks, 1, Math.min(tiles, Math.floor(mostPieces / blocks)))
  const [top, , , left] = window.pad
  records.add('conv', {
    pieces: blocks * parts,
    ...at.input(step),
    ...at.result(step),
    ...at.epilogue(step),
    ...windowOf(window),
    top,
    left,
    filters: output.channels,
    weights: at.tensor(step.weights),
    zeros: at.layout.zeros,
    rows,
    parts,
    blockPanels,
    scale: scaled ? at.tensor(scaled.scale) : 0,
    shift: scaled ? at.tensor(scaled.shift) : 0,
    scaledFloor: floorOf(scaled?.relu ?? false),
    scaled: tileScratchBytes + tableBytes(taps),
  })
}

/** For one image. */
export function encodeDense(records: Records, at: Addresses, step: ConvStep): void {
  const { input, output } = step
  records.add('dense', {
    pieces: Math.ceil(output.channels / 32),
    input: at.map(input),
    output: at.map(output),
    weights: at.tensor(step.weights),
    terms: input.height * input.width * input.channels,
    filters: output.channels,
    ...at.epilogue(step),
  })
}

export function encodeWinograd(records: Records, at: Addresses, step: WinogradStep): void {
  const { input, output } = step
  const { blocks, tilesY, tilesX, transformedStride, productsStride } = blockOf(step, at.sharing)
  const staged = blocks === 0
  const start = staged ? at.layout.staged : tileScratchBytes + winogradTableBytes
  const panels = Math.ceil(output.channels / 8)
  const tiles = at.sharing.images * tilesY * tilesX
  const parts = clamp((tiles * input.channels * output.channels) / pieceMacs, 1, Math.min(panels, mostPieces / 36))
  const record = {
    ...at.input(step),
    ...at.result(step),
    ...at.epilogue(step),
    filters: output.channels,
    top: step.pad[0],
    left: step.pad[3],
    size: step.size,
    tilesY,
    tilesX,
    weights: at.tensor(step.weights),
    zeros: at.layout.zeros,
    rows: at.sharing.rows,
    transformed: start,
    transformedStride,
    products: start + 36 * transformedStride,
    productsStride,
    blockPanels: clamp(weightBytes / (32 * input.channels), 1, panels),
    parts,
  }
  if (!staged) return records.add('winograd', { ...record, pieces: blocks })
  const pieces = clamp(tiles / 2, 1, 64)
  records.add('winograd', { ...record, pieces }, 'winogradInput')
  records.add('winograd', { ...record, pieces: 36 * parts }, 'winogradMultiply')
  records.add('winograd', { ...record, pieces }, 'winogradOutput')
}
