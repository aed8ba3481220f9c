/**
 * @file Where a page measures: in workers or frames of its own. And what they offer, or a page that a command line
 * drives.
 */

export { FrameHost, type FrameHostOptions } from './frame/host.ts'
export { offerPerform } from './frame/offer.ts'
export { acceptTask } from './worker/accept.ts'
export { WorkerHost } from './worker/host.ts'
