/** @file The contract in a page, which is isolated here. */

import { contract } from './contract.ts'

contract({ runs: 20, model: { threads: 1 } })
contract({ runs: 20, model: { threads: 2 } })
