/** @file All samples of a cell in the width of a word. */

import type { JSX } from 'preact'
import { svg } from '../words/markup.ts'
import type { Latency } from '@cnn/bench'

/**
 * One tick a sample, from half to twice the median, logarithmic: the same for every cell, so that strips can be
 * compared. What lies further off stands at the end.
 */
export function strip({ samples, median }: Latency): JSX.Element {
  const at = (sample: number) =>
    median > 0 && sample > 0 ? (Math.min(1, Math.max(-1, Math.log2(sample / median))) + 1) / 2 : 0.5
  const places = [...new Set(samples.map((sample) => Math.round(2 + at(sample) * 2 * (width - 2)) / 2))].sort(
    (a, b) => a - b,
  )
  return svg(
    'svg',
    {
      class: 'strip',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `${samples.length} ${samples.length === 1 ? 'sample' : 'samples'}`,
    },
    svg('path', { class: 'axis', d: `M${width / 2} 0V${height}` }),
    svg('path', { d: places.map((x) => `M${x} 3V${height - 3}`).join('') }),
  )
}

const width = 76
const height = 16
