/** @file The options that `classify` and `evaluate` share: which weights, and where to compute. */

import { Option, type Command } from 'commander'
import { addImageOptions } from './build-options.ts'
import { browserOption } from './shared.ts'
import { whole } from './whole.ts'

/** For `export` too. */
export const weightsSources =
  "'trained' (for CIFAR-10), 'npm:PACKAGE', or a path or URL: safetensors, .pth, .h5, .keras, " +
  '.onnx, model.json, the index of a sharded model, or a folder with one of these'

/** For weights whose file does not tell by itself what its tensors are. For `export` too. */
export const addMatchingOptions = (command: Command): Command =>
  command
    .option('--classes <number>', 'that the weights know (default: as their last layer has)', whole)
    .option('--state <name>', 'which set of tensors to take, where the file holds several: state_dict_ema')
    .option('--map <file>', "names of the file's tensors or layers and the network's: JSON, or two names a line")
    .option(
      '--by-order',
      "take the tensors one after the other, in the order of the network's layers, whatever their names",
    )

export const addWeightsOptions = (command: Command): Command =>
  addMatchingOptions(
    addImageOptions(command.requiredOption('--weights <source>', weightsSources), 'as the weights were trained'),
  )
    .addOption(
      new Option(
        '--backend <id>',
        'cnn-wasm, wasm, webgl and webgpu run in a browser, node-cnn-wasm, node-wasm and cpu here',
      )
        .choices(['cnn-wasm', 'wasm', 'webgl', 'webgpu', 'cpu', 'node-cnn-wasm', 'node-wasm'])
        .default('node-cnn-wasm'),
    )
    .addOption(browserOption('compute'))
