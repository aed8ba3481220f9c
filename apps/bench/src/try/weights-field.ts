/** @file The weights: those that come with the page, or a safetensors file of the visitor's, with a list of its classes if there is one. */

import { findSubject } from '@cnn/bench'
import { cifar10Classes, type Preprocessing } from '@cnn/data'
import { cifarSteps, publishedWeights, torchvisionSteps, trained } from '@cnn/weights'
import { h } from '../h.ts'

// Public API

export interface ChosenWeights {
  readonly url: string
  readonly options: { readonly classes?: number; readonly channels?: number }
  readonly preprocessing: Preprocessing
  /** Empty where the classes have no names. */
  readonly labels: readonly string[]
}

export interface WeightsField {
  readonly element: HTMLElement
  /** Rejects, saying what to do, where there are none. */
  chosen(): Promise<ChosenWeights>
  /** Says it beside the file; an empty text takes it back. */
  complain(message: string): void
  /** After another network was chosen. */
  update(): void
}

export function weightsField(network: () => string, changed: () => void): WeightsField {
  let url: string | undefined
  const file = h('input', {
    type: 'file',
    id: 'try-weights',
    accept: '.safetensors',
    'aria-describedby': 'try-weights-problem',
    onchange: () => choose(),
  })
  const labels = h('input', { type: 'file', id: 'try-labels', accept: '.json,.txt', onchange: changed })
  const note = h('p', { class: 'hint' })
  const problem = h('p', { class: 'problem', role: 'alert', id: 'try-weights-problem' })
  const choose = () => {
    const own = file.files?.[0]
    if (url) URL.revokeObjectURL(url)
    url = own && URL.createObjectURL(own)
    tell()
    changed()
  }
  const tell = () => {
    const here = trained.some((one) => one.network === network())
    const published = publishedWeights(network()).find(({ publisher }) => publisher === 'timm')
    note.textContent = url
      ? ''
      : here
        ? 'Without a file: those that were trained on CIFAR-10 and come with this page.'
        : `None come with this page for ${network()}: choose a file${published ? `, ${published.name} for one` : ''}.`
  }
  tell()
  return {
    element: h(
      'div',
      { class: 'fields' },
      h('div', { class: 'field' }, h('label', { for: 'try-weights' }, 'Weights, a safetensors file'), file, problem, note),
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'try-labels' }, 'Names of its classes, a list'),
        labels,
        h('p', { class: 'hint' }, 'JSON, or text with one name a line; without it, classes go by number.'),
      ),
    ),
    update: tell,
    complain: (message) => (problem.textContent = message),
    async chosen() {
      const id = network()
      const own = trained.find((one) => one.network === id)
      if (!url && !own) throw new Error(`Choose a safetensors file with weights for ${id}: none come with this page.`)
      const options = {}
      const [list] = labels.files ?? []
      return {
        url: url ?? own!.url.href,
        options,
        preprocessing: stepsFor(id, url ? 'timm' : 'cnn'),
        labels: list ? await namesIn(list) : isCifar10(id) ? cifar10Classes : [],
      }
    },
  }
}

// Implementation

const sizeOf = (id: string) => findSubject(id).build().input.shape[0]

const isCifar10 = (id: string) => findSubject(id).build().outputs['logits']!.shape.at(-1) === 10

/** Those of the publisher if it has any, else what is usual for images of that size. */
function stepsFor(id: string, publisher: 'timm' | 'cnn'): Preprocessing {
  const published = publishedWeights(id).find((one) => one.publisher === publisher)
  const size = sizeOf(id)
  const usual = size <= 64 ? cifarSteps : torchvisionSteps
  return published?.preprocessing ?? { ...usual, resize: Math.round((size * usual.resize) / usual.crop), crop: size }
}

/** A JSON list, or an object by number (`{"0": "tench", …}`), or lines of text. */
async function namesIn(list: File): Promise<string[]> {
  const text = await list.text()
  let names: unknown = text.split('\n').map((line) => line.trim())
  if (/^\s*[[{]/.test(text))
    try {
      names = Object.values(JSON.parse(text) as object)
    } catch {
      names = undefined
    }
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    throw new Error(`${list.name} is no list of names: it must be a JSON list of texts, or text with one name a line`)
  return names.map((name) => name.replaceAll('_', ' '))
}
