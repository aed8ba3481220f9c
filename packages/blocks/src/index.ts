/** @file The building blocks of the papers, each a function from feature map to feature map. */

export { basic, bottleneck, projection, zeroPadding, type ResidualOptions, type Shortcut } from './residual.ts'
export { auxiliaryClassifier, inception, type InceptionFilters } from './inception.ts'
export { denseBlock, transition, type DenseBlockOptions } from './dense-block.ts'
