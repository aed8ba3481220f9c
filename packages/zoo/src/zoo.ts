/** @file The catalogue: every architecture by its id, with what its paper and its reference implementation publish. */

import { densenets } from './catalogue/densenet.ts'
import { early } from './catalogue/early.ts'
import type { Entry } from './catalogue/entry.ts'
import { inceptions } from './catalogue/inception.ts'
import { resnets } from './catalogue/resnet.ts'
import { smalls } from './catalogue/small.ts'
import { vggs } from './catalogue/vgg.ts'

/** Every network, by id. */
export const zoo: readonly Entry[] = [...early, ...vggs, ...inceptions, ...resnets, ...densenets, ...smalls]
