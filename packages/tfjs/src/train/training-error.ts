import { CnnError } from '@cnn/shapes'

/** A run that cannot go on, or was asked for what cannot be. */
export class TrainingError extends CnnError {
  override name = 'TrainingError'
  /** Where the run was, both from 1; absent if it had not begun. */
  readonly epoch: number | undefined
  readonly batch: number | undefined
  /** Of that batch, where it is no number any more. */
  readonly loss: number | undefined

  constructor(
    message: string,
    { epoch, batch, loss }: { readonly epoch?: number; readonly batch?: number; readonly loss?: number } = {},
  ) {
    super(message)
    this.epoch = epoch
    this.batch = batch
    this.loss = loss
  }
}
