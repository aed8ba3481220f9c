/** @file The weights: those that come with the page, or the visitor's files, with a list of their classes if there is one. */

import { findSubject } from '@cnn/bench'
import { cifar10Classes, type Preprocessing } from '@cnn/data'
import { urls } from '@cnn/trained/all'
import { publishedWeights, usualSteps } from '@cnn/weights'
import type { BuildOptions } from '@cnn/zoo'
import { h } from '../h.ts'
import type { ownWeights, OwnWeights } from './own-weights.ts'

// Public API

export interface ChosenWeights {
  readonly url: string
  /** Of the network's builder. */
  readonly options: BuildOptions
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
  let own: Promise<OwnWeights> | undefined
  const file = h('input', {
    type: 'file',
    id: 'try-weights',
    accept: endings,
    multiple: true,
    'aria-describedby': 'try-weights-problem',
    onchange: () => choose(),
  })
  const labels = h('input', { type: 'file', id: 'try-labels', accept: '.json,.txt', onchange: changed })
  const note = h('p', { class: 'hint' })
  const problem = h('p', { class: 'problem', role: 'alert', id: 'try-weights-problem' })
  const chosenFiles = () => [...(file.files ?? [])]
  const forget = () => {
    void own?.then(
      ({ url }) => URL.revokeObjectURL(url),
      () => {},
    )
    own = undefined
  }
  const choose = () => {
    forget()
    tell()
    changed()
  }
  const tell = () => {
    const here = urls.has(network())
    const published = publishedWeights(network()).find(({ publisher }) => publisher === 'timm')
    note.textContent =
      chosenFiles().length > 0
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
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'try-weights' }, 'Weights, a file'),
        file,
        problem,
        note,
        h(
          'p',
          { class: 'hint' },
          'safetensors, PyTorch (.pth), Keras (.h5, .keras), ONNX, or tfjs: model.json with its shards.',
        ),
      ),
      h(
        'div',
        { class: 'field' },
        h('label', { for: 'try-labels' }, 'Names of its classes, a list'),
        labels,
        h(
          'p',
          { class: 'hint' },
          'JSON, or text with one name a line; without it, by the names in the file of weights, else by number.',
        ),
      ),
    ),
    update() {
      forget()
      tell()
    },
    complain: (message) => (problem.textContent = message),
    async chosen() {
      const id = network()
      const here = urls.get(id)
      const files = chosenFiles()
      if (files.length === 0 && !here)
        throw new Error(
          `Choose a file with weights for ${id}, safetensors, PyTorch, Keras, ONNX or tfjs: none come with this page.`,
        )
      const found =
        files.length > 0
          ? await (own ??= read(files, id))
          : { url: here!.href, options: {}, preprocessing: usualSteps(findSubject(id).build().input.shape) }
      const [list] = labels.files ?? []
      return { labels: isCifar10(id) ? cifar10Classes : [], ...found, ...(list && { labels: await namesIn(list) }) }
    },
  }
}

// Implementation

/** `.bin` are tfjs's shards. */
const endings = '.safetensors,.pth,.pt,.th,.h5,.keras,.onnx,.json,.bin'

/** The readers are loaded when there is something to read. */
const read = async (...args: Parameters<typeof ownWeights>) => (await import('./own-weights.ts')).ownWeights(...args)

const isCifar10 = (id: string) => findSubject(id).build().outputs['logits']!.shape.at(-1) === 10

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
