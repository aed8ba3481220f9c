/** @file From the steps of a plan to the records that the kernels read, for one size of batch. */

import type { ConvStep, ExecutionPlan, PlanStep } from '../plan/data.ts'
import { Addresses } from './addresses.ts'
import { encodeDense, encodeDirect, encodeWinograd } from './encode-conv.ts'
import { encodeSimple } from './encode-simple.ts'
import { recordBytes } from './fields.ts'
import type { Layout } from './layout.ts'
import { Records } from './record.ts'
import { sharingOf, type Sharing } from './sharing.ts'

// Public API

export interface Program {
  readonly words: Int32Array
  /** Records in it. */
  readonly steps: number
  /** Whether threads gain by sharing any of them. */
  readonly shared: boolean
}

export function encode(plan: ExecutionPlan, layout: Layout, sharing: Sharing): Program {
  const addresses = new Addresses(plan, layout, sharing)
  const records = new Records(3 * plan.steps.length)
  for (const step of plan.steps) encodeStep(records, addresses, step)
  const shared = plan.steps.some((step) => sharingOf(step, sharing).threads > 1)
  return { words: records.words.subarray(0, (records.count * recordBytes) / 4), steps: records.count, shared }
}

// Implementation

function encodeStep(records: Records, addresses: Addresses, step: PlanStep): void {
  if (step.kernel === 'winograd') encodeWinograd(records, addresses, step)
  else if (!isConv(step)) encodeSimple(records, addresses, step)
  else if (step.kernel === 'dense' && addresses.sharing.images === 1) encodeDense(records, addresses, step)
  else encodeDirect(records, addresses, step)
}

const isConv = (step: PlanStep): step is ConvStep => step.kernel === 'direct' || step.kernel === 'dense'
