/** @file The results as files. */

import type { Results } from '@cnn/bench'
import type { JSX } from 'preact'

// Public API

export const Downloads = ({ results }: { readonly results: Results }): JSX.Element => (
  <div class="buttons">
    {files.map((file) => (
      <button key={file.name} type="button" onClick={() => void save(file, results)}>
        {file.name}
      </button>
    ))}
  </div>
)

// Implementation

interface File {
  readonly name: string
  readonly type: string
  readonly text: (results: Results) => string | Promise<string>
}

/** What writes the others is fetched when somebody wants them. */
const files: readonly File[] = [
  { name: 'results.json', type: 'application/json', text: (results) => `${JSON.stringify(results, null, 2)}\n` },
  { name: 'results.csv', type: 'text/csv', text: async (results) => (await import('../written.ts')).csv(results) },
  { name: 'report.html', type: 'text/html', text: async (results) => (await import('../written.ts')).report(results) },
]

async function save({ name, type, text }: File, results: Results): Promise<void> {
  const url = URL.createObjectURL(new Blob([await text(results)], { type: `${type};charset=utf-8` }))
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  // Not at once: the browser reads it only after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
