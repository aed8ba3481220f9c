/** @file The options that `classify` and `evaluate` share: which weights, and where to compute. */

import { Option, type Command } from 'commander'
import { addImageOptions } from './build-options.ts'

// Public API

/** For `export` too. */
export const weightsSources =
  "'trained' (for CIFAR-10), 'npm:PACKAGE', or a path or URL: safetensors, .pth, .h5, .keras, .onnx, model.json"

export const addWeightsOptions = (command: Command): Command =>
  addImageOptions(command.requiredOption('--weights <source>', weightsSources), 'as the weights were trained')
    .addOption(
      new Option(
        '--backend <id>',
        'cnn-wasm, wasm, webgl and webgpu run in a browser, node-cnn-wasm, node-wasm and cpu here',
      )
        .choices(['cnn-wasm', 'wasm', 'webgl', 'webgpu', 'cpu', 'node-cnn-wasm', 'node-wasm'])
        .default('node-cnn-wasm'),
    )
    .option(
      '--browser <path>',
      'the browser to compute in (default: an installed Chrome, Chromium or Edge, else the embedded one)',
    )
