import { elements, uniform, type Network } from '@cnn/shapes'
import type { Batch, TrainingData, TrainingState, TrainOptions } from './options.ts'
import { order } from './order.ts'
import { settle } from './settings.ts'
import { createTrainer } from './trainer.ts'
import { TrainingError } from './training-error.ts'

// Public API

/**
 * Trains a network on the current tfjs backend by stochastic gradient descent on the cross-entropy of its outputs
 * (LeNet-5's −distances count as logits like any other), and gives the state that it ends with. Nothing stays on the
 * backend, however it ends.
 *
 * Throws TrainingError for options, data or a state that do not fit, and when the loss is no finite number any more,
 * with the batch; WeightsError for weights that are not the network's; and rejects with the signal's reason when that
 * is aborted.
 */
export async function train(net: Network, data: TrainingData, options: TrainOptions): Promise<TrainingState> {
  const settings = settle(net, data, options)
  const { epochs, batch, batches, schedule, seed } = settings
  const { count } = data
  let { epoch, step, loss, right } = settings.state
  const rateOf = (at: number) => schedule(at / batches, epochs)
  const trainer = createTrainer(net, settings)
  const state = async (): Promise<TrainingState> => {
    const tensors = await trainer.read()
    // The loss of the next batch would tell, but there may be none.
    for (const [name, { data: values }] of tensors.weights)
      if (!values.every(Number.isFinite))
        throw new TrainingError(
          `${name} is not finite any more after ${step} steps; try a lower learning rate than ${rateOf(step - 1)}`,
        )
    return { epoch, step, loss, right, seed, batch, count, ...tensors }
  }
  try {
    let shuffled: Int32Array | undefined
    for (;;) {
      if (step === (epoch + 1) * batches) {
        epoch++
        const means = { loss: loss / batches, accuracy: right / (batches * batch) }
        loss = right = 0
        shuffled = undefined
        await options.onEpoch?.({ epoch, epochs, batches, rate: rateOf(step - 1), ...means, state })
      }
      if (epoch === epochs) return await state()
      options.signal?.throwIfAborted()

      shuffled ??= order(count, epoch, seed)
      const at = step - epoch * batches
      const shown = await data.batch(shuffled.slice(at * batch, (at + 1) * batch), epoch)
      checkBatch(net, shown, batch, `epoch ${epoch + 1}, batch ${at + 1}`)
      const rate = rateOf(step)
      checkRate(rate, { epoch: epoch + 1, batch: at + 1 })
      const done = await trainer.step(shown, rate, (stream) => uniform(`${stream} of step ${step}`, seed))
      checkLoss({ epoch: epoch + 1, batch: at + 1, loss: done.loss }, rate)
      step++
      loss += done.loss
      right += done.right
      await options.onBatch?.({
        epoch: epoch + 1,
        epochs,
        batch: at + 1,
        batches,
        rate,
        loss: done.loss,
        accuracy: done.right / batch,
        state,
      })
    }
  } finally {
    trainer.dispose()
  }
}

// Implementation

interface Where {
  readonly epoch: number
  readonly batch: number
}

function checkRate(rate: number, { epoch, batch }: Where): void {
  if (!(Number.isFinite(rate) && rate >= 0))
    throw new TrainingError(
      `the schedule gives a learning rate of ${rate} at epoch ${epoch}, batch ${batch}; it must be a ` +
        'number of at least 0',
    )
}

function checkLoss(where: Where & { readonly loss: number }, rate: number): void {
  const { epoch, batch, loss } = where
  if (!Number.isFinite(loss))
    throw new TrainingError(
      `the loss is ${loss} at epoch ${epoch}, batch ${batch}; try a lower learning rate than ${rate}`,
      where,
    )
}

function checkBatch(net: Network, { images, labels }: Batch, count: number, where: string): void {
  const wanted = count * elements(net.input.shape)
  if (images.length !== wanted)
    throw new TrainingError(
      `the data gave ${images.length} numbers for ${where}; ${count} images of ` +
        `${net.input.shape.join('×')} are ${wanted}`,
    )
  if (labels.length !== count)
    throw new TrainingError(`the data gave ${labels.length} labels for ${where}, not ${count}`)
  for (const [name, { shape }] of Object.entries(net.outputs)) {
    const wrong = labels.find((label) => !(label >= 0 && label < shape[0]))
    if (wrong !== undefined)
      throw new TrainingError(
        `the data gave label ${wrong} for ${where}; output '${name}' has classes 0 to ${shape[0] - 1}`,
      )
  }
}
