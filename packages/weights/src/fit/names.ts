/** @file The names of a file's tensors as a network's, by a scheme. */

import { renamer, type Scheme } from '../renaming/scheme.ts'

// Public API

/** Of each of their names ours. */
export function ourNames(theirs: Iterable<string>, scheme: Scheme): [theirs: string, ours: string][] {
  const all = [...theirs].map((name) => {
    const plain = unwrapped(name)
    const at = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('.'))
    return { name, layer: plain.slice(0, Math.max(at, 0)), part: plain.slice(at + 1) }
  })
  const { constants, parts } = scheme
  const split = constants ? all.filter(({ layer }) => !constants.test(layer)) : all
  const layers = [...new Set(split.map(({ layer }) => layer))]
  const rename = renamer(scheme, layers)
  // Names of strangers may be long enough for a pattern to take hours.
  const renamed = new Map(layers.map((layer) => [layer, layer.length > 200 ? layer : rename(layer)]))
  return split.map(({ name, layer, part }) => [
    name,
    layer === '' ? part : `${renamed.get(layer)}.${Object.hasOwn(parts, part) ? parts[part] : part}`,
  ])
}

/**
 * What prefixes of theirs, with the dot or slash at the end, at least so many names have; the longest of the commonest
 * first, ten at most.
 */
export function prefixesOf(names: Iterable<string>, least: number): string[] {
  const counts = new Map<string, number>()
  for (const name of names) {
    let at = -1
    for (let depth = 0; depth < 8; depth++) {
      at = name.slice(at + 1).search(/[./]/) + at + 1
      if (at < 0 || !/[./]/.test(name[at] ?? '') || at > 200) break
      const prefix = name.slice(0, at + 1)
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
    }
  }
  return [...counts]
    .filter(([, count]) => count >= least)
    .toSorted(([a, m], [b, n]) => n - m || b.length - a.length)
    .slice(0, 10)
    .map(([prefix]) => prefix)
}

/** What stands in a trained network's checkpoint and is no weight of it, by who put it there. */
export const isKnownOther = (name: string): boolean => others.test(name)

// Implementation

/**
 * Counters of thop (`profile`), of weights that are averaged (torch.optim.swa_utils), of batches (batch norm), and
 * those that quantisation observes with.
 */
const others =
  /(?:^|\.)(?:total_ops|total_params|n_averaged|num_batches_tracked|activation_post_process\..+|fake_quant_enabled|observer_enabled)$/

/**
 * Modules that only wrap others: (Distributed)DataParallel's, torch.compile's, and those of FSDP and of checkpointed
 * activations.
 */
const wrappers = new Set(['module', '_orig_mod', '_fsdp_wrapped_module', '_checkpoint_wrapped_module'])

const unwrapped = (name: string): string =>
  name.includes('mod')
    ? name
        .split('.')
        .filter((part) => !wrappers.has(part))
        .join('.')
    : name
