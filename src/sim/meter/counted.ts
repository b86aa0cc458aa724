/**
 * What was counted of many durations, as plain data: it can be handed to another thread, and several
 * can be put together without losing anything.
 *
 * A counter covers 1/512 of an octave of (duration + 1 ps), below 1023 ps a whole picosecond.
 */

/** Counters of an octave. */
export const COUNTERS_PER_OCTAVE = 512

/** Durations, whole ps. Only counters that counted something are there, in rising order. */
export interface Counted {
  /** Numbers of the counters: octave × `COUNTERS_PER_OCTAVE` + place in it. */
  readonly counters: Uint16Array
  /** Durations in each of them. */
  readonly frames: Float64Array
  readonly count: number
  /** Exact, ps. */
  readonly sum: bigint
  /** Infinity of nothing. */
  readonly min: number
  /** -Infinity of nothing. */
  readonly max: number
}

/** A share of a whole, exactly: `[99, 100]` is 0.99. */
export type Share = readonly [numerator: number, denominator: number]

/** Value that stands for a counter: the harmonic middle, off by at most 1 in 1025; ps. */
const middle = (counter: number): number => {
  const octave = Math.floor(counter / COUNTERS_PER_OCTAVE)
  const place = counter % COUNTERS_PER_OCTAVE
  const width = 2 ** (octave - 9)
  const low = (COUNTERS_PER_OCTAVE + place) * width
  // Only whole durations exist: the last one inside, not the next counter's first.
  const high = Math.max(low, low + width - 1)
  return (2 * low * high) / (low + high) - 1
}

const valueOf = ({ min, max }: Counted, counter: number): number =>
  Math.min(max, Math.max(min, middle(counter)))

/** Mean, ps; null of nothing. */
export const meanOf = ({ count, sum }: Counted): number | null =>
  count === 0 ? null : Number(sum) / count

/**
 * For each share the smallest value that at least this share of the durations do not exceed, within
 * 0.1 %; ps, null of nothing.
 *
 * @param shares  rising
 */
export const quantilesOf = <const N extends readonly Share[]>(
  counted: Counted,
  shares: N,
): { readonly [K in keyof N]: number | null } => {
  const { counters, frames, count } = counted
  const values = shares.map((): number | null => null)
  const ranks = shares.map(([numerator, denominator]) =>
    Math.ceil((count * numerator) / denominator),
  )
  let seen = 0
  let next = 0
  for (let i = 0; i < counters.length; i++) {
    seen += frames[i]!
    while (next < ranks.length && seen >= ranks[next]!) {
      values[next++] = valueOf(counted, counters[i]!)
    }
  }
  return values as { readonly [K in keyof N]: number | null }
}

/** How many durations fall between rising bounds (ps): at most the first, the second, … */
export const countUpTo = (counted: Counted, bounds: readonly number[]): number[] => {
  const { counters, frames } = counted
  const counts = bounds.map(() => 0)
  let bin = 0
  for (let i = 0; i < counters.length; i++) {
    const value = valueOf(counted, counters[i]!)
    while (bin < bounds.length - 1 && value > bounds[bin]!) bin++
    counts[bin] = counts[bin]! + frames[i]!
  }
  return counts
}

/** What one distribution would have counted that had seen the durations of both. */
export const together = (a: Counted, b: Counted): Counted => {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const counters = new Uint16Array(a.counters.length + b.counters.length)
  const frames = new Float64Array(counters.length)
  let [i, j, length] = [0, 0, 0]
  while (i < a.counters.length || j < b.counters.length) {
    const first = a.counters[i] ?? Infinity
    const second = b.counters[j] ?? Infinity
    const counter = Math.min(first, second)
    counters[length] = counter
    frames[length++] =
      (first === counter ? a.frames[i++]! : 0) + (second === counter ? b.frames[j++]! : 0)
  }
  return {
    counters: counters.slice(0, length),
    frames: frames.slice(0, length),
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  }
}
