/** @file Who measures: the visitor's browser and what it can compute with. */

import type { Environment } from '@cnn/bench'
import { glRenderer, gpuAdapter, type Device } from '@cnn/tfjs/backend'
import { facts, h } from './h.ts'

// Public API

export async function showBrowser(section: HTMLElement, { browser, system, cores }: Environment): Promise<void> {
  const draw = (webgpu: readonly (Node | string)[]) =>
    section.replaceChildren(
      facts([
        ['Browser', `${browser!.name} ${browser!.version}`, small(system)],
        ['Processor', `${cores} logical cores`, small('its name, browsers do not tell')],
        isolation(browser!.isolated),
        ['WebGL', ...gpu(glRenderer() ?? 'this browser gives no WebGL 2 context')],
        ['WebGPU', ...webgpu],
      ]),
    )
  draw(['…'])
  draw(gpu(await gpuAdapter().catch((error: unknown) => `asking for an adapter failed: ${String(error)}`)))
}

// Implementation

const small = (text: string) => h('small', {}, text)

const isolation = (isolated: boolean) =>
  isolated
    ? (['Cross-origin isolated', 'yes', small('WASM may compute with several threads')] as const)
    : ([
        'Cross-origin isolated',
        'no ',
        h('span', { class: 'badge warning' }, 'one thread'),
        small('WASM has a single thread here; npx cnn app serves this page isolated'),
      ] as const)

function gpu(device: Device | string): (Node | string)[] {
  if (typeof device === 'string') return [h('span', { class: 'badge' }, 'absent'), small(device)]
  if (!device.software) return [device.name]
  return [
    h('span', { class: 'badge warning' }, 'software renderer'),
    small(`no GPU: the processor computes it (${device.name})`),
  ]
}
