import { AbsentError } from '@cnn/tfjs/backend'
import type { EngineOptions } from './engine.ts'

/**
 * A module of a package that may be absent, from where this page is served. Throws AbsentError, with the command that
 * installs it.
 */
export async function loadModule<Module>({ folder }: EngineOptions, name: string, file: string): Promise<Module> {
  const url = new URL(`${name}/${file}`, folder).href
  const answer = await fetch(url, { method: 'HEAD' }).catch(() => undefined)
  if (!answer?.ok) throw new AbsentError(`${name} is not installed; 'npm install ${name}' brings it`)
  return import(/* @vite-ignore */ url)
}

/**
 * Threads to ask for: where memory can be shared, in an isolated page and in Node, one for each core unless a number is
 * named.
 */
export const threadsToAsk = ({ threads }: Pick<EngineOptions, 'threads'>): number =>
  globalThis.crossOriginIsolated || globalThis.process?.getBuiltinModule !== undefined
    ? (threads ?? Math.min(navigator.hardwareConcurrency, most))
    : 1

/** No network here gains from more, and @cnn/wasm takes no more. */
const most = 64
