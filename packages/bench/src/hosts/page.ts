/** @file Where a page measures: in frames of its own. And what the page in such a frame offers, or one that a command line drives. */

export { FrameHost } from './frame/host.ts'
export { offerPerform } from './frame/offer.ts'
export { messageOf } from './message.ts'
