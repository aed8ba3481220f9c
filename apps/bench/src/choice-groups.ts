/** @file The networks and the backends that can be chosen. */

import { describeSubject, isNodeBackend, ownBackendIds, standard, type Suite } from '@cnn/bench'
import { describeBackend, describeCost, suiteTexts } from './choice-texts.ts'
import { h } from './h.ts'

// Public API

/** Node is not for pages, and engines of others are served by `cnn bench` alone. */
export const pageBackends = ownBackendIds.filter((id) => !isNodeBackend(id))

export function networkGroup(suite: Suite): HTMLElement {
  const { title, note } = suiteTexts[suite]
  const own = standard.filter((subject) => subject.suite === suite).map(describeSubject)
  return h(
    'fieldset',
    {},
    h('legend', {}, title),
    h('p', { class: 'hint' }, note),
    h(
      'div',
      { class: 'options' },
      ...own.map((subject) =>
        option(
          'network',
          subject.network,
          subject.network,
          describeCost(subject),
          suite === 'cifar10' || small.has(subject.network),
        ),
      ),
    ),
  )
}

export const backendGroup = () =>
  h(
    'fieldset',
    {},
    h('legend', {}, 'Backends'),
    h(
      'p',
      { class: 'hint' },
      'Each network runs on each of them, in a fresh frame. The page may stand still while the processor computes.',
    ),
    h('div', { class: 'options' }, ...pageBackends.map((id) => option('backend', id, ...describeBackend(id), true))),
  )

// Implementation

/** ImageNet networks that a small device, too, gets through. */
const small = new Set(['alexnet', 'googlenet', 'resnet18'])

const option = (name: string, value: string, title: string, note: string, on: boolean) =>
  h(
    'label',
    { class: 'option' },
    h('input', { type: 'checkbox', name, value, checked: on }),
    h('span', {}, h('b', {}, title), h('small', {}, note)),
  )
