/** @file The charts of a run, one for each data set. */

import { h, type JSX } from 'preact'
import { suites, type Results, type Suite } from '@cnn/bench'
import { Chart } from '../chart/chart.ts'
import { suiteNames } from '../words/backends.ts'

// Public API

export const chartSections = (results: Results): JSX.Element[] =>
  suites
    .filter((suite) => results.cells.some((cell) => cell.suite === suite))
    .map((suite) => chartSection(results, suite))

// Implementation

/** Drawn for three widths, of which the page shows the one that fits: a scaled chart would have scaled letters. */
const chartSection = (results: Results, suite: Suite): JSX.Element =>
  h(
    'section',
    { 'aria-label': `${suiteNames[suite]}: chart` },
    ...[1080, 740, 420].map((width) =>
      h('div', { class: `chart chart-${width}` }, h(Chart, { results, suite, width })),
    ),
  )
