/** @file Whose results are shown: the device, and when. */

import type { Results } from '@cnn/bench'
import type { JSX } from 'preact'

interface OriginProps {
  readonly results: Results
  /** The name of a file, or null for what this browser measured. */
  readonly from: string | null
}

export function Origin({ results: { environment, complete, budget }, from }: OriginProps): JSX.Element {
  const { browser, date, system, processor, cores, commit } = environment
  const where = [
    browser && `${browser.name} ${browser.version}`,
    system,
    from === null ? undefined : processor,
    `${cores} logical processors`,
    `${budget} s a cell`,
    commit && `commit ${commit.slice(0, 12)}`,
  ].filter(Boolean)
  return (
    <p>
      <b>{from === null ? 'Measured in this browser' : `From the file ${from}`}</b>, {when(date)}.{' '}
      <span class="muted">{where.join(' · ')}. </span>
      {!complete && <span class="badge warning">not complete</span>}
    </p>
  )
}

const when = (date: string): string => {
  const at = new Date(date)
  return Number.isNaN(at.getTime()) ? date : at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}
