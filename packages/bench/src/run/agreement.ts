/** @file From logits to accuracy, and how far two backends agree. */

import type { Accuracy, Agreement, BackendId, Cell, Device } from '../results/results.ts'
import { hasShaders } from '../results/shaders.ts'
import { wilson } from '../results/statistics.ts'
import type { AccuracyOutcome } from '../hosts/task.ts'

// Public API

/** Logits of images, one after the other. */
export type Answers = Pick<AccuracyOutcome, 'images' | 'logits'>

/** What the other backends are compared with. */
export interface Reference {
  readonly backend: BackendId
  readonly outcome: AccuracyOutcome
}

/** Accuracy of `outcome`, and its agreement with the reference on the images that both classified. */
export function toAccuracy(outcome: AccuracyOutcome, reference: Reference): Accuracy {
  const { images, labels, seconds } = outcome
  const correct = topLabels(outcome, images).filter((label, i) => label === labels[i]).length
  const { equal, images: shared, logitDifference } = toAgreement(outcome, reference)
  return {
    images,
    correct,
    top1: correct / images,
    interval: wilson(correct, images),
    reference: reference.backend,
    labelsEqual: equal / shared,
    logitDifference,
    seconds,
  }
}

/** On the images that both classified. */
export function toAgreement(answers: Answers, { backend, outcome }: Reference): Agreement {
  const images = Math.min(answers.images, outcome.images)
  const theirs = topLabels(outcome, images)
  const equal = topLabels(answers, images).filter((label, i) => label === theirs[i]).length
  return { reference: backend, images, equal, logitDifference: largestDifference(answers.logits, outcome.logits) }
}

/**
 * Why a backend cannot be said to compute what the reference does; undefined where it does. A label that differs while
 * all logits are within the tolerance is a tie: two classes that are as likely as each other.
 */
export function disagreement(
  { equal, images, logitDifference, reference }: Agreement,
  { backend, device }: Pick<Cell, 'backend' | 'device'>,
  logits: readonly number[],
): string | undefined {
  const most = tolerance(backend, device) * logits.reduce((largest, logit) => Math.max(largest, Math.abs(logit)), 0)
  if (logitDifference <= most) return undefined
  return (
    `it disagrees with ${reference}: ${images - equal} of ${images} labels differ, and logits by up to ` +
    `${logitDifference.toPrecision(2)}, where ${most.toPrecision(2)} is the most that rounding explains`
  )
}

// Implementation

/**
 * Of the largest logit: what every network of the zoo keeps to in the tests, on processors and on shaders. Floats of 16
 * bits have 11 digits, of which dozens of layers leave 5.
 */
function tolerance(backend: BackendId, device: Device | undefined): number {
  if (device?.float32 === false) return 0.05
  return hasShaders(backend) ? 1e-3 : 1e-4
}

function topLabels({ logits, images }: Answers, count: number): number[] {
  const classes = logits.length / images
  return Array.from({ length: count }, (_, i) => {
    const row = logits.slice(i * classes, (i + 1) * classes)
    return row.indexOf(Math.max(...row))
  })
}

const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  a.slice(0, b.length).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0)
