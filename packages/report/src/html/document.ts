/** @file A page that stands alone: no file beside it, no network. */

import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { style } from './style.ts'

// Public API

/**
 * Style and scripts alone are put into the page as they are. What comes from outside is in `body`, where Preact escapes
 * it; `scripts` are whole elements.
 */
export const htmlDocument = (body: JSX.Element, scripts = ''): string => `<!doctype html>
<html lang="en"><head>${head}<style>${style}</style></head><body>${renderToString(body)}${scripts}</body></html>
`

// Implementation

/** A second safeguard: even a text that got past the escaping could load nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"

const head = [
  '<meta charset="utf-8">',
  `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  '<meta name="color-scheme" content="light dark">',
  '<link rel="icon" href="data:,">',
  '<title>Convolutional networks in the browser: results</title>',
].join('')
