/** @file Records of everything but convolutions and dense layers. */

import type { ConvStep, PlanStep, WinogradStep } from '../plan/data.ts'
import { clamp, floorOf, windowOf, type Addresses } from './addresses.ts'
import { activationCodes, mostPieces, reductions } from './fields.ts'
import type { Records } from './record.ts'

/** A piece should move about this many bytes. */
const pieceBytes = 200_000

export function encodeSimple(records: Records, at: Addresses, step: Exclude<PlanStep, ConvStep | WinogradStep>): void {
  const { input, output } = step
  const images = at.sharing.images
  const bytes =
    4 * images * Math.max(input.height * input.width * input.channels, output.height * output.width * output.channels)
  const rows = images * output.height
  const piecesOf = (most: number) => clamp(bytes / pieceBytes, 1, Math.min(most, mostPieces))
  const pixels = { pieces: piecesOf(images * input.height * input.width), ...at.input(step), ...at.output(step) }
  switch (step.kernel) {
    case 'spaceToDepth':
      return records.add('spaceToDepth', {
        pieces: piecesOf(rows),
        ...at.input(step),
        ...at.result(step),
        stride: step.stride,
        top: step.top,
        left: step.left,
        outChannels: output.channels,
      })
    case 'pool':
      return records.add('pool', { pieces: piecesOf(rows), ...at.input(step), ...at.result(step), ...pooling(step) })
    case 'affine':
      return records.add('affine', {
        ...pixels,
        scale: at.tensor(step.scale),
        shift: at.tensor(step.shift),
        floor: floorOf(step.relu),
      })
    case 'activation':
      return records.add('activation', { ...pixels, activation: activationCodes[step.activation] })
    case 'add':
      return records.add('add', {
        ...pixels,
        other: at.map(step.other),
        otherStride: 4 * step.other.stride,
        floor: floorOf(step.relu),
      })
    case 'copy':
      return records.add('copy', { ...pixels, fromZero: Number(step.zero) })
    case 'flatten':
      return records.add('flatten', { ...pixels })
    case 'lrn':
      return records.add('lrn', { ...pixels, size: step.size, k: step.k, alpha: step.alpha, beta: step.beta })
    case 'rbf':
      return records.add('rbf', {
        pieces: 1,
        input: at.map(input),
        output: at.map(output),
        images,
        channels: input.channels,
        units: output.channels,
        codes: at.tensor(step.codes),
      })
  }
}

function pooling({ window, reduce, countPadding }: Extract<PlanStep, { kernel: 'pool' }>) {
  const [top, right, bottom, left] = window.pad
  return {
    ...windowOf(window),
    top,
    right,
    bottom,
    left,
    reduce: reductions[reduce],
    countPadding: Number(countPadding),
  }
}
