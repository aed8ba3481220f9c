/** @file The lines below a chart. */

import { backendNames } from '../words/backends.ts'
import { oneLine } from '../words/text.ts'
import type { Results, Suite } from '@cnn/bench'
import type { Points } from './points.ts'

// Public API

/** What the picture alone does not say: how it was measured, whose the published figures are, and what is not drawn. */
export function remarks(results: Results, suite: Suite, drawn: Points): string[] {
  const { points, series, apart } = drawn
  if (series.length === 0) return ['The run has no network for these images.']
  const published = points.filter((point) => point.published)
  const software = series.some((one) => one.software)
  return [
    ...(results.complete ? [] : ['The run is not complete.']),
    ...(published.length > 0 ? ['Hollow: the latency is measured here, the accuracy is published.'] : []),
    ...(published.length < points.length ? ['Filled: accuracy of all test images, measured here.'] : []),
    ...(points.some(({ doubts }) => doubts) ? ['Broken rim: not to be trusted, for the reason in the table.'] : []),
    'Bars: 95 % interval of the latency, where long enough to be seen.',
    ...(software ? ['All of it ran on software renderers: these times are the processor’s, and no GPU’s.'] : []),
    ...(apart.length > 0
      ? [`Left out: ${apart.map(({ title }) => title).join('; ')}. Their times are the processor’s, and no GPU’s.`]
      : []),
    ...sources(results, suite, new Set(published.map(({ network }) => network))),
    ...leftOut(drawn),
  ]
}

// Implementation

function sources({ cells }: Results, suite: Suite, drawn: ReadonlySet<string>): string[] {
  const found = new Map<string, Set<string>>()
  for (const { network, suite: own, published } of cells)
    if (own === suite && published && drawn.has(oneLine(network))) {
      const source = oneLine(`${published.protocol}; ${published.source}`)
      found.set(source, (found.get(source) ?? new Set()).add(oneLine(network)))
    }
  return [...found].map(([source, networks]) => `Published (${source}): ${[...networks].join(', ')}.`)
}

/** `Not drawn: vgg16 on WebGL (skipped)`; a backend of which nothing is drawn has one reason, where there is one. */
function leftOut({ missing, series }: Points): string[] {
  const found = new Map<string, string[]>()
  for (const { network, backend, why } of missing)
    found.set(`${network}\n${why}`, [...(found.get(`${network}\n${why}`) ?? []), backendNames[backend]])
  const texts = [...found].map(([key, backends]) => {
    const [network, why] = key.split('\n')
    return `${network}${backends.length === series.length ? '' : ` on ${backends.join(', ')}`} (${why})`
  })
  return texts.length > 0 ? [`Not drawn: ${texts.join('; ')}.`] : []
}
