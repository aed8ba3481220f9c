/**
 * @file Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations (1846; Golub & Van Loan, Matrix
 * Computations, 8.5).
 */

// Public API

/** The largest value first; vectors of length 1, one for each value. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const size = matrix.length
  const a = matrix.map((row) => [...row])
  // Rows become the eigenvectors.
  const v = a.map((_, i) => a.map((__, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, p, q)
  const order = a.map((_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]!)
  return { values: order.map((i) => a[i]![i]!), vectors: order.map((i) => v[i]!) }
}

// Implementation

/** Convergence is quadratic: a few are enough for any size that has a use here. */
const sweeps = 30

/** Turns axes p and q so that a[p][q] vanishes. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  if (a[p]![q] === 0) return
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const cosine = 1 / Math.hypot(t, 1)
  const sine = t * cosine
  const turn = (x: number, y: number): [number, number] => [cosine * x - sine * y, sine * x + cosine * y]
  for (const row of a) [row[p], row[q]] = turn(row[p]!, row[q]!)
  for (const rows of [a, v])
    for (let i = 0; i < a.length; i++) [rows[p]![i], rows[q]![i]] = turn(rows[p]![i]!, rows[q]![i]!)
}
