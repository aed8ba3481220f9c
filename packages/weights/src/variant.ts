/** @file Which variant of a network weights are of: that of their publisher, or the one that a file of ours tells. */

import { WeightsError, type Network, type Window } from '@cnn/shapes'
import { tell, type Checkpoint } from './checkpoint.ts'
import { FormatError } from './format-error.ts'
import type { OnnxGraph } from './onnx/graph.ts'
import type { Scheme, Variant } from './renaming/scheme.ts'

// Public API

/** As metadata for a file of weights under our own names, which no longer tell whose they were. */
export const tellVariant = (variant: Variant): Record<string, string> =>
  Object.keys(variant).length > 0 ? { [key]: JSON.stringify(variant) } : {}

/**
 * Options for the builder of the network, as the file, its graph or the names of its tensors tell. Throws FormatError
 * where the file says what cannot be.
 */
export function variantOf({ metadata, graph }: Pick<Checkpoint, 'metadata' | 'graph'>, scheme: Scheme): Variant {
  const text = metadata[key]
  if (text === undefined) return (graph && ofGraph(graph)) ?? scheme.variant ?? {}
  const countPadding = /^\{"countPadding":(true|false)\}$/.exec(text)?.[1]
  if (countPadding === undefined)
    throw new FormatError(`the file's metadata '${key}' are ${tell(text)}; they must be {"countPadding":true} or false`)
  return { countPadding: countPadding === 'true' }
}

/**
 * Throws WeightsError where the publisher's graph is another than this one, so that no logits are wrong without a word.
 * A file's own graph says more than the names of its tensors.
 */
export function checkVariant(net: Network, { id, variant }: Scheme, graph?: OnnxGraph): void {
  const told = (graph && ofGraph(graph)) ?? variant
  if (told?.countPadding !== false) return
  const other = net.nodes.find(({ kind, attrs }) => kind === 'avgPool' && countsPadding(attrs as Pooling))
  if (other)
    throw new WeightsError(
      `weights of ${graph ? 'this graph' : id} are of a network whose average poolings do not count ` +
        'their padding, and those of ' +
        `'${net.name}' do; build it with { countPadding: false }`,
    )
}

// Implementation

const key = 'variant'

type Pooling = Window & { readonly countPadding: boolean }

/** Undefined where no average pooling is padded. ONNX counts no padding unless told to. */
function ofGraph({ nodes }: OnnxGraph): Variant | undefined {
  const padded = nodes.filter(
    ({ operator, numbers, lists }) =>
      operator === 'AveragePool' &&
      (numbers.get('auto_pad') === 1 || (lists.get('pads') ?? []).some((side) => side > 0)),
  )
  if (padded.length === 0) return undefined
  return { countPadding: padded.some(({ numbers }) => numbers.get('count_include_pad') === 1) }
}

const countsPadding = ({ countPadding, pad }: Pooling): boolean => countPadding && pad.some((side) => side > 0)
