/** @file `--origin`: where a browser elsewhere finds the page, and what this machine serves for it. */

import { networkInterfaces } from 'node:os'
import { PortError, serveCell, type OpenOptions } from '@cnn/bench/node'
import { UsageError } from '../../terminal/usage.ts'

// Public API

export interface OriginOptions {
  readonly origin?: string | undefined
  readonly port?: number | undefined
}

/** `hosted` where the page is served by somebody else. */
export interface Origin {
  readonly origin: string
  readonly hosted: boolean
  readonly close: () => Promise<void>
}

/**
 * Without an address the page is served on the loopback. With a port it is served there, for a tunnel from the address;
 * where the address is one of this machine at which nobody serves yet, there; else it is there already. Throws
 * UsageError for what is no address, and PortError where the port cannot be had.
 */
export async function openOrigin(
  { origin: typed, port }: OriginOptions,
  routes: NonNullable<OpenOptions['routes']>,
): Promise<Origin> {
  if (typed === undefined) return { hosted: false, ...(await serveCell(routes)) }
  const url = parse(typed)
  const origin = `${url.origin}${url.pathname.replace(/\/((index|cell)\.html)?$/, '')}`
  const name = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (port !== undefined) {
    if (origin !== url.origin)
      throw new UsageError(`--origin ${origin} has a path; what is served at --port is at the root: ${url.origin}`)
    const { close } = await serveCell(routes, { port, names: [name] })
    return { origin, hosted: false, close }
  }
  const there = { origin, hosted: true, close: async () => {} }
  if (url.protocol !== 'http:' || origin !== url.origin || !isOwn(name)) return there
  try {
    const { close } = await serveCell(routes, { address: name, port: Number(url.port || 80) })
    return { origin, hosted: false, close }
  } catch (error) {
    // Somebody serves there already: a page, as the browser will tell.
    if (error instanceof PortError) return there
    throw error
  }
}

// Implementation

function parse(typed: string): URL {
  const url = URL.canParse(typed) ? new URL(typed) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url
  throw new UsageError(`--origin '${typed}' is no address of a page; it should be like http://192.168.1.5:8080`)
}

const isOwn = (name: string): boolean =>
  name === 'localhost' ||
  Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === name) ?? false)
