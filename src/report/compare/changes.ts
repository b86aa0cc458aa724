/** Differences by what they say and how much they matter. */
import { groupBy } from '../../group.ts'
import type {
  ChangeVerdict,
  CompareDocument,
  ComparedObjective,
  Difference,
} from '../../study/compare/document.ts'
import { figureKey } from '../../study/compare/ledger.ts'
import { figureIn } from '../../study/compare/objectives.ts'

/** A difference, and how much it matters. */
export interface Change {
  readonly difference: Difference
  /** Share of the larger figure that it is, 0 … 1 or a little more; 1 more where an objective is met or missed by it. */
  readonly weight: number
}

/** A loss below this is next to nothing: a change of it counts as a share of this, not of itself. */
const LOSS_LEAST = 0.001

const limitsOf = ({ a, b }: ComparedObjective): readonly number[] =>
  [a, b].flatMap(side => (side === null ? [] : [side.below ?? side.above!]))

/** Whether one side meets what the other does not. */
export const parts = ({ a, b }: ComparedObjective): boolean =>
  a !== null && b !== null && a.met !== b.met

const weightOf = (difference: Difference, objectives: readonly ComparedObjective[]): number => {
  const { metric, mean, a, b } = difference
  const scale = Math.max(
    metric === 'loss' ? LOSS_LEAST : 0,
    a ?? 0,
    b ?? 0,
    ...objectives.flatMap(limitsOf),
  )
  const share = mean === null || mean === 0 ? 0 : Math.abs(mean) / scale
  return share + (objectives.some(parts) ? 1 : 0)
}

/** Of differences that matter alike, those of these come first. */
const ORDER: readonly string[] = ['loss', 'availability', 'throughput', 'delay.p99', 'delay.mean']
const placeOf = ({ difference: { metric } }: Change): number =>
  ORDER.includes(metric) ? ORDER.indexOf(metric) : ORDER.length

/** Changes by their verdict, the most important first. */
export const changesIn = ({
  differences,
  objectives,
}: CompareDocument): ((verdict: ChangeVerdict) => readonly Change[]) => {
  const objectivesOn = groupBy(objectives, each => figureKey(figureIn(each)))
  const ranked = differences
    .map(difference => ({
      difference,
      weight: weightOf(difference, objectivesOn.get(figureKey(difference)) ?? []),
    }))
    .toSorted((x, y) => y.weight - x.weight || placeOf(x) - placeOf(y))
  const byVerdict = groupBy(ranked, ({ difference }) => difference.verdict)
  return verdict => byVerdict.get(verdict) ?? []
}
