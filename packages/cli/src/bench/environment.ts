/** @file What the figures were measured on. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, machine, release, type } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '@cnn/bench'
import type { RemoteHost } from '@cnn/bench/node'

// Public API

export function environment(browser: Environment['browser']): Environment {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    versions: {
      '@cnn/bench': version('@cnn/bench'),
      tfjs: version('@tensorflow/tfjs-core'),
      // Bun gives itself out for Node too.
      ...(process.versions['bun'] ? { bun: process.versions['bun'] } : { node: process.versions.node }),
    },
    system: `${type()} ${release()} ${machine()}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    browser,
  }
}

/** Of a browser elsewhere: of its machine there is known what its page tells. */
export function remoteEnvironment(about: Awaited<ReturnType<RemoteHost['about']>>): Environment {
  const { platform, cores, page: _, ...browser } = about
  return { ...environment(browser), system: platform, processor: 'not told by the browser', cores }
}

/** Of @cnn/bench, which the page to measure in has to be of too. */
export const benchVersion = (): string => version('@cnn/bench')

// Implementation

const here = dirname(fileURLToPath(import.meta.url))

/**
 * The commit of this repository. Where the package is installed from npm the version tells enough, and a commit that is
 * found there is another project's.
 */
function commit(): string | null {
  if (here.includes('node_modules')) return null
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '-dirty')
  } catch {
    return null
  }
}

const version = (name: string): string =>
  (JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(`${name}/package.json`)), 'utf8')) as { version: string })
    .version
