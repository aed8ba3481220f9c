/** @file What the command line offers where weights are not told to be a network's. */

import { WeightsError } from '@cnn/shapes'
import { UnmatchedError } from '@cnn/weights'

// Public API

/** An error of weights that do not fit then ends with the options that may mend it. */
export function withHelp<T>(fit: () => T): T {
  try {
    return fit()
  } catch (error) {
    if (!(error instanceof UnmatchedError)) throw error
    const { sets, names } = error.mending
    const lines = [
      error.message,
      ...(sets.length > 0 ? [`  ${chooseSet}`] : []),
      ...(names.length > 0
        ? [`  for names that are not known: ${names.map((name) => options[name]).join(', or ')}`]
        : []),
    ]
    throw new WeightsError(lines.join('\n'))
  }
}

export const chooseSet = '--state NAME takes another set of tensors'

// Implementation

const options = { byOrder: '--by-order', map: '--map FILE' }
