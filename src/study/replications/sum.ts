/** Two rows of numbers added up, place by place; both equally long. */
export const sumOf = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.map((value, i) => value + b[i]!)
