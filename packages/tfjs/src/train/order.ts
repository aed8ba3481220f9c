import { uniform } from '@cnn/shapes'

/**
 * The positions 0 to `count` − 1 in the order in which an epoch visits them (Fisher & Yates 1938, Durstenfeld 1964).
 */
export function order(count: number, epoch: number, seed: number): Int32Array {
  const random = uniform(`order of epoch ${epoch}`, seed)
  const positions = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random(i) * (i + 1))
    const other = positions[j]!
    positions[j] = positions[i]!
    positions[i] = other
  }
  return positions
}
