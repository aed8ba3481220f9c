/** @file Memory that one thread has for itself. */

let address: usize = 0

/** The first bytes, TILE_SCRATCH_BYTES of them, are for tiles; what lies behind them is for the step that runs. */
export function scratch(): usize {
  return address
}

export function setScratch(at: usize): void {
  address = at
}
