import type { Sides } from '../padding.ts'
import type { Draft } from './draft.ts'

/** Zeros around a map, as a layer. */
export const withZeros = (draft: Draft, name: string, x: string, [top, right, bottom, left]: Sides): string =>
  draft.layer(name, 'ZeroPadding2D', [x], {
    config: {
      padding: [
        [top, bottom],
        [left, right],
      ],
      data_format: 'channels_last',
    },
  })
