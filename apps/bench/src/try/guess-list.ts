import { top } from '@cnn/tfjs'
import { h } from '../h.ts'

/** The five likeliest classes, each with a bar. */
export const guessList = (logits: readonly number[], labels: readonly string[]): HTMLElement =>
  h(
    'ol',
    { class: 'guesses' },
    ...top(logits, 5).map(({ class: at, probability }) =>
      h(
        'li',
        {},
        h('span', {}, labels[at] ?? `class ${at}`),
        h('b', {}, `${(probability * 100).toFixed(1)} %`),
        h('meter', { min: 0, max: 1, value: probability, 'aria-hidden': true }),
      ),
    ),
  )
