/** @file The names of what @cnn/export writes for tfjs layers: ours, with Keras's words for the parts of a layer. */

import { parts } from './keras.ts'
import type { Scheme } from './scheme.ts'

/** The names that `writeLayersModel` of @cnn/export gives. */
export const cnnLayers: Scheme = {
  id: 'cnn-layers',
  source: '@cnn/export, writeLayersModel',
  layout: 'HWIO',
  flattened: 'CHW',
  // A batch norm whose ReLU is a layer of its own.
  layers: [{ from: /^(.+)\/norm$/, to: '$1' }],
  parts,
  // Ones and zeros that take or add channels, the shares of a window, and the codes of LeNet's digits.
  constants: /^(?:pad|pick)Channels\d+$|^(?:max|avg|adaptiveAvg)Pool\d+\/|^rbf\d+\//,
}
