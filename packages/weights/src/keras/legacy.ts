/**
 * @file Names in .h5 files of all ages: a group for each layer, whose variables bear the names that the backend gave
 * them.
 */

import type { Contents } from './hdf5.ts'

// Public API

/** Of each path the name, in the order of the attributes `layer_names` and `weight_names`, where the file has them. */
export function legacyNames({ things, lists }: Contents): Map<string, string> {
  const layers = lists.get('') ?? [...lists.keys()].filter((path) => path !== '')
  const listed = layers.flatMap((layer) => (lists.get(layer) ?? []).map((weight) => [layer, weight] as const))
  const known = new Set(listed.map(([layer, weight]) => `${layer}/${weight}`))
  const names = new Map<string, string>()
  for (const [layer, weight] of listed)
    names.set(`${layer}/${weight}`, nameOf(layer, weight, isModel(layer, lists.get(layer)!)))
  for (const { path } of things) if (!known.has(path)) names.set(path, unlisted(path))
  return names
}

// Implementation

/** A model that is a layer of another lists the variables of all its own layers: in several scopes. */
const isModel = (layer: string, weights: readonly string[]): boolean =>
  new Set(weights.map((weight) => scopeOf(weight)).filter((scope) => scope !== '' && scope !== layer)).size > 1

const scopeOf = (weight: string): string => weight.slice(0, Math.max(0, weight.lastIndexOf('/')))

function nameOf(layer: string, weight: string, model: boolean): string {
  const scope = scopeOf(weight)
  const variable = weight.slice(scope === '' ? 0 : scope.length + 1)
  const owner = model && scope !== '' ? scope : layer
  return `${owner}/${plain(variable, owner)}`
}

/** Without the attributes: `conv1/conv1_1/kernel:0`, the layer and its scope, which may differ from it. */
function unlisted(path: string): string {
  const parts = path.split('/')
  // DenseNet's layers have a slash in their names, which their scopes repeat: conv1/conv/conv1/conv/kernel:0.
  const scopes = parts.slice(0, -1)
  const half = scopes.length / 2
  const layer = scopes.length > 1 && scopes.length % 2 === 0 ? scopes.slice(0, half).join('/') : scopes.join('/')
  return `${layer}/${plain(parts.at(-1)!, layer)}`
}

/**
 * `kernel:0`, and what Keras 1 wrote before there were scopes, `block1_conv1_W_1:0`. Its `running_std` holds the
 * variance all the same (keras 1.2, layers/normalization.py, which normalises by its root).
 */
function plain(variable: string, layer: string): string {
  const bare = variable.replace(/:\d+$/, '')
  const own = layer.slice(layer.lastIndexOf('/') + 1)
  const [, part] =
    (bare.startsWith(`${own}_`) &&
      /^(W|b|gamma|beta|running_mean|running_std)(?:_\d+)?$/.exec(bare.slice(own.length + 1))) ||
    []
  return part === undefined ? bare : (keras1[part] ?? part)
}

const keras1: Readonly<Record<string, string>> = {
  W: 'kernel',
  b: 'bias',
  running_mean: 'moving_mean',
  running_std: 'moving_variance',
}
