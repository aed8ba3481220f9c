import { CnnError } from '@cnn/shapes'

/** A URL, path or package that does not give what it should. */
export class SourceError extends CnnError {
  override name = 'SourceError'
}
