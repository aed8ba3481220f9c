/** @file The worker of one cell: it performs one task, for the page that opened it. */

import { acceptTask } from '@cnn/bench/page'
import { wasmPaths } from '@cnn/tfjs/vite'

acceptTask({ wasmPaths })
