/** @file Random networks for property tests: a list of numbers decides what is stacked on what. */

import {
  add,
  avgPool,
  batchNorm,
  concat,
  conv,
  input,
  lrn,
  maxPool,
  network,
  padChannels,
  relu,
  type FeatureMap,
  type Network,
  type Node,
} from '@cnn/shapes'
import fc from 'fast-check'

// Public API

/** Networks of up to eight layers on small images. Every feature map is an output, so that each shape can be compared. */
export const randomNetwork: fc.Arbitrary<Network> = fc
  .tuple(
    fc.tuple(fc.integer({ min: 5, max: 12 }), fc.integer({ min: 5, max: 12 }), fc.integer({ min: 1, max: 4 })),
    fc.array(layer(), { minLength: 1, maxLength: 8 }),
  )
  .map(([shape, layers]) => {
    const maps: Node<FeatureMap>[] = [input(shape)]
    for (const [i, grow] of layers.entries()) maps.push(grow(maps, `layer${i}`))
    return network('random', Object.fromEntries(maps.slice(1).map((map, i) => [`map${i}`, map])))
  })

// Implementation

type Grow = (maps: readonly Node<FeatureMap>[], name: string) => Node<FeatureMap>

function layer(): fc.Arbitrary<Grow> {
  const window = fc.record({
    kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    stride: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
    pad: fc.oneof(fc.constant(0), fc.constant('same' as const)),
  })
  const last = (maps: readonly Node<FeatureMap>[]) => maps.at(-1)!
  /** A kernel that fits, whatever is left of the map. */
  const fit = (x: Node<FeatureMap>, options: { kernel: [number, number]; stride: [number, number]; pad: number | 'same' }) => ({
    ...options,
    kernel: [Math.min(options.kernel[0], x.shape[0]), Math.min(options.kernel[1], x.shape[1])] as const,
  })
  return fc.oneof(
    fc.tuple(window, fc.integer({ min: 1, max: 5 }), fc.boolean()).map(
      ([options, filters, bias]): Grow =>
        (maps, name) =>
          conv(last(maps), name, { ...fit(last(maps), options), filters, bias }),
    ),
    fc.tuple(window, fc.boolean()).map(
      ([options, ceil]): Grow =>
        (maps) =>
          maxPool(last(maps), { ...fit(last(maps), options), ceil }),
    ),
    fc.tuple(window, fc.boolean()).map(
      ([options, ceil]): Grow =>
        (maps) =>
          avgPool(last(maps), { ...fit(last(maps), options), ceil }),
    ),
    fc.constant<Grow>((maps) => relu(last(maps))),
    fc.constant<Grow>((maps, name) => batchNorm(last(maps), name)),
    fc.constant<Grow>((maps) => lrn(last(maps), { size: 3, alpha: 0.1 })),
    fc.nat({ max: 2 }).map(
      (before): Grow =>
        (maps) =>
          padChannels(last(maps), { before, after: 1 }),
    ),
    fc.nat().map(
      (at): Grow =>
        (maps) =>
          joined(maps, at),
    ),
  )
}

/** Adds or concatenates an earlier map where one fits. */
function joined(maps: readonly Node<FeatureMap>[], at: number): Node<FeatureMap> {
  const x = maps.at(-1)!
  const fitting = maps.filter((map) => map.shape[0] === x.shape[0] && map.shape[1] === x.shape[1])
  const other = fitting[at % fitting.length]!
  return other.shape[2] === x.shape[2] && at % 2 === 0 ? add(x, other) : concat([x, other])
}
