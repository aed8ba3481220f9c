/**
 * @file Softmax cross-entropy, in double precision and on the processor: its figures are read from the backend for
 * every batch anyway, and so a step that would spoil the weights is seen before it is taken.
 */

export interface Loss {
  /** Mean over the batch. */
  readonly loss: number
  /** Images whose label had the largest logit, the first of equals. */
  readonly right: number
  /** Of `loss` by each logit: [n, units]. */
  readonly gradient: Float32Array
}

/**
 * −Σ target · log softmax(logits), the target being 1 − `smoothing` at the label and `smoothing` / units more
 * everywhere (Szegedy et al. 2015, section 7). Logits [n, units]; a label is 0 to units − 1.
 */
export function crossEntropy(logits: Float32Array, labels: Int32Array, smoothing = 0): Loss {
  const units = logits.length / labels.length
  const gradient = new Float32Array(logits.length)
  let loss = 0
  let right = 0
  for (const [image, label] of labels.entries()) {
    const row = logits.subarray(image * units, (image + 1) * units)
    let best = 0
    for (let i = 1; i < units; i++) if (row[i]! > row[best]!) best = i
    if (best === label) right++
    let sum = 0
    for (const logit of row) sum += Math.exp(logit - row[best]!)
    const normaliser = row[best]! + Math.log(sum)
    for (let i = 0; i < units; i++) {
      const target = (i === label ? 1 - smoothing : 0) + smoothing / units
      if (target > 0) loss += target * (normaliser - row[i]!)
      gradient[image * units + i] = (Math.exp(row[i]! - normaliser) - target) / labels.length
    }
  }
  return { loss: loss / labels.length, right, gradient }
}
