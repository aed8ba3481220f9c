/** @file The fields for the weights: files, and a list of the classes if there is one. */

import { publishedWeights } from '@cnn/weights'
import type { Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { trainedUrls } from '../trained-urls.ts'
import type { ChosenFiles } from './choose-weights.ts'

// Public API

interface WeightsFieldProps {
  readonly network: string
  readonly files: Signal<ChosenFiles>
  readonly problem: string
}

/** Made anew for another network (by its key), so that no file of the one before is left in a field. */
export const WeightsField = ({ network, files, problem }: WeightsFieldProps): JSX.Element => (
  <div class="fields">
    <div class="field">
      <label for="try-weights">Weights, a file</label>
      <input
        type="file"
        id="try-weights"
        accept={endings}
        multiple
        aria-describedby="try-weights-problem"
        onChange={({ currentTarget }) => (files.value = { ...files.value, weights: [...(currentTarget.files ?? [])] })}
      />
      <p class="problem" role="alert" id="try-weights-problem">
        {problem}
      </p>
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
)

// Implementation

/** `.bin` are tfjs's shards. */
const endings = '.safetensors,.pth,.pt,.th,.h5,.keras,.onnx,.json,.bin'

function withoutFile(network: string): string {
  if (Object.hasOwn(trainedUrls, network))
    return 'Without a file: those that were trained on CIFAR-10 and come with this page.'
  const published = publishedWeights(network).find(({ publisher }) => publisher === 'timm')
  return `None come with this page for ${network}: choose a file${published ? `, ${published.name} for one` : ''}.`
}
