/** @file What the cases have to give, whatever bundles and runs them. */

/** What each case gave: what it computed, or the error as text. */
export type Outcome = Readonly<Partial<Record<Case, unknown>>>

export const cases = ['shapes', 'keras', 'wasm', 'tfjs', 'absent'] as const
export type Case = (typeof cases)[number]

/** Where a case is left out: tfjs's modules need a bundler, and Node has no WebGL. */
export const leftOut: Readonly<Partial<Record<Case, RegExp>>> = { tfjs: /^import map/, absent: /^(import map|Node)/ }

/** `yes`, or what is wrong. `reference` are the logits that tfjs gives in Node, an engine that is not ours. */
export function judge(one: Case, found: unknown, reference: readonly number[]): string {
  // ResNet-50 as torchvision counts it; the bias as PyTorch printed it in the file's JSON.
  if (one === 'shapes') return found === 25_557_032 ? 'yes' : told(found)
  // What the benchmark says of a backend that is not installed, where its bundle could be built all the same.
  if (one === 'absent') return String(found).includes('npm i @tensorflow/tfjs-backend-webgl') ? 'yes' : told(found)
  const right = one === 'keras' ? [0.261235416, 0.23218742] : reference
  return near(found, right) ? 'yes' : told(found)
}

const near = (found: unknown, right: readonly number[]): boolean => {
  if (!Array.isArray(found) || found.length !== right.length || right.length === 0) return false
  const largest = Math.max(...right.map(Math.abs))
  return right.every((value, i) => Math.abs(Number(found[i]) - value) <= 1e-4 * largest)
}

const told = (found: unknown): string => (typeof found === 'string' ? found : JSON.stringify(found ?? 'nothing'))
