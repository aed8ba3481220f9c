/** @file The tables of the report, which fill while it is measured. */

import { tableSection } from '@cnn/report'
import type { Results } from '@cnn/bench'
import { h } from './h.ts'

export interface Tables {
  readonly element: HTMLElement
  show(results: Results): void
}

export function tables(): Tables {
  const element = h('div', { class: 'tables' })
  return {
    element,
    show(results) {
      const before = [...element.querySelectorAll('.scroll')].map(({ scrollLeft, scrollTop }) => ({
        left: scrollLeft,
        top: scrollTop,
      }))
      // Markup of the report, in which all that comes from outside is escaped.
      element.innerHTML = tableSection(results)
      // Who has scrolled to a column goes on seeing it.
      for (const [i, box] of element.querySelectorAll('.scroll').entries()) box.scrollTo(before[i] ?? {})
    },
  }
}
