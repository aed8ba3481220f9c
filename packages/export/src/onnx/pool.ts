/**
 * @file Pooling. ONNX's `ceil_mode` is not used, since runtimes divide by the wrong number where a window hangs over
 * the end (microsoft/onnxruntime#16203, sonos/tract#2851); nor is `count_include_pad` where sides differ
 * (microsoft/onnxruntime#27375). The padding that they need is written instead.
 */

import { overhang, type Window } from '@cnn/shapes'
import type { Attribute } from './messages.ts'
import type { Operation } from './operation.ts'

/** Of a window, what convolutions and poolings say alike; ONNX lists all beginnings of padding before all ends. */
export const slidingWindow = ({
  kernel,
  stride,
  pad: [top, right, bottom, left],
}: Omit<Window, 'dilation'>): Readonly<Record<string, Attribute>> => ({
  kernel_shape: { ints: kernel },
  strides: { ints: stride },
  pads: { ints: [top, left, bottom, right] },
})

/** Padding never wins. */
export const largestPool: Operation<'maxPool'> = (draft, [x], attrs, { name, input, output }) =>
  draft.operator(name, 'MaxPool', [x!], slidingWindow({ ...attrs, pad: overhang(attrs, input, output) }))

export const averagePool: Operation<'avgPool'> = (draft, [x], attrs, { name, input, output }) => {
  const pad = overhang(attrs, input, output)
  const counted = attrs.countPadding && attrs.pad.some((side) => side > 0)
  const own = attrs.pad
  const added: Window['pad'] = [pad[0] - own[0], pad[1] - own[1], pad[2] - own[2], pad[3] - own[3]]
  const even = pad.every((side) => side === attrs.pad[0])
  const average = (from: string, sides: Window['pad'], count: boolean) =>
    draft.operator(name, 'AveragePool', [from], {
      ...slidingWindow({ ...attrs, pad: sides }),
      count_include_pad: { int: count ? 1 : 0 },
    })

  if (!counted || even) return average(x!, pad, counted)
  // Padding counts, so it is made real before; but what rounding up adds behind it counts for nobody, as in PyTorch.
  const [top, right, bottom, left] = attrs.pad
  const pads = draft.constant(`${name}/pads`, [8], [0, 0, top, left, 0, 0, bottom, right])
  return average(draft.operator(`${name}/padded`, 'Pad', [x!, pads]), added, false)
}
