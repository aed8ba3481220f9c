/** @file The page: who measures, what is measured, what came of it, and what arithmetic alone tells. */

import type { Results } from '@cnn/bench'
import { showBrowser } from './browser-section.ts'
import { choiceForm, type Choice } from './choice.ts'
import { pageEnvironment } from './environment.ts'
import { explore } from './explore.ts'
import { measure } from './measure.ts'
import { messageOf } from '@cnn/bench/page'
import { progressView } from './progress-view.ts'
import { resultsSection } from './results-section.ts'
import { keep, kept } from './store.ts'
import { testData } from './test-data.ts'
import { trySection } from './try-section.ts'

const section = (id: string) => document.getElementById(id)!

void pageEnvironment().then((environment) => showBrowser(section('browser'), environment))

const results = resultsSection(section('results'))
const before = kept()
if (before) results.own(before, true)

const data = testData()
const progress = progressView()
let stopper = new AbortController()
const form = choiceForm(
  data.element,
  (choice) => void start(choice),
  () => stopper.abort(),
)
section('choose').append(form.element, progress.element)

trySection(section('try'))
explore(section('explore'))

async function start(choice: Choice): Promise<void> {
  stopper = new AbortController()
  let last: Results | undefined
  let room = true
  form.running(true)
  try {
    await measure(choice, {
      data: data.url(),
      stop: stopper.signal,
      progress: (now) => progress.show(now),
      results(soFar) {
        results.own(soFar, last === undefined)
        room = keep(soFar)
        last = soFar
      },
    })
    const count = last?.cells.length ?? 0
    const cells = count === 1 ? '1 cell' : `${count} cells`
    const end = stopper.signal.aborted ? `Stopped; what there is until then is kept: ${cells}.` : `Done: ${cells}.`
    progress.end(room ? end : `${end} The browser has no room to keep them: download them before you leave.`)
  } catch (error) {
    progress.end(`The measurement failed: ${messageOf(error)}`)
  } finally {
    form.running(false)
  }
}
