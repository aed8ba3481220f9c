/** @file What LeNet-5 has of its own (LeCun et al. 1998, section II.B). */

import { avgPool, concat, conv, pickChannels, scaledTanh, scaleShift, type WindowOptions } from '@cnn/shapes'
import type { Map3 } from './map.ts'

/**
 * A convolution in which each filter sees the channels that `table` gives for it (table I): [h, w, c] to [h', w',
 * table.length]. Every filter is a layer of its own, `name.0`, `name.1`, …, so no weight is there that the table leaves
 * out.
 */
export const sparseConv = (
  x: Map3,
  name: string,
  { table, ...window }: WindowOptions & { readonly table: readonly (readonly number[])[] },
) => concat(table.map((channels, i) => conv(pickChannels(x, { channels }), `${name}.${i}`, { filters: 1, ...window })))

/**
 * Half the size, with a trained coefficient and bias per channel, squashed: [h, w, c] to [h / 2, w / 2, c]. The mean of
 * four pixels where the paper has their sum, so a coefficient here is four times the paper's.
 */
export const subsampling = (x: Map3, name: string): Map3 =>
  scaledTanh(scaleShift(avgPool(x, { kernel: 2, stride: 2 }), name))
