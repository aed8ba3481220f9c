/** @file The fields for the weights: files, which of their tensors are the network's, and a list of the classes. */

import { printable } from '@cnn/shapes'
import { publishedWeights } from '@cnn/weights'
import { batch, type Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { trainedUrls } from '../trained-urls.ts'
import type { ChosenFiles } from './choose-weights.ts'
import { MatchingFields } from './matching-fields.tsx'
import { byNames, nothingOpen, type Open } from './matching.ts'

// Public API

interface WeightsFieldProps {
  readonly network: string
  readonly files: Signal<ChosenFiles>
  readonly open: Signal<Open>
  readonly problem: string
  /** Of the weights, a sentence each. */
  readonly notes: readonly string[]
}

/** Made anew for another network (by its key), so that no file of the one before is left in a field. */
export const WeightsField = ({ network, files, open, problem, notes }: WeightsFieldProps): JSX.Element => (
  <>
    <div class="fields">
      <div class="field">
        <label for="try-weights">Weights, a file</label>
        <input
          type="file"
          id="try-weights"
          accept={endings}
          multiple
          aria-describedby="try-weights-problem"
          onChange={({ currentTarget }) => take(files, open, [...(currentTarget.files ?? [])])}
        />
        <p class="hint">{files.value.weights.length > 0 ? '' : withoutFile(network)}</p>
        <p class="hint">safetensors, PyTorch (.pth), Keras (.h5, .keras), ONNX, or tfjs: model.json with its shards.</p>
      </div>
      <div class="field">
        <label for="try-labels">Names of its classes, a list</label>
        <input
          type="file"
          id="try-labels"
          accept=".json,.txt"
          onChange={({ currentTarget }) => (files.value = { ...files.value, labels: currentTarget.files?.[0] })}
        />
        <p class="hint">
          JSON, or text with one name a line; without it, by the names in the file of weights, those of CIFAR-10 or
          ImageNet, else by number.
        </p>
      </div>
    </div>
    <p class="problem" role="alert" id="try-weights-problem">
      {problem}
    </p>
    {notes.map((note) => (
      <p class="hint note" key={note}>
        {printable(note, 1000)}
      </p>
    ))}
    <MatchingFields files={files} open={open.value} />
  </>
)

// Implementation

/** `.bin` are tfjs's shards. */
const endings = '.safetensors,.pth,.pt,.th,.h5,.keras,.onnx,.json,.bin'

/** What was chosen for the files before is not for these. */
const take = (files: Signal<ChosenFiles>, open: Signal<Open>, weights: readonly File[]): void =>
  batch(() => {
    files.value = { ...files.value, weights, matching: byNames }
    open.value = nothingOpen
  })

function withoutFile(network: string): string {
  if (Object.hasOwn(trainedUrls, network))
    return 'Without a file: those that were trained on CIFAR-10 and come with this page.'
  const published = publishedWeights(network).find(({ publisher }) => publisher === 'timm')
  return `None come with this page for ${network}: choose a file${published ? `, ${published.name} for one` : ''}.`
}
