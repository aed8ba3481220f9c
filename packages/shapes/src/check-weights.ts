import { CnnError } from './cnn-error.ts'
import { printable } from './text/printable.ts'
import { formatShape } from './shape.ts'
import type { Network } from './graph.ts'
import { elements, weights, type Tensor, type Weights } from './weights.ts'

// Public API

/** Weights that are not those of the network. */
export class WeightsError extends CnnError {
  override name = 'WeightsError'
}

/**
 * Throws one WeightsError that lists every tensor that is missing, left over or of another shape. With `pruned`,
 * tensors of outputs that are no longer there may be left over.
 */
export function checkWeights(
  net: Network,
  given: Weights,
  { pruned = false }: { readonly pruned?: boolean } = {},
): void {
  const expected = shapesOf(net)
  const leftOver = pruned ? [] : [...given.keys()].filter((name) => !expected.has(name))
  const misshapen = [...expected].flatMap(([name, shape]) => {
    const tensor = given.get(name)
    return tensor ? (misfit(name, shape, tensor) ?? []) : []
  })
  complain(net, { missing: missingOf(expected, given), leftOver, misshapen })
}

/**
 * Gives on the tensors of a network that come one by one. Throws WeightsError at the first that the network has not, or
 * has in another shape, or that comes twice, and at the end if some are missing.
 */
export async function* checkedWeights<T extends Tensor>(
  net: Network,
  given: AsyncIterable<readonly [string, T]>,
): AsyncGenerator<readonly [string, T], void> {
  const expected = shapesOf(net)
  const seen = new Set<string>()
  for await (const [name, tensor] of given) {
    const shape = expected.get(name)
    if (!shape) complain(net, { leftOver: [name] })
    else if (seen.has(name)) complain(net, { twice: [name] })
    else complain(net, { misshapen: [misfit(name, shape, tensor) ?? []].flat() })
    seen.add(name)
    yield [name, tensor]
  }
  complain(net, { missing: missingOf(expected, seen) })
}

// Implementation

const shapesOf = (net: Network): ReadonlyMap<string, readonly number[]> =>
  new Map(weights(net).map(({ name, shape }) => [name, shape]))

const missingOf = (expected: ReadonlyMap<string, readonly number[]>, given: { has(name: string): boolean }): string[] =>
  [...expected].filter(([name]) => !given.has(name)).map(([name, shape]) => `${name} (${formatShape(shape)})`)

function misfit(name: string, shape: readonly number[], { data, shape: own }: Tensor): string | undefined {
  if (formatShape(own) !== formatShape(shape)) return `${name} is ${formatShape(own)}, not ${formatShape(shape)}`
  return data.length === elements(shape) ? undefined : `${name} has ${data.length} values for ${formatShape(shape)}`
}

interface Complaints {
  readonly missing?: readonly string[]
  readonly leftOver?: readonly string[]
  readonly misshapen?: readonly string[]
  readonly twice?: readonly string[]
}

/** Throws, unless there is nothing to complain of. */
function complain(net: Network, { missing = [], leftOver = [], misshapen = [], twice = [] }: Complaints): void {
  const complaints = [
    list('missing', missing),
    list('left over', leftOver),
    list('of another shape', misshapen),
    list('there twice', twice),
  ].filter(Boolean)
  if (complaints.length > 0)
    throw new WeightsError(`the weights do not fit network '${printable(net.name)}':\n${complaints.join('\n')}`)
}

function list(what: string, items: readonly string[]): string {
  const most = 10
  if (items.length === 0) return ''
  const more = items.length > most ? `, and ${items.length - most} more` : ''
  return `  ${items.length} ${what}: ${items
    .slice(0, most)
    .map((item) => printable(item))
    .join(', ')}${more}`
}
