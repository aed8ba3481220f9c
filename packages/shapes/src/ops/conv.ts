import { featureMap, whole } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type FeatureMap } from '../shape.ts'
import { makeWindow, slide, type WindowOptions } from '../window.ts'
import { elements, kernelAndBias } from '../weights.ts'
import type { FusedActivation } from './activations.ts'

/** Of a convolution. */
export interface ConvOptions extends WindowOptions {
  /** Channels of the result. */
  readonly filters: number
  /** Filters and channels are split into this many towers that do not see each other (AlexNet, 3.2). */
  readonly groups?: number
  readonly bias?: boolean
  readonly activation?: FusedActivation
}

export const convRule: Rule<'conv'> = {
  kind: 'conv',
  shape: (attrs, [x]) => {
    const map = featureMap(x)
    for (const [what, count] of [
      ['filters', attrs.filters],
      ['channels', map[2]],
    ] as const)
      if (count % attrs.groups !== 0) throw new ShapeError(`${count} ${what} do not split into ${attrs.groups} groups`)
    return [...slide(attrs, map), attrs.filters]
  },
  weights: ({ filters, groups, kernel, bias }, [x]) =>
    kernelAndBias([filters, featureMap(x)[2] / groups, ...kernel], bias),
  macs: ({ groups, kernel }, [x], output) => (elements(output) * kernel[0] * kernel[1] * featureMap(x)[2]) / groups,
  window: (attrs) => attrs,
}

/**
 * Convolution (cross-correlation, as in every framework): [h, w, c] to [h', w', filters].
 * Throws ShapeError if the window does not fit or the groups do not divide channels and filters.
 */
export function conv(x: Node<FeatureMap>, name: string, options: ConvOptions): Node<FeatureMap> {
  const { filters, groups = 1, bias = true, activation } = options
  const attrs = {
    filters: whole(filters, `filters of conv '${name}'`, 1),
    groups: whole(groups, `groups of conv '${name}'`, 1),
    bias,
    ...makeWindow(options, x.shape, `conv '${name}'`),
    ...(activation && { activation }),
  }
  return apply(convRule, attrs, [x], name)
}
