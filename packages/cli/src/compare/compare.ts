import { readResults } from './read-results.ts'
import { tellComparison, type Telling } from './tell.ts'

/** What `cnn compare` was told. */
export type CompareOptions = Telling

/** Prints the comparison of two files, and gives the exit status: 3 where something is slower beyond the threshold. */
export async function compareFiles(before: string, after: string, options: CompareOptions): Promise<number> {
  return tellComparison(await readResults(before), await readResults(after), options)
}
