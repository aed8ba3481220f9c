/** @file The picture that is tried and what is known of it. */

import type { BackendId } from '@cnn/bench'
import type { Picture } from '@cnn/data'
import { messageOf } from '@cnn/shapes'
import { batch, useSignal, useSignalEffect, type Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { chooseLabels, chooseWeights, type ChosenFiles, type ChosenWeights } from './choose-weights.ts'
import { guess, type Guess } from './guess.ts'
import { byNames, nothingOpen, WeightsProblem, type Open } from './matching.ts'

// Public API

/** What is shown of the guess: at most one problem, beside the field that can mend it. */
export interface Shown {
  readonly state?: string
  readonly problem?: { readonly of: 'picture' | 'weights' | 'backend'; readonly text: string }
  readonly guess?: Guess & { readonly labels: readonly string[] }
  /** Of the weights. */
  readonly notes?: readonly string[]
}

export interface Trial {
  readonly network: Signal<string>
  readonly backend: Signal<BackendId>
  readonly files: Signal<ChosenFiles>
  /** Of the files. */
  readonly open: Signal<Open>
  readonly picture: Signal<Picture | undefined>
  readonly shown: Signal<Shown>
  /** Another network: weights are one network's, and no other is tried with them. */
  readonly choose: (id: string) => void
  /** Of a picture that cannot be had. What is under way for the one before ends, or it would take this away again. */
  readonly complain: (error: unknown) => void
}

export const noFiles: ChosenFiles = { weights: [], matching: byNames, labels: undefined }

/** Guesses whenever the picture or what it is tried with changes; what is newer breaks off what is under way. */
export function useGuess(): Trial {
  const network = useSignal('resnet20')
  const backend = useSignal<BackendId>('cnn-wasm')
  const files = useSignal(noFiles)
  const open = useSignal(nothingOpen)
  const picture = useSignal<Picture | undefined>(undefined)
  const shown = useSignal<Shown>({})
  const read = useRef<Read | undefined>(undefined)
  const latest = useRef<AbortController | undefined>(undefined)
  useSignalEffect(() => {
    const stop = (latest.current = new AbortController())
    const show = (now: Shown) => {
      if (!stop.signal.aborted) shown.value = now
    }
    const about = { network: network.value, files: files.value }
    const options = { backend: backend.value, stop: stop.signal }
    if (picture.value) void compute(picture.value, about, options, show)
    else shown.value = {}
    return () => stop.abort()
  })
  const compute = async (
    photo: Picture,
    about: { readonly network: string; readonly files: ChosenFiles },
    options: { readonly backend: BackendId; readonly stop: AbortSignal },
    show: (now: Shown) => void,
  ) => {
    show({ state: 'reading the weights …' })
    try {
      const weights = await (read.current = readOnce(read.current, about.network, about.files)).weights
      const labels = await chooseLabels(about.network, weights, about.files.labels)
      if (options.stop.aborted) return
      const { notes, sets } = weights
      open.value = { ...open.value, sets }
      const progress = (message: string) => show({ state: `${message} …`, notes })
      const found = await guess(photo, weights, { network: about.network, ...options, progress })
      show(
        typeof found === 'string'
          ? { problem: { of: 'backend', text: found }, notes }
          : { state: found.about, guess: { ...found, labels }, notes },
      )
    } catch (error) {
      if (options.stop.aborted) return
      if (error instanceof WeightsProblem) open.value = { ...open.value, ...error.open }
      show({ problem: { of: 'weights', text: messageOf(error) } })
    }
  }
  const choose = (id: string) =>
    batch(() => {
      network.value = id
      files.value = noFiles
      open.value = nothingOpen
    })
  const complain = (error: unknown) => {
    latest.current?.abort()
    shown.value = { problem: { of: 'picture', text: messageOf(error) } }
  }
  return { network, backend, files, open, picture, shown, choose, complain }
}

// Implementation

interface Read {
  readonly network: string
  readonly files: ChosenFiles
  readonly weights: Promise<ChosenWeights>
}

/** Files are read once for all pictures; what other files were turned into is let go. */
function readOnce(before: Read | undefined, network: string, files: ChosenFiles): Read {
  const { weights, matching } = before?.files ?? {}
  if (before?.network === network && weights === files.weights && matching === files.matching) return before
  void before?.weights.then(
    ({ url }) => url.startsWith('blob:') && URL.revokeObjectURL(url),
    () => {},
  )
  return { network, files, weights: chooseWeights(network, files) }
}
