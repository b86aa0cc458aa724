/** How precisely figures are known, and which of them are to be. */
import type { Scenario } from '../../model/scenario.ts'
import type {
  FlowResult,
  ObjectiveResult,
  PortResult,
  PrecisionFigure,
  PrecisionReport,
} from '../../sim/result/document.ts'
import { judge } from '../../sim/result/objectives.ts'
import type { HalfWidth } from './interval.ts'
import { figuresIn } from './judge.ts'
import type { Figure, Pool } from './pool.ts'
import { BATCH } from './question.ts'

/** Of every flow, where nothing is asked by objectives. */
const METRICS = ['delay.mean', 'delay.p99', 'loss', 'throughput'] as const

/**
 * A loss below this is to be known to within a share of this, not of itself: of one that is next to
 * nothing no number of replications tells how much it is.
 */
const LOSS = 0.001

/** A figure that is to be known. */
interface Wanted {
  readonly figure: Figure
  readonly name: Omit<PrecisionFigure, 'precision'>
  /** What its interval is compared with where its mean is less. */
  readonly least: number
}

/** What an interval of an objective's metric is compared with at least: the limit of a loss. */
const leastOf = ({ metric, below }: ObjectiveResult): number =>
  metric === 'loss' ? Math.max(LOSS, below ?? 0) : 0

/** The figures that are to be known: those of objectives, or the usual ones of every flow. */
export const wantedOf = (
  scenario: Scenario,
  flows: readonly FlowResult[],
  ports: readonly PortResult[],
): readonly Wanted[] => {
  if (scenario.objectives.length === 0) {
    return flows.flatMap(({ interlink, direction }, flow) =>
      METRICS.map(metric => ({
        figure: { flow, metric },
        name: { interlink, direction, metric },
        least: metric === 'loss' ? LOSS : 0,
      })),
    )
  }
  const figureOf = figuresIn(flows, ports)
  return judge(scenario, flows, ports).map(({ result }) => {
    const { direction } = result
    const name =
      'interlink' in result
        ? { interlink: result.interlink, direction, metric: result.metric }
        : { connection: result.connection, direction, metric: result.metric }
    return { figure: figureOf(result), name, least: leastOf(result) }
  })
}

/**
 * The figure that is known least; null where none of them is a figure of any frame.
 *
 * @returns half of its interval as a share of its mean, null where it has no interval
 */
const widestOf = (
  wanted: readonly Wanted[],
  pool: Pool,
  halfWidth: HalfWidth,
): PrecisionFigure | null => {
  let widest: PrecisionFigure | null = null
  for (const { figure, name, least } of wanted) {
    const sample = pool.sampleOf(figure)
    if (sample.count === 0) continue
    const half = halfWidth(sample)
    const scale = Math.max(least, sample.mean)
    const precision = half === null ? null : half === 0 ? 0 : half / scale
    if (precision === null) return { ...name, precision } as PrecisionFigure
    if (widest === null || precision > widest.precision!) {
      widest = { ...name, precision } as PrecisionFigure
    }
  }
  return widest
}

/** Whether everything is known as precisely as asked. */
const isPrecise = (widest: PrecisionFigure | null, target: number): boolean =>
  widest === null || (widest.precision !== null && widest.precision <= target)

/**
 * How precisely figures are known after as many replications as are pooled; null where so many are not
 * looked at.
 *
 * @param target  a share of the mean
 * @param cap     the most replications that are allowed
 */
export const precisionOf = (
  wanted: readonly Wanted[],
  pool: Pool,
  halfWidth: HalfWidth,
  target: number,
  cap: number,
): PrecisionReport | null => {
  if (pool.count % BATCH !== 0 && pool.count !== cap) return null
  const widest = widestOf(wanted, pool, halfWidth)
  return { target, cap, reached: isPrecise(widest, target), widest }
}
