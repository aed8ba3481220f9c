/** That share of the filters, for a slimmer network of one family: even, so that two towers can share them, and at least 2. */
export const widen = (filters: number, width: number): number =>
  width === 1 ? filters : Math.max(2, 2 * Math.round((filters * width) / 2))
