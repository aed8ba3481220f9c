/** @file What `cnn cache` tells of the downloads that are kept. */

import { formatBytes, printable } from '@cnn/shapes'

export interface Kept {
  readonly url: string | undefined
  readonly bytes: number
  readonly date: Date
  readonly partial: boolean
}

export function listed(folder: string, kept: readonly Kept[]): string {
  const lines = kept.map(({ url = 'of an address that was not noted', bytes, date, partial }) => {
    const about = `${date.toISOString().slice(0, 10)}  ${formatBytes(bytes).padStart(10)}`
    return `${about}  ${printable(url, 1000)}${partial ? ' (its beginning)' : ''}\n`
  })
  return `${lines.join('')}${folder}: ${counted(kept)}\n`
}

export function counted(kept: readonly Kept[]): string {
  const bytes = kept.reduce((sum, one) => sum + one.bytes, 0)
  return `${kept.length} download${kept.length === 1 ? '' : 's'}, ${formatBytes(bytes)}`
}
