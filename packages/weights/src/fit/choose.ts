/** @file Which of a file's tensors are the network's: of which dict, below which prefix, by which scheme of names. */

import { elements, type OwnedWeight } from '@cnn/shapes'
import type { Checkpoint, State } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import type { Scheme } from '../renaming/scheme.ts'
import { schemes } from '../renaming/schemes.ts'
import { ourNames, prefixesOf } from './names.ts'
import { UnmatchedError } from './unmatched.ts'

// Public API

export interface Choice {
  /** The dict, and the prefix within it, joined by a dot; '' for all of the file. */
  readonly name: string
  readonly state: State
  readonly prefix: string
  readonly scheme: Scheme
  /** Of each of our names theirs, those of tensors that are not the network's too. */
  readonly named: readonly (readonly [theirs: string, ours: string])[]
  /**
   * How many of the network's tensors have their names there, and in how many of these there are as many values as are
   * needed.
   */
  readonly found: number
  readonly fitting: number
}

export interface Chosen extends Choice {
  /** Others that fit as well. */
  readonly others: readonly Choice[]
  /** Names of all sets that fit, whichever is asked for. */
  readonly sets: readonly string[]
}

/**
 * The tensors that fit best. Where several sets fit as well, that of averaged weights, as timm takes them
 * (timm/models/_helpers.py, `load_state_dict`), else that of a usual name. Throws UnmatchedError where none is called
 * so, and FormatError where none is of the name that is asked for.
 */
export function choose(
  expected: readonly OwnedWeight[],
  checkpoint: Checkpoint,
  wanted?: string,
  scheme?: Scheme,
): Chosen {
  const all = statesOf(checkpoint).flatMap((state) => choicesOf(state, expected, scheme ? [scheme] : schemes))
  const isWhole = ({ found }: Choice) => found === expected.length
  const [best, equal] = bestOf(wanted === undefined ? all : named(all, wanted))
  const sets = (wanted === undefined ? equal : bestOf(all)[1]).filter(isWhole).map(({ name }) => name)
  if (equal.length === 1 || !isWhole(best)) return { ...best, others: [], sets }
  const averaged = equal.filter(({ name }) => /(^|[._])(ema|averaged?|swa)([._]|$|\d)|_ema|ema_/i.test(name))
  const usual = usualNames.map((name) => equal.find((choice) => choice.name === name)).find(Boolean)
  const taken = averaged.length === 1 ? averaged[0]! : (usual ?? equal.find(({ name }) => name === ''))
  const names = equal.map(({ name }) => name || 'the outermost')
  if (!taken)
    throw new UnmatchedError(
      `the file holds several sets of tensors that fit: ${names.slice(0, 10).join(', ')}; one is to be chosen`,
      { sets },
    )
  return { ...taken, others: equal.filter((choice) => choice !== taken), sets }
}

// Implementation

const usualNames = [
  'state_dict',
  'model_state_dict',
  'model',
  'net',
  'network',
  'weights',
  'state_dict.model',
  'model.state_dict',
]

export function statesOf(checkpoint: Checkpoint): readonly State[] {
  if (checkpoint.states) return checkpoint.states
  const { weights, skipped } = checkpoint
  return [
    {
      name: '',
      shapes: new Map([...weights].map(([name, { shape }]) => [name, shape])),
      read: () => ({ weights, skipped }),
    },
  ]
}

/** The first of those that fit best, and all of them. */
function bestOf(all: readonly Choice[]): [best: Choice, equal: readonly Choice[]] {
  const best = all.reduce((a, b) => (b.found > a.found || (b.found === a.found && b.fitting > a.fitting) ? b : a))
  return [best, all.filter(({ found, fitting }) => found === best.found && fitting === best.fitting)]
}

function choicesOf(state: State, weights: readonly OwnedWeight[], some: readonly Scheme[]): Choice[] {
  const expected = new Map(weights.map((weight) => [weight.name, weight]))
  const under = (prefix: string): Choice => {
    const { inside = [], around = [] } = Object.groupBy(state.shapes.keys(), (name) =>
      name.startsWith(prefix) ? 'inside' : 'around',
    )
    const theirs = inside.map((name) => name.slice(prefix.length))
    const rated = some.map((scheme) => {
      const below = ourNames(theirs, scheme).map(([name, ours]) => [prefix + name, ours] as const)
      const known = new Set(below.map(([, ours]) => ours))
      // Where that is a model within the model, the layers around it have names of their own: `stem/conv` and `fc`.
      const more = ourNames(around, scheme).filter(([, ours]) => expected.has(ours) && !known.has(ours))
      const renamed = [...below, ...more]
      const hits = renamed.flatMap(([name, ours]) => {
        const weight = expected.get(ours)
        return weight ? [elements(weight.shape) === elements(state.shapes.get(name)!)] : []
      })
      return { scheme, named: renamed, found: hits.length, fitting: hits.filter(Boolean).length }
    })
    const best = rated.reduce((a, b) => (b.found > a.found ? b : a))
    return { ...best, state, prefix, name: [state.name, prefix.slice(0, -1)].filter(Boolean).join('.') }
  }
  // A part of them, since convolutions before a batch norm may have biases, and batch norms may be folded.
  const all = [under(''), ...prefixesOf(state.shapes.keys(), Math.max(1, weights.length / 4)).map(under)]
  // A prefix that a scheme of names knows, or a longer one, finds the same tensors again.
  const first = (choice: Choice) => choice.named.find(([, ours]) => expected.has(ours))?.[0]
  return all.filter(
    (choice, i) =>
      i === 0 ||
      (choice.found > 0 &&
        !all.slice(0, i).some((before) => first(before) === first(choice) && before.found >= choice.found)),
  )
}

function named(all: readonly Choice[], wanted: string): Choice[] {
  const exact = all.filter(({ name, state }) => name === wanted || state.name === wanted)
  const found = exact.length > 0 ? exact : all.filter(({ name }) => name.startsWith(`${wanted}.`))
  if (found.length > 0) return found
  const names = [...new Set(all.map(({ name }) => name || '(the outermost)'))].slice(0, 20)
  throw new FormatError(`the file has no set of tensors '${wanted}'; it has ${names.join(', ')}`)
}
