/** @file Options of a browser elsewhere. */

import { InvalidArgumentError, Option } from 'commander'
import { parseWhole } from '../terminal/usage.ts'

export const remoteOption = (): Option =>
  new Option(
    '--remote <url>',
    'measure in a browser elsewhere: of a Playwright server, ws://…, or at a W3C WebDriver endpoint, http(s)://…, ' +
      'with credentials as in https://USER:KEY@HOST/wd/hub',
  )

export const capabilitiesOption = (): Option =>
  new Option(
    '--capabilities <json>',
    'with a WebDriver endpoint: a file with the capabilities of the session, or JSON: the browser and its options',
  )

export const originOption = (): Option =>
  new Option(
    '--origin <url>',
    'with --remote: where that browser finds the page: an address of this machine, where it is then served, the ' +
      'other end of a tunnel (--port), or where this version of it is hosted (default: the loopback of this machine)',
  )

export const portOption = (): Option =>
  new Option('--port <number>', 'with --origin: of this machine, where the tunnel ends').argParser((text: string) => {
    const value = parseWhole(text, 1, 65_535)
    if (value === undefined) throw new InvalidArgumentError('It must be a port, a whole number from 1 to 65535.')
    return value
  })
