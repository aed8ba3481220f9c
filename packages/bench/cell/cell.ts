/**
 * @file The page in which `openBrowser` measures. It is built into `dist/cell`, whole: whoever installs this needs no
 * bundler.
 */

import { wasmPaths } from '@cnn/tfjs/vite'
import bench from '../package.json' with { type: 'json' }
import { offerPerform } from '../src/hosts/frame/offer.ts'

offerPerform({ wasmPaths, version: bench.version })
