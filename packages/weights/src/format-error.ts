import { CnnError, printable } from '@cnn/shapes'

/** A file that is not what it claims to be. */
export class FormatError extends CnnError {
  override name = 'FormatError'

  constructor(message = '', options?: ErrorOptions) {
    super(printable(message, 4000), options)
  }
}
