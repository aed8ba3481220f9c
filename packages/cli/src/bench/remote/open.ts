/** @file `cnn bench --remote`: a browser elsewhere, and where it finds the page. */

import type { Environment, Host } from '@cnn/bench'
import { RemoteHost, type OpenOptions } from '@cnn/bench/node'
import { UsageError } from '../../terminal/usage.ts'
import { readCapabilities } from './capabilities.ts'
import { benchVersion, remoteEnvironment } from '../environment.ts'
import { openOrigin } from './origin.ts'

// Public API

export interface RemoteOptions {
  /** Address of a Playwright server or a WebDriver endpoint. */
  readonly remote: string
  /** A file with JSON, or JSON. */
  readonly capabilities?: string
  /** Where the browser finds the page. */
  readonly origin?: string
  /** Of this machine, where a tunnel ends. */
  readonly port?: number
}

export interface RemotePlace extends AsyncDisposable {
  readonly origin: string
  readonly browser: Host & { close(): Promise<void> }
  readonly about: () => Promise<Environment>
  readonly has?: (paths: readonly string[]) => Promise<readonly string[]>
}

/** Throws UsageError for an address or capabilities that are none, and PortError where the port cannot be had. */
export async function openRemote(
  { remote, capabilities, origin: asked, port }: RemoteOptions,
  routes: NonNullable<OpenOptions['routes']>,
): Promise<RemotePlace> {
  const wanted = capabilities === undefined ? {} : await readCapabilities(capabilities)
  const { origin, hosted, close } = await openOrigin({ origin: asked, port }, routes)
  const browser = new RemoteHost({ url: remote, origin, capabilities: wanted })
  return {
    origin,
    browser,
    async about() {
      const about = await browser.about()
      const own = benchVersion()
      if (about.page !== own)
        throw new UsageError(
          `${origin}/cell.html is of ${about.page === undefined ? 'another version' : `version ${about.page}`} of ` +
            `@cnn/bench, and this is ${own}: its figures would not be of this version; put this one's page there`,
        )
      const known = remoteEnvironment(about)
      // What was built there is known by its version alone.
      return hosted ? { ...known, commit: null } : known
    },
    ...(hosted && { has: (paths) => browser.has(paths) }),
    async [Symbol.asyncDispose]() {
      await browser.close()
      await close()
    },
  }
}
