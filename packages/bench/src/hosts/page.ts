/**
 * @file For pages: hosts that measure in workers or frames, and what a worker, a frame or a driven page calls to be
 * measured in.
 */

export { FrameHost, type FrameHostOptions } from './frame/host.ts'
export { offerPerform, type OfferOptions } from './frame/offer.ts'
export { acceptTask } from './worker/accept.ts'
export { WorkerHost } from './worker/host.ts'
