/** @file From placed layers to steps: each convolution gets its kernel, each tensor its place. */

import { align } from './arena.ts'
import { chooseWinograd, type WinogradChoice } from './choose.ts'
import type { Affine, ConvLayer, Layer, Value } from './layers.ts'
import type { Buffer, Placed } from './places.ts'
import type { AffineSource, PlacedMap, PlannedTensor, PlanStep, TensorSource } from './data.ts'

// Public API

export interface Steps {
  readonly steps: readonly PlanStep[]
  readonly tensors: readonly PlannedTensor[]
  /** Bytes of each buffer. */
  readonly spaces: readonly number[]
  mapOf(value: Value): PlacedMap
}

export function makeSteps({ places, layers }: Placed, memory: 'fast' | 'small'): Steps {
  const maker = new Maker(places, memory)
  for (const layer of layers) maker.add(layer)
  return maker
}

// Implementation

class Maker implements Steps {
  readonly steps: PlanStep[] = []
  readonly tensors: PlannedTensor[] = []
  readonly spaces: number[] = []
  readonly #buffers = new Map<Buffer, number>()
  readonly #places: Placed['places']
  readonly #memory: 'fast' | 'small'
  #end = 0

  constructor(places: Placed['places'], memory: 'fast' | 'small') {
    this.#places = places
    this.#memory = memory
  }

  mapOf(value: Value): PlacedMap {
    const { buffer, channel } = this.#places.get(value)!
    return { buffer: this.#buffer(buffer), channel, stride: buffer.channels, ...sizeOf(value) }
  }

  add(layer: Exclude<Layer, { kind: 'concat' }>): void {
    if (layer.kind === 'conv') return this.#conv(layer)
    if (layer.kind === 'copy') return this.#copy(layer)
    const common = { layer: layer.kind, input: this.mapOf(layer.input), output: this.mapOf(layer.output), macs: 0 }
    switch (layer.kind) {
      case 'pool': {
        const { window, reduce, countPadding } = layer
        this.steps.push({ ...common, kernel: 'pool', window, reduce, countPadding })
        return
      }
      case 'affine': {
        const { scale, shift } = this.#affine(layer.affine, layer.input.channels)
        this.steps.push({
          ...common,
          layer: layer.affine.name,
          kernel: 'affine',
          scale,
          shift,
          relu: layer.affine.relu,
        })
        return
      }
      case 'add':
        this.steps.push({ ...common, kernel: 'add', other: this.mapOf(layer.other), relu: layer.relu })
        return
      case 'activation':
        this.steps.push({ ...common, layer: layer.activation, kernel: 'activation', activation: layer.activation })
        return
      case 'flatten':
        this.steps.push({ ...common, kernel: 'flatten' })
        return
      case 'lrn':
        this.steps.push({
          ...common,
          kernel: 'lrn',
          size: layer.size,
          k: layer.k,
          alpha: layer.alpha,
          beta: layer.beta,
        })
        return
      case 'rbf':
        this.steps.push({
          ...common,
          kernel: 'rbf',
          codes: this.#tensor({ kind: 'codes', codes: layer.codes }, 4 * layer.codes.length * layer.input.channels),
        })
    }
  }

  #copy(layer: Extract<Layer, { kind: 'copy' }>): void {
    const output = this.mapOf(layer.output)
    for (const { input, from, to, count } of layer.parts)
      this.steps.push({
        kernel: 'copy',
        layer: 'copy',
        input: input ? channelsOf(this.mapOf(input), from, count) : channelsOf(output, to, count),
        output: channelsOf(output, to, count),
        zero: !input,
        macs: 0,
      })
  }

