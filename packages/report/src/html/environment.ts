/** @file What the results were measured with. */

import { backendNames, deviceDetails, softwareRendered } from '../words/backends.ts'
import { latencyGap } from '../words/gaps.ts'
import { h, type ComponentChildren, type JSX } from 'preact'
import { oneLine } from '../words/text.ts'
import { backendIds, type BackendId, type Results } from '@cnn/bench'

// Public API

export function environmentSection(results: Results): JSX.Element {
  const { cells } = results
  const present = backendIds.filter((backend) => cells.some((cell) => cell.backend === backend))
  const software = present.filter((backend) =>
    cells.some((cell) => cell.backend === backend && softwareRendered(backend, cell.device)),
  )
  return h(
    'section',
    {},
    ...(software.length > 0 ? [warning(software)] : []),
    h('h2', {}, 'Environment'),
    h('dl', {}, ...environmentFacts(results).map(([name, value]) => fact(name, oneLine(value)))),
    h('h3', {}, 'Backends'),
    h('dl', {}, ...present.map((backend) => fact(backendNames[backend], devices(results, backend)))),
  )
}

/** Name and value of all that is known of the machine and the run. */
export function environmentFacts(results: Results): [name: string, value: string][] {
  const { environment } = results
  const { browser } = environment
  const facts: [string, string | null][] = [
    ['Browser', browser && `${browser.name} ${browser.version} (${sources[browser.source] ?? browser.source})`],
    [
      'WASM threads',
      browser &&
        (browser.isolated
          ? 'possible: the page is cross-origin isolated'
          : 'none: the page is not cross-origin isolated'),
    ],
    ['Not known', browser?.untold?.join('; ') ?? null],
    ['Processor', `${environment.processor}, ${environment.cores} logical`],
    ['System', environment.system],
    [
      'Versions',
      Object.entries(environment.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['Commit', environment.commit],
    ['Budget', `${results.budget} s for each cell; cells in random order, seed ${results.seed}`],
  ]
  return facts.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : []))
}

// Implementation

const sources: Readonly<Record<string, string>> = {
  named: 'named by the user',
  visitor: 'the visitor’s own',
  remote: 'driven elsewhere',
}

const fact = (name: string, value: ComponentChildren): JSX.Element =>
  h('div', {}, h('dt', {}, name), h('dd', {}, value))

const warning = (software: readonly BackendId[]): JSX.Element =>
  h(
    'p',
    { class: 'warning' },
    `${software.map((backend) => backendNames[backend]).join(' and ')} ran on a software renderer: `,
    'the processor did the work, and these latencies say nothing of a GPU.',
  )

/** Every device that a backend ran on, which is one, unless the results of several machines were put together. */
function devices({ cells }: Results, backend: BackendId): ComponentChildren {
  const own = cells.filter((cell) => cell.backend === backend)
  const found = own.flatMap(({ device }) => {
    if (!device) return []
    const { name, simd, float32, software } = device
    const details = [
      simd !== undefined && (simd ? 'SIMD' : 'no SIMD'),
      float32 && '32-bit floats',
      (backend === 'webgl' || backend === 'webgpu') && !software && 'hardware',
    ].filter(Boolean)
    return [[oneLine(name), ...deviceDetails(backend, device), ...details].filter(Boolean).join(', ')]
  })
  if (found.length > 0) return [...new Set(found)].flatMap((text, i) => (i === 0 ? [text] : [h('br', {}), text]))
  const reasons = new Set(own.flatMap((cell) => latencyGap(cell)?.reason ?? []))
  return h('span', { class: 'gap' }, `nothing measured: ${[...reasons].join('; ') || 'no reason given'}`)
}
