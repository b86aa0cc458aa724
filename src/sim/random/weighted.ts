/**
 * Draws from a list by weight in constant time, without a branch: the alias method (Walker 1977;
 * Vose, IEEE Trans. Softw. Eng. 17:9, 1991) over 256 columns, each split at a 24-bit threshold.
 * Probabilities are exact to 2^-32.
 */
const COLUMNS = 256
const SPLITS = 16_777_216

/** Two choices for each column and where it changes from one to the other. */
export interface Weighted {
  /** Entry drawn below and from the threshold on: `choice[2·column + 0 | 1]`. */
  readonly choice: Int32Array
  /** 0 … 2^24. */
  readonly threshold: Int32Array
}

/**
 * @param weights  1 … 256 finite numbers, positive
 */
export const weighted = (weights: readonly number[]): Weighted => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const share = Float64Array.from({ length: COLUMNS }, (_, i) =>
    i < weights.length ? (weights[i]! / total) * COLUMNS : 0,
  )
  const choice = new Int32Array(2 * COLUMNS)
  const threshold = new Int32Array(COLUMNS)
  const poor: number[] = []
  const rich: number[] = []
  for (let i = COLUMNS - 1; i >= 0; i--) (share[i]! < 1 ? poor : rich).push(i)
  while (poor.length > 0 && rich.length > 0) {
    const column = poor.pop()!
    const donor = rich.at(-1)!
    choice[2 * column] = column
    choice[2 * column + 1] = donor
    threshold[column] = Math.round(share[column]! * SPLITS)
    share[donor]! -= 1 - share[column]!
    if (share[donor]! < 1) poor.push(rich.pop()!)
  }
  // What is left is full up to rounding.
  for (const column of [...poor, ...rich]) {
    const entry = column < weights.length ? column : 0
    choice[2 * column] = entry
    choice[2 * column + 1] = entry
    threshold[column] = SPLITS
  }
  return { choice, threshold }
}

/** The entry that 32 random bits choose. */
export const choose = ({ choice, threshold }: Weighted, word: number): number => {
  const column = word & 255
  return choice[2 * column + (word >>> 8 < threshold[column]! ? 0 : 1)]!
}
