/** @file Any picture, or what the camera sees, to what a network takes it for, in this browser. */

import { findSubject, subjects, type BackendId, type Outcome, type PredictOutcome, type PredictTask } from '@cnn/bench'
import { duration } from '@cnn/report'
import { preprocess, type Picture } from '@cnn/data'
import { FrameHost, messageOf } from '@cnn/bench/page'
import { h } from './h.ts'
import { pageBackends } from './choice-groups.ts'
import { describeBackend } from './choice-texts.ts'
import { cameraButton } from './try/camera.ts'
import { decode, draw } from './try/decode.ts'
import { guessList } from './try/guess-list.ts'
import { weightsField, type ChosenWeights } from './try/weights-field.ts'

// Public API

export function trySection(section: HTMLElement): void {
  const network = select(
    'try-network',
    colourNetworks().map((id) => ({ value: id, text: id })),
    'resnet20',
  )
  const backend = select(
    'try-backend',
    pageBackends.map((id) => ({ value: id, text: describeBackend(id)[0] })),
    'cnn-wasm',
  )
  const problem = h('p', { class: 'problem', role: 'alert', id: 'try-problem' })
  const backendProblem = h('p', { class: 'problem', role: 'alert' })
  const state = h('p', { class: 'hint', role: 'status' })
  const shown = h('canvas', { class: 'photo', hidden: true, role: 'img', 'aria-label': 'the picture' })
  const guesses = h('div', {})
  const weights = weightsField(
    () => network.value,
    () => void again(),
  )
  const file = h('input', {
    type: 'file',
    id: 'try-photo',
    accept: 'image/*',
    'aria-describedby': 'try-problem',
    onchange: () => void open(file.files?.[0]),
  })
  let last: Picture | undefined
  let stop = new AbortController()

  const complain = (error: unknown) => {
    clear()
    problem.textContent = messageOf(error)
    state.textContent = ''
  }
  const clear = () => {
    problem.textContent = backendProblem.textContent = state.textContent = ''
    weights.complain('')
    guesses.replaceChildren()
  }
  /** A newer picture or choice breaks off the one before it. */
  const again = async () => {
    clear()
    if (!last) return
    stop.abort()
    const own = (stop = new AbortController())
    state.textContent = 'reading the weights …'
    try {
      const chosen = await weights.chosen()
      if (own.signal.aborted) return
      const started = performance.now()
      const outcome = await predict(last, chosen, network.value, backend.value as BackendId, own.signal, (message) => {
        state.textContent = `${message} …`
      })
      if (own.signal.aborted) return
      state.textContent = ''
      if (outcome.kind === 'predict') {
        state.textContent = timeOf(outcome, performance.now() - started)
        guesses.replaceChildren(guessList(outcome.logits[0]!, chosen.labels))
      } else backendProblem.textContent = 'reason' in outcome ? outcome.reason : 'it gave no answer'
    } catch (error) {
      if (own.signal.aborted) return
      state.textContent = ''
      weights.complain(messageOf(error))
    }
  }
  const show = (picture: Picture) => {
    last = picture
    draw(picture, shown)
    shown.hidden = false
    void again()
  }
  const open = async (photo: File | undefined) => {
    if (!photo) return
    try {
      show(await decode(photo, photo.name))
    } catch (error) {
      complain(error)
    } finally {
      file.value = ''
    }
  }
  acceptDrops(section, (photo) => void open(photo))
  network.addEventListener('change', () => {
    weights.update()
    void again()
  })
  backend.addEventListener('change', () => void again())
  section.append(
    h(
      'p',
      { class: 'hint' },
      'Choose or drop a picture, or use the camera. It stays in this browser. Networks for CIFAR-10 know ten things: ',
      'airplanes, automobiles, birds, cats, deer, dogs, frogs, horses, ships and trucks.',
    ),
    h(
      'div',
      { class: 'fields' },
      field('try-network', 'Network to try', network),
      field('try-backend', 'Backend', backend, backendProblem),
    ),
    weights.element,
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'try-photo' }, 'Picture'),
      file,
      h('div', { class: 'buttons' }, ...cameraButton(show, complain)),
      problem,
    ),
    h('div', { class: 'tried' }, shown, h('div', {}, state, guesses)),
  )
}

// Implementation

/** A photo has three channels; LeNet-5's modern form was trained on such too. */
const colourNetworks = (): string[] =>
  subjects.filter(({ id }) => findSubject(id).build().input.shape[2] === 3).map(({ id }) => id)

interface Option {
  readonly value: string
  readonly text: string
}

const select = (id: string, options: readonly Option[], chosen: string) =>
  h('select', { id }, ...options.map(({ value, text }) => h('option', { value, selected: value === chosen }, text)))

const field = (id: string, label: string, ...inputs: readonly HTMLElement[]) =>
  h('div', { class: 'field' }, h('label', { for: id }, label), ...inputs)

async function predict(
  picture: Picture,
  { url, options, preprocessing }: ChosenWeights,
  network: string,
  backend: BackendId,
  stop: AbortSignal,
  progress: (message: string) => void,
): Promise<Outcome> {
  const images = URL.createObjectURL(new Blob([preprocess(picture, preprocessing)]))
  try {
    const task: PredictTask = {
      kind: 'predict',
      network,
      backend,
      budget: 600,
      options,
      weights: url,
      images,
      batch: 1,
    }
    return await new FrameHost(stop).perform(task, progress)
  } finally {
    URL.revokeObjectURL(images)
  }
}

function timeOf({ milliseconds, device }: PredictOutcome, all: number): string {
  const software = device.software ? ', a software renderer' : ''
  return `${duration(milliseconds[0]!)} for the first inference, ${duration(all)} with loading, on ${device.name}${software}`
}

/** Stopped here, for a picture that is dropped elsewhere is taken for results. */
function acceptDrops(section: HTMLElement, open: (photo: File | undefined) => void): void {
  section.addEventListener('drop', (event) => {
    const [photo] = event.dataTransfer?.files ?? []
    if (!photo) return
    event.preventDefault()
    event.stopPropagation()
    document.body.classList.remove('dropping')
    open(photo)
  })
}
