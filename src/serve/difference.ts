/** Two documents beside each other, figure by figure. */
import type { Figure, Figures } from './figure.ts'

/** A figure that at least one of two documents has. */
export interface Difference {
  readonly subject: string
  readonly measure: string
  readonly dimension: Figure['dimension']
  /** Null: that side has no such figure. */
  readonly a: Figure | null
  readonly b: Figure | null
  /** b − a in base units; null where either is unknown. */
  readonly change: number | null
}

const keyOf = ({ subject, measure }: Figure): string => JSON.stringify([subject, measure])

const differenceOf = (a: Figure | null, b: Figure | null): Difference => {
  const { subject, measure, dimension } = (a ?? b)!
  const [from, to] = [a?.value ?? null, b?.value ?? null]
  return {
    subject,
    measure,
    dimension,
    a,
    b,
    change: from === null || to === null ? null : to - from,
  }
}

/** By key; of figures that are alike in what they say the first counts. */
const byKey = (figures: readonly Figure[]): Map<string, Figure> => {
  const found = new Map<string, Figure>()
  for (const figure of figures) {
    const key = keyOf(figure)
    if (!found.has(key)) found.set(key, figure)
  }
  return found
}

const paired = (a: readonly Figure[], b: readonly Figure[]): readonly Difference[] => {
  const [inA, inB] = [byKey(a), byKey(b)]
  return [...new Set([...inA.keys(), ...inB.keys()])].map(key =>
    differenceOf(inA.get(key) ?? null, inB.get(key) ?? null),
  )
}

/** How much a difference matters: an outcome that turns, then its share of the larger value; what one side lacks, last. */
const weightOf = ({ a, b, change }: Difference): number => {
  if (a === null || b === null) return -1
  const turn = a.outcome === b.outcome ? 0 : 10
  const most = Math.max(Math.abs(a.value ?? 0), Math.abs(b.value ?? 0))
  return turn + (change === null || most === 0 ? 0 : Math.abs(change) / most)
}

const byWeight = (differences: readonly Difference[]): readonly Difference[] =>
  differences
    .map(difference => ({ difference, weight: weightOf(difference) }))
    .toSorted((x, y) => y.weight - x.weight)
    .map(({ difference }) => difference)

/** What two documents differ in, the largest differences first. */
export interface Differences {
  readonly objectives: readonly Difference[]
  readonly others: readonly Difference[]
}

/** Differences of b to a. */
export const differencesOf = (a: Figures, b: Figures): Differences => ({
  objectives: byWeight(paired(a.objectives, b.objectives)),
  others: byWeight(paired(a.others, b.others)),
})
