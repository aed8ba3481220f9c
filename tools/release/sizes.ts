/** @file The committed table of what each package weighs once installed, and what is heavier than it. */

import type { Weight } from './weight.ts'

export interface Size extends Weight {
  /** Megabytes that one of the figures has to stay under, whatever it was before. */
  readonly aims?: Readonly<Partial<Record<keyof Weight, number>>>
}

/** By the name of the package. */
export type Sizes = Readonly<Record<string, Size>>

/** What is above its aim, or has grown by more than a tenth, and what to do about it. */
export function tooHeavy(known: Sizes, weights: ReadonlyMap<string, Weight>): string[] {
  return [...weights].flatMap(([name, weight]) => {
    const before = known[name]
    const aims = Object.entries(before?.aims ?? {}).filter(([figure, aim]) => weight[figure as keyof Weight] > aim)
    return [
      ...aims.map(
        ([figure, aim]) =>
          `${name} is ${weight[figure as keyof Weight].toFixed(1)} MB installed (${figure}), and is to be under ${aim}`,
      ),
      // A tenth of a megabyte is allowed to the smallest.
      ...(weight.megabytes > 1.1 * (before?.megabytes ?? 0) + 0.1
        ? [
            `${name} is ${weight.megabytes.toFixed(1)} MB installed, not ${before?.megabytes ?? 'known'}; ` +
              'if that is meant: pnpm release:try --update',
          ]
        : []),
    ]
  })
}

/** The table anew, with the aims that it had. */
export function toSizes(known: Sizes, weights: ReadonlyMap<string, Weight>): Sizes {
  const round = (megabytes: number) => Math.round(megabytes * 10) / 10
  return Object.fromEntries(
    [...weights]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { packages, megabytes, besideTfjs, besideTfjsAndBrowser }]) => {
        const aims = known[name]?.aims
        const size: Size = {
          packages,
          megabytes: round(megabytes),
          besideTfjs: round(besideTfjs),
          besideTfjsAndBrowser: round(besideTfjsAndBrowser),
          ...(aims && { aims }),
        }
        return [name, size]
      }),
  )
}
