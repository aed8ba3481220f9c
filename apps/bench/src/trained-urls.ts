/**
 * @file Where the page finds the weights that come with it: beside it, as `cnn app` serves them and vite.config.ts
 * copies them.
 */

import { pathOf, trained } from '@cnn/trained'

/** URLs by id in @cnn/zoo. */
export const trainedUrls: Readonly<Record<string, string>> = Object.fromEntries(
  trained.map(({ network }) => [network, new URL(pathOf(network), document.baseURI).href]),
)
