/** @file Another build of the page: a folder that is served, or where somebody serves one. */

import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { messageOf } from '@cnn/shapes'
import { engineRoutes, serve, type Server } from '@cnn/bench/node'
import { weightsRoutes } from '../page/weights-routes.ts'
import { UsageError } from '../terminal/usage.ts'

// Public API

/** Its `origin` has `cell.html` below it. Throws UsageError where there is no such page. */
export async function openBaseline(place: string): Promise<Pick<Server, 'origin'> & AsyncDisposable> {
  if (/^https?:\/\//.test(place)) return { origin: await checked(place), [Symbol.asyncDispose]: async () => {} }
  const folder = resolve(place)
  const page = await stat(join(folder, 'cell.html')).catch(() => undefined)
  if (!page?.isFile())
    throw new UsageError(
      `--baseline ${place} has no cell.html; give the folder of another build, packages/bench/dist/cell for one, ` +
        'or the address where one is served',
    )
  return serve({ folder, routes: { ...engineRoutes(), ...weightsRoutes } })
}

// Implementation

async function checked(place: string): Promise<string> {
  const base = place.replace(/(\/(index\.html|cell\.html)?)?(\?.*)?(#.*)?$/, '')
  const problem = await fetch(`${base}/cell.html`, { signal: AbortSignal.timeout(20_000) }).then(
    ({ ok, status }) => (ok ? undefined : `it answered ${status}`),
    (error: unknown) => messageOf(error),
  )
  if (problem !== undefined)
    throw new UsageError(
      `--baseline ${place} shows no page to measure in: ${base}/cell.html, ${problem}; ` +
        'give the address of a build of the page, or its folder',
    )
  return base
}
