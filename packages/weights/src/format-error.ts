/** A file that is not what it claims to be. */
export class FormatError extends Error {
  override name = 'FormatError'
}
