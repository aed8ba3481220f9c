import type { Tensor } from '@cnn/shapes'
import type { Draft } from './draft.ts'

/** The share of each pixel in each window, along an axis. */
interface Matrices {
  readonly rows: Tensor
  readonly columns: Tensor
}

/**
 * Means of windows, by a matrix [pixels, windows] for each axis: for poolings that no layer has. A dense layer works on
 * the last axis, so each axis is brought there in turn. The matrices are no parameters.
 */
export function separable(draft: Draft, name: string, x: string, { rows, columns }: Matrices): string {
  const turn = (step: string, from: string, dims: readonly number[]) =>
    draft.layer(`${name}/${step}`, 'Permute', [from], { config: { dims } })
  const times = (step: string, from: string, kernel: Tensor) =>
    draft.layer(`${name}/${step}`, 'Dense', [from], {
      config: { units: kernel.shape[1], use_bias: false, trainable: false },
      tensors: { kernel },
    })
  const across = times('columns', turn('width_last', x, [1, 3, 2]), columns)
  const down = times('rows', turn('height_last', across, [3, 2, 1]), rows)
  return draft.layer(name, 'Permute', [down], { config: { dims: [3, 1, 2] } })
}
