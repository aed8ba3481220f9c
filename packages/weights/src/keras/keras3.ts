/** @file Names in files of Keras 3, where a layer's variables are `vars/0`, `vars/1`, … below a group for its class. */

import { FormatError } from '../format-error.ts'
import { parseJson } from '../bytes/json.ts'
import type { Contents } from './hdf5.ts'

// Public API

/**
 * What config.json says of the layers, of models within the model too: by their names, and of the outermost by their
 * places in the file.
 */
export interface Config {
  readonly byName: ReadonlyMap<string, LayerConfig>
  readonly byPlace: ReadonlyMap<string, LayerConfig>
}

export interface LayerConfig {
  readonly class_name?: unknown
  readonly config?: {
    readonly name?: unknown
    readonly scale?: unknown
    readonly center?: unknown
    readonly layers?: unknown
  }
}

export function readConfig(config: Uint8Array | undefined): Config {
  if (!config) throw new FormatError('the archive is no Keras model: it holds no config.json')
  const outermost = layersOf(parseJson(config, "the Keras model's config.json"))
  if (!outermost) throw new FormatError("the Keras model's config.json has no list of layers")
  const byName = new Map<string, LayerConfig>()
  const waiting = [...outermost]
  for (const layer of waiting) {
    if (typeof layer?.config?.name === 'string') byName.set(layer.config.name, layer)
    waiting.push(...(layersOf(layer) ?? []))
  }
  const byPlace = new Map<string, LayerConfig>()
  const counts = new Map<string, number>()
  for (const layer of outermost) {
    if (typeof layer?.class_name !== 'string') continue
    const name = snakeCase(layer.class_name)
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    byPlace.set(count === 0 ? name : `${name}_${count}`, layer)
  }
  return { byName, byPlace }
}

/**
 * Of each path `layers/conv2d_1/vars/0` the name. Keras from 3.6 on notes the name of the layer beside its variables;
 * where it did not, the archive's config tells it. A .weights.h5 of before then has neither: such a layer is
 * `conv2d#1`, the second of its class.
 */
export function keras3Names({ things, lists }: Contents, config?: Config): Map<string, string> {
  const owners = Map.groupBy(
    things.filter(({ path }) => variable.test(path)),
    ({ path }) => path.replace(variable, ''),
  )
  // Of an older age of Keras 3 the places are the names themselves.
  const named = [...owners.keys()].every((owner) => config?.byName.has(lastOf(owner)))
  const found = [...owners].map(([owner, own]) => {
    const noted = lists.get(`${owner}/vars`)?.[0]
    const layer =
      noted === undefined ? (named ? config?.byName : config?.byPlace)?.get(lastOf(owner)) : config?.byName.get(noted)
    const name = noted ?? layer?.config?.name
    const parts = layer ? partsByConfig(layer) : partsByShapes(own.map(({ shape }) => shape.length))
    return { name: typeof name === 'string' ? name : numbered(lastOf(owner)), own, parts }
  })
  const place = new Map([...(config?.byName.keys() ?? [])].map((name, i) => [name, i]))
  found.sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0))
  return new Map(
    found.flatMap(({ name, own, parts }) =>
      own.map(({ path }, i) => [path, `${name}/${parts[i] ?? `vars.${i}`}`] as const),
    ),
  )
}

// Implementation

const variable = /\/vars\/\d+$/

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const numbered = (place: string): string => place.replace(/(?:_(\d+))?$/, (_, number?: string) => `#${number ?? 0}`)

type Layers = readonly (LayerConfig | null | undefined)[]

const layersOf = (value: unknown): Layers | undefined => {
  const layers = (value as LayerConfig | null | undefined)?.config?.layers
  return Array.isArray(layers) ? (layers as Layers) : undefined
}

const partsByConfig = ({ class_name: className, config }: LayerConfig): string[] =>
  className === 'BatchNormalization'
    ? [
        ...(config?.scale === false ? [] : ['gamma']),
        ...(config?.center === false ? [] : ['beta']),
        'moving_mean',
        'moving_variance',
      ]
    : ['kernel', 'bias']

/** Only a batch norm has vectors alone; one without a scale, as Keras's Inception-v3 has them, keeps its shift. */
function partsByShapes(dimensions: readonly number[]): readonly string[] {
  const norm = ['gamma', 'beta', 'moving_mean', 'moving_variance']
  return dimensions.every((count) => count === 1) && dimensions.length > 1
    ? norm.slice(-dimensions.length)
    : ['kernel', 'bias']
}

/** keras/src/utils/naming.py, `to_snake_case`. */
const snakeCase = (name: string): string =>
  name
    .slice(0, 100)
    .replaceAll(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
