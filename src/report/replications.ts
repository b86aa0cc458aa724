/** What replications add to a report: intervals in words, how many would decide, what to warn of. */
import { towards } from '../model/direction.ts'
import type {
  ObjectiveResult,
  PrecisionFigure,
  ReplicationsReport,
  ResultDocument,
  TransientEntry,
} from '../sim/result/document.ts'
import { REPLICATIONS_MAX } from '../study/replications/question.ts'
import type { Context } from './context.ts'
import { limitOf, measureOf, metricName } from './judged.ts'
import { count, exact, significant, spoken, trimmed, UNITS } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'

/** A share as it is written in a command: `95%`. */
const percent = (share: number): string => `${trimmed((share * 100).toFixed(10))}%`

/** The same in a sentence. */
const percentText = (share: number): string => exact(share, 'share')

/**
 * The interval of a result in words, after its figure: `at most 0.127 %`, `somewhere from … to …`; empty
 * where it has none, or is a single point.
 *
 * @param open  what stands before both ends where the limit lies between them
 */
export const intervalText = (result: ObjectiveResult, open = 'somewhere from '): string => {
  const { low, high, met, undecided, below } = result
  if (low === undefined || high === undefined || low === null || high === null) return ''
  if (low === high) return ''
  const text = (value: number): string => spoken(value, measureOf(result), [limitOf(result)])
  if (undecided === true) return `${open}${text(low)} to ${text(high)}`
  return met === (below !== undefined) ? `at most ${text(high)}` : `at least ${text(low)}`
}

/** `5 of 20 seeds miss it`, each judged alone; empty where none does, or all do. */
export const aloneText = ({ missedAlone }: ObjectiveResult, of: ReplicationsReport): string => {
  if (missedAlone === undefined || missedAlone === 0 || missedAlone === of.count) return ''
  const verb = missedAlone === 1 ? 'misses' : 'miss'
  return `${count(missedAlone)} of ${count(of.count)} seeds ${verb} it`
}

/** About how many replications would tell the two sides apart; null where no sensible number would. */
export const decidingCount = (
  result: ObjectiveResult,
  { count: now }: ReplicationsReport,
): number | null => {
  const { low, high } = result
  if (typeof low !== 'number' || typeof high !== 'number') return null
  const off = Math.abs((low + high) / 2 - limitOf(result))
  const needed = now * ((high - low) / 2 / off) ** 2
  if (!(needed <= REPLICATIONS_MAX)) return null
  // Two digits, and enough more that a little bad luck does not matter.
  const step = 10 ** Math.max(0, Math.floor(Math.log10(needed)) - 1)
  return Math.min(
    REPLICATIONS_MAX,
    Math.max(2 * now, Math.ceil((1.2 * needed) / step - 1e-9) * step),
  )
}

/** Options that ask for as many replications again, as words of a command; none for a single run. */
export const replicationWords = (
  { replications }: ResultDocument,
  many: number | null = null,
): readonly string[] => {
  if (replications === undefined) return []
  const { confidence, precision } = replications
  const cap = many ?? precision?.cap ?? replications.count
  return [
    '--replications',
    String(cap),
    ...(confidence === 0.95 ? [] : ['--confidence', percent(confidence)]),
    ...(precision === undefined ? [] : ['--until-precision', percent(precision.target)]),
  ]
}

/** `seed 1`, or `20 replications (seeds 1 to 20), 95 % confidence`. */
export const seedsText = ({ seed, replications }: ResultDocument): string => {
  if (replications === undefined) return `seed${NBSP}${seed}`
  const { seeds, confidence, precision } = replications
  if (seeds.length === 1) return `1 replication (seed${NBSP}${seed}), which gives no interval`
  const known =
    precision?.reached === true ? `, known to within ${percentText(precision.target)}` : ''
  return (
    `${count(seeds.length)} replications (seeds ${seeds[0]!} to ${seeds.at(-1)!})${known}, ` +
    `${percentText(confidence)} confidence`
  )
}

const figureName = (figure: PrecisionFigure): string => {
  const subject = 'interlink' in figure ? figure.interlink : `the port of ${figure.connection}`
  return `${metricName(figure.metric)} of ${subject} ${towards(figure.direction)}`
}

/** Where a precision was asked for and not reached: after how many, and what is known least. */
export const capWarning = ({
  precision,
}: Pick<ReplicationsReport, 'precision'>): readonly string[] => {
  if (precision === undefined || precision.reached) return []
  const { cap, target, widest } = precision
  const known =
    widest === null
      ? 'nothing is known'
      : widest.precision === null
        ? `the ${figureName(widest)} has no interval`
        : `the ${figureName(widest)} is known to within ` +
          `${significant(widest.precision, UNITS.share[0]!, 2, [target])}${NBSP}%`
  return [
    `precision not reached after ${count(cap)} replications, the most allowed: ${known}, ` +
      `${percentText(target)} is asked; raise --replications`,
  ]
}

const transientText = (entry: TransientEntry): string => {
  const { direction, first, rest } = entry
  const towardsIt = towards(direction)
  if ('connection' in entry) {
    return (
      `${spoken(first, 'size')} wait for the port of ${entry.connection} ${towardsIt} on average, ` +
      `${spoken(rest, 'size')} in the rest`
    )
  }
  const { interlink, metric } = entry
  return metric === 'dropped'
    ? `${interlink} ${towardsIt} loses ${spoken(first, 'rate')}, ${spoken(rest, 'rate')} in the rest`
    : `${spoken(first, 'size')} wait in the shaper of ${interlink} ${towardsIt} on average, ` +
        `${spoken(rest, 'size')} in the rest`
}

/** How far apart the two are, for the one to tell. */
const contrast = ({ first, rest }: TransientEntry): number =>
  Math.abs(first - rest) / Math.max(first, rest)

/** That the warm-up is too short, where it is. */
export const transientWarnings = (
  transient: readonly TransientEntry[],
  { warmup, duration }: ResultDocument['simulated'],
): readonly string[] => {
  const [most, ...others] = transient.toSorted((a, b) => contrast(b) - contrast(a))
  if (most === undefined) return []
  const more = others.length === 0 ? '' : ` (${count(others.length)} more like it)`
  const remedy =
    warmup === 0
      ? 'add a warmup, for instance'
      : `raise warmup (${exact(warmup, 'duration')}), for instance to`
  return [
    `the warm-up is too short: in the first tenth of the measured time ${transientText(most)}${more}; ` +
      `${remedy} ${exact(warmup + duration / 10, 'duration')}`,
  ]
}

/** What is to be warned of, a line each; none for a single run. */
export const replicationWarnings = (context: Context): readonly string[] => {
  const { replications } = context.document
  if (replications === undefined) return []
  return [
    ...capWarning(replications),
    ...transientWarnings(replications.transient, context.document.simulated),
  ]
}
