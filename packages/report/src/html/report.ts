/** @file The results as one HTML file that needs nothing else: no network, no script to be read. */

import { h, type JSX } from 'preact'
import { scriptJson } from '../words/markup.ts'
import { limitsScript } from '../limits/follow-limits.ts'
import { LimitsForm } from '../limits/limits-form.ts'
import { chartSections } from './chart-sections.ts'
import { htmlDocument } from './document.ts'
import { environmentSection } from './environment.ts'
import { methodSection } from './method.ts'
import { Table } from './table.ts'
import type { Results } from '@cnn/bench'

// Public API

/** One HTML file that needs nothing else; it carries the results, and a script that follows the reader's limits. */
export const report = (results: Results): string =>
  htmlDocument(
    h(Report, { results }),
    `<script type="application/json" id="results">${scriptJson(results)}</script>` +
      `<script>${download}${limitsScript()}</script>`,
  )

// Implementation

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
    ...chartSections(results),
    h('section', {}, h('h2', {}, 'Table'), h(Table, { results })),
    methodSection(results),
    dataSection(),
  )
}

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
