/** @file Web pages that come in place of a file: for a login, a closed house, or an address that has moved. */

import { SourceError } from './error.ts'

/** No format of weights begins like one. */
export const isPage = (bytes: Uint8Array): boolean =>
  /^\s*<(!doctype|html|head|\?xml|!--)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)))

export const pageError = (url: string | URL): SourceError =>
  new SourceError(`${url} answers with a web page, no weights; it may ask for a login, or have moved`)
