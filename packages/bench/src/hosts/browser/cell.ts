/**
 * @file A browser to measure in, with nothing to set up: it is found and started, and the page is served that this
 * package brings.
 */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { engineRoutes } from '../../engines/files.ts'
import { findBrowser, NoBrowserError, type FindOptions } from './find.ts'
import { openBrowserHost, type BrowserHost } from './host.ts'
import { serve, type Content, type ServeOptions, type Server } from './serve.ts'

// Public API

/** Which browser is started, and how. */
export interface OpenOptions extends Pick<FindOptions, 'path'> {
  readonly headless?: boolean
  /** What the page can fetch beside its own files, by path: weights and images for its tasks. */
  readonly routes?: Readonly<Record<string, () => Promise<Content>>>
}

/** Its `origin` serves the page and the routes; closing it ends the browser too. */
export interface OpenBrowser extends Server {
  readonly host: BrowserHost
}

/**
 * Starts the browser that is found: the one at `path`, else that of CHROME_PATH, else Chrome, Chromium or Edge where
 * one is installed, else that of the package @sparticuz/chromium. The path 'firefox' is an installed Firefox. Throws
 * NoBrowserError where there is none or it does not start.
 */
export async function openBrowser({ path, headless = true, routes = {} }: OpenOptions = {}): Promise<OpenBrowser> {
  const browser = await findBrowser({ path })
  const server = await serveCell(routes)
  try {
    const { origin } = server
    const host = await openBrowserHost({ browser, origin, headless })
    const close = async () => {
      await host.close()
      await server.close()
    }
    return { host, origin, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await server.close()
    throw error
  }
}

/**
 * Serves the page that measures, and the routes. Throws NoBrowserError where it is not built, and PortError where the
 * port cannot be had.
 */
export async function serveCell(
  routes: NonNullable<OpenOptions['routes']>,
  where: Pick<ServeOptions, 'port' | 'address' | 'names'> = {},
): Promise<Server> {
  if (!existsSync(join(cellFolder, 'cell.html')))
    throw new NoBrowserError(`the page to measure in is not built: ${cellFolder} is missing; run \`pnpm build\` first`)
  return serve({ ...where, folder: cellFolder, routes: { ...engineRoutes(), ...routes } })
}

// Implementation

/** As `vite build` makes it, beside whatever runs of this package: its sources or their `dist`. */
const cellFolder = fileURLToPath(new URL('dist/cell', import.meta.resolve('@cnn/bench/package.json')))
