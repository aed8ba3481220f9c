/** @file Any network of the zoo, at any size, as arithmetic tells it: nothing is measured here. */

import { integer, magnitude } from '@cnn/report'
import {
  formatShape,
  macs,
  memory,
  params,
  receptiveField,
  select,
  ShapeError,
  summary,
  type Network,
} from '@cnn/shapes'
import { zoo } from '@cnn/zoo'
import { facts, h } from './h.ts'
import { layerTable } from './layer-table.ts'

// Public API

export function explore(section: HTMLElement): void {
  const name = h(
    'select',
    { id: 'explored' },
    ...zoo.map(({ id, paper }) => h('option', { value: id, selected: id === 'resnet50' }, `${id} (${paper})`)),
  )
  const size = whole('size')
  const classes = whole('classes')
  const problem = h('p', { class: 'problem', id: 'explore-problem', role: 'alert' })
  const shown = h('div', {})

  const draw = () => {
    const { build } = zoo.find(({ id }) => id === name.value)!
    const standard = build()
    size.placeholder = String(standard.input.shape[0])
    classes.placeholder = String(standard.outputs['logits'].shape.at(-1))
    const net = attempt(() => select(build({ ...given('size', size), ...given('classes', classes) }), 'logits'))
    problem.textContent = net instanceof Error ? net.message : ''
    shown.replaceChildren(...(net instanceof Error ? [] : [overview(net), layerTable(name.value, summary(net))]))
    // The field at fault is the one that fails alone.
    for (const [option, input] of [
      ['size', size],
      ['classes', classes],
    ] as const)
      input.setAttribute('aria-invalid', String(attempt(() => build(given(option, input))) instanceof Error))
  }
  section.append(
    h(
      'p',
      { class: 'hint' },
      'Computed from the graph of layers, for one image; nothing is run. Leave a field empty for what the paper has.',
    ),
    h(
      'div',
      { class: 'fields', oninput: draw },
      h('div', { class: 'field wide' }, h('label', { for: 'explored' }, 'Network'), name),
      h('div', { class: 'field' }, h('label', { for: 'size' }, 'Image size, pixels'), size),
      h('div', { class: 'field' }, h('label', { for: 'classes' }, 'Classes'), classes),
    ),
    problem,
    shown,
  )
  draw()
}

// Implementation

const whole = (id: string) =>
  h('input', { type: 'number', id, step: 'any', inputmode: 'numeric', 'aria-describedby': 'explore-problem' })

function attempt(build: () => Network): Network | ShapeError {
  try {
    return build()
  } catch (error) {
    if (error instanceof ShapeError) return error
    throw error
  }
}

/** An absent option is not one that is undefined. What is no number at all is told as such by the network. */
const given = (option: string, { value, validity }: HTMLInputElement) =>
  value === '' && !validity.badInput ? {} : { [option]: value === '' ? NaN : Number(value) }

function overview(net: Network): HTMLElement {
  const { size, stride, aligned } = receptiveField(net)
  const { parameters, activations, peak } = memory(net)
  return facts([
    ['Parameters', integer(params(net)), note(`${mebibytes(parameters)} in float32`)],
    ['Multiply-accumulates', integer(macs(net)), note(`${magnitude(macs(net))}, convolutions and dense layers`)],
    [
      'Input and output',
      `${formatShape(net.input.shape)}, then ${formatShape(net.outputs['logits']!.shape)}`,
      note(`${net.nodes.length} nodes`),
    ],
    [
      'Receptive field',
      `${formatShape(size)} pixels`,
      note(
        `of the last feature map, every ${formatShape(stride)}${aligned ? '' : '; a union, since its paths differ'}`,
      ),
    ],
    ['Activations', `${mebibytes(peak)} at once`, note(`${mebibytes(activations)} if all are kept, as training does`)],
  ])
}

const note = (text: string) => h('small', {}, text)

const mebibytes = (bytes: number): string =>
  `${(bytes / 2 ** 20).toLocaleString('en-US', { maximumSignificantDigits: 3 })} MiB`
