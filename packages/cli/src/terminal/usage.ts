/** Something the user can put right: told in one line, without a stack, and the command ends with status 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** A whole number that a user typed; undefined if it is none, or out of range. */
export function parseWhole(text: string, least: number, most: number = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  return value >= least && value <= most ? value : undefined
}
