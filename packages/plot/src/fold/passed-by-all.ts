/**
 * Which of `count` steps every way from the first to the last passes: those that no edge leads over. Edges lead from
 * earlier to later steps, and each step lies on a way from the first to the last.
 */
export function passedByAll(count: number, edges: readonly (readonly [from: number, to: number])[]): boolean[] {
  const furthest = Array.from({ length: count }, (_, i) => i)
  for (const [from, to] of edges) furthest[from] = Math.max(furthest[from]!, to)
  let reach = 0
  return furthest.map((end, i) => {
    const passed = reach <= i
    reach = Math.max(reach, end)
    return passed
  })
}
