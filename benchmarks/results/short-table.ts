/**
 * @file One row a network: what it costs, what it reaches, and where it is quickest. For the README; the whole table is
 * in this folder's.
 */

import { formatCount, formatMagnitude, formatNumber } from '@cnn/shapes'
import { suites, type Cell, type Results } from '@cnn/bench'
import { suiteNames } from '@cnn/report'

/** Markdown. Software renderers are left out: they tell nothing of a GPU. */
export function shortTable({ cells }: Results): string {
  const sections = suites.map((suite) => {
    const own = cells.filter((cell) => cell.suite === suite)
    const networks = [...new Map(own.map((cell) => [cell.network, cell.parameters]))].sort((a, b) => a[1] - b[1])
    const rows = networks.map(([network]) => row(own.filter((cell) => cell.network === network)))
    return [`**${suiteNames[suite]}**`, '', ...heading, ...rows].join('\n')
  })
  return sections.join('\n\n')
}

const heading = [
  '| network | parameters | MACs | top-1 | quickest on | median of one image | the others take |',
  '| :-- | --: | --: | --: | :-- | --: | :-- |',
]

function row(cells: readonly Cell[]): string {
  const { network, parameters, macs } = cells[0]!
  const measured = cells.filter((cell) => cell.latency && !cell.device?.software)
    .sort((a, b) => medianOf(a) - medianOf(b))
  const [best, ...others] = measured
  const where = best
    ? [
        best.backend,
        `${formatNumber(medianOf(best))} ms${doubt(best)}`,
        others.map((cell) => `${cell.backend} ${ratio(cell, best)}×${doubt(cell)}`).join(', '),
      ]
    : ['nothing', '', '']
  return `| ${[network, formatCount(parameters), formatMagnitude(macs), top1(cells), ...where].join(' | ')} |`
}

const medianOf = ({ latency }: Cell): number => latency!.median

const ratio = (cell: Cell, best: Cell): string => formatNumber(medianOf(cell) / medianOf(best))

/** What the run itself does not trust. */
const doubt = ({ doubts = [] }: Cell): string => (doubts.length > 0 ? ' ?' : '')

/** Of all test images, else as published, in italics: that was not measured here. */
function top1(cells: readonly Cell[]): string {
  const all = cells.find(({ accuracy }) => accuracy?.images === 10_000)
  if (all) return `${(all.accuracy!.top1 * 100).toFixed(2)} %`
  const published = cells[0]!.published?.top1
  return published === undefined ? '–' : `*${published.toFixed(1)} %*`
}
