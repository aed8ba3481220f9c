/**
 * @file A folder for the temporary files of a driven browser, named by its owner: this process. Whoever is killed
 * leaves it behind, with the profile that Playwright made for the browser; the next start removes both.
 */

import type { ChildProcess } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, type Stats } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

// Public API

export interface OwnFolder {
  readonly path: string
  /** Notes the browser and its profile, which goes with this folder. */
  owns(browser: Pick<ChildProcess, 'pid' | 'spawnargs'>): void
  readonly remove: () => void
}

/** Makes one in `root`, and removes those of processes on this machine that are gone. */
export function makeOwnFolder(root: string = tmpdir()): OwnFolder {
  removeLeft(root)
  const path = mkdtempSync(join(root, `${prefix}${process.pid}-`))
  const remove = () => {
    process.off('exit', remove)
    removeQuietly(path)
  }
  process.once('exit', remove)
  return {
    path,
    owns({ pid, spawnargs }) {
      const profile = spawnargs.find((arg) => arg.startsWith(option))?.slice(option.length)
      if (profile !== undefined && dirname(profile) === join(root))
        writeFileSync(join(path, basename(profile)), String(pid))
    },
    remove,
  }
}

// Implementation

/** A folder for temporary files may be shared by machines, or by containers of one: each has processes of its own. */
const prefix = `cnn-browser-${hostname().replaceAll(/[^\w.]/g, '_')}-`

const option = '--user-data-dir='

/** As Playwright names the profile of a browser, in the folder for temporary files. */
const isProfile = (name: string): boolean => /^playwright_chromiumdev_profile-\w{6}$/.test(name)

function removeLeft(root: string): void {
  for (const name of namesIn(root).filter((one) => one.startsWith(prefix))) {
    const owner = Number(/^(\d+)-\w{6}$/.exec(name.slice(prefix.length))?.[1])
    const folder = join(root, name)
    if (!(owner > 0) || lives(owner) || !isOwnFolder(folder)) continue
    const profiles = namesIn(folder).filter(isProfile)
    // A browser ends a moment after its owner, and writes as long as it lives.
    if (profiles.some((profile) => lives(Number(readFileSync(join(folder, profile), 'utf8'))))) continue
    for (const profile of profiles) if (isOwnFolder(join(root, profile))) removeQuietly(join(root, profile))
    removeQuietly(folder)
  }
}

/** None where it may not be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function lives(id: number): boolean {
  try {
    return id > 0 && process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A folder, no link to one, and of nobody else: others may write there too. */
function isOwnFolder(path: string): boolean {
  const found: Stats | undefined = lstatSync(path, { throwIfNoEntry: false })
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid())
}

/** Another start may be removing the same, and what cannot be removed stops no measurement. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  } catch {
    // Left for the next start.
  }
}
