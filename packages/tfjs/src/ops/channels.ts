import { concat, pad, slice } from '@tensorflow/tfjs-core'
import { asMap, type Operation } from './operation.ts'

export const padChannels: Operation<'padChannels'> = {
  compute: ([x], _, { before, after }) =>
    pad(x!, [
      [0, 0],
      [0, 0],
      [0, 0],
      [before, after],
    ]),
}

/** As slices of neighbours: `gather` has no gradient on WASM. */
export const pickChannels: Operation<'pickChannels'> = {
  compute: ([x], _, { channels }) =>
    concat(
      runs(channels).map(([from, count]) => slice(asMap(x), [0, 0, 0, from], [-1, -1, -1, count])),
      3,
    ),
}

/** 3, 4, 5, 0 is 3 channels from 3 and 1 from 0. */
function runs(channels: readonly number[]): (readonly [from: number, count: number])[] {
  const starts = [...channels.keys()].filter((i) => i === 0 || channels[i] !== channels[i - 1]! + 1)
  return starts.map((start, i) => [channels[start]!, (starts[i + 1] ?? channels.length) - start] as const)
}
