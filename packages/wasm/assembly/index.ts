/** @file What the module gives: a run alone or with others, and the packing of weights. */

export { packPanels } from './pack'
export { setScratch } from './scratch'
export { help, run, start, stop, work } from './threads'
export { packWinograd } from './winograd-weights'
