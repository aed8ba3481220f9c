/** @file Where browsers are usually installed: Chrome, Chromium and Edge, and Firefox. */

import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

// Public API

/** What is driven in the same way. */
export type BrowserKind = 'chromium' | 'firefox'

/**
 * Every path to look at on this system, best first: Chrome before Chromium before Edge, usual folders before the PATH.
 */
export function installedPlaces(
  platform: string = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  kind: BrowserKind = 'chromium',
): string[] {
  const { mac, windows, linux, linuxNames } = places[kind]
  if (platform === 'darwin')
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => mac.map((app) => join(folder, app)))
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    )
    return windows.flatMap((program) => roots.map((root) => join(root, program)))
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'))
  return [...linux, ...linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)))].filter(
    (place, i, all) => all.indexOf(place) === i,
  )
}

// Implementation

interface Places {
  readonly mac: readonly string[]
  readonly windows: readonly string[]
  readonly linux: readonly string[]
  readonly linuxNames: readonly string[]
}

const chromium: Places = {
  mac: [
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Chromium.app/Contents/MacOS/Chromium',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  windows: [
    join('Google', 'Chrome', 'Application', 'chrome.exe'),
    join('Chromium', 'Application', 'chrome.exe'),
    join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ],
  linux: [
    '/opt/google/chrome/chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/lib64/chromium-browser/chromium-browser',
    '/snap/bin/chromium',
    '/opt/microsoft/msedge/msedge',
    '/usr/bin/microsoft-edge',
  ],
  // Not `chromium-browser`: on Ubuntu that is a script which only asks to install the snap.
  linuxNames: [
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    'chromium',
    'microsoft-edge-stable',
    'microsoft-edge',
  ],
}

const firefox: Places = {
  mac: ['Firefox.app/Contents/MacOS/firefox'],
  windows: [join('Mozilla Firefox', 'firefox.exe')],
  linux: ['/usr/bin/firefox', '/usr/bin/firefox-esr', '/opt/firefox/firefox', '/snap/bin/firefox'],
  linuxNames: ['firefox', 'firefox-esr'],
}

const places: { readonly [Kind in BrowserKind]: Places } = { chromium, firefox }
