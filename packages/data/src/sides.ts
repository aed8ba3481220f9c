/** Height and width in pixels: one number where they are the same. */
export type Sides = number | readonly [height: number, width: number]

/** Both sides, where one number stands for a square. */
export const heightAndWidth = (sides: Sides): readonly [height: number, width: number] =>
  typeof sides === 'number' ? [sides, sides] : sides
