/** @file How far the measurement has come, or how it ended. */

import { backendNames } from '@cnn/report'
import type { Progress } from '@cnn/bench'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'

/** A text says how the measurement ended; undefined means that none was begun. */
export type State = Progress | string | undefined

export function ProgressView({ state }: { readonly state: ReadonlySignal<State> }): JSX.Element {
  const now = state.value
  const running = typeof now === 'object'
  // The step is read out as it changes; the message changes too often for that.
  return (
    <div class="progress">
      <p class="step" role="status">
        {running ? `${now.done + 1} of ${now.total}: ${now.network} on ${backendNames[now.backend]}` : now}
      </p>
      <progress
        aria-label="progress of the measurement"
        max={running ? now.total : 1}
        value={running ? now.done : 0}
        hidden={!running}
      />
      <p class="hint">{running && now.message}</p>
    </div>
  )
}
