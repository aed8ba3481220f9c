/** @file What writes files of results: loaded when somebody downloads one. */

export { csv, report } from '@cnn/report'
