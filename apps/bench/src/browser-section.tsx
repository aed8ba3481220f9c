/** @file Who measures: the visitor's browser and what it can compute with. */

import type { Environment } from '@cnn/bench'
import { glRenderer, gpuAdapter, type Device } from '@cnn/tfjs/backend'
import { useSignal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { Facts } from './facts.tsx'

// Public API

export function BrowserFacts({ environment }: { readonly environment: Environment }): JSX.Element {
  const webgl = useMemo(glRenderer, [])
  const webgpu = useSignal<Device | string | undefined>(undefined)
  useEffect(() => {
    void gpuAdapter()
      .catch((error: unknown) => `asking for an adapter failed: ${String(error)}`)
      .then((adapter) => (webgpu.value = adapter))
  }, [webgpu])
  const { browser, system, cores } = environment
  return (
    <Facts
      of={[
        ['Browser', `${browser!.name} ${browser!.version}`, <small>{system}</small>],
        ['Processor', `${cores} logical cores`, <small>its name, browsers do not tell</small>],
        ['Cross-origin isolated', ...isolation(browser!.isolated)],
        ['WebGL', ...gpu(webgl ?? 'this browser gives no WebGL 2 context')],
        ['WebGPU', ...(webgpu.value === undefined ? ['…'] : gpu(webgpu.value))],
      ]}
    />
  )
}

// Implementation

const isolation = (isolated: boolean): ComponentChildren[] =>
  isolated
    ? ['yes', <small>WASM may compute with several threads</small>]
    : [
        'no ',
        <span class="badge warning">one thread</span>,
        <small>WASM has a single thread here; npx cnn app serves this page isolated</small>,
      ]

function gpu(device: Device | string): ComponentChildren[] {
  if (typeof device === 'string') return [<span class="badge">absent</span>, <small>{device}</small>]
  if (!device.software) return [device.name]
  return [
    <span class="badge warning">software renderer</span>,
    <small>no GPU: the processor computes it ({device.name})</small>,
  ]
}
