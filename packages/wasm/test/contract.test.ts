/** @file The contract under Node. */

import { contract } from './contract.ts'

contract({ runs: 60, model: { threads: 1 } })
contract({ runs: 20, model: { threads: 2 } })
