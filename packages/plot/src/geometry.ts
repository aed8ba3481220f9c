/** @file Points, boxes and arrows on the paper, in pixels. */

export interface Size {
  readonly width: number
  readonly height: number
}

/** A card's place: its top left corner. */
export interface Place extends Size {
  readonly x: number
  readonly y: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * The points that an arrow passes: `down` from the lower edge of one card to the upper edge of another; to the `side`,
 * from the right edge across and down to a head; by `bus`, from the right edge to a line that it shares with others,
 * along it, and back to a right edge.
 */
export interface Route {
  readonly shape: 'down' | 'side' | 'bus'
  readonly points: readonly Point[]
}

export type Arrow = readonly [from: number, to: number]
