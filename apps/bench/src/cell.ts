/**
 * @file The page of one cell: it performs one task, for a command line that drives the browser or for a page that holds
 * it in a frame.
 */

import { offerPerform } from '@cnn/bench/page'
import { wasmPaths } from '@cnn/tfjs/vite'

offerPerform({ wasmPaths })
