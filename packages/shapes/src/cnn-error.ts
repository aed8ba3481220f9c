/** What the errors of all these packages are, whichever more they are: for who wants to catch them together. */
export class CnnError extends Error {
  override name = 'CnnError'
}
