/** @file Where `cnn bench` measures: a browser of this machine, one elsewhere, or none where all of it runs in Node. */

import { isNodeBackend, type Environment, type Host, type Plan } from '@cnn/bench'
import { openBrowser, RemoteHost, serve, serveCell, type OpenOptions } from '@cnn/bench/node'
import { UsageError } from '../terminal/usage.ts'
import { environment, remoteEnvironment } from './environment.ts'

// Public API

export interface PlaceOptions {
  readonly browser?: string
  readonly headed?: boolean
  /** Address of a Playwright server. */
  readonly remote?: string
  readonly baseline?: string
}

/** `origin` serves the page and the routes. */
export interface Place extends AsyncDisposable {
  readonly origin: string
  readonly browser?: Host & { close(): Promise<void> }
  readonly about: () => Promise<Environment>
}

/** Throws UsageError for options that exclude each other, and NoBrowserError where there is no browser. */
export async function openPlace(
  { backends }: Pick<Plan, 'backends'>,
  options: PlaceOptions,
  routes: NonNullable<OpenOptions['routes']>,
): Promise<Place> {
  if (options.remote !== undefined) return openRemote(options.remote, routes)
  if (backends.every(isNodeBackend)) {
    const server = await serve({ routes })
    return { ...server, about: async () => environment(null) }
  }
  const opened = await openBrowser({ path: options.browser, headless: !options.headed, routes })
  return { ...opened, browser: opened.host, about: async () => environment(await opened.host.about()) }
}

/** Throws UsageError where `--remote` stands beside what is of this machine. */
export function checkRemote({ backends }: Pick<Plan, 'backends'>, options: PlaceOptions): void {
  if (options.remote === undefined) return
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

// Implementation

async function openRemote(url: string, routes: NonNullable<OpenOptions['routes']>): Promise<Place> {
  const server = await serveCell(routes)
  const browser = new RemoteHost({ url, origin: server.origin })
  return {
    origin: server.origin,
    browser,
    about: async () => remoteEnvironment(await browser.about()),
    async [Symbol.asyncDispose]() {
      await browser.close()
      await server.close()
    },
  }
}
