/** A network that a format cannot hold. */
export class ExportError extends Error {
  override name = 'ExportError'
}
