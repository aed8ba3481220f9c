/**
 * @file Which of a file's tensors are which of a network's: by their order, by the graph of the file, or by their
 * names.
 */

import { weights as weightsOf, type Network, type Tensor, type Weights } from '@cnn/shapes'
import type { Checkpoint } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import type { OnnxGraph } from '../onnx/graph.ts'
import { torchvision } from '../renaming/pytorch.ts'
import type { Scheme } from '../renaming/scheme.ts'
import { byGraph } from './by-graph.ts'
import { schemeOf, type NameMap } from './by-map.ts'
import { byOrder, tensorflow } from './by-order.ts'
import { choose, type Chosen } from './choose.ts'
import { isKnownOther } from './names.ts'
import type { Mending } from './unmatched.ts'

// Public API

/** How tensors of a file get the names of the network. */
export interface MatchOptions {
  /** The set of tensors to take where a file holds several: `state_dict_ema`. */
  readonly state?: string
  /** Absent, the known one that names most. */
  readonly scheme?: Scheme
  /** Names of theirs as ours, for those that no scheme knows. */
  readonly map?: NameMap
  /** Takes the tensors one after the other, whatever their names. */
  readonly byOrder?: boolean
}

export interface Match {
  /** Under the network's names, in the scheme's layout. */
  readonly named: ReadonlyMap<string, Tensor>
  readonly scheme: Scheme
  /** What was chosen or left out, a sentence each. */
  readonly notes: readonly string[]
  /** Names of all sets of tensors that fit. */
  readonly sets: readonly string[]
  /** Where they do not fit: what else is known of the file, a sentence each, and what could be chosen. */
  readonly hints: readonly string[]
  readonly mending: Partial<Mending>
  /** Why they cannot be the network's. */
  readonly problem?: string
}

/**
 * Throws FormatError if two tensors get one name; UnmatchedError if several sets fit and none is told apart, or on
 * another number of tensors, by order.
 */
export function match(net: Network, checkpoint: Checkpoint, options: MatchOptions): Match {
  const { map, scheme = map && schemeOf(map, checkpoint.weights) } = options
  const chosen = choose(weightsOf(net), checkpoint, options.state, scheme)
  const read = chosen.state.name === (checkpoint.state ?? '') ? checkpoint : chosen.state.read()
  if (options.byOrder) {
    const { layout, ...ordered } = byOrder(net, new Map([...read.weights].filter(([name]) => !isKnownOther(name))))
    const { variant } = chosen.scheme
    const by = layout === 'HWIO' ? tensorflow : { ...torchvision, ...(variant && { variant }) }
    return { ...ordered, scheme: by, notes: [], hints: [], sets: chosen.sets, mending: { names: ['map'] } }
  }
  const graphed =
    checkpoint.graph && chosen.found < weightsOf(net).length && byGraph(net, checkpoint.graph, checkpoint.weights)
  if (graphed) {
    const notes = ['the tensors were told by the graph of the file']
    return { named: graphed, scheme: torchvision, notes, hints: [], sets: [], mending: {} }
  }
  const { named, aside, dropped } = gather(chosen, read.weights, checkpoint)
  const notes = stateNotes(chosen, aside, dropped)
  const mending = mendingOf(chosen, weightsOf(net).length, checkpoint)
  return { named, scheme: chosen.scheme, notes, sets: chosen.sets, hints: hintsFor(chosen, checkpoint), mending }
}

// Implementation

interface Gathered {
  readonly named: ReadonlyMap<string, Tensor>
  /** Outside of the prefix, or of another set. */
  readonly aside: readonly string[]
  /** Known to be no weights, or constants of a graph. */
  readonly dropped: readonly string[]
}

function gather(
  { named: names, scheme, prefix, others, state }: Chosen,
  given: Weights,
  { graph }: Checkpoint,
): Gathered {
  const named = new Map<string, Tensor>()
  const dropped: string[] = []
  const constants = graph ? constantsOf(graph) : new Set<string>()
  const ofOthers = new Set(
    others.filter((other) => other.state === state && other.prefix !== '').map((other) => other.prefix),
  )
  const ours = new Set(names.map(([theirs]) => theirs))
  const isAround = (name: string) => !name.startsWith(prefix) && !ours.has(name)
  const isAside = (name: string) => isAround(name) || [...ofOthers].some((other) => name.startsWith(other))
  for (const [theirs, name] of names) {
    const tensor = given.get(theirs)
    if (!tensor || isAside(theirs)) continue
    if (isKnownOther(theirs) || constants.has(theirs)) dropped.push(theirs)
    else if (named.has(name))
      throw new FormatError(
        `two tensors of the file are '${name}' by the names of ${scheme.id}, one of them '${theirs}'`,
      )
    else named.set(name, tensor)
  }
  return { named, aside: [...given.keys()].filter(isAside), dropped: graph ? [] : dropped }
}

/**
 * What no layer owns: values that operators other than layers take, or that our own export made for one,
 * `/activation1/in`.
 */
function constantsOf({ nodes }: OnnxGraph): Set<string> {
  const owned = new Set(nodes.filter(({ operator }) => layers.has(operator)).flatMap(({ inputs }) => inputs))
  const all = nodes.flatMap(({ inputs }) => inputs)
  return new Set(all.filter((name) => !owned.has(name) || name.startsWith('/')))
}

const layers = new Set(['Conv', 'Gemm', 'MatMul', 'BatchNormalization', 'Mul', 'Add'])

function stateNotes({ name, others }: Chosen, aside: readonly string[], dropped: readonly string[]): string[] {
  const some = (names: readonly string[]) =>
    `${names.slice(0, 3).join(', ')}${names.length > 3 ? `, and ${names.length - 3} more` : ''}`
  const names = others.map((other) => other.name || 'the outermost')
  return [
    ...(names.length > 0 ? [`of the sets of tensors that fit, '${name}' was taken, not ${some(names)}`] : []),
    ...(aside.length > 0 && others.length === 0
      ? [`left out, since they are not below '${name}': ${some(aside)}`]
      : []),
    ...(dropped.length > 0 ? [`left out, since they are no weights: ${some(dropped)}`] : []),
  ]
}

function hintsFor({ state }: Chosen, { states, graph, weights }: Checkpoint): string[] {
  const others = (states ?? []).filter((other) => other !== state).map(({ name }) => name || 'the outermost')
  const numbered = [...weights.keys()].some((name) => /^\w+#\d+\//.test(name))
  return [
    ...(others.length > 0 ? [`the file also holds ${others.slice(0, 5).join(', ')}`] : []),
    ...(numbered ? ['the file tells no names, as Keras before 3.6 wrote them: save the model as .keras'] : []),
    ...(graph ? ['nor is the graph of the file that of the network'] : []),
  ]
}

/** Names are in doubt where some are not found, of as many tensors as half the network's. */
function mendingOf({ state, named, found }: Chosen, expected: number, { states = [] }: Checkpoint): Partial<Mending> {
  const doubtful = found < expected && named.length >= expected / 2
  return {
    ...(states.length > 1 && { sets: [state, ...states.filter((other) => other !== state)].map(({ name }) => name) }),
    ...(doubtful && { names: ['byOrder', 'map'] }),
  }
}
