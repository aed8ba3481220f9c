import { toJSON } from '../../src/index.ts'
import { everything } from '../everything.ts'

export const valid = JSON.stringify(toJSON(everything))

/** That JSON with something in it changed. */
export const edit = (change: (json: any) => void): unknown => {
  const json: unknown = JSON.parse(valid)
  change(json)
  return json
}
