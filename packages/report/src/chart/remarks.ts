/** @file The lines below a chart. */

import { backendNames } from '../words/backends.ts'
import { oneLine } from '../words/text.ts'
import type { Results, Suite } from '@cnn/bench'
import type { Panel } from './points.ts'

// Public API

/** What the picture alone does not say: how it was measured, whose the published figures are, and what is not drawn. */
export function remarks(results: Results, suite: Suite, all: readonly Panel[]): string[] {
  if (all.length === 0) return ['The run has no network for these images.']
  const drawn = new Set(all.flatMap(({ points }) => points.map(({ network }) => network)))
  const sources = new Map<string, Set<string>>()
  for (const { network, published } of results.cells)
    if (suite === 'imagenet' && published && drawn.has(oneLine(network))) {
      const source = oneLine(`${published.protocol}; ${published.source}`)
      sources.set(source, (sources.get(source) ?? new Set()).add(oneLine(network)))
    }
  return [
    ...(results.complete ? [] : ['The run is not complete.']),
    suite === 'imagenet'
      ? 'Hollow circles: the latency is measured, the accuracy is not. Bars: 95 % interval of the mean ' +
        'latency, where long enough to be seen.'
      : 'Bars: 95 % intervals, Student’s of the mean latency and Wilson’s of the accuracy, where long ' +
        'enough to be seen.',
    ...[...sources].map(([source, networks]) => `Published (${source}): ${[...networks].join(', ')}.`),
    ...leftOut(all),
  ]
}

// Implementation

/** `Not drawn: vgg16 on WebGL (skipped)`, for panels that draw others; an empty panel says it itself. */
function leftOut(all: readonly Panel[]): string[] {
  const panelsShown = all.filter(({ points }) => points.length > 0)
  const found = new Map<string, string[]>()
  for (const { backend, missing } of panelsShown)
    for (const { network, why } of missing)
      found.set(`${network}\n${why}`, [...(found.get(`${network}\n${why}`) ?? []), backendNames[backend]])
  const texts = [...found].map(([key, backends]) => {
    const [network, why] = key.split('\n')
    return `${network}${backends.length === panelsShown.length ? '' : ` on ${backends.join(', ')}`} (${why})`
  })
  return texts.length > 0 ? [`Not drawn: ${texts.join('; ')}.`] : []
}
