/** @file The form in which a person says what they can afford. */

import { h, type JSX } from 'preact'
import { backendIds, type Results } from '@cnn/bench'
import { backendNames } from '../words/backends.ts'

// Public API

/** `choose` makes it work; without a script it is not shown. */
export function Choice({ results }: { readonly results: Results }): JSX.Element {
  const present = backendIds.filter((id) => results.cells.some(({ backend, latency }) => backend === id && latency))
  return h(
    'form',
    { class: 'choice', 'aria-label': 'What you can afford' },
    h(
      'div',
      { class: 'limits' },
      field('Download at most', number('megabytes'), 'MB in', select('type', { float32: 'float32', float16: 'float16' })),
      field('One image in at most', number('ms'), 'ms'),
      field('Accuracy at least', number('top1'), '%'),
      field('Sort by', select('sort', { size: 'size', ms: 'latency', top1: 'accuracy' })),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'On'),
      ...present.map((id) =>
        h('label', {}, h('input', { type: 'checkbox', name: 'backends', value: id, defaultChecked: true }), ` ${backendNames[id]}`),
      ),
      h('button', { type: 'reset' }, 'Reset'),
    ),
    h('output', { 'aria-live': 'polite' }),
  )
}

// Implementation

const field = (title: string, ...controls: readonly (JSX.Element | string)[]): JSX.Element =>
  h('label', {}, h('span', {}, title), ...controls.flatMap((control) => [' ', control]))

const number = (name: string): JSX.Element => h('input', { type: 'number', name, min: 0, step: 'any', inputMode: 'decimal' })

const select = (name: string, options: Readonly<Record<string, string>>): JSX.Element =>
  h('select', { name }, ...Object.entries(options).map(([value, text]) => h('option', { value }, text)))
