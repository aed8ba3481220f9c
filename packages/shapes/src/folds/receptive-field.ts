/**
 * @file Which pixels of the image an element of a feature map can see.
 * Along a path, field = 1 + Σ (kernel − 1) · dilation · (product of the strides before). A map on which paths meet sees
 * what any of them sees; it is *aligned* only if they all have one stride and one centre.
 */

import type { Network, Node } from '../graph.ts'
import { ShapeError } from '../shape.ts'
import { labels } from './summary.ts'

// Public API

/** Per axis [height, width], in pixels of the image. */
export interface Field {
  readonly size: readonly [number, number]
  /** Pixels from the centre of one element's field to the next one's. */
  readonly stride: readonly [number, number]
  /** The centre of the first element's field, 0 being the first pixel; below 0 is padding. */
  readonly centre: readonly [number, number]
  /** False where paths of different stride or centre meet: then size and centre are those of the union. */
  readonly aligned: boolean
}

/**
 * The field of the last feature map, before global pooling or dense layers see it all; throws ShapeError for a node
 * that is no map of it.
 */
export function receptiveField(net: Network, node: Node = lastMap(net)): Field {
  const found = fields(net).get(node)
  if (!found) throw new ShapeError(`the node is no feature map of network '${net.name}'`)
  return toField(found)
}

/**
 * Where two paths part and meet again of which one has another stride or centre than the other; both by their labels.
 */
export interface Parting {
  readonly from: string
  readonly at: string
}

/** The field of one feature map of many. */
export interface MapField extends Field {
  /**
   * Pixels by which the first element's field reaches out over the top and the left of the image; below 0, it starts
   * further in.
   */
  readonly padding: readonly [number, number]
  /** Why the map is not aligned: the first parting on its way. Absent where it is aligned. */
  readonly parting?: Parting
}

/**
 * The fields of all feature maps, in the order of computation, in one pass. Vectors have none: they see the whole
 * image.
 */
export function receptiveFields(net: Network): ReadonlyMap<Node, MapField> {
  const label = labels(net)
  return new Map(
    [...fields(net)].map(([node, spans]) => {
      const field: MapField = { ...toField(spans), padding: [0 - spans.axes[0].from, 0 - spans.axes[1].from] }
      if (!spans.parting) return [node, field]
      const [from, at] = spans.parting
      return [node, { ...field, parting: { from: label.get(from)!, at: label.get(at)! } }]
    }),
  )
}

// Implementation

/** What the first element of a map sees on one axis: pixels `from` to `to`, the next one `stride` further. */
interface Span {
  readonly from: number
  readonly to: number
  readonly stride: number
}
interface Spans {
  readonly axes: readonly [Span, Span]
  /** Where the first paths that do not agree part and meet. */
  readonly parting?: readonly [from: Node, at: Node]
}

function lastMap(net: Network): Node {
  const main = net.outputs['logits'] ?? Object.values(net.outputs)[0]!
  let node = main
  while (node.shape.length !== 3) node = node.inputs[0]!
  return node
}

function fields(net: Network): Map<Node, Spans> {
  const known = new Map<Node, Spans>()
  for (const node of net.nodes) {
    if (node.shape.length !== 3) continue
    const inputs = node.inputs.map((input) => known.get(input)!)
    known.set(
      node,
      inputs.length === 0
        ? pixel
        : slid(
            node,
            inputs.reduce((a, b, i) => join(a, b, node, i)),
          ),
    )
  }
  return known
}

const pixel: Spans = {
  axes: [
    { from: 0, to: 0, stride: 1 },
    { from: 0, to: 0, stride: 1 },
  ],
}

function slid(node: Node, spans: Spans): Spans {
  const window = node.rule.window?.(node.attrs)
  if (!window) return spans
  const [top, , , left] = window.pad
  const slide = (span: Span, i: 0 | 1, before: number): Span => ({
    from: span.from - before * span.stride,
    to: span.to + ((window.kernel[i] - 1) * window.dilation[i] - before) * span.stride,
    stride: span.stride * window.stride[i],
  })
  const axes = [slide(spans.axes[0], 0, top), slide(spans.axes[1], 1, left)] as const
  // Windows of different places part and meet in one node.
  const parting = spans.parting ?? (node.rule.irregular && ([node.inputs[0]!, node] as const))
  return { axes, ...(parting && { parting }) }
}

/** What `node` sees by its first inputs and by input `i`. */
function join(a: Spans, b: Spans, node: Node, i: number): Spans {
  const same = (axis: 0 | 1) =>
    a.axes[axis].stride === b.axes[axis].stride &&
    a.axes[axis].from + a.axes[axis].to === b.axes[axis].from + b.axes[axis].to
  const union = (axis: 0 | 1): Span => ({
    from: Math.min(a.axes[axis].from, b.axes[axis].from),
    to: Math.max(a.axes[axis].to, b.axes[axis].to),
    stride: Math.max(a.axes[axis].stride, b.axes[axis].stride),
  })
  const parting = a.parting ?? b.parting ?? (same(0) && same(1) ? undefined : ([forkOf(node, i), node] as const))
  return { axes: [union(0), union(1)], ...(parting && { parting }) }
}

/** The last node before `node` that its first inputs and input `i` both come from. */
function forkOf(node: Node, i: number): Node {
  const others = new Set(node.inputs.slice(0, i).flatMap(ancestors))
  return ancestors(node.inputs[i]!).find((ancestor) => others.has(ancestor))!
}

/** A node and all that it comes from, each before what it comes from. */
function ancestors(node: Node): Node[] {
  const order = new Set<Node>()
  const stack = [node]
  while (stack.length > 0) {
    const top = stack.at(-1)!
    const waiting = order.has(top) ? [] : top.inputs.filter((input) => !order.has(input))
    stack.push(...waiting)
    if (waiting.length === 0) order.add(stack.pop()!)
  }
  return [...order].toReversed()
}

const toField = ({ axes: [y, x], parting }: Spans): Field => ({
  size: [y.to - y.from + 1, x.to - x.from + 1],
  stride: [y.stride, x.stride],
  centre: [(y.from + y.to) / 2, (x.from + x.to) / 2],
  aligned: !parting,
})
