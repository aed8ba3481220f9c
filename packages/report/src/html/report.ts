/** @file The results as one HTML file that needs nothing else: no network, no script to be read. */

import { h, type JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Chart } from '../chart/chart.ts'
import { scriptJson } from '../words/markup.ts'
import { suiteNames } from '../words/backends.ts'
import { limitsScript } from '../limits/follow-limits.ts'
import { LimitsForm } from '../limits/limits-form.ts'
import { environmentSection } from './environment.ts'
import { methodSection } from './method.ts'
import { style } from './style.ts'
import { Table } from './table.ts'
import { suites, type Results } from '@cnn/bench'

// Public API

/**
 * Style and scripts alone are put into the page as they are. What comes from outside is in `Report`, where Preact
 * escapes it.
 */
export const report = (results: Results): string => `<!doctype html>
<html lang="en"><head>${head}<style>${style}</style></head><body>${renderToString(h(Report, { results }))}\
<script type="application/json" id="results">${scriptJson(results)}</script>\
<script>${download}${limitsScript()}</script></body></html>
`

// Implementation

/** A second safeguard: even a text that got past the escaping could load nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"

const head = [
  '<meta charset="utf-8">',
  `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  '<meta name="color-scheme" content="light dark">',
  '<link rel="icon" href="data:,">',
  '<title>Convolutional networks in the browser: results</title>',
].join('')

function Report({ results }: { readonly results: Results }): JSX.Element {
  const { date, commit } = results.environment
  return h(
    'main',
    {},
    h('h1', {}, 'Convolutional networks in the browser'),
    h(
      'p',
      { class: 'lead' },
      'Parameters against latency against accuracy, measured ',
      h('time', { datetime: date }, date.slice(0, 16).replace('T', ' ')),
      ...(commit ? [' at commit ', h('code', {}, commit.slice(0, 12))] : []),
      '.',
    ),
    !results.complete && h('p', { class: 'warning' }, 'The run is not complete: more was planned than is shown.'),
    environmentSection(results),
    h('section', {}, h('h2', {}, 'What you can afford'), h(LimitsForm, { results })),
    ...suites
      .filter((suite) => results.cells.some((cell) => cell.suite === suite))
      .map((suite) => chartSection(results, suite)),
    h('section', {}, h('h2', {}, 'Table'), h(Table, { results })),
    methodSection(results),
    dataSection(),
  )
}

/** Drawn for three widths, of which the page shows the one that fits: a scaled chart would have scaled letters. */
const chartSection = (results: Results, suite: (typeof suites)[number]): JSX.Element =>
  h(
    'section',
    { 'aria-label': `${suiteNames[suite]}: chart` },
    ...[1080, 740, 420].map((width) =>
      h('div', { class: `chart chart-${width}` }, h(Chart, { results, suite, width })),
    ),
  )

const dataSection = (): JSX.Element =>
  h(
    'section',
    {},
    h('h2', {}, 'Data'),
    h(
      'p',
      {},
      'This file carries all results, every single sample included, as JSON: ',
      h('a', { id: 'download', download: 'results.json', href: '#results' }, 'download results.json'),
      '.',
    ),
  )

const download = `
const link = document.getElementById('download')
const json = JSON.stringify(JSON.parse(document.getElementById('results').textContent), null, 2)
link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }))
`
