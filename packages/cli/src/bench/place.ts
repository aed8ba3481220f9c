/** @file Where `cnn bench` measures: a browser of this machine, one elsewhere, or none where all of it runs in Node. */

import { isNodeBackend, type Environment, type Host, type Plan } from '@cnn/bench'
import { openBrowser, serve, type OpenOptions } from '@cnn/bench/node'
import { UsageError } from '../terminal/usage.ts'
import { environment } from './environment.ts'
import { openRemote, type RemoteOptions } from './remote/open.ts'

// Public API

export interface PlaceOptions extends Partial<RemoteOptions> {
  readonly browser?: string
  readonly headed?: boolean
  readonly baseline?: string
}

/** `origin` serves the page and the routes. */
export interface Place extends AsyncDisposable {
  readonly origin: string
  readonly browser?: Host & { close(): Promise<void> }
  readonly about: () => Promise<Environment>
  /** Those of some paths that are there, where the page is of somebody else; absent, all that this has are. */
  readonly has?: (paths: readonly string[]) => Promise<readonly string[]>
}

/** Throws UsageError for options that exclude each other, and NoBrowserError where there is no browser. */
export async function openPlace(
  { backends }: Pick<Plan, 'backends'>,
  options: PlaceOptions,
  routes: NonNullable<OpenOptions['routes']>,
): Promise<Place> {
  const { remote } = options
  if (remote !== undefined) return openRemote({ ...options, remote }, routes)
  if (backends.every(isNodeBackend)) {
    const server = await serve({ routes })
    return { ...server, about: async () => environment(null) }
  }
  const opened = await openBrowser({ path: options.browser, headless: !options.headed, routes })
  return { ...opened, browser: opened.host, about: async () => environment(await opened.host.about()) }
}

/** Throws UsageError where `--remote` stands beside what is of this machine, or what belongs to it stands alone. */
export function checkRemote({ backends }: Pick<Plan, 'backends'>, options: PlaceOptions): void {
  const { remote } = options
  if (remote === undefined) {
    const without = (['origin', 'port', 'capabilities'] as const).filter((name) => options[name] !== undefined)
    if (without.length === 0) return
    throw new UsageError(`--${without.join(', --')} is for a browser elsewhere, which --remote names`)
  }
  if (options.port !== undefined && options.origin === undefined)
    throw new UsageError('--port is where a tunnel ends, whose other end --origin names')
  if (options.capabilities !== undefined && /^wss?:/.test(remote))
    throw new UsageError('--capabilities are for a WebDriver endpoint; a Playwright server has its browser')
  const here = backends.filter(isNodeBackend)
  const beside = [
    ...(options.browser === undefined ? [] : ['--browser']),
    ...(options.headed ? ['--headed'] : []),
    ...(options.baseline === undefined ? [] : ['--baseline']),
    ...here,
  ]
  if (beside.length > 0)
    throw new UsageError(`--remote measures in a browser elsewhere, and ${beside.join(', ')} is of this machine`)
}
