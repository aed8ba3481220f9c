/** @file Random networks for property tests: a list of numbers decides what is stacked on what. */

import {
  adaptiveAvgPool,
  add,
  avgPool,
  batchNorm,
  concat,
  conv,
  dense,
  dropout,
  flatten,
  globalAveragePool,
  input,
  lrn,
  maxPool,
  network,
  padChannels,
  pickChannels,
  relu,
  scaleShift,
  type FeatureMap,
  type Network,
  type Node,
  type Vector,
} from '@cnn/shapes'
import fc from 'fast-check'

// Public API

/** Up to eight layers on small images. Every feature map is an output, so that each shape can be compared. */
export const randomMaps: fc.Arbitrary<Network> = someMaps().map((maps) => network('random', outputs(maps)))

/**
 * The same with one or two dense layers on the last map, the result of which is `logits`. Of the maps some are outputs:
 * others can be fused.
 */
export const randomNetwork: fc.Arbitrary<Network> = fc
  .tuple(someMaps(), head(), fc.nat({ max: 255 }))
  .map(([maps, classify, seen]) => network('random', { ...outputs(maps, seen), logits: classify(maps.at(-1)!) }))

/** The same, the last map read by its sum with an activation or batch norm of it, behind a dropout. */
export const randomDropouts: fc.Arbitrary<Network> = fc
  .tuple(someMaps(), head(), fc.boolean(), fc.integer({ min: 1, max: 4 }))
  .map(([maps, classify, normed, filters]) => {
    const map = conv(maps.at(-1)!, 'read', { filters, kernel: 1 })
    const behind = normed ? batchNorm(dropout(map), 'behind') : relu(dropout(map))
    return network('random', { logits: classify(add(map, behind)) })
  })

/** As many of these as are asked for: the same ones for the same seed. */
export const sampleNetworks = (count: number, seed: number): Network[] =>
  fc.sample(randomNetwork, { numRuns: count, seed })

// Implementation

type Map3 = Node<FeatureMap>
type Grow = (maps: readonly Map3[], name: string) => Map3

const outputs = (maps: readonly Map3[], bits = -1) =>
  Object.fromEntries(maps.flatMap((map, i) => ((bits >> i) & 1 ? [[`map${i}`, map]] : [])))

function someMaps(): fc.Arbitrary<readonly Map3[]> {
  const size = fc.integer({ min: 5, max: 12 })
  // How many maps before the last one a layer reads: mostly none.
  const back = fc.constantFrom(0, 0, 0, 1, 2)
  return fc
    .tuple(
      fc.tuple(size, size, fc.integer({ min: 1, max: 4 })),
      fc.array(fc.tuple(layer(), back), { minLength: 1, maxLength: 8 }),
    )
    .map(([shape, layers]) => {
      const maps: Map3[] = [input(shape)]
      for (const [i, [grow, before]] of layers.entries())
        maps.push(grow([...maps, maps.at(-1 - Math.min(before, i))!], `layer${i}`))
      return maps.slice(1)
    })
}

function on(build: (x: Map3, name: string) => Map3): Grow {
  return (maps, name) => build(maps.at(-1)!, name)
}

