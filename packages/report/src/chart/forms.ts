/** @file The forms of the marks, one for each backend: as large in area as a circle of the radius. */

import type { BackendId } from '@cnn/bench'

// Public API

/** The outline of a mark around its centre at (0, 0), as the `d` of an SVG path. */
export function outline(backend: BackendId, radius: number): string {
  const form = forms[backend]
  if (form === 'circle') {
    const half = (x: number) => `a${r3(radius)} ${r3(radius)} 0 1 0 ${r3(x)} 0`
    return `M${r3(-radius)} 0${half(2 * radius)}${half(-2 * radius)}Z`
  }
  const points = corners(form, radius)
  return `M${points.map(([x, y]) => `${r3(x)} ${r3(y)}`).join('L')}Z`
}

/** How far a mark reaches from its centre. */
export function reach(backend: BackendId, radius: number): number {
  const form = forms[backend]
  return form === 'circle' ? radius : outer(form, radius)
}

// Implementation

interface Polygon {
  readonly corners: number
  /** Degrees of the first corner from the top, clockwise. */
  readonly turn: number
  /** Of a star, how far its inner corners are from the centre: a share of its tips' distance. */
  readonly inner?: number
}

const forms: Readonly<Record<BackendId, 'circle' | Polygon>> = {
  'cnn-wasm': 'circle',
  wasm: { corners: 4, turn: 45 },
  webgl: { corners: 3, turn: 0 },
  webgpu: { corners: 4, turn: 0 },
  cpu: { corners: 3, turn: 60 },
  'node-cnn-wasm': { corners: 5, turn: 0, inner: 0.5 },
  'node-wasm': { corners: 4, turn: 0, inner: 0.45 },
  'ort-wasm': { corners: 5, turn: 0 },
  'ort-webgpu': { corners: 6, turn: 30 },
  'litert-wasm': { corners: 6, turn: 0, inner: 0.6 },
  'litert-webgpu': { corners: 3, turn: 0, inner: 0.4 },
}

/** Of a polygon with alternating distances: n · R² · k · sin(π / n) for a star, n / 2 · R² · sin(2π / n) without. */
function outer({ corners: n, inner }: Polygon, radius: number): number {
  const area = inner === undefined ? (n / 2) * Math.sin((2 * Math.PI) / n) : n * inner * Math.sin(Math.PI / n)
  return radius * Math.sqrt(Math.PI / area)
}

function corners(form: Polygon, radius: number): [number, number][] {
  const { corners: n, turn, inner } = form
  const far = outer(form, radius)
  const count = inner === undefined ? n : 2 * n
  return Array.from({ length: count }, (_, i) => {
    const angle = (turn * Math.PI) / 180 + (2 * Math.PI * i) / count
    const distance = inner !== undefined && i % 2 === 1 ? far * inner : far
    return [distance * Math.sin(angle), -distance * Math.cos(angle)]
  })
}

const r3 = (value: number): number => Math.round(value * 1000) / 1000
