/** @file A publisher's weights as those of a network: found, renamed, in its layout, with its batch norms' constants. */

import { weights as weightsOf, type Network, type Tensor, type Weights } from '@cnn/shapes'
import type { Checkpoint } from '../checkpoint.ts'
import { adapt } from './adapt.ts'
import { byGraph } from './by-graph.ts'
import { schemeOf, type NameMap } from './by-map.ts'
import { byOrder } from './by-order.ts'
import { choose, type Chosen } from './choose.ts'
import { checked } from './complain.ts'
import { isKnownOther } from './names.ts'
import { FormatError } from '../format-error.ts'
import type { OnnxGraph } from '../onnx/graph.ts'
import { torchvision } from '../renaming/pytorch.ts'
import type { Scheme } from '../renaming/scheme.ts'
import { checkVariant } from '../variant.ts'

// Public API

export interface FitOptions {
  /** The set of tensors to take where a file holds several: `state_dict_ema`. */
  readonly state?: string
  /** Absent, the known one that names most. */
  readonly scheme?: Scheme
  /** Names of theirs as ours, for those that no scheme knows. */
  readonly map?: NameMap
  /** Takes the tensors one after the other, whatever their names. */
  readonly byOrder?: boolean
  /** Where the network is a part of it, `select(whole, 'logits')`: what only its other outputs use is left out. */
  readonly whole?: Network
}

export interface Fitted {
  readonly weights: Weights
  /** By which they were renamed. */
  readonly scheme: Scheme
  /** What was chosen or left out, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * The network's weights out of a checkpoint: of the set of tensors, the prefix of names and the scheme of names that fit best, for ONNX by
 * where the tensors stand in the graph. Throws WeightsError that lists what is missing, left over or of another shape, with the nearest
 * names; FormatError if two tensors get one name, or if several sets fit and none is told apart.
 */
export function fitCheckpoint(net: Network, checkpoint: Checkpoint, options: FitOptions = {}): Fitted {
  const { whole = net } = options
  const known = new Set(weightsOf(whole).map(({ name }) => name))
  const { map, scheme = map && schemeOf(map, checkpoint.weights) } = options
  const chosen = choose(weightsOf(net), checkpoint, options.state, scheme)
  const read = chosen.state.name === (checkpoint.state ?? '') ? checkpoint : chosen.state.read()
  if (options.byOrder) {
    const usable = new Map([...read.weights].filter(([name]) => !isKnownOther(name)))
    const { named, layout } = byOrder(net, usable)
    const ordered = layout === 'HWIO' ? tensorflow : { ...torchvision, ...variantBy(chosen) }
    checkVariant(net, ordered, checkpoint.graph)
    return { weights: checked(net, adapt(net, named, ordered, known).fitted), scheme: ordered, notes: [] }
  }
  const graphed =
    checkpoint.graph && chosen.found < weightsOf(net).length && byGraph(net, checkpoint.graph, checkpoint.weights)
  if (graphed) {
    checkVariant(net, torchvision, checkpoint.graph)
    const { fitted, folded } = adapt(net, graphed, torchvision, known)
    return {
      weights: checked(net, fitted),
      scheme: torchvision,
      notes: ['the tensors were told by the graph of the file', ...foldedNote(folded)],
    }
  }
  checkVariant(net, chosen.scheme, checkpoint.graph)
  const { named, aside, dropped } = gather(chosen, read.weights, checkpoint)
  const { fitted, folded } = adapt(net, named, chosen.scheme, known)
  const weights = checked(net, fitted, hintsFor(chosen, weightsOf(net).length, checkpoint))
  return { weights, scheme: chosen.scheme, notes: [...stateNotes(chosen, aside, dropped), ...foldedNote(folded)] }
}

/** The same of tensors alone. */
export const fitWeights = (net: Network, given: Weights, scheme?: Scheme, whole: Network = net): Weights =>
  fitCheckpoint(net, { weights: given, metadata: {}, skipped: [] }, { whole, ...(scheme && { scheme }) }).weights

/** The scheme by which most of the network's tensors get their names. */
export const findScheme = (net: Network, given: Weights): Scheme =>
  choose(weightsOf(net), { weights: given, metadata: {}, skipped: [] }).scheme

// Implementation

/** What is known of tensors in TensorFlow's layout without their names: its average poolings never count padding. */
const tensorflow: Scheme = { ...torchvision, id: 'TensorFlow', layout: 'HWIO', variant: { countPadding: false } }

const variantBy = ({ scheme: { variant } }: Chosen): Pick<Scheme, 'variant'> => (variant ? { variant } : {})

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
  const isAside = (name: string) => !name.startsWith(prefix) || [...ofOthers].some((other) => name.startsWith(other))
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

/** What no layer owns: values that operators other than layers take, or that our own export made for one, `/activation1/in`. */
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
    ...(names.length > 0
      ? [`of the sets of tensors that fit, '${name}' was taken, not ${some(names)} (--state NAME chooses)`]
      : []),
    ...(aside.length > 0 && others.length === 0
      ? [`left out, since they are not below '${name}': ${some(aside)}`]
      : []),
    ...(dropped.length > 0 ? [`left out, since they are no weights: ${some(dropped)}`] : []),
  ]
}

const foldedNote = (folded: number): string[] =>
  folded > 0 ? [`${folded} batch norms had been folded into the layers before them`] : []

function hintsFor({ state, named }: Chosen, expected: number, { states, graph, weights }: Checkpoint): string[] {
  const others = (states ?? []).filter((other) => other !== state).map(({ name }) => name || 'the outermost')
  const numbered = [...weights.keys()].some((name) => /^\w+#\d+\//.test(name))
  return [
    ...(others.length > 0 ? [`the file also holds ${others.slice(0, 5).join(', ')} (--state NAME)`] : []),
    ...(numbered ? ['the file tells no names, as Keras before 3.6 wrote them: save the model as .keras'] : []),
    ...(graph ? ['nor is the graph of the file that of the network'] : []),
    ...(named.length >= expected / 2 ? ['for names that are not known: --by-order, or --map FILE'] : []),
  ]
}
