/** @file What stands between the convolutions. Those that are one operation are handed on from @cnn/shapes. */

import { maxPool, type PoolOptions } from '@cnn/shapes'
import type { Map3 } from './map.ts'

export { dropout, globalAveragePool, lrn } from '@cnn/shapes'

/**
 * Max pooling of 3×3 pixels at every second one (Krizhevsky et al. 2012, section 3.4): [h, w, c] to about [h / 2, w /
 * 2, c].
 */
export const overlappingPool = (x: Map3, options: Omit<PoolOptions, 'kernel' | 'stride'> = {}): Map3 =>
  maxPool(x, { kernel: 3, stride: 2, ...options })
