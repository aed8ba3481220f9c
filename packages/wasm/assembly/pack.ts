/**
 * @file Kernels in PyTorch's layout, [filter][channel][taps], become panels of eight filters: [panel][tap][channel][8].
 */

/** `scale` is the address of a factor for each filter, or 0. The last panel may be filled up with zeros. */
export function packPanels(source: usize, dest: usize, filters: i32, channels: i32, taps: i32, scale: usize): void {
  const own: usize = 4 * channels * taps
  for (let first = 0; first < filters; first += 8)
    for (let i = 0; i < 8; i++) {
      const at = source + (first + i) * own
      const to = dest + first * own + 4 * i
      if (first + i >= filters) packZeros(to, channels * taps)
      else packFilter(at, to, channels, taps, scale ? load<f32>(scale + 4 * (first + i)) : 1)
    }
}

/** One of the eight columns of a panel. A function of its own is compiled well after some calls; a long loop is not. */
function packFilter(at: usize, dest: usize, channels: i32, taps: i32, factor: f32): void {
  const row: usize = 32 * channels
  for (let channel = 0; channel < channels; channel++) {
    let to = dest + 32 * channel
    for (let tap = 0; tap < taps; tap++) {
      store<f32>(to, load<f32>(at) * factor)
      at += 4
      to += row
    }
  }
}

function packZeros(to: usize, count: i32): void {
  for (; count > 0; count--) {
    store<f32>(to, 0)
    to += 32
  }
}
