import { CnnError } from './cnn-error.ts'
import { printable } from './text/printable.ts'
import { formatShape } from './shape.ts'
import type { Network } from './graph.ts'
import { elements, weights, type Weights } from './weights.ts'

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
  const expected = weights(net)
  const names = new Set(expected.map(({ name }) => name))
  const missing = expected
    .filter(({ name }) => !given.has(name))
    .map(({ name, shape }) => `${name} (${formatShape(shape)})`)
  const leftOver = pruned ? [] : [...given.keys()].filter((name) => !names.has(name))
  const misshapen: string[] = []
  for (const { name, shape } of expected) {
    const tensor = given.get(name)
    if (!tensor) continue
    if (formatShape(tensor.shape) !== formatShape(shape))
      misshapen.push(`${name} is ${formatShape(tensor.shape)}, not ${formatShape(shape)}`)
    else if (tensor.data.length !== elements(shape))
      misshapen.push(`${name} has ${tensor.data.length} values for ${formatShape(shape)}`)
  }
  const complaints = [
    list('missing', missing),
    list('left over', leftOver),
    list('of another shape', misshapen),
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