  #conv(layer: ConvLayer): void {
    const choice = chooseWinograd(layer, this.#memory)
    const input = choice?.reordered ? this.#reorder(layer, choice) : this.mapOf(layer.input)
    const filters = layer.output.channels / layer.groups
    const channels = input.channels / layer.groups
    for (let group = 0; group < layer.groups; group++) {
      const source = {
        layer: layer.name,
        firstFilter: group * filters,
        filters,
        ...(layer.norm && { norm: sourceOf(layer.norm) }),
      }
      const common = {
        layer: layer.name,
        input: channelsOf(input, group * channels, channels),
        output: channelsOf(this.mapOf(layer.output), group * filters, filters),
        ...(layer.residual && { residual: channelsOf(this.mapOf(layer.residual), group * filters, filters) }),
        relu: layer.relu,
        bias: this.#tensor({ kind: 'bias', ...source, bias: layer.bias }, 4 * rounded(filters)),
        macs: layer.output.height * layer.output.width * filters * area(layer) * (layer.input.channels / layer.groups),
      }
      const kernel = { ...source, channels: layer.input.channels / layer.groups, kernel: layer.window.kernel }
      if (choice) {
        const weights = this.#tensor(
          { kind: 'winograd', ...kernel, stride: choice.stride },
          4 * 36 * channels * rounded(filters),
        )
        this.steps.push({
          ...common,
          kernel: 'winograd',
          size: choice.size,
          pad: choice.reordered ? [0, 0, 0, 0] : layer.window.pad,
          weights,
        })
        continue
      }
      const weights = this.#tensor(
        { kind: 'panels', ...kernel, stride: 1 },
        4 * area(layer) * channels * rounded(filters),
      )
      const scaled = layer.scaled && { ...this.#affine(layer.scaled, channels), relu: layer.scaled.relu }
      this.steps.push({
        ...common,
        kernel: isDense(layer, input) ? 'dense' : 'direct',
        window: layer.window,
        weights,
        ...(scaled && { scaled }),
      })
    }
  }

  /** The image as `spaceToDepth` gives it, padding included, in a buffer of its own. */
  #reorder({ input, output, window }: ConvLayer, { size, taps, stride, channels }: WinogradChoice): PlacedMap {
    const height = output.height + taps - 1
    const width = output.width + taps - 1
    const buffer = this.#buffer({ pixels: height * width, channels })
    const map: PlacedMap = { buffer, channel: 0, stride: channels, height, width, channels }
    const [top, , , left] = window.pad
    this.steps.push({
      kernel: 'spaceToDepth',
      layer: `for ${7 - size}×${7 - size}`,
      input: this.mapOf(input),
      output: map,
      stride,
      top,
      left,
      macs: 0,
    })
    return map
  }

  #affine(affine: Affine, channels: number): { readonly scale: number; readonly shift: number } {
    const bytes = 4 * rounded(channels)
    const part = (kind: 'scale' | 'shift') => this.#tensor({ kind, affine: sourceOf(affine), channels }, bytes)
    return { scale: part('scale'), shift: part('shift') }
  }

  #tensor(source: TensorSource, bytes: number): number {
    this.tensors.push({ ...source, at: this.#end, bytes })
    this.#end += align(bytes)
    return this.tensors.length - 1
  }

  #buffer(buffer: Buffer): number {
    const known = this.#buffers.get(buffer)
    if (known !== undefined) return known
    this.#buffers.set(buffer, this.spaces.length)
    this.spaces.push(4 * buffer.pixels * buffer.channels)
    return this.spaces.length - 1
  }
}

const sizeOf = ({ height, width, channels }: Value) => ({ height, width, channels })
const area = ({ window: { kernel } }: ConvLayer) => kernel[0] * kernel[1]
const rounded = (filters: number) => Math.ceil(filters / 8) * 8
const channelsOf = (map: PlacedMap, from: number, channels: number): PlacedMap => ({
  ...map,
  channel: map.channel + from,
  channels,
})
const sourceOf = ({ name, epsilon }: Affine): AffineSource => ({ name, ...(epsilon !== undefined && { epsilon }) })

/** One pixel of a map that lies in one piece is a product of a vector and a matrix. */
function isDense({ window, input, groups, scaled }: ConvLayer, map: PlacedMap): boolean {
  const whole =
    window.kernel[0] === input.height && window.kernel[1] === input.width && window.pad.every((side) => side === 0)
  const dense = map.stride === map.channels || input.height * input.width === 1
  return whole && dense && groups === 1 && !scaled
}
