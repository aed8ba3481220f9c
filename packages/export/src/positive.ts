import type { ActivationAttrs, Kind, Node } from '@cnn/shapes'

/** Whether the result of a node is never below zero, given those of its inputs. */
export function isPositive({ kind, attrs, inputs }: Node, positive: ReadonlySet<Node>): boolean {
  if ('activation' in attrs) return keeping.has((attrs as ActivationAttrs).activation)
  return passing.has(kind) && inputs.every((input) => positive.has(input))
}

const keeping = new Set(['relu', 'sigmoid'])

/** Kinds whose result is below zero only where an input is. */
const passing = new Set<Kind>([
  'maxPool',
  'avgPool',
  'adaptiveAvgPool',
  'dropout',
  'add',
  'concat',
  'padChannels',
  'pickChannels',
])
