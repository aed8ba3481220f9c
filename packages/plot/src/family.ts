/** @file What belongs together has one colour. */

import type { Kind } from '@cnn/shapes'

// Public API

/** Layers of one purpose. */
export type Family =
  | 'input'
  | 'convolution'
  | 'dense'
  | 'pooling'
  | 'normalisation'
  | 'activation'
  | 'joining'
  | 'other'

/**
 * Light and dark: the fill of a card or chip, and its stronger line. Text on either is the ink of the theme, at 7 : 1
 * and more.
 */
export const colours: Readonly<Record<Family, { readonly light: Colour; readonly dark: Colour }>> = {
  input: { light: ['#eceff2', '#7d8590'], dark: ['#2a3038', '#8b949e'] },
  convolution: { light: ['#d8ecff', '#1f6fd1'], dark: ['#10325c', '#58a6ff'] },
  dense: { light: ['#ece2ff', '#7c4dd6'], dark: ['#33235c', '#b794ff'] },
  pooling: { light: ['#d3f3dc', '#218a41'], dark: ['#123d20', '#4ac26b'] },
  normalisation: { light: ['#fff1c9', '#a57500'], dark: ['#3f3005', '#e0b43c'] },
  activation: { light: ['#ffe3d1', '#c4551a'], dark: ['#4a2410', '#f79559'] },
  joining: { light: ['#cdf3f1', '#0f8582'], dark: ['#0c3d3c', '#3fc9c4'] },
  other: { light: ['#f4e3ee', '#a8457f'], dark: ['#43203a', '#e58cc0'] },
}

export type Colour = readonly [fill: string, line: string]

/**
 * Kinds that are not listed are drawn as `other`, so that a new operation can be drawn before anybody has thought of
 * its colour.
 */
export const familyOf = (kind: Kind): Family => families[kind] ?? 'other'

// Implementation

const families: Readonly<Partial<Record<Kind, Family>>> = {
  input: 'input',
  conv: 'convolution',
  dense: 'dense',
  maxPool: 'pooling',
  avgPool: 'pooling',
  globalAveragePool: 'pooling',
  batchNorm: 'normalisation',
  lrn: 'normalisation',
  activation: 'activation',
  add: 'joining',
  concat: 'joining',
}
