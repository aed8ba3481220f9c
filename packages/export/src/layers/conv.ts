import type { FeatureMap, Tensor } from '@cnn/shapes'
import { ExportError } from '../error.ts'
import { named } from '../padding.ts'
import { transpose } from '../transpose.ts'
import { mapShape } from '../walk.ts'
import type { Draft } from './draft.ts'
import type { Operation } from './operation.ts'
import { withZeros } from './zeros.ts'

// Public API

export const conv: Operation<'conv'> = (draft, [x], attrs, { name, input, weight }) => {
  const { kernel, stride, dilation, groups, filters, bias, activation = 'linear' } = attrs
  if (Math.max(...stride) > 1 && Math.max(...dilation) > 1)
    throw new ExportError(
      `tfjs layers cannot express ${name}: a convolution with stride is not dilated there; write ONNX instead`,
    )
  const map = mapShape(input)
  const padding = named(attrs, attrs.pad, map)
  const padded = padding ? x! : withZeros(draft, `${name}/pad`, x!, attrs.pad)
  const config = {
    kernel_size: kernel,
    strides: stride,
    dilation_rate: dilation,
    padding: padding ?? 'valid',
    data_format: 'channels_last',
    use_bias: bias,
    activation,
  }
  const part = (group: number): Record<string, Tensor> => ({
    kernel: transpose(share(weight('weight'), group, groups), 2, 3, 1, 0),
    ...(bias && { bias: share(weight('bias'), group, groups) }),
  })
  if (groups === 1) return draft.layer(name, 'Conv2D', [padded], { config: { ...config, filters }, tensors: part(0) })

  // tfjs has no groups (tensorflow/tfjs#3900): each gets its channels and has a layer of its own.
  const each = map[2] / groups
  const towers = Array.from({ length: groups }, (_, group) => {
    const channels = Array.from({ length: each }, (_, i) => group * each + i)
    const own = pickChannels(draft, `${name}/input${group}`, { from: padded, map }, channels)
    return draft.layer(`${name}/group${group}`, 'Conv2D', [own], {
      config: { ...config, filters: filters / groups },
      tensors: part(group),
    })
  })
  return draft.layer(name, 'Concatenate', towers, { config: { axis: -1 } })
}

/**
 * Channels by a 1×1 convolution with ones and zeros, since no layer takes or adds channels: `undefined` is one of
 * zeros. Exact, as sums of a number and zeros are. Not trained.
 */
export function pickChannels(
  draft: Draft,
  name: string,
  { from, map }: { readonly from: string; readonly map: FeatureMap },
  channels: readonly (number | undefined)[],
): string {
  const data = new Float32Array(map[2] * channels.length)
  for (const [to, channel] of channels.entries()) if (channel !== undefined) data[channel * channels.length + to] = 1
  const kernel = { shape: [1, 1, map[2], channels.length], data }
  const config = {
    filters: channels.length,
    kernel_size: [1, 1],
    data_format: 'channels_last',
    use_bias: false,
    trainable: false,
  }
  return draft.layer(name, 'Conv2D', [from], { config, tensors: { kernel } })
}

// Implementation

/** The filters of one group. */
function share({ shape: [filters = 0, ...rest], data }: Tensor, group: number, groups: number): Tensor {
  const size = data.length / groups
  return { shape: [filters / groups, ...rest], data: data.subarray(group * size, (group + 1) * size) }
}
