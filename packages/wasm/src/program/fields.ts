/**
 * @file The records of a program: one record for each step, of 64 words, read by the kernels. This table is the only
 * place that says where a field lies; the build writes the same offsets down for AssemblyScript. Addresses and strides
 * are in bytes, sizes in pixels or channels. `floor` is a float: 0 for a ReLU, −∞ for none.
 */

/** Bytes of a record. */
export const recordBytes = 256

/** What every record begins with: which kernel, and into how many pieces its work is split. */
const common = ['code', 'pieces'] as const

const map = ['input', 'inputStride', 'height', 'width', 'images', 'channels'] as const
const result = ['output', 'outputStride', 'outHeight', 'outWidth'] as const
const epilogue = ['bias', 'residual', 'residualStride', 'floor'] as const
const window = ['kernelHeight', 'kernelWidth', 'strideY', 'strideX', 'dilationY', 'dilationX', 'top', 'left'] as const

const winograd = [
  ...common,
  ...map,
  ...result,
  ...epilogue,
  'filters',
  'top',
  'left',
  'size',
  'tilesY',
  'tilesX',
  'weights',
  'zeros',
  'rows',
  'transformed',
  'transformedStride',
  'products',
  'productsStride',
  'blockPanels',
  'parts',
] as const

export const fields = {
  conv: [
    ...common,
    ...map,
    ...result,
    ...epilogue,
    ...window,
    'filters',
    'weights',
    'zeros',
    'rows',
    'parts',
    'blockPanels',
    'scale',
    'shift',
    'scaledFloor',
    'scaled',
  ],
  dense: [...common, 'input', 'output', 'weights', 'terms', 'filters', ...epilogue],
  winograd,
  spaceToDepth: [...common, ...map, ...result, 'stride', 'top', 'left', 'outChannels'],
  pool: [...common, ...map, ...result, ...window, 'right', 'bottom', 'reduce', 'countPadding'],
  affine: [...common, ...map, 'output', 'outputStride', 'scale', 'shift', 'floor'],
  activation: [...common, ...map, 'output', 'outputStride', 'activation'],
  add: [...common, ...map, 'output', 'outputStride', 'other', 'otherStride', 'floor'],
  copy: [...common, ...map, 'output', 'outputStride', 'fromZero'],
  flatten: [...common, ...map, 'output'],
  lrn: [...common, ...map, 'output', 'outputStride', 'size', 'k', 'alpha', 'beta'],
  rbf: [...common, 'input', 'output', 'images', 'channels', 'units', 'codes'],
} as const

/** Numbers by which a record says its kernel. */
export const codes = {
  conv: 0,
  dense: 1,
  winograd: 2,
  winogradInput: 3,
  winogradMultiply: 4,
  winogradOutput: 5,
  spaceToDepth: 6,
  pool: 7,
  affine: 8,
  activation: 9,
  add: 10,
  copy: 11,
  flatten: 12,
  lrn: 13,
  rbf: 14,
} as const

/** How a window becomes one value. */
export const reductions = { max: 0, mean: 1, adaptiveMean: 2 } as const

export const activationCodes = { relu: 0, sigmoid: 1, tanh: 2, scaledTanh: 3 } as const

/**
 * Where the words lie by which threads share the work, in bytes from the start of the memory; each on a cache line of
 * its own.
 */
export const control = {
  claim: 64,
  done: 128,
  turn: 192,
  sleepers: 256,
  stop: 320,
  program: 384,
  steps: 448,
  scratch: 512,
  scratchBytes: 576,
} as const

/** The word that threads share has 14 bits for the pieces of a step. */
export const mostPieces = 16_000

/** The first byte behind them. */
export const controlBytes = 1024

/**
 * Bytes at the start of each thread's scratch: a 6×6 tile of 4 channels while it is transformed, or a tile whose last
 * filters are no whole panel.
 */
export const tileScratchBytes = 1024

/**
 * Channels of a kernel that are transformed before they are written: lines of 36 far places share a set of the cache.
 */
export const packedChannels = 8

/**
 * Bytes behind them that bringing weights into place takes: half of a transform, and 36 places of some channels of
 * eight filters.
 */
export const packingBytes = 1024 + 36 * 32 * packedChannels
