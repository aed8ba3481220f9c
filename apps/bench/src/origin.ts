/** @file Whose results are shown: the device, and when. */

import type { Results } from '@cnn/bench'
import { h } from './h.ts'

/** `from` is the name of a file, or null for what this browser measured. */
export function origin({ environment, complete, budget }: Results, from: string | null): HTMLElement {
  const { browser, date, system, processor, cores, commit } = environment
  const where = [
    browser && `${browser.name} ${browser.version}`,
    system,
    from === null ? undefined : processor,
    `${cores} logical processors`,
    `${budget} s a cell`,
    commit && `commit ${commit.slice(0, 12)}`,
  ].filter(Boolean)
  return h(
    'p',
    {},
    h('b', {}, from === null ? 'Measured in this browser' : `From the file ${from}`),
    `, ${when(date)}. `,
    h('span', { class: 'muted' }, `${where.join(' · ')}. `),
    ...(complete ? [] : [h('span', { class: 'badge warning' }, 'not complete')]),
  )
}

const when = (date: string): string => {
  const at = new Date(date)
  return Number.isNaN(at.getTime()) ? date : at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}
