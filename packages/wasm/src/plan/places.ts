/**
 * @file Where values lie. A concatenation is a buffer that its inputs are written into: each is a view of some
 * channels, with the whole width of the buffer between pixels, so nothing is copied. The longest concatenations choose
 * first, so in a dense block, where each layer reads all maps before it, every shorter one is a view of the last.
 */

import type { CopyLayer, Layer, Lowered, Value } from './layers.ts'

// Public API

/** Memory for `pixels` pixels of `channels` channels. */
export interface Buffer {
  readonly pixels: number
  readonly channels: number
}

/** Some channels of a buffer. */
export interface Place {
  readonly buffer: Buffer
  readonly channel: number
}

export interface Placed {
  readonly places: ReadonlyMap<Value, Place>
  /** Without concatenations: only copies are left of them, where a value could not be a view. */
  readonly layers: readonly Exclude<Layer, { kind: 'concat' }>[]
}

export function placeValues({ layers, input }: Lowered): Placed {
  const places = new Map<Value, Place>()
  const alone = (value: Value) =>
    places.set(value, { buffer: { pixels: value.height * value.width, channels: value.channels }, channel: 0 })
  alone(input)
  const parts = partsOf(layers)
  const copies = new Map<Value, CopyLayer>()
  for (const whole of [...parts.keys()].toReversed()) {
    const leaves = parts.get(whole)!
    const view = viewOf(leaves, places)
    if (view) places.set(whole, view)
    else copies.set(whole, gather(whole, leaves, places))
  }
  const rest: Exclude<Layer, { kind: 'concat' }>[] = []
  for (const layer of layers) {
    if (layer.kind !== 'concat') rest.push(layer)
    else if (copies.get(layer.output)?.parts.length) rest.push(copies.get(layer.output)!)
    if (!places.has(layer.output)) alone(layer.output)
  }
  return { places, layers: rest }
}

// Implementation

/** For each concatenation the values side by side in it, none of which is a concatenation itself. */
function partsOf(layers: readonly Layer[]): Map<Value, readonly Value[]> {
  const parts = new Map<Value, readonly Value[]>()
  for (const layer of layers)
    if (layer.kind === 'concat')
      parts.set(
        layer.output,
        layer.inputs.flatMap((input) => parts.get(input) ?? [input]),
      )
  return parts
}

/** The values as one view, if they already lie side by side. */
function viewOf([first, ...others]: readonly Value[], places: ReadonlyMap<Value, Place>): Place | undefined {
  const start = places.get(first!)
  if (!start) return undefined
  let next = start.channel + first!.channels
  for (const value of others) {
    const place = places.get(value)
    if (place?.buffer !== start.buffer || place.channel !== next) return undefined
    next += value.channels
  }
  return start
}

/** A buffer of its own, in which every value that has no place yet gets one; the others are copied. */
function gather(whole: Value, leaves: readonly Value[], places: Map<Value, Place>): CopyLayer {
  const buffer: Buffer = { pixels: whole.height * whole.width, channels: whole.channels }
  places.set(whole, { buffer, channel: 0 })
  const copied: { input: Value; from: number; to: number; count: number }[] = []
  let channel = 0
  for (const value of leaves) {
    if (places.has(value)) copied.push({ input: value, from: 0, to: channel, count: value.channels })
    else places.set(value, { buffer, channel })
    channel += value.channels
  }
  return { kind: 'copy', output: whole, parts: copied }
}
