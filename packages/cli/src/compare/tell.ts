/** @file Says how two runs compare. */

import { compare, differences, isTooSlow, type Results } from '@cnn/bench'
import { comparisonMarkdown, comparisonTable } from '@cnn/report'
import { print, printJson, say } from '../terminal/print.ts'
import { UsageError } from '../terminal/usage.ts'

// Public API

/** How it is told. */
export interface Telling {
  readonly threshold: number
  /** Though the runs are of different machines, weights or images. */
  readonly anyway?: boolean
  readonly json?: boolean
  readonly markdown?: boolean
}

/**
 * Prints the comparison, and gives the exit status: 3 where something is slower beyond the threshold, else 0. Throws
 * UsageError where the runs cannot be compared.
 */
export function tellComparison(before: Results, after: Results, telling: Telling): number {
  const { threshold, anyway = false, json = false, markdown = false } = telling
  const differing = differences(before, after)
  if (differing.length > 0 && !anyway)
    throw new UsageError(
      `the runs cannot be compared, since they differ in more than the build:\n${listed(differing)}` +
        'Measure both alike, or compare them all the same with --anyway',
    )
  const comparison = compare(before, after, threshold)
  if (comparison.cells.length === 0 && !anyway)
    throw new UsageError('the runs have no cell in common that both measured; there is nothing to compare')
  if (differing.length > 0) say(`note: the runs differ in more than the build:\n${listed(differing)}`)
  if (json) printJson({ ...comparison, differences: differing })
  else print(markdown ? comparisonMarkdown(comparison) : comparisonTable(comparison))
  return comparison.cells.some((cell) => isTooSlow(cell, comparison)) ? 3 : 0
}

// Implementation

const most = 20

function listed(lines: readonly string[]): string {
  const more = lines.length > most ? [`and ${lines.length - most} more`] : []
  return [...lines.slice(0, most), ...more].map((line) => `  ${line}\n`).join('')
}
