/** @file The results as files. */

import { csv, report } from '@cnn/report'
import type { Results } from '@cnn/bench'
import { h } from './h.ts'

// Public API

export const downloads = (results: () => Results | undefined): HTMLElement =>
  h(
    'div',
    { class: 'buttons' },
    ...files.map((file) => h('button', { type: 'button', onclick: () => save(file, results()) }, file.name)),
  )

// Implementation

interface File {
  readonly name: string
  readonly type: string
  readonly text: (results: Results) => string
}

const files: readonly File[] = [
  { name: 'results.json', type: 'application/json', text: (results) => `${JSON.stringify(results, null, 2)}\n` },
  { name: 'results.csv', type: 'text/csv', text: csv },
  { name: 'report.html', type: 'text/html', text: report },
]

function save({ name, type, text }: File, results: Results | undefined): void {
  if (!results) return
  const url = URL.createObjectURL(new Blob([text(results)], { type: `${type};charset=utf-8` }))
  h('a', { href: url, download: name }).click()
  // Not at once: the browser reads it only after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
