/** A URL, path or package that does not give what it should. */
export class SourceError extends Error {
  override name = 'SourceError'
}
