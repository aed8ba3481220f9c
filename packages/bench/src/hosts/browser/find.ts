/**
 * @file Finds the browser to measure in: the one that the user names, an installed one with its real GPU, the embedded
 * one.
 */

import { CnnError, messageOf } from '@cnn/shapes'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { embeddedBrowser } from './embedded.ts'
import { hasGpu, installedArgs, softwareArgs } from './flags.ts'
import { installedPlaces, type BrowserKind } from './places.ts'

// Public API

/** A browser that was found. */
export interface Browser {
  readonly kind: BrowserKind
  readonly path: string
  readonly source: 'named' | 'installed' | 'embedded'
  /** What to launch it with, headless or not, for WebGL and WebGPU. */
  readonly args: readonly string[]
}

/** Where a browser is looked for. */
export interface FindOptions {
  /** The one that the user names, by its path or as 'firefox'; absent, the environment variable CHROME_PATH. */
  readonly path?: string | undefined
  /** Where installed browsers are looked for. */
  readonly places?: readonly string[]
  /** Unpacks the browser that npm installed; throws where there is none. */
  readonly embedded?: () => Promise<string>
}

/** A browser that cannot be found; the message says what to do. */
export class NoBrowserError extends CnnError {
  override name = 'NoBrowserError'
}

/**
 * Throws NoBrowserError. CNN_BROWSER=embedded in the environment passes over the installed ones, so that a machine that
 * has one can prove what a bare one would do.
 */
export async function findBrowser({ path, places, embedded = embeddedBrowser }: FindOptions = {}): Promise<Browser> {
  if (path === 'firefox') return findFirefox(places)
  const onlyEmbedded = path === undefined && asksForEmbedded(process.env['CNN_BROWSER'])
  // An empty variable is as good as none; an empty option is a mistake.
  const named = path ?? (onlyEmbedded ? undefined : process.env['CHROME_PATH'] || undefined)
  if (named !== undefined) {
    const problem = await whyNotExecutable(named)
    const by = path === undefined ? 'CHROME_PATH names' : '--browser names'
    if (problem)
      throw new NoBrowserError(`${by} '${named}', which ${problem}; give the path of Chrome, Chromium, Edge or Firefox`)
    return { ...asKind(named), source: 'named' }
  }
  const installed = onlyEmbedded ? [] : (places ?? installedPlaces())
  for (const place of installed) if (!(await whyNotExecutable(place))) return { ...asKind(place), source: 'installed' }
  try {
    return { kind: 'chromium', path: await embedded(), source: 'embedded', args: softwareArgs }
  } catch (error) {
    const names = namesOf(installed)
    const looked = [
      ...(names === '' ? [] : [`${names}, in their usual folders and on the PATH`]),
      `@sparticuz/chromium (${messageOf(error)})`,
    ]
    throw new NoBrowserError(
      `no browser was found. Looked for\n${looked.map((place) => `  ${place}\n`).join('')}` +
        'Install Chrome, Chromium or Edge, give its path with --browser PATH, or, on Linux: npm install ' +
        '@sparticuz/chromium',
      { cause: error },
    )
  }
}

// Implementation

async function findFirefox(
  places: readonly string[] = installedPlaces(process.platform, process.env, 'firefox'),
): Promise<Browser> {
  for (const place of places) if (!(await whyNotExecutable(place))) return { ...asKind(place), source: 'installed' }
  throw new NoBrowserError(
    `no Firefox was found. Looked for ${namesOf(places)}, in the usual folders and on the PATH; ` +
      'install one, or give its path with --browser PATH/firefox',
  )
}

/** By its name, since a browser of an unknown kind cannot be asked in a way that all of them know. */
function asKind(path: string): Pick<Browser, 'kind' | 'path' | 'args'> {
  // A path of Windows, or of others.
  const name = path.split(/[\\/]/).at(-1)!
  return /firefox/i.test(name)
    ? { kind: 'firefox', path, args: [] }
    : { kind: 'chromium', path, args: installedArgs(hasGpu()) }
}

/** By their names: with every folder of the PATH they would be a hundred lines. */
const namesOf = (places: readonly string[]): string => [...new Set(places.map((place) => basename(place)))].join(', ')

function asksForEmbedded(wish: string | undefined): boolean {
  if (wish && wish !== 'embedded')
    throw new NoBrowserError(
      `CNN_BROWSER is '${wish}'; it can be 'embedded' or unset (CHROME_PATH takes the path of a browser)`,
    )
  return wish === 'embedded'
}

async function whyNotExecutable(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return 'is not there'
  if (!found.isFile()) return 'is not a file'
  return access(path, constants.X_OK).then(
    () => undefined,
    () => 'is not executable',
  )
}
