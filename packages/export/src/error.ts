import { CnnError } from '@cnn/shapes'

/** A network that a format cannot hold. */
export class ExportError extends CnnError {
  override name = 'ExportError'
}
