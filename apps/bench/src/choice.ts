/** @file The form in which the visitor chooses what to measure. */

import { duration } from '@cnn/report'
import { subjects, suites, type BackendId } from '@cnn/bench'
import { h } from './h.ts'
import { backendGroup, networkGroup, pageBackends } from './choice-groups.ts'

// Public API

export interface Choice {
  readonly networks: readonly string[]
  readonly backends: readonly BackendId[]
  /** Seconds. */
  readonly budget: number
}

export interface ChoiceForm {
  readonly element: HTMLFormElement
  /** While a measurement is under way, nothing can be chosen and it can be stopped. */
  running(is: boolean): void
}

/** `more` goes before the buttons. */
export function choiceForm(more: HTMLElement, start: (choice: Choice) => void, stop: () => void): ChoiceForm {
  const problem = h('p', { class: 'problem', role: 'alert' })
  const most = h('p', { class: 'hint', id: 'most' })
  const budget = h('input', {
    type: 'number',
    id: 'budget',
    min: 1,
    max: 3600,
    step: 'any',
    value: 20,
    required: true,
    'aria-describedby': 'most',
  })
  const starter = h('button', { type: 'submit', class: 'primary' }, 'Start')
  const stopper = h('button', { type: 'button', disabled: true, onclick: stop }, 'Stop')
  const all = h(
    'fieldset',
    { class: 'plain' },
    ...suites.map(networkGroup),
    backendGroup(),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'budget' }, 'Time for each network on each backend'),
      h('span', {}, budget, ' seconds'),
      most,
    ),
    more,
  )
  const element = h('form', {}, all, problem, h('div', { class: 'buttons' }, starter, stopper))

  const chosen = (): Choice => ({
    networks: checked(element, 'network'),
    backends: pageBackends.filter((id) => checked(element, 'backend').includes(id)),
    budget: Number(budget.value),
  })
  const count = () => (most.textContent = howLong(chosen()))
  element.addEventListener('input', () => {
    problem.textContent = ''
    count()
  })
  element.addEventListener('submit', (event) => {
    event.preventDefault()
    const choice = chosen()
    const missing = choice.networks.length === 0 ? 'network' : choice.backends.length === 0 ? 'backend' : undefined
    problem.textContent = missing ? `Choose at least one ${missing}.` : ''
    if (!missing) start(choice)
  })
  count()
  return {
    element,
    running(is) {
      const had = document.activeElement
      all.disabled = starter.disabled = is
      stopper.disabled = !is
      // The keyboard stays where it was of use.
      if (is && had === starter) stopper.focus()
      if (!is && (had === stopper || had === document.body)) starter.focus()
    },
  }
}

// Implementation

const checked = (form: HTMLFormElement, name: string): string[] =>
  [...form.querySelectorAll<HTMLInputElement>(`input[name=${name}]:checked`)].map(({ value }) => value)

function howLong({ networks, backends, budget }: Choice): string {
  const trained = subjects.filter(({ id, weights }) => weights && networks.includes(id)).length
  const most = (networks.length + trained) * backends.length * budget * 1000
  if (!(most > 0)) return ''
  return `A network that would not end in it is skipped, and says so. All together: up to about ${duration(most)}, most often far less.`
}
