/** @file The charts of the results, drawn as wide as there is room. */

import { suiteNames, chart } from '@cnn/report'
import { suites, type Results, type Suite } from '@cnn/bench'
import { h } from './h.ts'

// Public API

export interface Charts {
  readonly element: HTMLElement
  show(results: Results): void
}

export function charts(): Charts {
  const element = h('div', { class: 'charts' })
  let shown: Results | undefined
  let width = 0
  const draw = () => {
    if (shown && width > 0) element.replaceChildren(...suites.flatMap((suite) => figure(shown!, suite, width)))
  }
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry!.contentRect.width)
    if (now === width) return
    width = now
    draw()
  }).observe(element)
  return {
    element,
    show(results) {
      shown = results
      draw()
    },
  }
}

// Implementation

const noChart: Readonly<Record<Suite, string>> = {
  cifar10: 'the chart comes with the first network whose latency and accuracy are both measured.',
  imagenet: 'the chart comes with the first network whose latency is measured and whose top-1 accuracy is published.',
}

function figure(results: Results, suite: Suite, width: number): HTMLElement[] {
  const cells = results.cells.filter((cell) => cell.suite === suite)
  if (cells.length === 0) return []
  if (
    !cells.some(
      ({ latency, accuracy, published }) =>
        latency && (suite === 'imagenet' ? published?.top1 !== undefined : accuracy),
    )
  )
    return [h('p', { class: 'hint' }, `${suiteNames[suite]}: ${noChart[suite]}`)]
  const svg = new DOMParser().parseFromString(
    chart(results, { suite, width: Math.max(least, width) }),
    'image/svg+xml',
  ).documentElement
  return [h('figure', {}, document.adoptNode(svg))]
}

/** Narrower panels hold no names. */
const least = 300
