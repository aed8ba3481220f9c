/** @file Starts Chrome, Chromium or Edge. */

import type { BrowserServer } from 'playwright-core'
import { within } from '../../within.ts'
import { drivenByPlaywright, loadChromium } from '../drive/playwright.ts'
import { NoBrowserError } from '../find.ts'
import { makeOwnFolder, type OwnFolder } from './own-folder.ts'
import type { LaunchOptions, Running } from './running.ts'
import { whyNotStarted } from './why-not-started.ts'

// Public API

/** Throws NoBrowserError where it does not start. */
export async function launchChromium({ browser, headless, patience }: LaunchOptions): Promise<Running> {
  const chromium = await loadChromium()
  let launching: Promise<BrowserServer> | undefined
  let folder: OwnFolder | undefined
  try {
    folder = makeOwnFolder()
    // Playwright can kill a browser only if it was launched as a server.
    launching = chromium.launchServer({
      executablePath: browser.path,
      args: [...browser.args],
      artifactsDir: folder.path,
      headless,
      timeout: patience * 1000,
      chromiumSandbox: !browser.args.includes('--no-sandbox'),
      // On Ctrl-C the browser ends with this process; whoever runs the host decides what comes before.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    // Playwright asks a browser that gives no answer for another half a minute to close; nobody waits for that.
    const server = await within(patience, launching)
    if (!server) throw new Error(`Timeout ${patience * 1000}ms exceeded.`)
    folder.owns(server.process())
    server.once('close', folder.remove)
    const session = await chromium.connect(server.wsEndpoint(), { timeout: (patience * 1000) / 2 })
    return { driven: drivenByPlaywright(session), processes: session, kill: () => server.kill() }
  } catch (error) {
    launching?.then((late) => late.kill()).catch(() => undefined)
    folder?.remove()
    throw new NoBrowserError(`the browser ${browser.path} did not start: ${whyNotStarted(error, patience)}`, {
      cause: error,
    })
  }
}
