/** @file Where a command line measures: in a browser that it drives, or in processes of Node. */

export { openBrowser, serveCell, type OpenBrowser, type OpenOptions } from './browser/cell.ts'
export { findBrowser, NoBrowserError, type Browser, type FindOptions } from './browser/find.ts'
export { BrowserHost, openBrowserHost, type AboutBrowser, type BrowserHostOptions } from './browser/host.ts'
export { RemoteHost, type RemoteHostOptions } from './browser/remote-host.ts'
export type { AboutPage } from './browser/about.ts'
export { engineRoutes } from '../engines/files.ts'
export { PortError, serve, type Content, type ServeOptions, type Server } from './browser/serve.ts'
export { NodeHost, type NodeHostOptions } from './node/host.ts'
