/** What a reader of a comparison must know besides its figures, a line each. */
import type {
  CompareDocument,
  ComparedSide,
  ComparedSubject,
} from '../../study/compare/document.ts'
import { transientWarnings } from '../replications.ts'
import { count, exact } from '../terminal/figures.ts'
import type { CompareReportInput } from './input.ts'
import { subjectName } from './words.ts'

/** Flows named in one line at most. */
const NAMED = 6

const measured = ({ simulated: { warmup, duration } }: ComparedSide): string =>
  `${exact(duration, 'duration')}${warmup === 0 ? ' without warm-up' : ` after ${exact(warmup, 'duration')} of warm-up`}`

/** That the two sides measure for different times. */
export const windowWarnings = ({ a, b }: CompareDocument): readonly string[] =>
  a.simulated.warmup === b.simulated.warmup && a.simulated.duration === b.simulated.duration
    ? []
    : [
        `A measures ${measured(a)}, B ${measured(b)}: rates, shares and means stay comparable, the ` +
          'largest values of a longer time are larger',
      ]

const onlyInText = (side: string, subjects: readonly ComparedSubject[]): readonly string[] => {
  if (subjects.length === 0) return []
  const names = subjects.slice(0, NAMED).map(subjectName)
  const rest = subjects.length - names.length
  const list = rest === 0 ? names.join(', ') : `${names.join(', ')} and ${count(rest)} more`
  return [`only ${side} has ${list}: nothing to compare with`]
}

/** Flows and ports that only one side has. */
export const onlyInWarnings = ({ onlyIn }: CompareDocument): readonly string[] => [
  ...onlyInText('A', onlyIn.a),
  ...onlyInText('B', onlyIn.b),
]

/** All of them. */
export const compareWarnings = ({
  document,
  unusedSeed,
  warnings,
}: CompareReportInput): readonly string[] => [
  ...onlyInWarnings(document),
  ...(unusedSeed === null
    ? []
    : [`B's file says seed ${unusedSeed}; both are played from seed ${document.seed}, that of A`]),
  ...windowWarnings(document),
  ...(['a', 'b'] as const).flatMap(side =>
    transientWarnings(document[side].transient, document[side].simulated).map(
      text => `${side.toUpperCase()}: ${text}`,
    ),
  ),
  ...warnings,
]
