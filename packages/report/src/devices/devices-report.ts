/** @file The runs of several devices in one report, a column each. */

import { h, type JSX } from 'preact'
import { chartSections } from '../html/chart-sections.ts'
import { htmlDocument } from '../html/document.ts'
import { environmentFacts } from '../html/environment.ts'
import { oneLine } from '../words/text.ts'
import type { DeviceRun } from './device-run.ts'
import { LatencyTables } from './latency-tables.ts'

// Public API

/** One HTML file that needs nothing else: what each device is, its latencies beside the others', and its charts. */
export const devicesReport = (runs: readonly DeviceRun[]): string => htmlDocument(h(Devices, { runs }))

// Implementation

const Devices = ({ runs }: { readonly runs: readonly DeviceRun[] }): JSX.Element =>
  h(
    'main',
    {},
    h('h1', {}, 'Convolutional networks on several devices'),
    h('p', { class: 'lead' }, `${runs.length} runs: ${runs.map(({ name }) => oneLine(name)).join(', ')}.`),
    ...runs
      .filter(({ results }) => !results.complete)
      .map(({ name }) =>
        h('p', { class: 'warning' }, `The run of ${oneLine(name)} is not complete: more was planned than is shown.`),
      ),
    h('h2', {}, 'Devices'),
    environments(runs),
    h('h2', {}, 'Median latency of one image, ms'),
    h(LatencyTables, { runs }),
    ...runs.map(charts),
  )

function environments(runs: readonly DeviceRun[]): JSX.Element {
  const facts = runs.map(({ results }) => new Map(environmentFacts(results)))
  const names = [...new Set(facts.flatMap((own) => [...own.keys()]))]
  const heading = (text: string) => h('th', { scope: 'col', class: 'first left' }, text)
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Devices' },
    h(
      'table',
      { class: 'devices' },
      h('thead', {}, h('tr', {}, heading(''), ...runs.map(({ name }) => heading(oneLine(name))))),
      h(
        'tbody',
        {},
        ...names.map((name) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row', class: 'network left' }, name),
            ...facts.map((own) => h('td', { class: 'left' }, oneLine(own.get(name) ?? '') || '–')),
          ),
        ),
      ),
    ),
  )
}

const charts = ({ name, results }: DeviceRun): JSX.Element =>
  h('section', {}, h('h2', {}, oneLine(name)), ...chartSections(results))
