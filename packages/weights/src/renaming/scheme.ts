/** @file How a publisher names and lays out weights, as data. */

// Public API

/**
 * One name of theirs as ours: what the pattern's groups catch stands for $1, $2, …, looked up in `words` where those
 * have a table for it, so that letters and shifted numbers need no code.
 */
export interface RenamingRule {
  readonly from: RegExp
  readonly to: string
  /** For each group of the pattern, from the first. */
  readonly words?: readonly (Readonly<Record<string, string>> | undefined)[]
  /** For layers that are only numbered: the numbers of the first group that occur, from the least, get these names. */
  readonly sequence?: readonly string[]
}

/** A publisher's names for tensors, and how they become those of the network. */
export interface Scheme {
  readonly id: string
  readonly source: string
  /** Convolutions [out, in, height, width] and dense [out, in], or [height, width, in, out] and [in, out]. */
  readonly layout: 'OIHW' | 'HWIO'
  /**
   * How the inputs of a dense layer after a flatten are counted where the layout is HWIO; pixel by pixel if absent, as
   * Keras flattens.
   */
  readonly flattened?: 'CHW'
  /** Layers of theirs that hold no weights but what a layer of ours is put together from. */
  readonly constants?: RegExp
  /** The first that fits is taken; a name that none fits stays. */
  readonly layers: readonly RenamingRule[]
  /** The last part of a name, of the tensor within its layer. */
  readonly parts: Readonly<Record<string, string>>
  /** What the publisher's batch norms add to the variance, where the graph of the same network adds something else. */
  readonly epsilon?: number
  /**
   * Options of the network's builder in @cnn/zoo that give the publisher's graph, where the usual ones give another.
   */
  readonly variant?: Variant
}

/** What builders have options for since publishers of weights differ in it. */
export interface Variant {
  /** Whether average poolings count their padding; never in TensorFlow. */
  readonly countPadding?: boolean
}

/**
 * Gives the name in our network of a layer of theirs. `all` are the names of their layers, for those that are only
 * numbered.
 */
export function renamer({ layers }: Scheme, all: readonly string[]): (layer: string) => string {
  const rules = layers.map((rule) => ({ ...rule, places: rule.sequence && countBelow(rule.from, all) }))
  return (layer) => {
    for (const { from, to, words, sequence, places } of rules) {
      const match = from.exec(layer)
      if (!match) continue
      const caught = match.slice(1).map((text, group) => words?.[group]?.[text] ?? text ?? '')
      const name = sequence ? (sequence[places!.get(Number(match[1] ?? 0))!] ?? layer) : to
      return name.replaceAll(/\$(\d)/g, (_, group: string) => caught[Number(group) - 1] ?? '')
    }
    return layer
  }
}

// Implementation

/** Of each number that the layers of that pattern have, how many are less. */
function countBelow(from: RegExp, all: readonly string[]): ReadonlyMap<number, number> {
  const numbers = new Set(
    all.flatMap((name) => {
      const match = from.exec(name)
      return match ? [Number(match[1] ?? 0)] : []
    }),
  )
  return new Map([...numbers].sort((a, b) => a - b).map((number, place) => [number, place]))
}
