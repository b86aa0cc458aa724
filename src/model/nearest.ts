/** The nearest of some known names to one that is not known: what a remedy proposes. */

/** Texts are compared up to this length; a longer one is no slip of the pen. */
const LONGEST = 64
/** No more candidates than this are compared, so that a hostile file cannot make it slow. */
const CANDIDATES = 2_000

/**
 * Edit distance of two texts: insertions, deletions, replacements and swaps of neighbours (optimal
 * string alignment; Damerau 1964). A change of case costs half.
 */
export const editDistance = (a: string, b: string): number => {
  const from = [...a.slice(0, LONGEST)]
  const to = [...b.slice(0, LONGEST)]
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row]
    const letter = from[row - 1]!
    for (let column = 1; column <= to.length; column += 1) {
      const other = to[column - 1]!
      const cost = letter === other ? 0 : letter.toLowerCase() === other.toLowerCase() ? 0.5 : 1
      let least = Math.min(above[column]! + 1, line[column - 1]! + 1, above[column - 1]! + cost)
      const swapped = row > 1 && column > 1 && letter === to[column - 2] && other === from[row - 2]
      if (swapped) least = Math.min(least, before[column - 2]! + 1)
      line.push(least)
    }
    before = above
    above = line
  }
  return above[to.length]!
}

/**
 * The name nearest to `name`; of equally near ones the first.
 *
 * @returns null when `known` is empty
 */
export const nearest = (name: string, known: readonly string[]): string | null => {
  let best: string | null = null
  let least = Infinity
  for (const candidate of known.slice(0, CANDIDATES)) {
    if (candidate === name) return candidate
    // Letters that one text has more than the other must be inserted at the least.
    if (Math.abs(candidate.length - Math.min(name.length, LONGEST)) >= least) continue
    const distance = editDistance(name, candidate)
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** Whether `name` is so near to `known` that one was meant to be the other. */
export const isSlip = (name: string, known: string): boolean =>
  editDistance(name, known) <= Math.max(2, Math.min(name.length, known.length) / 2)

/** `name` as far as its letters go: `port_speed` is `portspeed`. */
const bare = (name: string): string => name.slice(0, LONGEST).toLowerCase().replaceAll(/[_-]/gu, '')

/**
 * Whether `name` is so near to `known` that naming it helps: letters differ in at most a third of the
 * longer one, one begins with the other, or `name` is part of it, as `speed` of `portSpeed`.
 */
export const isNear = (name: string, known: string): boolean => {
  const [a, b] = [bare(name), bare(known)]
  if (Math.min(a.length, b.length) < 2) return false
  if (a.startsWith(b) || b.startsWith(a) || (a.length > 3 && b.includes(a))) return true
  return editDistance(a, b) <= Math.max(a.length, b.length) / 3
}
