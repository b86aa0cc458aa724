/** Figures of flows and ports as the table prints them: one unit and one precision per column. */
import type { FlowMetric } from '../../model/objective.ts'
import type { FlowResult, PortResult } from '../../sim/result/document.ts'
import { type Context, offeredRate } from '../context.ts'
import { type Judged, flowSubject, limitsOn, portSubject } from '../judged.ts'
import { portLoss } from '../port-load.ts'
import { UNITS, type Unit, exact, fixed, grouped, inUnit, significant, unitFor } from './figures.ts'
import { NBSP } from './text.ts'

/** The texts of a row; an empty one is not applicable. */
export interface RowFigures {
  readonly bandwidth: string
  readonly offered: string
  readonly peak: string
  readonly delivered: string
  readonly used: string
  readonly lost: string
  readonly late: string
}

/** Units of the columns, and what formats their figures. */
export interface FlowFigures {
  readonly rateUnit: Unit
  readonly lateUnit: Unit
  readonly ofFlow: (flow: FlowResult) => RowFigures
  readonly ofPort: (port: PortResult) => RowFigures
}

const PERCENT = UNITS.share[0]!
const RATE_MAX = 100_000
const LATE_MAX = 100_000

const positive = (values: readonly (number | null)[]): number[] =>
  values.filter(value => value !== null && value > 0) as number[]

const smallest = (values: readonly number[]): number =>
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
const greatest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0)

/** The unit of the largest bandwidth, or the next smaller one where a small rate would vanish. */
const unitOfRates = (bandwidths: readonly number[], rates: readonly number[]): Unit => {
  const unit = unitFor(greatest(bandwidths), UNITS.rate)
  const next = UNITS.rate[UNITS.rate.indexOf(unit) + 1]
  const vanishes = inUnit(smallest(rates), unit) < 0.0005
  return vanishes && next !== undefined && inUnit(greatest(bandwidths), next) < RATE_MAX
    ? next
    : unit
}

/** The unit of the smallest delay, or a larger one in which the largest has few digits. */
const unitOfDelays = (delays: readonly number[]): Unit => {
  if (delays.length === 0) return UNITS.duration[2]!
  // Rounded to three digits, so that 99,960 counts as the 100,000 that it is printed as.
  const most = Number(greatest(delays).toPrecision(3))
  const finest = UNITS.duration.indexOf(unitFor(smallest(delays), UNITS.duration))
  const fitting = UNITS.duration
    .slice(0, finest + 1)
    .findLast(unit => inUnit(most, unit) < LATE_MAX)
  return fitting ?? UNITS.duration[0]!
}

const share = (value: number, decimals: number, limits: readonly number[]): string =>
  value === 0 ? '0' : fixed(value, PERCENT, decimals, [0, 1, ...limits])

/**
 * Prepares the columns of a flow table.
 *
 * @param flows   those that are shown
 * @param judged  objectives whose limits no figure may be rounded across
 * @param none    what stands for a figure that was not measured
 */
export const flowFigures = (
  context: Pick<Context, 'document'>,
  flows: readonly FlowResult[],
  judged: readonly Judged[],
  none: string,
): FlowFigures => {
  const rates = positive(
    flows.flatMap(flow => [offeredRate(context, flow), flow.peak, flow.throughput]),
  )
  const rateUnit = unitOfRates(
    flows.map(flow => flow.bandwidth),
    rates,
  )
  const least = rates.length === 0 ? 1 : inUnit(smallest(rates), rateUnit)
  const decimals = Math.min(3, Math.max(1, 2 - Math.floor(Math.log10(least))))
  const lateUnit = unitOfDelays(positive(flows.map(flow => flow.delay.p99)))

  const rate = (value: number, limits: readonly number[] = []): string =>
    value === 0 ? '0' : fixed(value, rateUnit, decimals, [0, ...limits])
  const capacity = (value: number): string => {
    const text = exact(value, 'rate')
    return text.endsWith(`${NBSP}${rateUnit.name}`)
      ? grouped(text.split(NBSP)[0]!)
      : grouped(String(inUnit(value, rateUnit)))
  }
  return {
    rateUnit,
    lateUnit,
    ofFlow: flow => {
      const limits = (metric: FlowMetric): readonly number[] =>
        limitsOn(judged, flowSubject(flow), metric)
      const { p99 } = flow.delay
      return {
        bandwidth: capacity(flow.bandwidth),
        offered: rate(offeredRate(context, flow)),
        peak: rate(flow.peak),
        delivered: rate(flow.throughput, limits('throughput')),
        used: share(flow.utilisation, 1, limits('utilisation')),
        lost: flow.offered.frames === 0 ? none : share(flow.loss, 2, limits('loss')),
        late: p99 === null ? none : significant(p99, lateUnit, 3, limits('delay.p99')),
      }
    },
    ofPort: port => {
      const limits = limitsOn(judged, portSubject(port), 'utilisation')
      return {
        bandwidth: capacity(port.speed),
        offered: '',
        peak: '',
        delivered: '',
        used: share(port.utilisation, 1, limits),
        lost: share(portLoss(port), 2, []),
        late: '',
      }
    },
  }
}
