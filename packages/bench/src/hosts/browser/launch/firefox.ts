/** @file Starts Firefox, which is driven by WebDriver BiDi: nothing needs to be installed beside it. */

import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf } from '@cnn/shapes'
import { within } from '../../within.ts'
import { openBidi } from '../drive/bidi.ts'
import { NoBrowserError } from '../find.ts'
import { makeOwnFolder, type OwnFolder } from './own-folder.ts'
import type { LaunchOptions, Running } from './running.ts'

// Public API

/** Throws NoBrowserError where it does not start. */
export async function launchFirefox({ browser, headless, patience }: LaunchOptions): Promise<Running> {
  let folder: OwnFolder | undefined
  let kill = async () => {}
  try {
    folder = makeOwnFolder()
    const profile = join(folder.path, 'profile')
    mkdirSync(profile)
    writeFileSync(join(profile, 'user.js'), preferences)
    const args = ['--remote-debugging-port', '0', '--profile', profile, '--no-remote', ...browser.args]
    const keeper = keep(folder.path, [browser.path, ...(headless ? ['--headless'] : []), ...args, 'about:blank'])
    kill = keeper.end
    const driven = await within(patience, keeper.address.then(openBidi))
    if (!driven) throw new Error(`it gave no answer within ${patience} s`)
    return { driven, kill: () => kill().then(folder!.remove) }
  } catch (error) {
    await kill()
    folder?.remove()
    throw new NoBrowserError(`the browser ${browser.path} did not start: ${messageOf(error)}`, { cause: error })
  }
}

// Implementation

/** The process beside this file: TypeScript in the repository, JavaScript where it is installed. */
const keeping = fileURLToPath(new URL(`./keep${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))

interface Keeper {
  /** Where the browser is driven. */
  readonly address: Promise<string>
  readonly end: () => Promise<void>
}

function keep(folder: string, command: readonly string[]): Keeper {
  const child = spawn(process.execPath, [keeping, folder, ...command], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // Ctrl-C is for this process, which says when the browser is to end.
    detached: true,
    windowsHide: true,
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    address: addressOf(child),
    async end() {
      child.stdin.destroy()
      await within(10, ended)
    },
  }
}

/** Firefox says it once it is ready. Rejects where it ends before. */
function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)
      if (found) resolve(`${found[1]}/session`)
    })
    child.once('error', reject)
    child.once('close', (status) => {
      const last = said.trim().split('\n').at(-1)!.trim().slice(0, 200)
      reject(new Error(`it ended with status ${status}${last && `, and said: ${last}`}`))
    })
  })
}

/** Nothing that a person's Firefox asks or fetches by itself while something is measured. */
const wishes: Readonly<Record<string, string | number | boolean>> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.unloadOnLowMemory': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.ipc.processHangMonitor': false,
  // A page that computes for long is no page that hangs.
  'dom.max_chrome_script_run_time': 0,
  'dom.max_script_run_time': 0,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'messaging-system.rsexperimentloader.enabled': false,
  'nimbus.rollouts.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'network.prefetch-next': false,
  'services.settings.server': 'data:,nothing',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'toolkit.telemetry.server': 'data:,nothing',
  'toolkit.telemetry.unified': false,
  // As Chromium is asked to: without a GPU too.
  'webgl.force-enabled': true,
}

const preferences = Object.entries(wishes)
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join('')
