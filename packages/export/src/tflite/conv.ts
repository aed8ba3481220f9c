import { named } from '../padding.ts'
import { transpose } from '../transpose.ts'
import { mapShape } from '../walk.ts'
import type { Operation } from './operation.ts'
import { conv2D } from './schema.ts'
import { surround } from './surround.ts'

/** Kernels are [filters, height, width, channels of the group]; version 6 brought groups. */
export const conv: Operation<'conv'> = (draft, [x], attrs, { name, input, output, weight }) => {
  const { stride, dilation, groups, filters, bias, activation } = attrs
  const padding = named(attrs, attrs.pad, mapShape(input))
  const padded = padding ? x! : surround(draft, x!, attrs.pad, { name: `${name}/pad`, shape: input })
  const kernel = transpose(weight('weight'), 0, 2, 3, 1)
  const parts = [
    draft.constant(`${name}/weight`, kernel.shape, kernel.data),
    draft.constant(`${name}/bias`, [filters], bias ? weight('bias').data : new Float32Array(filters)),
  ]
  const options = conv2D({ padding: padding ?? 'valid', stride }, dilation, activation)
  return draft.operator('CONV_2D', [padded, ...parts], { name, shape: output, version: groups > 1 ? 6 : 1 }, options)
}
