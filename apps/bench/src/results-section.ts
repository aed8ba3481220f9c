/** @file The results: the visitor's own, or those of a file made elsewhere. */

import { parseResults, type Results } from '@cnn/bench'
import { charts } from './charts.ts'
import { downloads } from './downloads.ts'
import { messageOf } from '@cnn/bench/page'
import { h } from './h.ts'
import { origin } from './origin.ts'
import { tables } from './tables.ts'

// Public API

export interface ResultsSection {
  /** The visitor's own results. `front` takes the place of a file that is shown; otherwise they wait behind it. */
  own(results: Results, front: boolean): void
}

export function resultsSection(section: HTMLElement): ResultsSection {
  let own: Results | undefined
  let shown: Results | undefined
  const about = h('div', { class: 'origin' })
  const pictures = charts()
  const table = tables()
  const problem = h('p', { class: 'problem', role: 'alert' })
  const file = h('input', {
    type: 'file',
    id: 'results-file',
    accept: '.json,application/json',
    onchange: () => void open(file.files),
  })
  const body = h(
    'div',
    { hidden: true },
    about,
    pictures.element,
    table.element,
    h('h3', {}, 'Download'),
    downloads(() => shown),
  )
  const empty = h('p', { class: 'hint' }, 'None yet. Measure above, or open a file.')

  const show = (results: Results, from: string | null) => {
    shown = results
    problem.textContent = ''
    empty.hidden = true
    body.hidden = false
    const back = h(
      'button',
      { type: 'button', onclick: () => own && show(own, null) },
      'Back to the results of this browser',
    )
    about.replaceChildren(origin(results, from), ...(from !== null && own ? [back] : []))
    pictures.show(results)
    table.show(results)
  }
  const open = async (files: FileList | null | undefined) => {
    const [chosen] = files ?? []
    if (!chosen) return
    try {
      show(parseResults(await chosen.text(), chosen.name), chosen.name)
    } catch (error) {
      problem.textContent = messageOf(error)
    } finally {
      // So that the same file, once mended, can be chosen again.
      file.value = ''
    }
  }
  acceptDrops((files) => void open(files))
  section.append(
    empty,
    body,
    h(
      'p',
      { class: 'open' },
      h('label', { for: 'results-file' }, 'Open or drop a results.json made elsewhere, by npx cnn bench for instance'),
      file,
    ),
    problem,
  )
  return {
    own(results, front) {
      const behind = shown !== own && !front
      own = results
      if (!behind) show(results, null)
    },
  }
}

// Implementation

/** Anywhere on the page: a file that misses its mark would be opened in place of the page. */
function acceptDrops(open: (files: FileList | undefined) => void): void {
  document.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    mark(true)
  })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) mark(false)
  })
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    mark(false)
    open(event.dataTransfer?.files)
  })
}

const mark = (over: boolean) => document.body.classList.toggle('dropping', over)
