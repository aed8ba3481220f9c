/**
 * @file The weights that come with this, as the page asks for them: they lie in @cnn/trained and not a second time in
 * the page.
 */

import { readFile } from 'node:fs/promises'
import type { ServeOptions } from '@cnn/bench/node'
import { pathOf } from '@cnn/trained'
import { urls } from '@cnn/trained/all'

/** `/weights/ID.safetensors` for every network that has some. */
export const weightsRoutes: NonNullable<ServeOptions['routes']> = Object.fromEntries(
  [...urls].map(([id, url]) => [
    `/${pathOf(id)}`,
    async () => ({ body: await readFile(url), type: 'application/octet-stream' }),
  ]),
)

/** URLs on that server, by id in @cnn/zoo. */
export const weightsOn = (origin: string): Record<string, string> =>
  Object.fromEntries([...urls.keys()].map((id) => [id, `${origin}/${pathOf(id)}`]))
