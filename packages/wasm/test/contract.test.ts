/** @file The contract under Node. */

import { contract } from './contract.ts'

contract({ runs: 60 })
