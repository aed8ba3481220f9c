/**
 * @file Which pixels of the image an element of a feature map can see.
 * Along a path, field = 1 + Σ (kernel − 1) · dilation · (product of the strides before). A map on which paths meet sees
 * what any of them sees; it is *aligned* only if they all have one stride and one centre.
 */

import type { Network, Node } from './graph.ts'

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

/** The field of the last feature map, before global pooling or dense layers see it all. */
export function receptiveField(net: Network, node: Node = lastMap(net)): Field {
  const found = fields(net).get(node)
  if (!found) throw new TypeError(`the node is no feature map of network '${net.name}'`)
  return toField(found)
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
  readonly aligned: boolean
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
    known.set(node, inputs.length === 0 ? pixel : slid(node, inputs.reduce(join)))
  }
  return known
}

const pixel: Spans = {
  axes: [
    { from: 0, to: 0, stride: 1 },
    { from: 0, to: 0, stride: 1 },
  ],
  aligned: true,
}

function slid(node: Node, { axes, aligned }: Spans): Spans {
  const window = node.rule.window?.(node.attrs)
  if (!window) return { axes, aligned }
  const [top, , , left] = window.pad
  const slide = (span: Span, i: 0 | 1, before: number): Span => ({
    from: span.from - before * span.stride,
    to: span.to + ((window.kernel[i] - 1) * window.dilation[i] - before) * span.stride,
    stride: span.stride * window.stride[i],
  })
  return { axes: [slide(axes[0], 0, top), slide(axes[1], 1, left)], aligned: aligned && !node.rule.irregular }
}

function join(a: Spans, b: Spans): Spans {
  const same = (i: 0 | 1) => a.axes[i].stride === b.axes[i].stride && a.axes[i].from + a.axes[i].to === b.axes[i].from + b.axes[i].to
  const union = (i: 0 | 1): Span => ({
    from: Math.min(a.axes[i].from, b.axes[i].from),
    to: Math.max(a.axes[i].to, b.axes[i].to),
    stride: Math.max(a.axes[i].stride, b.axes[i].stride),
  })
  return { axes: [union(0), union(1)], aligned: a.aligned && b.aligned && same(0) && same(1) }
}

const toField = ({ axes: [y, x], aligned }: Spans): Field => ({
  size: [y.to - y.from + 1, x.to - x.from + 1],
  stride: [y.stride, x.stride],
  centre: [(y.from + y.to) / 2, (x.from + x.to) / 2],
  aligned,
})
