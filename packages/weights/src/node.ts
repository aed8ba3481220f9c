/** @file Files that Node has: by path, by URL with a cache on disk, and out of npm packages. */

export { cacheFolder, clearDownloads, keptDownloads, type Kept } from './source/cache.ts'
export { fromPackage, fromPath, fromSource } from './source/node.ts'
export { downloaded, type DownloadOptions } from './source/disk.ts'
