/** @file The form in which the visitor chooses what to measure. */

import { formatDuration } from '@cnn/shapes'
import { mostTime, type BackendId, type Cell, type MostTime } from '@cnn/bench'
import { useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { BackendGroup, NetworkGroups, pageBackends, usualNetworks } from './choice-groups.tsx'
import { TestImages, useTestImages } from './test-data.tsx'
import { trainedUrls } from '../trained-urls.ts'

// Public API

export interface Choice {
  readonly networks: readonly string[]
  readonly backends: readonly BackendId[]
  /** Seconds. */
  readonly budget: number
  /** URL of the test images; null where no accuracy is measured. */
  readonly data: string | null
}

interface ChoiceFormProps {
  /** While a measurement is under way, nothing can be chosen and it can be stopped. */
  readonly running: ReadonlySignal<boolean>
  /** What this browser measured before, which tells how long it takes. */
  readonly known: readonly Cell[]
  readonly start: (choice: Choice) => void
  readonly stop: () => void
}

export function ChoiceForm({ running, known, start, stop }: ChoiceFormProps): JSX.Element {
  const networks = useSignal(usualNetworks)
  const backends = useSignal(pageBackends)
  const budget = useSignal(20)
  const images = useTestImages()
  const problem = useSignal('')
  const buttons = useFocus(running)
  const wanted = { networks: networks.value, backends: backends.value, budget: budget.value, weights: trainedUrls }
  const submit = (event: Event) => {
    event.preventDefault()
    const missing = networks.value.length === 0 ? 'network' : backends.value.length === 0 ? 'backend' : undefined
    problem.value = missing ? `Choose at least one ${missing}.` : ''
    if (missing) return
    const inOrder = pageBackends.filter((id) => backends.value.includes(id))
    start({ networks: networks.value, backends: inOrder, budget: budget.value, data: images.value?.url ?? null })
  }
  return (
    <form onSubmit={submit} onInput={() => (problem.value = '')}>
      <fieldset class="plain" disabled={running.value}>
        <NetworkGroups chosen={networks.value} change={(chosen) => (networks.value = chosen)} />
        <BackendGroup chosen={backends.value} change={(chosen) => (backends.value = chosen)} />
        <div class="field">
          <label for="budget">Time for each network on each backend</label>
          <span>
            <input
              type="number"
              id="budget"
              min={1}
              max={3600}
              step="any"
              defaultValue="20"
              required
              aria-describedby="most"
              onInput={({ currentTarget }) => (budget.value = Number(currentTarget.value))}
            />{' '}
            seconds
          </span>
          <p class="hint" id="most">
            {howLong(mostTime(wanted, images.value?.count ?? 0, known))}
          </p>
        </div>
        <TestImages images={images} />
      </fieldset>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="buttons" ref={buttons}>
        <button type="submit" class="primary" disabled={running.value}>
          Start
        </button>
        <button type="button" disabled={!running.value} onClick={stop}>
          Stop
        </button>
      </div>
    </form>
  )
}

// Implementation

/** The keyboard stays where it was of use: on Stop once Start was pressed, and back on Start at the end. */
function useFocus(running: ReadonlySignal<boolean>) {
  const buttons = useRef<HTMLDivElement>(null)
  useSignalEffect(() => {
    const is = running.value
    const [start, stop] = buttons.current?.querySelectorAll('button') ?? []
    const had = document.activeElement
    // Once it is drawn: a button that is still disabled takes no focus.
    queueMicrotask(() => {
      if (is && had === start) stop?.focus()
      if (!is && had === stop) start?.focus()
    })
  })
  return buttons
}

function howLong({ latency, accuracy }: MostTime): string {
  if (!(latency > 0)) return ''
  const all = `All together: up to about ${formatDuration(latency + accuracy)}`
  const share = accuracy > 0 ? `, ${formatDuration(accuracy)} of it for accuracy` : ''
  return `A network that would not end in it is skipped, and says so. ${all}${share}; most often far less.`
}
