/** @file What the browser tells of itself and of the device. */

import type { Environment } from '@cnn/bench'
import bench from '@cnn/bench/package.json' with { type: 'json' }
import tfjs from '@tensorflow/tfjs-core/package.json' with { type: 'json' }

// Public API

export async function pageEnvironment(): Promise<Environment> {
  const { userAgent, hardwareConcurrency } = navigator
  const hints = await clientHints()
  return {
    date: new Date().toISOString(),
    commit: null,
    versions: { '@cnn/bench': bench.version, tfjs: tfjs.version },
    system: systemOf(hints),
    processor: 'not told by the browser',
    cores: hardwareConcurrency,
    browser: {
      ...browserOf(userAgent, hints.fullVersionList),
      userAgent,
      source: 'visitor',
      isolated: crossOriginIsolated,
    },
  }
}

/** The name that people know, and the version. Others claim to be Chrome or Safari as well, so they are asked first. */
export function browserOf(userAgent: string, brands: readonly Brand[] = []): { name: string; version: string } {
  const brand = products
    .map(([, name]) => brands.find((one) => one.brand.endsWith(name)))
    .find((one) => one !== undefined)
  if (brand) return { name: brand.brand, version: brand.version }
  for (const [token, name] of products) {
    const version = new RegExp(`${token}/([\\d.]+)`).exec(userAgent)?.[1]
    if (version) return { name, version }
  }
  return { name: 'unknown browser', version: '' }
}

// Implementation

interface Brand {
  readonly brand: string
  readonly version: string
}

/** Chromium's alone. */
interface Hints {
  readonly platform?: string
  readonly platformVersion?: string
  readonly architecture?: string
  readonly bitness?: string
  readonly model?: string
  readonly fullVersionList?: readonly Brand[]
}

const products = [
  ['Edg|EdgA|EdgiOS', 'Edge'],
  ['OPR', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['FxiOS|Firefox', 'Firefox'],
  ['CriOS|HeadlessChrome|Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
  ['Version', 'Safari'],
].map(([token, name]) => [`(?:${token})`, name!] as const)

async function clientHints(): Promise<Hints> {
  const { userAgentData } = navigator as Navigator & {
    userAgentData?: { getHighEntropyValues(names: string[]): Promise<Hints> }
  }
  const wanted = ['platform', 'platformVersion', 'architecture', 'bitness', 'model', 'fullVersionList']
  return (await userAgentData?.getHighEntropyValues(wanted).catch(() => undefined)) ?? {}
}

function systemOf({ platform, platformVersion, architecture, bitness, model }: Hints): string {
  const told = [platform, platformVersion, [architecture, bitness].filter(Boolean).join(' '), model]
    .filter(Boolean)
    .join(', ')
  return told || navigator.platform || 'not told by the browser'
}
