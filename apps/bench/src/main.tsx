/** @file The page: who measures, what is measured, what came of it, and what arithmetic alone tells. */

import type { Results } from '@cnn/bench'
import { messageOf } from '@cnn/shapes'
import { signal } from '@preact/signals'
import { render, type ComponentChildren } from 'preact'
import { BrowserFacts } from './browser-section.tsx'
import { ChoiceForm, type Choice } from './choose/choice.tsx'
import { pageEnvironment } from './environment.ts'
import { Explore } from './explore/explore.tsx'
import { measure } from './measure.ts'
import { ProgressView, type State } from './progress-view.tsx'
import { ResultsSection, type Opened } from './results/results-section.tsx'
import { keep, kept } from './store.ts'
import { TrySection } from './try/try-section.tsx'

const own = signal(kept())
const opened = signal<Opened | undefined>(undefined)
const progress = signal<State>(undefined)
const running = signal(false)
let stopper = new AbortController()

const Choose = () => (
  <ChoiceForm
    running={running}
    known={own.value?.cells ?? []}
    start={(choice) => void start(choice)}
    stop={() => stopper.abort()}
  />
)

/** Below the heading that the section has already. */
const into = (id: string, content: ComponentChildren) => {
  const place = document.createElement('div')
  document.getElementById(id)!.append(place)
  render(content, place)
}

void pageEnvironment().then((environment) => into('browser', <BrowserFacts environment={environment} />))
into(
  'choose',
  <>
    <Choose />
    <ProgressView state={progress} />
  </>,
)
into('results', <ResultsSection own={own} opened={opened} />)
into('try', <TrySection />)
into('explore', <Explore />)

async function start(choice: Choice): Promise<void> {
  stopper = new AbortController()
  let last: Results | undefined
  let room = true
  running.value = true
  try {
    await measure(choice, {
      stop: stopper.signal,
      progress: (now) => (progress.value = now),
      results(soFar) {
        // A new run takes the place of a file that is shown; a file that is opened meanwhile stays.
        if (last === undefined) opened.value = undefined
        own.value = last = soFar
        room = keep(soFar)
      },
    })
    const count = last?.cells.length ?? 0
    const cells = count === 1 ? '1 cell' : `${count} cells`
    const end = stopper.signal.aborted ? `Stopped; what there is until then is kept: ${cells}.` : `Done: ${cells}.`
    progress.value = room ? end : `${end} The browser has no room to keep them: download them before you leave.`
  } catch (error) {
    progress.value = `The measurement failed: ${messageOf(error)}`
  } finally {
    running.value = false
  }
}
