/** @file What `--format` may be: how each is made, as files by their names; '' is the path itself. */

import { writeLayersModel, writeOnnx, writeTflite } from '@cnn/export'
import { writePyTorch } from '@cnn/export/node'
import { fuse, type Filled } from '@cnn/shapes'
import { writeSafetensors } from '@cnn/weights'

type Metadata = Readonly<Record<string, string>>

/** The contents of each file, by its name. */
export type Format = (filled: Filled, metadata: Metadata) => Readonly<Record<string, Uint8Array | string>>

export const formats: Readonly<Record<string, Format>> = {
  onnx: (filled, metadata) => ({ '': writeOnnx(filled, metadata) }),

  // Hugging Face's transformers asks for the format, `pt` for PyTorch's names and layouts.
  safetensors: ({ weights }, metadata) => ({ '': writeSafetensors(weights, { format: 'pt', ...metadata }) }),

  // TFLite has no batch norm: it is folded, or a product and a sum where it cannot be.
  tflite: (filled, metadata) => ({ '': writeTflite(fuse(filled), metadata) }),

  tfjs: writeLayersModel,

  pytorch: ({ net, weights }, metadata) => {
    const id = metadata['network']!
    const filled = weights.size > 0 && {
      [`${id}.safetensors`]: writeSafetensors(weights, { format: 'pt', ...metadata }),
    }
    return { ...writePyTorch(id, net), ...filled }
  },
}
