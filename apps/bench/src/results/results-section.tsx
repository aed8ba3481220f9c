/** @file The results: the visitor's own, or those of a file made elsewhere. */

import { parseResults, type Results } from '@cnn/bench'
import { followLimits, LimitsForm, pageStyle, Table } from '@cnn/report'
import { messageOf } from '@cnn/shapes'
import { useSignal, type Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Charts } from './charts.tsx'
import { Downloads } from './downloads.tsx'
import { Origin } from './origin.tsx'

// Public API

/** A file that was opened. While one is shown, the visitor's own results wait behind it. */
export interface Opened {
  readonly results: Results
  readonly name: string
}

interface ResultsProps {
  readonly own: Signal<Results | undefined>
  readonly opened: Signal<Opened | undefined>
}

export function ResultsSection({ own, opened }: ResultsProps): JSX.Element {
  const problem = useSignal('')
  const open = async ([file]: Iterable<File>) => {
    if (!file) return
    try {
      opened.value = { results: parseResults(await file.text(), file.name), name: file.name }
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    }
  }
  useEffect(() => acceptDrops((files) => void open(files)), [])
  const shown = opened.value?.results ?? own.value
  return (
    <>
      {shown ? <Shown results={shown} own={own} opened={opened} /> : <p class="hint">{none}</p>}
      <p class="open">
        <label for="results-file">Open or drop a results.json made elsewhere, by npx cnn bench for instance</label>
        <input
          type="file"
          id="results-file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => {
            // So that the same file, once mended, can be chosen again.
            void open([...(currentTarget.files ?? [])]).then(() => (currentTarget.value = ''))
          }}
        />
      </p>
      <p class="problem" role="alert">
        {problem}
      </p>
    </>
  )
}

// Implementation

const none = 'None yet. Measure above, or open a file.'

function Shown({ results, own, opened }: ResultsProps & { readonly results: Results }): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => followLimits(root.current!), [])
  return (
    <div ref={root}>
      <style>{pageStyle}</style>
      <div class="origin">
        <Origin results={results} from={opened.value?.name ?? null} />
        {opened.value && own.value && (
          <button type="button" onClick={() => (opened.value = undefined)}>
            Back to the results of this browser
          </button>
        )}
      </div>
      <h3>What you can afford</h3>
      <LimitsForm results={results} />
      <Charts results={results} />
      <div class="tables">
        <Table results={results} />
      </div>
      <h3>Download</h3>
      <Downloads results={results} />
    </div>
  )
}

/**
 * Takes files that are dropped anywhere on the page: the browser would open one that misses its target in place of the
 * page. Call what it returns to end this.
 */
function acceptDrops(open: (files: Iterable<File>) => void): () => void {
  const over = new AbortController()
  const { signal } = over
  document.addEventListener(
    'dragover',
    (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      mark(true)
    },
    { signal },
  )
  document.addEventListener('dragleave', (event) => event.relatedTarget === null && mark(false), { signal })
  document.addEventListener(
    'drop',
    (event) => {
      event.preventDefault()
      mark(false)
      open(event.dataTransfer?.files ?? [])
    },
    { signal },
  )
  return () => over.abort()
}

const mark = (over: boolean) => document.body.classList.toggle('dropping', over)
