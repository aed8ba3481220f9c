/** @file The results as one HTML file that needs nothing else: no network, no script to be read. */

import { chart } from '../chart/chart.ts'
import { element, escapeMarkup, scriptJson } from '../words/markup.ts'
import { suiteNames } from '../words/backends.ts'
import { environmentSection } from './environment.ts'
import { methodSection } from './method.ts'
import { style } from './style.ts'
import { tableSection } from './table.ts'
import { suites, type Results } from '@cnn/bench'

// Public API

export function report(results: Results): string {
  const { date, commit } = results.environment
  return `<!doctype html>\n${element(
    'html',
    { lang: 'en' },
    head(),
    element(
      'body',
      {},
      element(
        'main',
        {},
        element('h1', {}, 'Convolutional networks in the browser'),
        element(
          'p',
          { class: 'lead' },
          'Parameters against latency against accuracy, measured ',
          element('time', { datetime: date }, escapeMarkup(date.slice(0, 16).replace('T', ' '))),
          commit ? ` at commit ${element('code', {}, escapeMarkup(commit.slice(0, 12)))}.` : '.',
        ),
        results.complete
          ? ''
          : element('p', { class: 'warning' }, 'The run is not complete: more was planned than is shown.'),
        environmentSection(results),
        ...suites
          .filter((suite) => results.cells.some((cell) => cell.suite === suite))
          .map((suite) => chartSection(results, suite)),
        tableSection(results),
        methodSection(results),
        dataSection(results),
      ),
      element('script', {}, download),
    ),
  )}\n`
}

// Implementation

/** The policy makes sure of it: even a text that found its way past the escaping could load nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"

const head = (): string =>
  element(
    'head',
    {},
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    element('title', {}, 'Convolutional networks in the browser: results'),
    element('style', {}, style),
  )

/** Drawn for three widths, of which the page shows the one that fits: a scaled chart would have scaled letters. */
const chartSection = (results: Results, suite: (typeof suites)[number]): string =>
  element(
    'section',
    { 'aria-label': `${suiteNames[suite]}: chart` },
    ...[1080, 740, 420].map((width) =>
      element('div', { class: `chart chart-${width}` }, chart(results, { suite, width })),
    ),
  )

const dataSection = (results: Results): string =>
  element(
    'section',
    {},
    element('h2', {}, 'Data'),
    element(
      'p',
      {},
      'This file carries all results, every single sample included, as JSON: ',
      element('a', { id: 'download', download: 'results.json', href: '#results' }, 'download results.json'),
      '.',
    ),
    element('script', { type: 'application/json', id: 'results' }, scriptJson(results)),
  )

const download = `
const link = document.getElementById('download')
const json = JSON.stringify(JSON.parse(document.getElementById('results').textContent), null, 2)
link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }))
`
