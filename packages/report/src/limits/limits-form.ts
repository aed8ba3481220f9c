/** @file The form in which a person says what they can afford. */

import { h, type ComponentChild, type JSX } from 'preact'
import { backendIds, type Results } from '@cnn/bench'
import { backendNames } from '../words/backends.ts'

// Public API

/** The limits of size, time and accuracy, and the backends. `followLimits` makes it work; print leaves it out. */
export function LimitsForm({ results }: { readonly results: Results }): JSX.Element {
  const present = backendIds.filter((id) => results.cells.some(({ backend, latency }) => backend === id && latency))
  return h(
    'form',
    { class: 'limits', 'aria-label': 'What you can afford' },
    h(
      'div',
      { class: 'row' },
      field('Download at most', number('megabytes'), 'MB'),
      field('Weights as', select('weights', { float32: 'float32', float16: 'float16' })),
      field('One image in at most', number('ms'), 'ms'),
      field('Accuracy at least', number('top1'), '%'),
      field('Sort by', select('sort', { size: 'size', ms: 'latency', top1: 'accuracy' })),
    ),
    h(
      'fieldset',
      { class: 'row' },
      h('legend', {}, 'Backends'),
      ...present.map((id) =>
        h(
          'label',
          { key: id },
          h('input', { type: 'checkbox', name: 'backends', value: id, defaultChecked: true }),
          ` ${backendNames[id]}`,
        ),
      ),
      h('button', { type: 'reset' }, 'Reset'),
    ),
    h('p', {}, h('output', { 'aria-live': 'polite' }), ' ', h('a', { class: 'to-choice', href: '#' }, 'Link to this')),
  )
}

// Implementation

const field = (title: string, ...controls: readonly ComponentChild[]): JSX.Element =>
  h('label', {}, h('span', {}, title), ...controls.flatMap((control) => [' ', control]))

const number = (name: string): JSX.Element =>
  h('input', { type: 'number', name, min: 0, step: 'any', inputMode: 'decimal', placeholder: 'any' })

const select = (name: string, options: Readonly<Record<string, string>>): JSX.Element =>
  h('select', { name }, ...Object.entries(options).map(([value, text]) => h('option', { value }, text)))