function layer(): fc.Arbitrary<Grow> {
  const pair = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }))
  const side = fc.integer({ min: 0, max: 2 })
  const window = fc.record({
    kernel: pair(3),
    stride: pair(2),
    pad: fc.oneof(fc.constant(0), fc.constant('same' as const), fc.tuple(side, side, side, side)),
  })
  return fc.oneof(
    fc
      .tuple(window, pair(2), fc.integer({ min: 1, max: 5 }), fc.nat(), fc.boolean())
      .map(([options, dilation, each, share, bias]) =>
        on((x, name) => {
          const groups = divisor(x.shape[2], share)
          return conv(x, name, { ...spread(x, fit(x, options), dilation), filters: each * groups, groups, bias })
        }),
      ),
    fc.tuple(window, fc.boolean()).map(([options, ceil]) => on((x) => maxPool(x, { ...fitPool(x, options), ceil }))),
    fc
      .tuple(window, fc.boolean(), fc.boolean())
      .map(([options, ceil, countPadding]) => on((x) => avgPool(x, { ...fitPool(x, options), ceil, countPadding }))),
    pair(6).map((size) => on((x) => adaptiveAvgPool(x, { size }))),
    // More often than the others: what follows a convolution, perhaps behind a dropout, is what can be fused into it.
    { weight: 2, arbitrary: fc.constant(on(relu)) },
    { weight: 3, arbitrary: fc.constant(on((x) => dropout(x))) },
    { weight: 2, arbitrary: fc.constant(on((x, name) => batchNorm(x, name))) },
    fc.constant(on(scaleShift)),
    fc.constant(on((x) => lrn(x, { size: 3, alpha: 0.1 }))),
    fc.nat({ max: 2 }).map((before) => on((x) => padChannels(x, { before, after: 1 }))),
    fc
      .array(fc.nat(), { minLength: 1, maxLength: 4 })
      .map((some) => on((x) => pickChannels(x, { channels: distinct(some, x.shape[2]) }))),
    fc.nat().map(
      (at): Grow =>
        (maps) =>
          joined(maps, at),
    ),
  )
}

function head(): fc.Arbitrary<(x: Map3) => Node<Vector>> {
  const someUnits = fc.integer({ min: 1, max: 6 })
  const between = fc.constantFrom(
    relu,
    (x: Node<Vector>) => batchNorm(x, 'between'),
    (x: Node<Vector>) => scaleShift(x, 'between'),
  )
  return fc
    .tuple(fc.boolean(), fc.option(fc.tuple(someUnits, between)), someUnits, fc.boolean())
    .map(([flat, hidden, units, bias]) => (x) => {
      let y = flat ? flatten(x) : globalAveragePool(x)
      if (hidden) y = hidden[1](dense(y, 'fc1', { units: hidden[0] }))
      return dense(y, 'fc2', { units, bias })
    })
}

interface Window {
  readonly kernel: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly pad: number | 'same' | readonly [number, number, number, number]
}

/** A kernel that fits, whatever is left of the map. */
const fit = (x: Map3, options: Window): Window => ({
  ...options,
  kernel: [Math.min(options.kernel[0], x.shape[0]), Math.min(options.kernel[1], x.shape[1])],
})

/** Padding of at most half the kernel, as poolings take it. */
function fitPool(x: Map3, options: Window): Window {
  const fitted = fit(x, options)
  const { kernel, pad } = fitted
  if (typeof pad !== 'object') return fitted
  const [tall, wide] = kernel.map((size) => Math.floor(size / 2)) as [number, number]
  const [top, right, bottom, left] = pad
  return {
    ...fitted,
    pad: [Math.min(top, tall), Math.min(right, wide), Math.min(bottom, tall), Math.min(left, wide)],
  }
}

/** Dilated where the kernel then still fits. */
function spread(x: Map3, options: Window, [tall, wide]: readonly [number, number]) {
  const fits = (axis: 0 | 1, dilation: number) => dilation * (options.kernel[axis] - 1) < x.shape[axis]
  return { ...options, dilation: [fits(0, tall) ? tall : 1, fits(1, wide) ? wide : 1] as const }
}

function divisor(count: number, at: number): number {
  const divisors = Array.from({ length: count }, (_, i) => i + 1).filter((one) => count % one === 0)
  return divisors[at % divisors.length]!
}

const distinct = (some: readonly number[], count: number): number[] => [...new Set(some.map((one) => one % count))]

/** Adds or concatenates an earlier map where one fits. */
function joined(maps: readonly Map3[], at: number): Map3 {
  const x = maps.at(-1)!
  const fitting = maps.filter((map) => map.shape[0] === x.shape[0] && map.shape[1] === x.shape[1])
  const other = fitting[at % fitting.length]!
  return other.shape[2] === x.shape[2] && at % 2 === 0 ? add(x, other) : concat([x, other])
}
