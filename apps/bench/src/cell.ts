/**
 * @file The page of one cell: it performs one task, for a command line that drives the browser or for a page that holds
 * it in a frame.
 */

import bench from '@cnn/bench/package.json' with { type: 'json' }
import { offerPerform } from '@cnn/bench/page'
import { wasmPaths } from '@cnn/tfjs/vite'

offerPerform({ wasmPaths, version: bench.version })
