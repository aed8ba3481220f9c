/** @file How far the measurement has come. */

import { backendNames } from '@cnn/report'
import type { Progress } from '@cnn/bench'
import { h } from './h.ts'

// Public API

export interface ProgressView {
  readonly element: HTMLElement
  show(progress: Progress): void
  /** Instead of the progress: how it ended. */
  end(message: string): void
}

export function progressView(): ProgressView {
  const bar = h('progress', { 'aria-label': 'progress of the measurement', max: 1, value: 0 })
  // Read out as it changes; the message changes too often for that.
  const step = h('p', { class: 'step', role: 'status' })
  const message = h('p', { class: 'hint' })
  bar.hidden = true
  return {
    element: h('div', { class: 'progress' }, step, bar, message),
    show({ network, backend, message: now, done, total }) {
      bar.hidden = false
      bar.max = total
      bar.value = done
      write(step, `${done + 1} of ${total}: ${network} on ${backendNames[backend]}`)
      write(message, now)
    },
    end(text) {
      bar.hidden = true
      write(step, text)
      write(message, '')
    },
  }
}

// Implementation

/** Equal text is not written again, or it would be read out again. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
