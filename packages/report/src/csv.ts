/** @file The results as CSV: a flat row for each cell, with the essentials of the environment in every one. */

import { csvFormat } from 'd3-dsv'
import { inOrder } from './words/backends.ts'
import { medianIntervalOf, type Cell, type Environment, type Results } from '@cnn/bench'

// Public API

/** All figures but the single samples, unrounded; units are in the names of the columns, and shares go from 0 to 1. */
export const csv = (results: Results): string =>
  `${csvFormat(
    inOrder(results.cells).map((cell) => plain({ ...cellRow(cell), ...environmentRow(results.environment) })),
  )}\n`

// Implementation

/**
 * A spreadsheet would run a text that begins like a formula, and results may come from a stranger: a quote makes it
 * text.
 */
const plain = <Row extends object>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'string' && /^[=+@\t\r-]/.test(value) ? `'${value}` : value,
    ]),
  ) as Row

const cellRow = ({ device, latency, accuracy, agreement, published, ...cell }: Cell) => ({
  suite: cell.suite,
  network: cell.network,
  backend: cell.backend,
  status: cell.status,
  reason: cell.reason,
  estimate_ms: cell.estimate,
  input: cell.input.join('x'),
  parameters: cell.parameters,
  macs: cell.macs,
  weights: cell.weights,
  device: device?.name,
  software: device?.software,
  threads: device?.threads,
  simd: device?.simd,
  float32: device?.float32,
  download_ms: latency?.download,
  setup_ms: latency?.setup,
  first_ms: latency?.first,
  samples: latency?.samples.length,
  inferences_per_sample: latency && (latency.inferencesPerSample ?? 1),
  median_ms: latency?.median,
  median_low_ms: latency && medianIntervalOf(latency)?.[0],
  median_high_ms: latency && medianIntervalOf(latency)?.[1],
  p90_ms: latency?.p90,
  mean_ms: latency?.mean,
  deviation_ms: latency?.deviation,
  mean_low_ms: latency?.interval[0],
  mean_high_ms: latency?.interval[1],
  doubts: cell.doubts?.map(({ kind }) => kind).join(' '),
  doubt_reasons: cell.doubts?.map(({ reason }) => reason).join('; '),
  accuracy_status: cell.accuracyStatus,
  accuracy_reason: cell.accuracyReason,
  images: accuracy?.images,
  correct: accuracy?.correct,
  top1: accuracy?.top1,
  top1_low: accuracy?.interval[0],
  top1_high: accuracy?.interval[1],
  reference: accuracy?.reference ?? agreement?.reference,
  compared_images: accuracy?.images ?? agreement?.images,
  labels_equal: accuracy?.labelsEqual ?? (agreement && agreement.equal / agreement.images),
  logit_difference: accuracy?.logitDifference ?? agreement?.logitDifference,
  accuracy_seconds: accuracy?.seconds,
  published_top1_percent: published?.top1,
  published_top5_percent: published?.top5,
  published_dataset: published?.dataset,
  published_protocol: published?.protocol,
  published_source: published?.source,
})

const environmentRow = ({ browser, processor, cores, system, date, commit }: Environment) => ({
  browser: browser && `${browser.name} ${browser.version}`,
  browser_source: browser?.source,
  isolated: browser?.isolated,
  processor,
  cores,
  system,
  date,
  commit,
})
