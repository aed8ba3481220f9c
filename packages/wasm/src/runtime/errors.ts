import { CnnError } from '@cnn/shapes'

/** The browser, or how the page is served, lacks something that was asked for. */
export class UnsupportedError extends CnnError {
  override name = 'UnsupportedError'
}

/** A model that cannot go on: disposed, or one of its threads died. */
export class ModelError extends CnnError {
  override name = 'ModelError'
}

/** A network that needs more memory than there is. */
export class MemoryError extends CnnError {
  override name = 'MemoryError'
}
