/** @file Kernels in PyTorch's layout, [filter][channel][taps], become panels of eight filters: [panel][tap][channel][8]. */

/** `scale` is the address of a factor for each filter, or 0. The last panel may be filled up with zeros. */
export function packPanels(source: usize, dest: usize, filters: i32, channels: i32, taps: i32, scale: usize): void {
  const own: usize = 4 * channels * taps
  for (let first = 0; first < filters; first += 8) {
    const count = min(8, filters - first)
    for (let tap = 0; tap < taps; tap++)
      for (let channel = 0; channel < channels; channel++) {
        let at = source + 4 * (channel * taps + tap)
        for (let i = 0; i < 8; i++) {
          let value: f32 = 0
          if (i < count) value = scale ? load<f32>(at) * load<f32>(scale + 4 * (first + i)) : load<f32>(at)
          store<f32>(dest + 4 * i, value)
          at += own
        }
        dest += 32
      }
    source += 8 * own
  }
}
