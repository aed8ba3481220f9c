/** @file What a stranger's file may cost, in one place: whatever goes beyond ends in a FormatError. */

/**
 * Trained weights hardly shrink, and hold as many things as a network has layers. The largest networks of the zoo have some 1,300 tensors,
 * 600 nodes and, as PyTorch's training checkpoint, 60,000 pickled objects.
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
  hdf5: {
    things: 50_000,
    depth: 12,
    /** Of WebAssembly's memory: besides, and for each byte of the file. Most of it is the largest tensor. */
    memory: { besides: 48 * 2 ** 20, ratio: 2 },
    /** After which the worker is ended: besides, and for each megabyte of the file, of which a busy machine reads two in a second. */
    seconds: { besides: 10, each: 0.5 },
  },
} as const

/** The most bytes that a file of that many may unpack to. */
export const mostUnpacked = (bytes: number): number => bytes * bounds.unpacked.ratio + bounds.unpacked.besides
