/**
 * @file What a file of unknown origin may cost, whoever reads it, in one place: whatever goes beyond ends in the
 * reader's own error, before memory is taken for it.
 */

/**
 * Trained weights hardly shrink, and hold as many things as a network has layers. The largest networks of the zoo have
 * some 1,300 tensors, 600 nodes and, as PyTorch's training checkpoint, 60,000 pickled objects.
 */
export const bounds = {
  /** Bytes that a file may unpack to, whatever packs it: so many for each of its own, and besides. */
  unpacked: { ratio: 16, besides: 2 ** 20 },
  /** Of an archive. */
  files: 50_000,
  tensors: 20_000,
  /** Files of one checkpoint. */
  shards: 1000,
  /** Dimensions of a tensor. */
  axes: 8,
  json: { bytes: 100_000_000, nesting: 100 },
  /** A container takes some 200 bytes of memory, and one of the file. */
  pickle: { opcodes: 4_000_000, objects: 400_000 },
  /** Sets of tensors in one file, as a training keeps them: the network's, their mean, the optimiser's. */
  states: 200,
  onnx: { nodes: 50_000 },
  /** Bytes of a download, unless another number is asked for. */
  download: 2 ** 31,
  /** Pixels along a side, of a picture as weights say that they want it. */
  wanted: 1024,
} as const

/** Of HDF5 files, apart from the others, so that who reads none does not carry them. */
export const hdf5Bounds = {
  things: 50_000,
  depth: 12,
  /** Of WebAssembly's memory: besides, and for each byte of the file. Most of it is the largest tensor. */
  memory: { besides: 32 * 2 ** 20, ratio: 2 },
  /**
   * After which the worker is ended: besides, and for each megabyte of the file, of which a busy machine reads two in
   * a second.
   */
  seconds: { besides: 10, each: 0.5 },
} as const

/**
 * Of graphs as JSON. Every later reader makes lists or loops of these sizes: pixels along a side, numbers in a value,
 * in a layer's weights.
 */
export const graphBounds = { nodes: 100_000, side: 2 ** 20, value: 2 ** 30, weights: 2 ** 32 } as const

/** Of pictures and sets of them. */
export const pictureBounds = {
  /**
   * Bytes, of all that lies in memory at once. A photo of 48 megapixels fits, which is what telephones make at most.
   */
  memory: 320 * 2 ** 20,
  /** Passes over a progressive JPEG; ten are usual. Each costs time for every pixel and may be a few bytes. */
  scans: 100,
  /** Pixels times scans. */
  scannedPixels: 10 ** 9,
  /** Parts of a PNG; encoders write one for each 8 kB or more. */
  chunks: 100_000,
  /** For one picture, on a slow machine, after which the worker that decodes is ended. */
  seconds: 20,
  /**
   * Of CIFAR's pickled batches, whose largest has 150,000 numbers and names; a byte of a file shall not cost a hundred
   * of memory.
   */
  batch: { items: 2_000_000, containers: 100_000 },
  /** Bytes of an unpacked file of MNIST or its like: more than any of these has. */
  idx: 2 ** 30,
} as const

/** Of results: a run of every network of the zoo on every backend has a thousand cells, of a kilobyte or two. */
export const resultBounds = { characters: 50_000_000, cells: 10_000, errors: 100 } as const

/** The most bytes that a file of that many may unpack to. */
export const mostUnpacked = (bytes: number): number => bytes * bounds.unpacked.ratio + bounds.unpacked.besides
