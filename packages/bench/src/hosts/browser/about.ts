/** @file What a driven browser says of itself. */

import type { Browser as Session } from 'playwright-core'
import { open } from './page.ts'

// Public API

/** What its page tells. */
export interface AboutPage {
  readonly name: string
  readonly userAgent: string
  readonly isolated: boolean
  /** Operating system, and logical processors. */
  readonly platform: string
  readonly cores: number
}

/** Opens the page once, and asks it. */
export async function aboutSession(session: Session, url: string): Promise<AboutPage> {
  const context = await session.newContext()
  const page = await context.newPage()
  await open(page, url)
  const { brands, ...seen } = await page.evaluate(() => {
    const data: { brands: { brand: string }[]; platform: string } | undefined = Reflect.get(navigator, 'userAgentData')
    return {
      brands: data?.brands.map(({ brand }) => brand) ?? [],
      userAgent: navigator.userAgent,
      isolated: crossOriginIsolated,
      platform: data?.platform || 'unknown',
      cores: navigator.hardwareConcurrency,
    }
  })
  await context.close()
  const name = ['Google Chrome', 'Microsoft Edge'].find((brand) => brands.includes(brand)) ?? 'Chromium'
  return { name, ...seen }
}
