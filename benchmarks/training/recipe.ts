/**
 * @file The one recipe of all networks, so that their accuracies compare networks and not patience, and the order in
 * which they are trained.
 */

/** As the options of `train.py` have it. Rate and decay were chosen by `search.csv`. */
export const recipe = {
  epochs: 30,
  schedule: 'cycle',
  rate: 0.05,
  decay: 5e-4,
  heads: 0.3,
  batch: 128,
  seed: 1,
  precision: 'bf16',
} as const

/** Cheap ones first; the pre-activation network last. */
export const order = [
  'lenet5-cifar10',
  'resnet20',
  'plain20',
  'vgg16-bn-small',
  'resnet56',
  'plain56',
  'densenet121-small',
  'googlenet-small',
  'inception-v3-small',
  'alexnet-small',
  'nin-small',
  'preact-resnet20',
] as const

/** Whether a file's metadata say that it was trained by the recipe. */
export const followsRecipe = (metadata: Readonly<Record<string, string>>): boolean =>
  Object.entries(recipe).every(([name, value]) => metadata[name] === String(value))
