/**
 * @file A counter-based random number generator: the i-th number of a stream is a hash of its position, so any part can
 * be had without the rest, in any language. The mixing is MurmurHash3's 32-bit finaliser; a stream starts from the
 * FNV-1a hash of its name.
 */

// Public API

/** The stream of a name: a function from position to a number that is spread evenly over [0, 1) in steps of 2⁻²⁴. */
export function uniform(stream: string, seed = 0): (i: number) => number {
  const start = mix(fnv1a(stream) ^ Math.imul(seed, 0x9e3779b9))
  return (i) => (mix(start + Math.imul(i, 0x9e3779b9)) >>> 8) / 16777216
}

/** MurmurHash3's last step (Appleby 2008), in which every bit of 32 changes half of the others. */
export function mix(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

// Implementation

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash
}
