/** @file The charts of the results, drawn as wide as there is room. */

import { Chart, suiteNames } from '@cnn/report'
import { suites, type Results, type Suite } from '@cnn/bench'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

// Public API

export function Charts({ results }: { readonly results: Results }): JSX.Element {
  const element = useRef<HTMLDivElement>(null)
  const width = useSignal(0)
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => (width.value = Math.floor(entry!.contentRect.width)))
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [width])
  return (
    <div class="charts" ref={element}>
      {width.value > 0 &&
        suites
          .filter((suite) => results.cells.some((cell) => cell.suite === suite))
          .map((suite) => <Figure key={suite} results={results} suite={suite} width={Math.max(least, width.value)} />)}
    </div>
  )
}

// Implementation

const noChart: Readonly<Record<Suite, string>> = {
  cifar10: 'the chart comes with the first network whose latency and accuracy are both measured.',
  imagenet: 'the chart comes with the first network whose latency is measured and whose top-1 accuracy is published.',
}

interface FigureProps {
  readonly results: Results
  readonly suite: Suite
  readonly width: number
}

function Figure({ results, suite, width }: FigureProps): JSX.Element {
  const drawable = results.cells.some(
    ({ suite: own, latency, accuracy, published }) =>
      own === suite && latency && (suite === 'imagenet' ? published?.top1 !== undefined : accuracy),
  )
  if (!drawable)
    return (
      <p class="hint">
        {suiteNames[suite]}: {noChart[suite]}
      </p>
    )
  return (
    <figure>
      <Chart results={results} suite={suite} width={width} />
    </figure>
  )
}

/** Narrower panels hold no names. */
const least = 300
