/** @file What a driven browser says of itself. */

import type { DrivenBrowser } from './driven.ts'
import { open } from './page.ts'

// Public API

/** What its page and its driver tell. */
export interface AboutPage {
  readonly name: string
  readonly version: string
  readonly userAgent: string
  readonly isolated: boolean
  /** Operating system, and logical processors. */
  readonly platform: string
  readonly cores: number
  /** What is not known of it, in words. */
  readonly untold: string[]
  /** Version of @cnn/bench that the page is of; undefined where it does not say. */
  readonly page: string | undefined
}

/** Opens the page once, and asks it. */
export async function aboutBrowser(browser: DrivenBrowser, url: string): Promise<AboutPage> {
  const page = await browser.newPage({ progress: () => {}, said: () => {} })
  await open(page, url)
  const { brands, platform, battery, ...seen } = await page.ask(() => {
    const data: { brands: { brand: string }[]; platform: string } | undefined = Reflect.get(navigator, 'userAgentData')
    const version: unknown = Reflect.get(window, 'cnnVersion')
    return {
      brands: data?.brands.map(({ brand }) => brand) ?? [],
      userAgent: navigator.userAgent,
      isolated: crossOriginIsolated,
      platform: data?.platform || navigator.platform,
      cores: navigator.hardwareConcurrency,
      battery: 'getBattery' in navigator,
      page: typeof version === 'string' ? version : '',
    }
  }, undefined)
  await page.close()
  return {
    name: nameOf(brands, seen.userAgent),
    version: browser.version,
    platform: platform || browser.platform || 'unknown',
    untold: battery ? [] : ['whether the device runs on its battery'],
    ...seen,
    page: seen.page || undefined,
  }
}

/** The product, by its own brands, else by its user agent, in which Safari names itself last and others before it. */
export function nameOf(brands: readonly string[], userAgent: string): string {
  const brand = ['Google Chrome', 'Microsoft Edge'].find((one) => brands.includes(one))
  if (brand !== undefined) return brand
  if (/\bFirefox\/|\bFxiOS\//.test(userAgent)) return 'Firefox'
  return /\bVersion\/\S+ .*\bSafari\//.test(userAgent) && !/\bChrom/.test(userAgent) ? 'Safari' : 'Chromium'
}
